curl -fsS -X POST -T photo.jpg -H 'Accept: image/png' -o result.png \
  'http://localhost:7860/api/v1/images?processor=edges'
