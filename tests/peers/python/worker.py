"""A worker as users write them: submit, work, display, in a loop.

Environment: SERVER (address), NAME, CHANNEL_PER_CALL, COMPRESSED, LIMITED (gRPC's own message limits,
which are not declared), TOKEN (an API token or the workers' token), HOLD: takes one frame, prints so, and gives its result back only on SIGUSR1.
"""
import os
import signal
import threading

import cv2
import grpc
import wire

name = os.environ.get("NAME", "worker")
per_call = "CHANNEL_PER_CALL" in os.environ
hold = "HOLD" in os.environ
options = wire.OPTIONS
may_answer = threading.Event()
signal.signal(signal.SIGUSR1, lambda *_: may_answer.set())
metadata = [("worker-name", name), *([] if "LIMITED" in os.environ else wire.ANY_SIZE)]
if "TOKEN" in os.environ:
    metadata.append(("authorization", "Bearer " + os.environ["TOKEN"]))


def call(make, request, channel):
    if not per_call:
        return make(channel)(request, metadata=metadata)
    own = [*options, ("grpc.use_local_subchannel_pool", 1)]
    with wire.open_channel(own) as channel:
        return make(channel)(request, metadata=metadata)


channel = wire.open_channel(options)
wire.report("started", name)
while True:
    try:
        mat = wire.read(call(wire.submit_of, wire.pb.Empty(), channel))
    except grpc.RpcError as error:
        wire.report("submit", error.code().name, error.details())
        if error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED:
            continue
        break
    wire.report("got", wire.frame_of(mat), mat["session_hash"][0])
    if hold:
        may_answer.wait()
        may_answer.clear()
    grey = cv2.cvtColor(mat["im"], cv2.COLOR_RGB2GRAY)
    answer = wire.result(mat, grey, name, "COMPRESSED" in os.environ)
    try:
        call(wire.display_of, answer, channel)
    except grpc.RpcError as error:
        wire.report("display", error.code().name, error.details())
        break
    wire.report("answered", wire.frame_of(mat), mat["session_hash"][0])
