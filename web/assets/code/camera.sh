for number in 0 1 2 3 4; do
  curl -fsS -X POST -T photo.jpg -H 'Accept: image/png' -o "result$number.png" \
    'http://localhost:7860/api/v1/images?processor=edges'
done
