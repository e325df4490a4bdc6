from http.client import HTTPConnection
from pathlib import Path

server = HTTPConnection("localhost:7860", timeout=60)
headers = {"Accept": "image/png", "Content-Type": "image/jpeg"}
for number in range(5):
    frame = Path("photo.jpg").read_bytes()
    server.request("POST", "/api/v1/images?processor=edges", frame, headers)
    answer = server.getresponse()
    result = answer.read()
    if answer.status != 200:
        raise SystemExit(result.decode())
    Path(f"result{number}.png").write_bytes(result)
