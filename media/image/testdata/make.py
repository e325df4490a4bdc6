"""Makes the pictures of this folder: python3 make.py (needs Debian's python3-opencv).

All show the same 37x29 pixels: R = 6x, G = 8y, B = 3x + 4y, alpha = 255 - 8y; grey ones 6x. In 16
bits the low byte is noise that has to be dropped. Palette pictures show entry (x + 2y) mod n of the
palette R = 255 - i, G = i, B = 7i mod 256, with alpha 0 and 10 for the first two entries. What OpenCV reads is
read back with it and compared.
"""

import os
import struct
import zlib

import cv2
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
W, H = 37, 29
Y, X = np.mgrid[0:H, 0:W]
RGB = np.dstack([6 * X, 8 * Y, 3 * X + 4 * Y]).astype(np.uint8)
ALPHA = (255 - 8 * Y).astype(np.uint8)
GREY = (6 * X).astype(np.uint8)
BGR = RGB[:, :, ::-1]
BGRA = np.dstack([BGR, ALPHA])
NOISE = ((X * 37 + Y * 91) % 256).astype(np.uint16)


def wide(a):
    noise = NOISE if a.ndim == 2 else NOISE[:, :, None]
    return a.astype(np.uint16) * 256 + noise


def path(name):
    return os.path.join(HERE, name)


def by_opencv(name, image, *options):
    assert cv2.imwrite(path(name), image, list(options))


def put(name, data):
    with open(path(name), "wb") as f:
        f.write(data)


# JPEG
by_opencv("colour.jpg", BGR, cv2.IMWRITE_JPEG_QUALITY, 95)
by_opencv("progressive.jpg", BGR, cv2.IMWRITE_JPEG_QUALITY, 95, cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
by_opencv("restarts.jpg", BGR, cv2.IMWRITE_JPEG_QUALITY, 95, cv2.IMWRITE_JPEG_RST_INTERVAL, 2)
by_opencv("grey.jpg", GREY, cv2.IMWRITE_JPEG_QUALITY, 95)

# WebP: a quality over 100 is lossless
by_opencv("lossless.webp", BGR, cv2.IMWRITE_WEBP_QUALITY, 101)
by_opencv("lossless_alpha.webp", BGRA, cv2.IMWRITE_WEBP_QUALITY, 101)
by_opencv("lossy.webp", BGR, cv2.IMWRITE_WEBP_QUALITY, 95)
by_opencv("lossy_alpha.webp", BGRA, cv2.IMWRITE_WEBP_QUALITY, 95)


# PNG, with a writer of its own: OpenCV writes neither palettes nor interlace
def paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def filtered(lines, bpp):
    out, above = bytearray(), None
    for y, line in enumerate(lines):
        kind = y % 5
        above = above or bytes(len(line))
        out.append(kind)
        for i, v in enumerate(line):
            a = line[i - bpp] if i >= bpp else 0
            b = above[i]
            c = above[i - bpp] if i >= bpp else 0
            out.append((v - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) & 255)
        above = line
    return bytes(out)


def packed(row, depth):
    """row: width x samples"""
    if depth == 16:
        return row.astype(">u2").tobytes()
    if depth == 8:
        return row.astype(np.uint8).tobytes()
    bits = "".join(format(int(v), f"0{depth}b") for v in row.reshape(-1))
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(name, samples, colour_type, depth, interlaced=False, extra=()):
    samples = samples.reshape(H, W, -1)
    bpp = max(1, samples.shape[2] * depth // 8)
    raw = b""
    for x0, y0, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = samples[y0::dy, x0::dx]
        if part.size:
            raw += filtered([packed(row, depth) for row in part], bpp)
    pixels = zlib.compress(raw, 9)
    half = len(pixels) // 2
    put(
        name,
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, depth, colour_type, 0, 0, int(interlaced)))
        + chunk(b"tEXt", b"Comment\0of no use")
        + b"".join(chunk(n, d) for n, d in extra)
        + chunk(b"IDAT", pixels[:half])
        + chunk(b"IDAT", pixels[half:])
        + chunk(b"IEND", b""),
    )


RGBA = np.dstack([RGB, ALPHA])
GREY_ALPHA = np.dstack([GREY, ALPHA])
for lace in (False, True):
    mark = "_interlaced" if lace else ""
    png(f"rgb{mark}.png", RGB, 2, 8, lace)
    png(f"rgb16{mark}.png", wide(RGB), 2, 16, lace)
    png(f"rgba{mark}.png", RGBA, 6, 8, lace)
    png(f"rgba16{mark}.png", wide(RGBA), 6, 16, lace)
    png(f"grey{mark}.png", GREY, 0, 8, lace)
    png(f"grey16{mark}.png", wide(GREY), 0, 16, lace)
    png(f"grey_alpha{mark}.png", GREY_ALPHA, 4, 8, lace)
    png(f"grey_alpha16{mark}.png", wide(GREY_ALPHA), 4, 16, lace)
    for depth in (1, 2, 4):
        png(f"grey{depth}{mark}.png", (X + 2 * Y) % (1 << depth), 0, depth, lace)
    for depth in (1, 2, 4, 8):
        n = 1 << depth
        i = np.arange(n)
        palette = np.stack([255 - i, i, 7 * i % 256], 1).astype(np.uint8).tobytes()
        extra = [(b"PLTE", palette)]
        png(f"palette{depth}{mark}.png", (X + 2 * Y) % n, 3, depth, lace, extra)
        if not lace:
            extra.append((b"tRNS", bytes([0, 10])))
            png(f"palette{depth}_alpha.png", (X + 2 * Y) % n, 3, depth, lace, extra)
# The colour of the pixel (2, 1) is transparent.
clear = RGB[1, 2]
png("rgb_clear.png", RGB, 2, 8, extra=[(b"tRNS", struct.pack(">3H", *clear))])
png("rgb16_clear.png", wide(RGB), 2, 16, extra=[(b"tRNS", struct.pack(">3H", *wide(RGB)[1, 2]))])
png("grey_clear.png", GREY, 0, 8, extra=[(b"tRNS", struct.pack(">H", GREY[1, 2]))])
png("grey4_clear.png", (X + 2 * Y) % 16, 0, 4, extra=[(b"tRNS", struct.pack(">H", 4))])


def read(name, flags=cv2.IMREAD_UNCHANGED):
    return cv2.imread(path(name), flags)


for mark in ("", "_interlaced"):
    assert (read(f"rgb{mark}.png") == BGR).all()
    assert (read(f"rgba{mark}.png") == BGRA).all()
    assert (read(f"rgb16{mark}.png") == wide(BGR)).all()
    assert (read(f"rgba16{mark}.png") == wide(BGRA)).all()
    assert (read(f"grey{mark}.png") == GREY).all()
    assert (read(f"grey16{mark}.png") == wide(GREY)).all()
    for depth in (1, 2, 4):
        step = 255 // ((1 << depth) - 1)
        assert (read(f"grey{depth}{mark}.png", cv2.IMREAD_GRAYSCALE) == (X + 2 * Y) % (1 << depth) * step).all()
    for depth in (1, 2, 4, 8):
        i = (X + 2 * Y) % (1 << depth)
        assert (read(f"palette{depth}{mark}.png") == np.dstack([7 * i % 256, i, 255 - i])).all()


# BMP
def bmp(name, rows, bits, header=40, top_down=False, compression=0, masks=b"", palette=b"", entries=0):
    lines = b"".join(r + b"\0" * (-len(r) % 4) for r in (rows if top_down else rows[::-1]))
    if header == 12:
        dib = struct.pack("<IHHHH", 12, W, H, 1, bits)
    else:
        dib = struct.pack(
            "<IiiHHIIiiII", header, W, -H if top_down else H, 1, bits, compression, len(lines), 0, 0, entries, 0
        )
        if header > 40:
            dib += masks
            dib += b"\0" * (header - len(dib))
            masks = b""
    start = 14 + len(dib) + len(masks) + len(palette)
    put(name, b"BM" + struct.pack("<IHHI", start + len(lines), 0, 0, start) + dib + masks + palette + lines)


def tobytes(a, kind=np.uint8):
    return [row.astype(kind).tobytes() for row in a]


bmp("rgb24.bmp", tobytes(BGR), 24)
bmp("rgb24_top_down.bmp", tobytes(BGR), 24, top_down=True)
bmp("rgb24_core.bmp", tobytes(BGR), 24, header=12)
bmp("rgb32.bmp", tobytes(np.dstack([BGR, 0 * ALPHA])), 32)
masks = struct.pack("<IIII", 0xFF, 0xFF00, 0xFF0000, 0xFF000000)
bmp("rgba32_masks.bmp", tobytes(RGBA), 32, header=108, compression=3, masks=masks)
R, G, B = (RGB[:, :, c].astype(np.uint16) for c in range(3))
bmp("rgb555.bmp", tobytes((R >> 3) << 10 | (G >> 3) << 5 | B >> 3, "<u2"), 16)
masks = struct.pack("<III", 0xF800, 0x07E0, 0x001F)
bmp("rgb565.bmp", tobytes((R >> 3) << 11 | (G >> 2) << 5 | B >> 3, "<u2"), 16, compression=3, masks=masks)
for depth in (1, 4, 8):
    n = 1 << depth
    i = np.arange(n)
    palette = np.stack([7 * i % 256, i, 255 - i, 0 * i], 1).astype(np.uint8).tobytes()
    bmp(f"palette{depth}.bmp", [packed(row, depth) for row in (X + 2 * Y) % n], depth, palette=palette)
for name in ("rgb24", "rgb24_top_down", "rgb24_core", "rgb32"):
    assert (read(f"{name}.bmp", cv2.IMREAD_COLOR) == BGR).all(), name
for depth in (1, 4, 8):
    i = (X + 2 * Y) % (1 << depth)
    got = read(f"palette{depth}.bmp", cv2.IMREAD_COLOR)
    assert (got == np.dstack([7 * i % 256, i, 255 - i])).all(), depth
