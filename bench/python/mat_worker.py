"""The benchmark's worker: takes frames as .mat, turns them grey, and gives .mat back.

Prints where the time of each frame went: `cycle NUMBER SUBMIT WORK DISPLAY`, in milliseconds.
"""

import io
import itertools
import sys
import time

import grpc
import numpy as np
from scipy.io import loadmat, savemat


def field(number, data):
    """A length-delimited protobuf field."""
    size, prefix = len(data), bytearray([number << 3 | 2])
    while size > 127:
        prefix.append(size & 127 | 128)
        size >>= 7
    prefix.append(size)
    return bytes(prefix) + data


def content(message):
    """The bytes of field 1 of a Data message."""
    at = 1
    while message[at] & 128:
        at += 1
    return message[at + 1 :]


def mat(**variables):
    """Variables as a .mat file."""
    out = io.BytesIO()
    savemat(out, variables)
    return out.getvalue()


def main():
    """Serves until it is killed."""
    options = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
    channel = grpc.insecure_channel(sys.argv[1], options=options)
    grpc.channel_ready_future(channel).result(timeout=30)
    submit = channel.unary_unary("/GenericBoxService/submit")
    display = channel.unary_unary("/GenericBoxService/display")
    print("ready", flush=True)
    for number in itertools.count():
        asked = time.perf_counter()
        message = submit(b"", metadata=[("max-receive-bytes", "-1")])
        got = time.perf_counter()
        frame = loadmat(io.BytesIO(content(message)))
        grey = np.ascontiguousarray(frame["im"][:, :, 1])
        picture = mat(im=np.dstack([grey, grey, grey]), session_hash=frame["session_hash"][0])
        data = mat(**{"data_%05d" % frame["frame"][0, 0]: {"mean": float(grey.mean())}})
        done = time.perf_counter()
        display(field(1, field(1, picture)) + field(2, field(1, data)))
        times = (got - asked, done - got, time.perf_counter() - done)
        print("cycle", number, *("%.2f" % (1000 * each) for each in times), flush=True)


if __name__ == "__main__":
    main()
