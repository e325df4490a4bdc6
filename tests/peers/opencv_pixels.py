"""Reads pictures with OpenCV and prints them as JSON: python3 opencv_pixels.py FILE...

Each is {"dims", "rows", "planes"}: BGR(A) bytes in row-major and in column-major order, base64. 16
bits are reduced to their high byte.
"""

import base64
import json
import sys

import cv2
import numpy as np


def read(path):
    # Only IMREAD_COLOR turns a JPEG the right way up, only IMREAD_UNCHANGED keeps alpha.
    flags = cv2.IMREAD_COLOR if path.endswith(".jpg") else cv2.IMREAD_UNCHANGED
    image = cv2.imread(path, flags)
    if image is None:
        return None
    if image.dtype == np.uint16:
        image = (image >> 8).astype(np.uint8)
    return {
        "dims": list(image.shape),
        "rows": base64.b64encode(image.tobytes("C")).decode(),
        "planes": base64.b64encode(image.tobytes("F")).decode(),
    }


json.dump([read(path) for path in sys.argv[1:]], sys.stdout)
