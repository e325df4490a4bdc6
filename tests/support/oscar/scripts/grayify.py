"""A grey picture under the input's name."""
import os
import sys

import cv2

path, output = sys.argv[1:3]
name = sys.argv[3] if len(sys.argv) > 3 else os.path.basename(path)
picture = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
if picture is None:
    raise ValueError("the input is no picture")
kind = ".jpg" if name.lower().endswith((".jpg", ".jpeg")) else ".png"
with open(os.path.join(output, name), "wb") as file:
    file.write(cv2.imencode(kind, picture)[1].tobytes())
