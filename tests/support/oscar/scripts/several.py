"""Two pictures and their metrics."""
import json
import os
import sys

import cv2

path, output = sys.argv[1:]
picture = cv2.imread(path)
if picture is None:
    raise ValueError("the input is no picture")
stem = os.path.join(output, os.path.splitext(os.path.basename(path))[0])
grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
edges = cv2.Canny(grey, 100, 200)
cv2.imwrite(f"{stem}_gray.png", grey)
cv2.imwrite(f"{stem}_edges.png", edges)
height, width = grey.shape
with open(f"{stem}_metrics.json", "w") as file:
    json.dump({"width": width, "height": height, "edge_pixels": int((edges > 0).sum())}, file)
