import json
import time
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

API = "http://localhost:7860/api/v1"


def call(method, path, data=None, kind="application/octet-stream"):
    return urlopen(Request(API + path, data, {"Content-Type": kind}, method=method), timeout=60)


session = json.load(call("POST", "/sessions"))["session"]
task = json.dumps({"processor": "edges"}).encode()
started = json.load(call("POST", f"/sessions/{session}/image-sets", task, "application/json"))
images = f"/sessions/{session}/runs/{started['run']}"
for picture in sorted(Path(".").glob("*.jpg")):
    call("POST", f"{images}/images?name={quote(picture.name)}", picture.read_bytes())
call("POST", f"{images}/finish")
while (job := json.load(call("GET", images))["job"])["phase"] != "done":
    print(job["done"], "of", job["total"])
    time.sleep(1)
Path("results.zip").write_bytes(call("GET", f"{images}/results.zip").read())
call("DELETE", f"/sessions/{session}")
