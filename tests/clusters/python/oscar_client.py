"""OSCAR's own client for Python against a cluster; prints what it finds as one line of JSON."""
import base64
import contextlib
import json
import sys

import requests
from oscar_python.client import Client

STEP, ADDRESS, USER, PASSWORD, *REST = sys.argv[1:]
OPTIONS = {
    "cluster_id": "tested",
    "endpoint": ADDRESS,
    "user": USER,
    "password": PASSWORD,
    "ssl": True,
}


def begin(client, directory, photo):
    """Logs in, looks around, calls a service, and puts an input for a job."""
    answer = client.run_service("grayify", input=photo, output=f"{directory}/sync.png")
    text = client.run_service("cowsay", input="hello")
    wrong = Client({**OPTIONS, "password": "wrong"})
    try:
        wrong.list_services()
        refused = 200
    except requests.HTTPError as error:
        refused = error.response.status_code
    storage = client.create_storage_client("logged")
    storage.upload_file("minio.default", photo, "logged/in")
    return {
        "health": client.health_check().text,
        "info": client.get_cluster_info().json(),
        "config": client.get_cluster_config().json(),
        "services": [one["name"] for one in client.list_services().json()],
        "answered": len(base64.b64decode(answer.text)) > 0,
        "type": answer.headers["content-type"],
        "cow": text.text,
        "refused": refused,
    }


def finish(client, directory, photo):
    """Takes the job's output, its log, and removes it."""
    name = "logged"
    storage = client.create_storage_client(name)
    listed = storage.list_files_from_path("minio.default", f"{name}/out")
    keys = [one["Key"] for one in listed["Contents"]]
    storage.download_file("minio.default", directory, f"{name}/out/{photo.split('/')[-1]}")
    jobs = client.list_jobs(name).json()
    job = next(iter(jobs.get("jobs", jobs)))
    log = client.get_job_logs(name, job).text
    removed = client.remove_job(name, job).status_code
    left = client.list_jobs(name).json()
    return {"keys": keys, "jobs": jobs, "log": log, "removed": removed, "left": left}


def change(client, *_):
    """Creates, changes and removes a service."""
    service = {
        "name": "echo",
        "image": "busybox",
        "memory": "128Mi",
        "cpu": "0.1",
        "log_level": "CRITICAL",
        "script": "#!/bin/sh\ncat \"$INPUT_FILE_PATH\"\n",
        "input": [{"storage_provider": "minio", "path": "echo/in"}],
        "output": [{"storage_provider": "minio", "path": "echo/out"}],
    }
    created = client.create_service(service).status_code
    first = client.get_service("echo").json()
    updated = client.update_service("echo", {**service, "memory": "256Mi"}).status_code
    second = client.get_service("echo").json()
    text = client.run_service("echo", input="said").text
    queued = client.run_service("echo", input="said", async_call=True).status_code
    removed = client.remove_service("echo").status_code
    return {
        "created": created,
        "updated": updated,
        "memory": second["memory"],
        "same_token": first["token"] == second["token"],
        "text": text,
        "queued": queued,
        "removed": removed,
        "services": [one["name"] for one in client.list_services().json()],
    }


if __name__ == "__main__":
    # The client prints what it does.
    with contextlib.redirect_stdout(sys.stderr):
        found = {"begin": begin, "finish": finish, "change": change}[STEP](Client(OPTIONS), *REST)
    print(json.dumps(found))
