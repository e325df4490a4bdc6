"""Boxes of the three largest bright areas, in the form of Ultralytics' JSON."""
import json
import os
import sys

import cv2

path, output = sys.argv[1:]
grey = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
if grey is None:
    raise ValueError("the input is no picture")
_, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
contours = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[-2]
found = []
for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:3]:
    x, y, width, height = cv2.boundingRect(contour)
    box = {"x1": x, "y1": y, "x2": x + width, "y2": y + height}
    confidence = round(cv2.contourArea(contour) / (width * height), 4)
    found.append({"name": "bright", "class": 0, "confidence": confidence, "box": box})
stem = os.path.splitext(os.path.basename(path))[0]
with open(os.path.join(output, f"output_{stem}.json"), "w") as file:
    json.dump(found, file)
