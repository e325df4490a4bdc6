import json
import time
from pathlib import Path
from urllib.request import Request, urlopen

BOX = "http://localhost:7860"
PART = 8 * 2**20


def call(method, path, data=None, headers={}):
    return urlopen(Request(BOX + path, data, headers, method=method), timeout=60)


session = json.load(call("POST", "/api/v1/sessions"))["session"]
mine = f"/api/v1/sessions/{session}"
size = Path("clip.mp4").stat().st_size
created = call("POST", f"{mine}/uploads", headers={"Upload-Length": str(size)})
upload = created.headers["Location"]
with open("clip.mp4", "rb") as video:
    while part := video.read(PART):
        offset = video.tell() - len(part)
        kind = "application/offset+octet-stream"
        call("PATCH", upload, part, {"Upload-Offset": str(offset), "Content-Type": kind})

task = json.dumps({"upload": upload.split("/")[-1], "processor": "edges"}).encode()
started = call("POST", f"{mine}/videos", task, {"Content-Type": "application/json"})
run = f"{mine}/runs/{json.load(started)['run']}"
while (job := json.load(call("GET", run))["job"])["phase"] not in ("done", "failed"):
    print(job["done"], "of", job["total"])
    time.sleep(1)
Path("result.mp4").write_bytes(call("GET", f"{run}/video").read())
call("DELETE", mine)
