server=http://localhost:7860
type='Content-Type: application'
session=$(curl -fsS -X POST $server/api/v1/sessions | sed 's/.*"session":"\([^"]*\).*/\1/')
mine=$server/api/v1/sessions/$session
upload=$(curl -fsS -X POST -H "Upload-Length: $(($(wc -c < clip.mp4)))" -D - $mine/uploads |
  tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
curl -fsS -X PATCH -T clip.mp4 -H 'Upload-Offset: 0' -H "$type/offset+octet-stream" $server$upload
run=$(curl -fsS -H "$type/json" $mine/videos \
  -d "{\"upload\": \"${upload##*/}\", \"processor\": \"edges\"}" |
  sed 's/.*"run":"\([^"]*\).*/\1/')
while [ "$(curl -sS -o result.mp4 -w '%{http_code}' "$mine/runs/$run/video")" = 409 ]; do
  sleep 1
done
curl -fsS -X DELETE "$mine"
