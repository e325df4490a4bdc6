"""Ranked labels of a picture by its mean colour, as plant-classification answers them."""
import json
import os
import sys

import cv2

path, output = sys.argv[1:]
picture = cv2.imread(path)
if picture is None:
    raise ValueError("the input is no picture")
means = dict(zip(("Iris (blue)", "Salvia (green)", "Papaver (red)"), cv2.mean(picture)))
ranked = sorted(means, key=means.get, reverse=True)
total = sum(means.values()) or 1
answer = {"labels": ranked, "probabilities": [round(means[label] / total, 6) for label in ranked]}
stem = os.path.splitext(os.path.basename(path))[0]
with open(os.path.join(output, f"output_{stem}.json"), "w") as file:
    json.dump({**answer, "predictions": answer}, file)
