"""Converts raw frames with OpenCV: python3 pixel_formats.py < cases.json > answers.json

A case is {"format", "width", "height", "stride", "bytes"} (base64; stride as it is, never 0). An answer is
{"bgr", "grey"}: rows without padding, base64; "grey" is COLOR_BGR2GRAY of the first. OpenCV itself takes
neither padding nor, of YUV420P, odd sides: rows are cut, odd sides made even by repeating the last pixels.
"""

import base64
import json
import sys

import cv2
import numpy as np


def cut(data, row, width, height):
    """Rows of `width` bytes; the last may come without its padding."""
    rows = [data[y * row : y * row + width] for y in range(height)]
    return np.stack(rows)


def yuv(data, stride, width, height):
    chroma_row, chroma_width, chroma_height = (stride + 1) // 2, (width + 1) // 2, (height + 1) // 2
    u_start = stride * height
    v_start = u_start + chroma_row * chroma_height
    y = cut(data, stride, width, height)
    y = np.pad(y, ((0, height % 2), (0, width % 2)), mode="edge")
    u = cut(data[u_start:], chroma_row, chroma_width, chroma_height)
    v = cut(data[v_start:], chroma_row, chroma_width, chroma_height)
    planes = np.concatenate([y.ravel(), u.ravel(), v.ravel()])
    even = planes.reshape(y.shape[0] * 3 // 2, y.shape[1])
    return np.ascontiguousarray(cv2.cvtColor(even, cv2.COLOR_YUV2BGR_I420)[:height, :width])


CODES = {
    "RGB565": cv2.COLOR_BGR5652BGR,
    "RGB555": cv2.COLOR_BGR5552BGR,
    "RGB24": cv2.COLOR_RGB2BGR,
    "RGBA": cv2.COLOR_RGBA2BGR,
    "BGRA": cv2.COLOR_BGRA2BGR,
}


def convert(case):
    data = np.frombuffer(base64.b64decode(case["bytes"]), np.uint8)
    name, stride, width, height = (case[key] for key in ("format", "stride", "width", "height"))
    if name == "YUV420P":
        return yuv(data, stride, width, height)
    if name == "GREY8":
        return cv2.cvtColor(cut(data, stride, width, height), cv2.COLOR_GRAY2BGR)
    if name.startswith("RGB5"):
        pixels = cut(data, stride, 2 * width, height).reshape(height, width, 2)
        little = pixels[:, :, ::-1] if name.endswith("BE") else pixels
        return cv2.cvtColor(np.ascontiguousarray(little), CODES[name[:-2]])
    channels = 3 if name.endswith("24") else 4
    pixels = cut(data, stride, channels * width, height).reshape(height, width, channels)
    if name == "BGR24":
        return pixels
    if name in ("ARGB", "ABGR"):
        # OpenCV has alpha last.
        pixels, name = np.ascontiguousarray(np.roll(pixels, -1, axis=2)), name[1:] + "A"
    return cv2.cvtColor(pixels, CODES[name])


def answer(case):
    bgr = convert(case)
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    return {key: base64.b64encode(value.tobytes()).decode() for key, value in (("bgr", bgr), ("grey", grey))}


if __name__ == "__main__":
    json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
