"""A worker for the screenshots: it knows where face and shuttle are in the video that screenshots.ts makes, and
measures each frame. Argument: where framebox listens.
"""
import io
import sys

import cv2
import grpc
import numpy as np
import scipy.io

# The picture is this many times larger in the video, and this far up; it moves by TRAVEL pixels in FRAMES.
ENLARGED, TOP, TRAVEL, FRAMES = 3.125, 30, 320, 120
# Left, top, right, bottom in the picture.
PLACES = np.array([[172, 62, 282, 180], [355, 72, 462, 275]])


def field(number, content):
    size = bytes([len(content) >> s & 127 | 128 for s in (0, 7, 14, 21)] + [len(content) >> 28])
    return bytes([number << 3 | 2]) + size + content


def mat(variables):
    file = io.BytesIO()
    scipy.io.savemat(file, variables)
    return field(1, file.getvalue())


def measured(im, number):
    left = TRAVEL * (1 - np.cos(number / FRAMES * np.pi)) / 2
    xyxy = PLACES * ENLARGED - [left, TOP, left, TOP]
    height, width = im.shape[:2]
    xyxy = xyxy.clip(0, [width, height, width, height])
    return {
        "xyxy": xyxy.astype(np.float32),
        "conf": np.array([0.71, 0.95]),
        "cls": np.array([0.0, 1.0]),
        "id": np.array([1.0, 2.0]),
        "names": np.array(["face", "shuttle"], dtype=object),
        "x": float(round(xyxy[0, 0])),
        "mean": float(im.mean()),
        "sharpness": float(cv2.Laplacian(im[..., 1], cv2.CV_64F).std()),
    }


channel = grpc.insecure_channel(sys.argv[1], [("grpc.max_receive_message_length", -1)])
submit, display = (channel.unary_unary(f"/GenericBoxService/{name}") for name in ("submit", "display"))
while True:
    answer = submit(b"", metadata=[("max-receive-bytes", "-1")], wait_for_ready=True)
    frame = scipy.io.loadmat(io.BytesIO(answer[answer.index(b"MATLAB"):]))
    im, number = frame["im"], int(frame["frame"][0][0])
    result = {"im": im, "session_hash": frame["session_hash"], "channel_order": "RGB"}
    data = {"data_%05d" % number: measured(np.ascontiguousarray(im), number)}
    display(field(1, mat(result)) + field(2, mat(data)))
