"""The same steps in one Python process, with no network: JPEG, .mat, work, .mat, JPEG."""

import io
import json
import statistics
import sys
import time

import cv2
import numpy as np
from scipy.io import loadmat, savemat


def once(jpeg):
    """One frame, every step as framebox and its worker do them."""
    bgr = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    sent = io.BytesIO()
    savemat(sent, {"im": bgr[:, :, ::-1], "frame": 0, "session_hash": "x"})
    grey = np.ascontiguousarray(loadmat(io.BytesIO(sent.getvalue()))["im"][:, :, 1])
    back = io.BytesIO()
    savemat(back, {"im": np.dstack([grey, grey, grey]), "session_hash": "x"})
    shown = loadmat(io.BytesIO(back.getvalue()))["im"]
    return cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()


def main():
    """Prints the median over 40 frames, in milliseconds."""
    cv2.setNumThreads(1)
    with open(sys.argv[1], "rb") as file:
        jpeg = file.read()
    for _ in range(5):
        once(jpeg)
    times = []
    for _ in range(40):
        start = time.perf_counter()
        once(jpeg)
        times.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"p50_ms": statistics.median(times)}))


if __name__ == "__main__":
    main()
