api=http://localhost:7860/api/v1
session=$(curl -fsS -X POST $api/sessions | sed 's/.*"session":"\([^"]*\).*/\1/')
run=$(curl -fsS -H 'Content-Type: application/json' -d '{"processor": "edges"}' \
  "$api/sessions/$session/image-sets" | sed 's/.*"run":"\([^"]*\).*/\1/')
images=$api/sessions/$session/runs/$run
for picture in *.jpg; do
  curl -fsS -o /dev/null -X POST -T "$picture" "$images/images?name=$picture"
done
curl -fsS -X POST "$images/finish"
until curl -fsS "$images" | grep -q '"phase":"done"'; do sleep 1; done
curl -fsS -o results.zip "$images/results.zip"
curl -fsS -X DELETE "$api/sessions/$session"
