"""The benchmark's worker: takes frames as .mat, turns them grey, and gives .mat back."""

import io
import sys

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
    while True:
        frame = loadmat(io.BytesIO(content(submit(b"", metadata=[("max-receive-bytes", "-1")]))))
        grey = np.ascontiguousarray(frame["im"][:, :, 1])
        picture = mat(im=np.dstack([grey, grey, grey]), session_hash=frame["session_hash"][0])
        data = mat(**{"data_%05d" % frame["frame"][0, 0]: {"mean": float(grey.mean())}})
        display(field(1, field(1, picture)) + field(2, field(1, data)))


if __name__ == "__main__":
    main()
