"""A stream client: sends pictures to ImageTest until it is ended, each after the answer to the one before.

Environment: SERVER (address), PICTURES (files), PAUSE_MS (after each answer), BROKEN ("1": files break
off behind their header), FRAMES (how many; endless without).
"""
import itertools
import os
import queue
import sys
import time

import grpc

PAUSE_S = float(os.environ.get("PAUSE_MS", "20")) / 1000
FRAMES = int(os.environ.get("FRAMES", "0"))
answered = queue.Queue()


def varint(number):
    while number > 127:
        yield number & 127 | 128
        number >>= 7
    yield number


def message(picture):
    """MsgRequest{bytes img = 1}"""
    return b"\x0a" + bytes(varint(len(picture))) + picture


def pictures():
    files = [open(name, "rb").read() for name in os.environ["PICTURES"].split(os.pathsep)]
    if os.environ.get("BROKEN") == "1":
        files = [file[: len(file) // 2] for file in files]
    for i, file in enumerate(itertools.cycle(files)):
        if i == FRAMES > 0:
            return
        yield file
        answered.get()
        time.sleep(PAUSE_S)


with grpc.insecure_channel(os.environ["SERVER"]) as channel:
    analyse = channel.stream_stream("/ImageTest/Analyse", message, bytes)
    for answer in analyse(pictures()):
        answered.put(answer)
        if answered.qsize() > 5:
            sys.exit("more answers than frames")
print("ok", flush=True)
