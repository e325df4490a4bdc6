"""How fast OpenCV alone decodes, turns grey, and encodes, on one core."""

import json
import statistics
import sys
import time

import cv2
import numpy as np


def main():
    """Prints the median over 60 frames, in milliseconds."""
    cv2.setNumThreads(1)
    with open(sys.argv[1], "rb") as file:
        jpeg = np.frombuffer(file.read(), np.uint8)
    times = []
    for _ in range(60):
        start = time.perf_counter()
        grey = cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE)
        cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 85])
        times.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"p50_ms": statistics.median(times)}))


if __name__ == "__main__":
    main()
