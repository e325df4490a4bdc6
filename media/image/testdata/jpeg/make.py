"""Makes the JPEGs of this folder: python3 make.py (needs Debian's libjpeg-turbo-progs, python3-pil,
python3-numpy and libturbojpeg0).

All show the 37x29 pixels of ../make.py: R = 6x, G = 8y, B = 3x + 4y; those in CMYK under a black of 40.
`s_A_B_C.jpg` has the sampling factors A, B and C, or A and 1x1 twice; `_p` is progressive.
"""

import ctypes
import os
import struct
import subprocess

import numpy as np
from PIL import Image

os.chdir(os.path.dirname(os.path.abspath(__file__)))
W, H = 37, 29
BLACK = 40
Y, X = np.mgrid[0:H, 0:W]
RGB = np.dstack([6 * X, 8 * Y, 3 * X + 4 * Y]).astype(np.uint8)
PPM = b"P6 %d %d 255\n" % (W, H) + RGB.tobytes()


def cjpeg(name, *options, source=PPM):
    made = subprocess.run(["cjpeg", "-quality", "95", *options], input=source, capture_output=True, check=True)
    assert not made.stderr, made.stderr
    put(name, made.stdout)


def put(name, data):
    with open(name, "wb") as f:
        f.write(data)


def get(name):
    with open(name, "rb") as f:
        return f.read()


def without(data, marker):
    """The file without its first segment of that kind."""
    at = data.index(b"\xff" + marker)
    return data[:at] + data[at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0] :]


# All kinds of factors whose blocks are at most ten in a scan of three channels.
for factors in (
    "1x1 2x1 1x2 2x2 3x1 1x3 4x1 1x4 2x3 3x2 4x2 2x4 "
    "1x1,2x2,2x2 1x1,2x1,1x2 2x2,1x1,2x2 2x2,2x1,1x2 2x2,1x2,1x2 2x1,2x1,1x1 "
    "4x1,2x1,2x1 4x1,2x1,1x1 4x1,4x1,2x1 1x1,4x1,1x4 3x1,1x1,3x1 2x2,2x2,1x1"
).split():
    cjpeg("s_%s.jpg" % factors.replace(",", "_"), "-sample", factors)
for factors in "1x1 2x1 4x1 4x2 1x1,2x1,1x2 4x1,2x1,2x1".split():
    cjpeg("s_%s_p.jpg" % factors.replace(",", "_"), "-sample", factors, "-progressive")

# Three scans of one channel each: these may have any factors.
put("scans.txt", b"0;\n1;\n2;\n")
cjpeg("scans.jpg", "-sample", "2x2", "-scans", "scans.txt")
cjpeg("scans_4x4.jpg", "-sample", "4x4", "-scans", "scans.txt")
os.remove("scans.txt")

cjpeg("grey_2x2.jpg", "-grayscale", "-sample", "2x2")
cjpeg("arithmetic.jpg", "-arithmetic")
# Adobe's segment marks it as RGB; without it the channels' names R, G and B do.
cjpeg("rgb.jpg", "-rgb")
put("rgb_named.jpg", without(get("rgb.jpg"), b"\xee"))

CMYK = np.dstack([255 - RGB, np.full((H, W), BLACK, np.uint8)])
Image.fromarray(CMYK, "CMYK").save("cmyk.jpg", quality=95)
put("cmyk_unmarked.jpg", without(get("cmyk.jpg"), b"\xee"))

turbojpeg = ctypes.CDLL("libturbojpeg.so.0")
turbojpeg.tjInitCompress.restype = ctypes.c_void_p
for name, sampling in ("ycck", 2), ("ycck_4x1", 5):
    inverted = np.ascontiguousarray(255 - CMYK)
    target, length = ctypes.c_void_p(), ctypes.c_ulong()
    assert 0 == turbojpeg.tjCompress2(
        ctypes.c_void_p(turbojpeg.tjInitCompress()),
        inverted.ctypes.data_as(ctypes.c_void_p), W, 0, H, 11,
        ctypes.byref(target), ctypes.byref(length), sampling, 95, 4096,
    )  # fmt: skip
    put(name + ".jpg", ctypes.string_at(target, length.value))
