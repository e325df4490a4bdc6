"""A stream client: sends 720p frames to MediaGraphExtension by shared memory until it is ended: a
picture over which a bright disc moves.

Environment: SERVER (address), NAME, PICTURE (a file), PROCESSOR (by its name; framebox's own choice
without), PAUSE_MS (after each answer).
"""
import json
import os
import signal
import sys
import time

import ava
import cv2

WIDTH, HEIGHT, SLOTS, STEPS = 1280, 720, 2, 60
PAUSE_S = float(os.environ.get("PAUSE_MS", "20")) / 1000
PROCESSOR = os.environ.get("PROCESSOR")

signal.signal(signal.SIGTERM, lambda *_: sys.exit())
picture = cv2.resize(cv2.imread(os.environ["PICTURE"]), (WIDTH, HEIGHT)) // 2


def frame(step):
    place = (200 + 880 * abs(2 * step - STEPS) // STEPS, 260)
    return cv2.circle(picture.copy(), place, 24, (255, 255, 255), cv2.FILLED)


frames = [frame(step).tobytes() for step in range(STEPS)]
with ava.open_channel() as channel, ava.Memory(SLOTS, len(frames[0])) as memory:
    configuration = json.dumps({"processor": PROCESSOR}) if PROCESSOR else ""
    message = ava.descriptor(ava.raw(WIDTH, HEIGHT), memory, configuration)
    graph = message.media_stream_descriptor.graph_identifier
    graph.graph_instance_name, graph.graph_node_name = os.environ["NAME"].split("/")
    call = ava.Call(channel).open(message)
    sent = 0
    while True:
        call.send(ava.referenced(*memory.put(sent % SLOTS, frames[sent % STEPS]), sent))
        sent += 1
        if sent >= SLOTS:
            call.sample()
            time.sleep(PAUSE_S)
