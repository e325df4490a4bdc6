from pathlib import Path
from urllib.request import Request, urlopen

request = Request(
    "http://localhost:7860/api/v1/images?processor=edges",
    data=Path("photo.jpg").read_bytes(),
    headers={"Accept": "image/png", "Content-Type": "image/jpeg"},
)
with urlopen(request, timeout=60) as answer:
    Path("result.png").write_bytes(answer.read())
