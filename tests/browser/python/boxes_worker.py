"""A worker as YOLO boxes are: it leaves boxes, numbers and more of each frame, and the picture as it
came. Argument: where framebox listens.
"""
import io
import sys

import grpc
import numpy as np
import scipy.io


def field(number, content):
    size = bytes([len(content) >> s & 127 | 128 for s in (0, 7, 14, 21)] + [len(content) >> 28])
    return bytes([number << 3 | 2]) + size + content


def mat(variables):
    file = io.BytesIO()
    scipy.io.savemat(file, variables)
    return field(1, file.getvalue())


def found(number, height, width):
    """Three boxes that move a little from frame to frame; nothing at every tenth frame."""
    if number % 10 == 9:
        none = np.array([-1.0])
        return {"xyxy": np.zeros((1, 4), np.float32), "conf": none, "cls": none, "id": none}
    shift = number % 40 / 400
    places = np.array([[0.08, 0.2, 0.38, 0.9], [0.45, 0.3, 0.7, 0.8], [0.72, 0.02, 0.95, 0.4]])
    xyxy = (places + [shift, 0, shift, 0]) * [width, height, width, height]
    return {
        "xyxy": xyxy.clip(0, [width, height, width, height]).astype(np.float32),
        "conf": np.array([0.92, 0.71, 0.5], np.float32),
        "cls": np.array([0, 2, 2], np.float32),
        "id": np.array([3, 7, np.nan]),
    }


channel = grpc.insecure_channel(sys.argv[1], [("grpc.max_receive_message_length", -1)])
submit, display = (channel.unary_unary(f"/GenericBoxService/{name}") for name in ("submit", "display"))
names = np.array(["person", "bicycle", "car"], dtype=object)
while True:
    answer = submit(b"", metadata=[("max-receive-bytes", "-1")], wait_for_ready=True)
    frame = scipy.io.loadmat(io.BytesIO(answer[answer.index(b"MATLAB"):]))
    number = int(frame["frame"][0][0])
    im = frame["im"]
    data = found(number, *im.shape[:2]) | {
        "names": names,
        "mean": float(im.mean()),
        "wave": float(np.sin(number / 8)),
        "road": {"angle": number / 10, "side": "left"},
        "trace": np.arange(12_000) * 0.5,
        "note": '=HYPERLINK("http://example.invalid")',
    }
    result = {"im": im, "session_hash": frame["session_hash"], "channel_order": "RGB"}
    display(field(1, mat(result)) + field(2, mat({"data_%05d" % number: data})))
