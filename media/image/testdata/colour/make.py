"""Makes the pictures of this folder: python3 make.py (needs Debian's python3-pil, python3-numpy, libavif-bin and
libheif-examples).

Each has colours that are defined otherwise than sRGB, and beside it, as `NAME.srgb`, its red, green and blue in
sRGB as LittleCMS gives them (relative colorimetric, without black point compensation), a byte each. Profiles are
written here number by number. `rgb` pictures show 576 colours of all over the cube, `grey` ones all 256 greys, JPEGs
64 of the colours in blocks of 8x8, so that every decoder gives the same pixels.
"""

import io
import os
import struct
import subprocess
import tempfile
import zlib

import numpy as np
from PIL import Image, ImageCms

HERE = os.path.dirname(os.path.abspath(__file__))
D50 = (0.9642, 1.0, 0.8249)


# Profiles


def fixed(x):
    return struct.pack(">i", round(x * 65536))


def curv(table):
    return b"curv" + bytes(4) + struct.pack(">I", len(table)) + struct.pack(f">{len(table)}H", *table)


def gamma(g):
    return curv([round(g * 256)])


def para(kind, *numbers):
    return b"para" + bytes(4) + struct.pack(">HH", kind, 0) + b"".join(map(fixed, numbers))


SRGB_CURVE = para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def srgb_to_light(x):
    x = np.asarray(x, float)
    return np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)


def xyz(x, y, z):
    return b"XYZ " + bytes(4) + fixed(x) + fixed(y) + fixed(z)


def text(s):
    return b"text" + bytes(4) + s.encode() + b"\0"


def profile(space, pcs, tags, version=4, device=b"mntr"):
    tags = {"desc": text("framebox test"), "cprt": text("CC0"), "wtpt": xyz(*D50), **tags}
    at = 132 + 12 * len(tags)
    table = struct.pack(">I", len(tags))
    data = b""
    for name, tag in tags.items():
        table += name.encode() + struct.pack(">II", at + len(data), len(tag))
        data += tag + bytes(-len(tag) % 4)
    head = struct.pack(">I4sI4s4s4s", at + len(data), bytes(4), version << 24, device, space, pcs)
    head += bytes(12) + b"acsp" + bytes(28) + b"".join(map(fixed, D50))
    return head + bytes(128 - len(head)) + table + data


BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def primaries(red, green, blue, white=(0.3127, 0.329)):
    columns = np.array([[x, y, 1 - x - y] for x, y in (red, green, blue)]).T
    w = np.array([white[0] / white[1], 1, (1 - white[0] - white[1]) / white[1]])
    m = columns * np.linalg.solve(columns, w)
    cones = np.diag(BRADFORD @ np.array(D50) / (BRADFORD @ w))
    return np.linalg.inv(BRADFORD) @ cones @ BRADFORD @ m


SRGB = primaries((0.64, 0.33), (0.3, 0.6), (0.15, 0.06))
A98 = primaries((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))
P3 = primaries((0.68, 0.32), (0.265, 0.69), (0.15, 0.06))
REC2020 = primaries((0.708, 0.292), (0.17, 0.797), (0.131, 0.046))
PROPHOTO = primaries((0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001), (0.3457, 0.3585))
WIDE = primaries((0.62, 0.33), (0.28, 0.6), (0.15, 0.08), (0.3127, 0.329))


def shaper(matrix, *curves, version=4):
    curves = curves * (3 // len(curves))
    tags = {f"{c}XYZ": xyz(*matrix[:, i]) for i, c in enumerate("rgb")}
    tags |= {f"{c}TRC": curves[i] for i, c in enumerate("rgb")}
    return profile(b"RGB ", b"XYZ ", tags, version)


def grey_profile(curve):
    return profile(b"GRAY", b"XYZ ", {"kTRC": curve})


def to_lab(points):
    """XYZ to L*a*b*, L of 0 to 100."""
    f = points / np.array(D50)
    f = np.where(f > (6 / 29) ** 3, np.cbrt(f), f * 841 / 108 + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


def cube(channels, n):
    """All points of a table; the last channel goes first."""
    axes = np.meshgrid(*[np.linspace(0, 1, n)] * channels, indexing="ij")
    return np.stack(axes, -1).reshape(-1, channels)


def from_rgb(points):
    """The device that tables of RGB describe: P3's colours, greener, a little flat."""
    return (points**2.2 * [1, 0.96, 0.94]) @ P3.T


def from_inks(points):
    """A printer: what is left of a white by four inks, one after the other."""
    inks = np.array([[0.2, 0.6, 0.9], [0.85, 0.2, 0.5], [0.95, 0.9, 0.15], [0.15, 0.15, 0.15]])
    left = np.prod(1 - points[..., :, None] ** 1.1 * (1 - inks), axis=-2)
    return left @ SRGB.T


def old_table(bits, channels, n, device):
    """lut8Type or lut16Type, with a curve before the table and one behind it that undo nothing."""
    entries = 256 if bits == 8 else 33
    x = np.linspace(0, 1, entries)
    before, points = x**1.2, cube(channels, n) ** (1 / 1.2)
    lab = to_lab(device(points))
    most, white = (255, 255) if bits == 8 else (65535, 65280)
    stored = np.stack([lab[:, 0] / 100 * white, *((lab[:, i] + 128) / 255 * (white if bits == 16 else 255) for i in (1, 2))], -1)
    if bits == 16:
        stored[:, 1:] = (lab[:, 1:] + 128) * 256
    kind = "B" if bits == 8 else "H"
    pack = lambda values: np.clip(np.rint(values), 0, most).astype(f">u{bits // 8}").tobytes()
    data = (b"mft1" if bits == 8 else b"mft2") + bytes(4) + struct.pack("BBBB", channels, 3, n, 0)
    data += b"".join(map(fixed, np.eye(3).ravel()))
    if bits == 16:
        data += struct.pack(">HH", entries, entries)
    return data + pack(before * most) * channels + pack(stored) + pack(x * most) * 3


def stages(channels, n, device, pcs=b"Lab "):
    """lutAToBType of all five stages."""
    points = device(cube(channels, n) ** (1 / 1.1))
    if pcs == b"Lab ":
        lab = to_lab(points)
        stored = np.stack([lab[:, 0] / 100, (lab[:, 1] + 128) / 255, (lab[:, 2] + 128) / 255], -1)
        matrix, add = np.diag([1, 0.9, 0.9]), [0, 0.05, 0.05]
        stored = np.clip((stored - add) / np.diag(matrix), 0, 1) ** (1 / 1.3)
    else:
        stored, matrix, add = np.clip(points * 32768 / 65535, 0, 1) ** (1 / 1.3), np.eye(3), [0, 0, 0]
    table = bytes([n] * channels + [0] * (16 - channels) + [2, 0, 0, 0])
    table += np.clip(np.rint(stored * 65535), 0, 65535).astype(">u2").tobytes()
    table += bytes(-len(table) % 4)
    a = para(0, 1.1) * channels
    b, m = para(0, 1) * 3, para(0, 1.3) * 3
    parts, at = [], 32
    for part in (b, b"".join(map(fixed, [*matrix.ravel(), *add])), m, table, a):
        parts.append(at)
        at += len(part)
    head = b"mAB " + bytes(4) + struct.pack(">BBH5I", channels, 3, 0, *parts)
    return head + b + b"".join(map(fixed, [*matrix.ravel(), *add])) + m + table + a


# Pictures


LEVELS = np.rint(np.linspace(0, 255, 8)).astype(np.uint8)
NINE = np.rint(np.linspace(0, 255, 9)).astype(np.uint8)
RGB = np.array([(r, g, b) for r in LEVELS for g in LEVELS for b in NINE], np.uint8).reshape(24, 24, 3)
GREY = np.arange(256, dtype=np.uint8).reshape(16, 16)
STEPS = (16, 96, 176, 240)
BLOCKS = np.array([(r, g, b) for r in STEPS for g in STEPS for b in STEPS], np.uint8).reshape(8, 8, 3)


def blocks(a):
    return np.kron(a, np.ones((8, 8) + (1,) * (a.ndim - 2), np.uint8))


def put(name, data):
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(data)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def iccp(icc):
    return chunk(b"iCCP", b"test\0\0" + zlib.compress(icc))


def png(pixels, *chunks, kind=None):
    """Chunks stand before the pixels. `kind` is the colour type."""
    height, width = pixels.shape[:2]
    channels = pixels.shape[2] if pixels.ndim == 3 else 1
    bits = 8 * pixels.dtype.itemsize
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels] if kind is None else kind
    rows = pixels.astype(pixels.dtype.newbyteorder(">")).reshape(height, -1)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0))
    body = b"".join(chunks) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + body


def by_lcms(pixels, icc, mode):
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    target = ImageCms.createProfile("sRGB")
    change = ImageCms.buildTransform(source, target, mode, "RGB", renderingIntent=1, flags=0x0100)
    return np.asarray(ImageCms.applyTransform(Image.fromarray(pixels, mode), change))


def both(name, data, pixels):
    put(name, data)
    put(os.path.splitext(name)[0] + ".srgb", pixels.astype(np.uint8).tobytes())


PROFILES = {
    "a98": shaper(A98, gamma(563 / 256), version=2),
    "p3": shaper(P3, SRGB_CURVE),
    "prophoto": shaper(PROPHOTO, para(3, 1.8, 1, 0, 1 / 16, 1 / 32)),
    "rec2020": shaper(REC2020, para(3, 1 / 0.45, 1 / 1.0993, 0.0993 / 1.0993, 1 / 4.5, 0.08145)),
    "linear": shaper(SRGB, gamma(1)),
    "swapped": shaper(SRGB[:, [1, 2, 0]], SRGB_CURVE),
    "curves": shaper(WIDE, *(curv(np.rint(65535 * np.linspace(0, 1, n) ** g).astype(int)) for n, g in ((256, 1.8), (1024, 2.2), (17, 2.6)))),
    "lut8": profile(b"RGB ", b"Lab ", {"A2B0": old_table(8, 3, 17, from_rgb)}, 2, b"scnr"),
    "lut16": profile(b"RGB ", b"Lab ", {"A2B0": old_table(16, 3, 17, from_rgb)}, 2, b"scnr"),
    "stages": profile(b"RGB ", b"Lab ", {"A2B0": stages(3, 15, from_rgb)}, 4, b"scnr"),
    "stages_xyz": profile(b"RGB ", b"XYZ ", {"A2B0": stages(3, 15, from_rgb, b"XYZ ")}, 4, b"scnr"),
}
GREYS = {
    "gamma18": grey_profile(gamma(1.8)),
    "dot20": grey_profile(curv(np.rint(65535 * (1 - (1 - np.linspace(0, 1, 256)) ** 0.8) ** 2.2).astype(int))),
}
INKS = {
    "ink8": profile(b"CMYK", b"Lab ", {"A2B0": old_table(8, 4, 9, from_inks)}, 2, b"prtr"),
    "ink16": profile(b"CMYK", b"Lab ", {"A2B0": old_table(16, 4, 9, from_inks)}, 2, b"prtr"),
    "ink_stages": profile(b"CMYK", b"Lab ", {"A2B0": stages(4, 9, from_inks)}, 4, b"prtr"),
}

def by_littlecms():
    """Without the time at which it was made."""
    icc = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    icc[24:36] = bytes(12)
    return bytes(icc)


# sRGB by other makers' numbers: a table as older profiles have it, a short one, LittleCMS's own.
SAME = {
    "srgb_1024": shaper(SRGB, curv(np.rint(65535 * srgb_to_light(np.linspace(0, 1, 1024))).astype(int)), version=2),
    "srgb_64": shaper(SRGB, curv(np.rint(65535 * srgb_to_light(np.linspace(0, 1, 64))).astype(int)), version=2),
    "srgb_lcms": by_littlecms(),
}


def by_numbers(pixels, curve, matrix):
    light = curve(pixels / 255) @ (np.linalg.inv(SRGB) @ matrix).T
    light = np.clip(light, 0, 1)
    return np.rint(255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055))


def gama(n):
    return chunk(b"gAMA", struct.pack(">I", n))


def chrm(white, *colours):
    return chunk(b"cHRM", struct.pack(">8I", *(round(v * 100000) for xy in (white, *colours) for v in xy)))


def cicp(primaries, transfer):
    return chunk(b"cICP", bytes([primaries, transfer, 0, 1]))


def jpeg(pixels, icc, mode):
    file = io.BytesIO()
    Image.fromarray(pixels, mode).save(file, "JPEG", quality=100, subsampling=0, icc_profile=icc)
    return file.getvalue()


def webp(pixels, icc):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "WEBP", lossless=True, icc_profile=icc)
    return file.getvalue()


def bmp(pixels, icc):
    """With BITMAPV5HEADER, the profile behind the pixels."""
    height, width = pixels.shape[:2]
    data = pixels[::-1, :, ::-1].tobytes()
    head = struct.pack("<IiiHHIIiiII", 124, width, height, 1, 24, 0, len(data), 2835, 2835, 0, 0)
    head += bytes(16) + b"DEBM" + bytes(48) + struct.pack("<4I", 4, 124 + len(data), len(icc), 0)
    body = head + data + icc
    return b"BM" + struct.pack("<IHHI", 14 + len(body), 0, 0, 14 + 124) + body


def main():
    spread = np.dstack([GREY] * 3)
    for name, icc in PROFILES.items():
        both(f"rgb_{name}.png", png(RGB, iccp(icc)), by_lcms(RGB, icc, "RGB"))
    for name, icc in SAME.items():
        both(f"rgb_{name}.png", png(RGB, iccp(icc)), RGB)
    for name, icc in GREYS.items():
        both(f"grey_{name}.png", png(GREY, iccp(icc)), by_lcms(GREY, icc, "L"))
    for name in ("a98", "lut16"):
        both(f"grey_by_{name}.png", png(GREY, iccp(PROFILES[name])), by_lcms(spread, PROFILES[name], "RGB"))
    alpha = np.dstack([GREY, 255 - GREY])
    both("grey_alpha.png", png(alpha, iccp(GREYS["gamma18"])), by_lcms(GREY, GREYS["gamma18"], "L"))
    wide = (RGB.astype(np.uint16) << 8) + RGB[::-1]
    both("rgb16_p3.png", png(wide, iccp(PROFILES["p3"])), by_lcms(RGB, PROFILES["p3"], "RGB"))
    both("rgba_a98.png", png(np.dstack([RGB, RGB[..., :1]]), iccp(PROFILES["a98"])), by_lcms(RGB, PROFILES["a98"], "RGB"))

    d65, p3 = (0.3127, 0.329), ((0.68, 0.32), (0.265, 0.69), (0.15, 0.06))
    both("gama_100000.png", png(RGB, gama(100000)), by_numbers(RGB, lambda x: x, SRGB))
    both("gama_60000.png", png(RGB, gama(60000)), by_numbers(RGB, lambda x: x ** (1 / 0.6), SRGB))
    both("gama_45455.png", png(RGB, gama(45455)), RGB)
    both("gama_grey.png", png(GREY, gama(100000)), by_numbers(spread, lambda x: x, SRGB))
    both("gama_chrm.png", png(RGB, gama(45455), chrm(d65, *p3)), by_numbers(RGB, lambda x: x ** (1 / 0.45455), P3))
    both("chrm_alone.png", png(RGB, chrm(d65, *p3)), RGB)
    both("cicp_p3.png", png(RGB, cicp(12, 13), iccp(PROFILES["linear"])), by_numbers(RGB, srgb_to_light, P3))
    both("cicp_rec2020.png", png(RGB, cicp(9, 14)), by_numbers(RGB, lambda x: x**2.4, REC2020))
    put("cicp_pq.png", png(RGB, cicp(9, 16)))
    put("cicp_hlg.png", png(RGB, cicp(9, 18)))

    colours = blocks(BLOCKS)
    for name in ("a98", "lut16"):
        both(f"{name}.jpg", jpeg(colours, PROFILES[name], "RGB"), by_lcms(colours, PROFILES[name], "RGB"))
    greys = blocks(np.arange(0, 256, 4, dtype=np.uint8).reshape(8, 8))
    both("grey.jpg", jpeg(greys, GREYS["dot20"], "L"), by_lcms(greys, GREYS["dot20"], "L"))
    inks = blocks(np.array([(c, m, y, k) for c in (0, 90, 255) for m in (0, 90, 255) for y in (0, 255) for k in (0, 60, 120, 200)], np.uint8)[:64].reshape(8, 8, 4))
    for name, icc in INKS.items():
        both(f"{name}.jpg", jpeg(inks, icc, "CMYK"), by_lcms(inks, icc, "CMYK"))
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "blocks.png")
        with open(source, "wb") as file:
            file.write(png(colours, iccp(PROFILES["p3"])))
        lossless = ["--min", "0", "--max", "0", "--yuv", "444"]
        subprocess.run(["avifenc", *lossless, source, os.path.join(HERE, "blocks_p3.avif")], check=True)
        best = ["-q", "100", "-p", "chroma=444"]
        subprocess.run(["heif-enc", *best, source, "-o", os.path.join(HERE, "blocks_p3.heic")], check=True)
    Image.fromarray(colours).save(os.path.join(HERE, "blocks_p3.tif"), icc_profile=PROFILES["p3"])
    put("blocks_p3.srgb", by_lcms(colours, PROFILES["p3"], "RGB").tobytes())
    put("inks.raw", inks[::8, ::8].tobytes())
    both("p3.webp", webp(RGB, PROFILES["p3"]), by_lcms(RGB, PROFILES["p3"], "RGB"))
    both("p3.bmp", bmp(RGB, PROFILES["p3"]), by_lcms(RGB, PROFILES["p3"], "RGB"))


if __name__ == "__main__":
    main()
