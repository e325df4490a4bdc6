"""Makes the pictures of kinds/: python3 make_kinds.py (needs Pillow 13, pillow-heif 1.8, numpy, tifffile and ffmpeg).

All show 37x29 pixels unless noted otherwise: R = 6x, G = 8y, B = 3x + 4y. They are what encoders write, and
what the rules of each kind allow and decoders get wrong. The tests in tests/browser hold each against what
Chromium shows.
"""

import io
import os
import struct
import subprocess
import zlib

import numpy as np
import pillow_heif
import tifffile
from PIL import Image, ImageCms

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "kinds")
W, H = 37, 29
Y, X = np.mgrid[0:H, 0:W]
RGB = np.dstack([6 * X, 8 * Y, 3 * X + 4 * Y]).astype(np.uint8)
ALPHA = (255 - 8 * Y).astype(np.uint8)
RGBA = np.dstack([RGB, ALPHA])
GREY = (6 * X).astype(np.uint8)
OTHER = RGB[::-1, ::-1].copy()


def put(name, data):
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(data)


def tiff_block(orientation, little=True):
    e = "<" if little else ">"
    return (b"II" if little else b"MM") + struct.pack(e + "HIHHHIHHI", 42, 8, 1, 0x112, 3, 1, orientation, 0, 0)


# ---------------------------------------------------------------- PNG
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name, data, crc=None):
    crc = zlib.crc32(name + data) if crc is None else crc
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)


def pixels(a):
    return zlib.compress(b"".join(b"\0" + row.tobytes() for row in a), 9)


def ihdr(w=W, h=H, colour_type=2):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, colour_type, 0, 0, 0))


def png(name, *parts):
    put(name, SIGNATURE + ihdr() + b"".join(parts) + chunk(b"IEND", b""))


IDAT = chunk(b"IDAT", pixels(RGB))


def exif_chunk(orientation, prefix=b"", little=True):
    return chunk(b"eXIf", prefix + tiff_block(orientation, little))


def raw_profile(orientation):
    exif = b"Exif\0\0" + tiff_block(orientation)
    return b"\nexif\n%8d\n%s\n" % (len(exif), exif.hex().encode())


for i in range(1, 9):
    png(f"exif_{i}.png", exif_chunk(i, little=i % 2 == 0), IDAT)
png("exif_after.png", IDAT, exif_chunk(6))
png("exif_twice.png", exif_chunk(6), exif_chunk(3), IDAT)
png("exif_both.png", exif_chunk(6), IDAT, exif_chunk(3))
png("exif_prefix.png", exif_chunk(6, b"Exif\0\0"), IDAT)
png("exif_bad_crc.png", chunk(b"eXIf", tiff_block(6), 1), IDAT)
png("exif_nonsense.png", exif_chunk(9), IDAT)
png("exif_text.png", chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(raw_profile(6))), IDAT)
png("exif_text_plain.png", chunk(b"tEXt", b"Raw profile type exif\0" + raw_profile(6)), IDAT)
half = pixels(RGB)
png("exif_between.png", chunk(b"IDAT", half[:99]), exif_chunk(6), chunk(b"IDAT", half[99:]))


def fctl(n, w=W, h=H, x=0, y=0, dispose=0, blend=0):
    return chunk(b"fcTL", struct.pack(">IIIIIHHBB", n, w, h, x, y, 1, 2, dispose, blend))


def fdat(n, a):
    return chunk(b"fdAT", struct.pack(">I", n) + pixels(a))


def actl(frames):
    return chunk(b"acTL", struct.pack(">II", frames, 0))


SMALL = OTHER[:9, :11].copy()
png("apng.png", actl(2), fctl(0), IDAT, fctl(1), fdat(2, OTHER))
png("apng_one.png", actl(1), fctl(0), IDAT)
png("apng_default_hidden.png", actl(2), IDAT, fctl(0), fdat(1, OTHER), fctl(2), fdat(3, RGB))
png("apng_default_hidden_small.png", actl(2), IDAT, fctl(0, 11, 9, 5, 7), fdat(1, SMALL), fctl(2), fdat(3, RGB))
png("apng_default_hidden_one.png", actl(1), IDAT, fctl(0), fdat(1, OTHER))
png("apng_late_actl.png", IDAT, actl(2), fctl(0), fdat(1, OTHER), fctl(2), fdat(3, RGB))
png("apng_exif.png", actl(2), exif_chunk(6), fctl(0), IDAT, fctl(1), fdat(2, OTHER))
png("apng_first_small.png", actl(2), fctl(0, 11, 9, 5, 7), chunk(b"IDAT", pixels(RGB)), fctl(1), fdat(2, OTHER))
png("apng_no_fctl.png", actl(2), IDAT)
png("apng_zero.png", actl(0), fctl(0), IDAT, fctl(1), fdat(2, OTHER))


# ---------------------------------------------------------------- WebP
def riff(name, *chunks):
    body = b"".join(n + struct.pack("<I", len(d)) + d + b"\0" * (len(d) % 2) for n, d in chunks)
    put(name, b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body)


def webp_chunks(data):
    at, out = 12, []
    while at < len(data):
        size = struct.unpack_from("<I", data, at + 4)[0]
        out.append((data[at : at + 4], data[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    return out


def webp(a, **options):
    out = io.BytesIO()
    Image.fromarray(a).save(out, "webp", **options)
    return webp_chunks(out.getvalue())


def vp8x(flags, w=W, h=H):
    return b"VP8X", struct.pack("<I", flags) + struct.pack("<I", w - 1)[:3] + struct.pack("<I", h - 1)[:3]


LOSSLESS = [c for c in webp(RGB, lossless=True) if c[0] == b"VP8L"]
LOSSY = [c for c in webp(RGB, quality=95) if c[0] == b"VP8 "]
LOSSY_ALPHA = [c for c in webp(RGBA, quality=95, exact=True) if c[0] in (b"VP8 ", b"ALPH")]
EXIF = b"EXIF", tiff_block(6)
for i in range(1, 9):
    riff(f"exif_{i}.webp", vp8x(8), *LOSSLESS, (b"EXIF", tiff_block(i)))
riff("exif_lossy_alpha.webp", vp8x(0x18), *LOSSY_ALPHA, EXIF)
riff("exif_no_flag.webp", vp8x(0), *LOSSLESS, EXIF)
riff("exif_before.webp", vp8x(8), EXIF, *LOSSLESS)
riff("exif_no_vp8x.webp", *LOSSLESS, EXIF)
riff("exif_prefix.webp", vp8x(8), *LOSSLESS, (b"EXIF", b"Exif\0\0" + tiff_block(6)))
riff("exif_twice.webp", vp8x(8), *LOSSLESS, EXIF, (b"EXIF", tiff_block(3)))


def frame(chunks, w, h, x=0, y=0, flags=0):
    u24 = lambda v: struct.pack("<I", v)[:3]
    body = b"".join(n + struct.pack("<I", len(d)) + d + b"\0" * (len(d) % 2) for n, d in chunks)
    return b"ANMF", u24(x // 2) + u24(y // 2) + u24(w - 1) + u24(h - 1) + u24(500) + bytes([flags]) + body


OTHER_WEBP = [c for c in webp(OTHER, lossless=True) if c[0] == b"VP8L"]
SMALL_WEBP = [c for c in webp(SMALL, lossless=True) if c[0] == b"VP8L"]
RED = b"ANIM", struct.pack("<BBBBH", 0, 0, 255, 255, 0)
riff("animated.webp", vp8x(2), RED, frame(LOSSLESS, W, H), frame(OTHER_WEBP, W, H))
riff("animated_lossy_alpha.webp", vp8x(0x12), RED, frame(LOSSY_ALPHA, W, H), frame(OTHER_WEBP, W, H))
riff("animated_small.webp", vp8x(2), RED, frame(SMALL_WEBP, 11, 9, 4, 6), frame(OTHER_WEBP, W, H))
riff("animated_small_alpha.webp", vp8x(0x12), RED, frame(SMALL_WEBP, 11, 9, 4, 6, 2), frame(OTHER_WEBP, W, H))
riff("animated_one.webp", vp8x(2), RED, frame(LOSSLESS, W, H))
riff("animated_exif.webp", vp8x(0xA), RED, frame(LOSSLESS, W, H), frame(OTHER_WEBP, W, H), EXIF)


# ---------------------------------------------------------------- BMP
def palette_of(n, quad=True):
    i = np.arange(n)
    bgr = np.stack([7 * i % 256, i, 255 - i], 1).astype(np.uint8)
    return b"".join(row.tobytes() + (b"\0" if quad else b"") for row in bgr)


def indices(n):
    return (X + 2 * Y) % n


def packed_rows(index, depth, bottom_up=True):
    out = b""
    for row in index[::-1] if bottom_up else index:
        bits = "".join(format(int(v), f"0{depth}b") for v in row)
        bits += "0" * (-len(bits) % 32)
        out += bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
    return out


def info(depth, compression=0, w=W, h=H, size=40, used=0, image=0, rest=b""):
    return (struct.pack("<IiiHHIIiiII", size, w, h, 1, depth, compression, image, 0, 0, used, 0) + rest).ljust(size, b"\0")


def bmp(name, header, palette, data, gap=0, offset=None):
    at = 14 + len(header) + len(palette) + gap if offset is None else offset
    total = 14 + len(header) + len(palette) + gap + len(data)
    put(name, b"BM" + struct.pack("<IHHI", total, 0, 0, at) + header + palette + b"\0" * gap + data)


for depth in (1, 2, 4, 8):
    n = 1 << depth
    bmp(f"palette{depth}.bmp", info(depth), palette_of(n), packed_rows(indices(n), depth))
    bmp(f"palette{depth}_top_down.bmp", info(depth, h=-H), palette_of(n), packed_rows(indices(n), depth, False))
    bmp(f"palette{depth}_core.bmp", struct.pack("<IHHHH", 12, W, H, 1, depth), palette_of(n, False), packed_rows(indices(n), depth))
    if depth > 1:
        bmp(f"palette{depth}_short.bmp", info(depth, used=n // 2 + 1), palette_of(n // 2 + 1), packed_rows(indices(n), depth))
bmp("palette8_long.bmp", info(8, used=300), palette_of(256) + bytes(44 * 4), packed_rows(indices(256), 8))
bmp("palette4_core_short.bmp", struct.pack("<IHHHH", 12, W, H, 1, 4), palette_of(9, False), packed_rows(indices(9), 4))
bmp("palette8_gap.bmp", info(8), palette_of(256), packed_rows(indices(256), 8), gap=7)
bmp("palette8_os2_16.bmp", struct.pack("<IIIHH", 16, W, H, 1, 8), palette_of(256), packed_rows(indices(256), 8))
bmp("palette8_os2_64.bmp", info(8, size=64), palette_of(256), packed_rows(indices(256), 8))
bmp("palette4_os2_64.bmp", info(4, size=64), palette_of(16), packed_rows(indices(16), 4))
bmp("rgb24_os2_64.bmp", info(24, size=64), b"", b"".join(r[:, ::-1].tobytes().ljust(112, b"\0") for r in RGB[::-1]))
bmp("rgb24_os2_16.bmp", struct.pack("<IIIHH", 16, W, H, 1, 24), b"", b"".join(r[:, ::-1].tobytes().ljust(112, b"\0") for r in RGB[::-1]))
bmp("rgb24_palette.bmp", info(24, used=16), palette_of(16), b"".join(r[:, ::-1].tobytes().ljust(112, b"\0") for r in RGB[::-1]))


def pairs(line):
    """Runs of one value, at most 255 long."""
    out, i = b"", 0
    while i < len(line):
        n = 1
        while i + n < len(line) and line[i + n] == line[i] and n < 255:
            n += 1
        out += bytes([n, line[i]])
        i += n
    return out


def absolute8(line):
    return bytes([0, len(line)]) + bytes(line) + b"\0" * (len(line) % 2)


def absolute4(line):
    line = list(line) + [0] * (-len(line) % 2)
    body = bytes(line[i] << 4 | line[i + 1] for i in range(0, len(line), 2))
    return body + b"\0" * (len(body) % 2)


EOL, END = b"\0\0", b"\0\1"
STEPS = (X // 5 + Y // 3 * 4) % 16
rle8 = [list(row) for row in STEPS[::-1].tolist()]
bmp("rle8.bmp", info(8, 1), palette_of(256), b"".join(pairs(r) + EOL for r in rle8) + END)
bmp("rle8_absolute.bmp", info(8, 1), palette_of(256), b"".join(absolute8(r) + EOL for r in rle8) + END)
bmp("rle8_mixed.bmp", info(8, 1), palette_of(256), b"".join(absolute8(r[:7]) + pairs(r[7:]) + EOL for r in rle8) + END)
bmp("rle8_no_eol.bmp", info(8, 1), palette_of(256), b"".join(pairs(r) for r in rle8) + END)
bmp("rle8_no_end.bmp", info(8, 1), palette_of(256), b"".join(pairs(r) + EOL for r in rle8))
bmp("rle8_short_rows.bmp", info(8, 1), palette_of(256), b"".join(pairs(r[:20]) + EOL for r in rle8) + END)
bmp("rle8_long_run.bmp", info(8, 1), palette_of(256), b"".join(pairs(r[:20]) + bytes([200, 9]) + EOL for r in rle8) + END)
bmp("rle8_long_absolute.bmp", info(8, 1), palette_of(256), b"".join(pairs(r[:30]) + absolute8([9] * 20) + EOL for r in rle8) + END)
bmp("rle8_early_end.bmp", info(8, 1), palette_of(256), b"".join(pairs(r) + EOL for r in rle8[:11]) + END)
bmp("rle8_cut.bmp", info(8, 1), palette_of(256), b"".join(pairs(r) + EOL for r in rle8[:11]) + b"\x05")
bmp("rle8_delta.bmp", info(8, 1), palette_of(256), pairs(rle8[0][:9]) + b"\0\2\x06\x02" + pairs(rle8[2][15:]) + EOL + b"".join(pairs(r) + EOL for r in rle8[3:]) + END)
bmp("rle8_delta_out.bmp", info(8, 1), palette_of(256), pairs(rle8[0][:9]) + b"\0\2\xff\x02" + b"".join(pairs(r) + EOL for r in rle8[3:]) + END)
bmp("rle8_delta_down_out.bmp", info(8, 1), palette_of(256), pairs(rle8[0][:9]) + b"\0\2\x01\xff" + b"".join(pairs(r) + EOL for r in rle8[3:]) + END)
bmp("rle8_short_palette.bmp", info(8, 1, used=9), palette_of(9), b"".join(pairs(r) + EOL for r in rle8) + END)
bmp("rle8_too_many_rows.bmp", info(8, 1), palette_of(256), b"".join(pairs(r) + EOL for r in rle8 + rle8) + END)
bmp("rle8_top_down.bmp", info(8, 1, h=-H), palette_of(256), b"".join(pairs(r) + EOL for r in rle8) + END)
bmp("rle8_os2_64.bmp", info(8, 1, size=64), palette_of(256), b"".join(pairs(r) + EOL for r in rle8) + END)
bmp("rle8_v4.bmp", info(8, 1, size=108), palette_of(256), b"".join(pairs(r) + EOL for r in rle8) + END)


def pairs4(line):
    out, i = b"", 0
    while i < len(line):
        n = min(2, len(line) - i)
        while i + n < len(line) and line[i + n] == line[i + n - 2] and n < 255:
            n += 1
        out += bytes([n, line[i] << 4 | (line[i + 1] if n > 1 else 0)])
        i += n
    return out


bmp("rle4.bmp", info(4, 2), palette_of(16), b"".join(pairs4(r) + EOL for r in rle8) + END)
bmp("rle4_absolute.bmp", info(4, 2), palette_of(16), b"".join(bytes([0, W]) + absolute4(r) + EOL for r in rle8) + END)
bmp("rle4_odd.bmp", info(4, 2), palette_of(16), b"".join(bytes([0, 5]) + absolute4(r[:5]) + pairs4(r[5:]) + EOL for r in rle8) + END)
bmp("rle4_delta.bmp", info(4, 2), palette_of(16), pairs4(rle8[0][:9]) + b"\0\2\x06\x02" + pairs4(rle8[2][15:]) + EOL + b"".join(pairs4(r) + EOL for r in rle8[3:]) + END)
bmp("rle4_long_run.bmp", info(4, 2), palette_of(16), b"".join(pairs4(r[:20]) + bytes([200, 0x9A]) + EOL for r in rle8) + END)
bmp("rle4_short_rows.bmp", info(4, 2), palette_of(16), b"".join(pairs4(r[:20]) + EOL for r in rle8) + END)

R, G, B, A = (RGBA[::-1, :, c].astype(np.uint32) for c in range(4))


def wide(name, depth, masks, size=40, compression=3, value=None, h=H, extra=b""):
    rows = value if value is not None else sum(
        (c >> (8 - n)) << s for c, (n, s) in zip((R, G, B, A), masks) if n
    )
    kind = "<u2" if depth == 16 else "<u4"
    data = b"".join(r.astype(kind).tobytes().ljust((W * depth + 31) // 32 * 4, b"\0") for r in rows)
    words = struct.pack("<%dI" % len(masks), *(((1 << n) - 1) << s for n, s in masks))
    if size == 40:
        bmp(name, info(depth, compression, h=h), words if compression else b"", data)
    else:
        bmp(name, info(depth, compression, size=size, h=h, rest=words + extra), b"", data)


M565 = [(5, 11), (6, 5), (5, 0)]
M888 = [(8, 16), (8, 8), (8, 0)]
A8888 = M888 + [(8, 24)]
wide("rgb555.bmp", 16, [(5, 10), (5, 5), (5, 0)], compression=0)
wide("rgb565.bmp", 16, M565)
wide("rgb565_v2.bmp", 16, M565, size=52)
wide("argb4444_v3.bmp", 16, [(4, 8), (4, 4), (4, 0), (4, 12)], size=56)
wide("argb1555_v5.bmp", 16, [(5, 10), (5, 5), (5, 0), (1, 15)], size=124)
wide("rgb332_16.bmp", 16, [(3, 5), (3, 2), (2, 0)])
wide("rgb32.bmp", 32, A8888, compression=0)
wide("rgb32_v5_rgb.bmp", 32, A8888, compression=0, size=124)
wide("rgb32_v4_rgb.bmp", 32, A8888, compression=0, size=108)
wide("rgb32_no_alpha.bmp", 32, M888, compression=0)
wide("rgb32_masks.bmp", 32, M888)
wide("bgr32_masks.bmp", 32, [(8, 0), (8, 8), (8, 16)])
wide("rgb101010.bmp", 32, [(10, 20), (10, 10), (10, 0)], value=(R << 22) | (G << 12) | (B << 2))
wide("argb_v3.bmp", 32, A8888, size=56)
wide("argb_v4.bmp", 32, A8888, size=108)
wide("argb_v5.bmp", 32, A8888, size=124)
wide("argb_v5_top_down.bmp", 32, A8888, size=124, h=-H)
wide("argb_alphabitfields.bmp", 32, A8888, compression=6)
wide("argb_v5_all_clear.bmp", 32, A8888, size=124, value=(R << 16) | (G << 8) | B)
wide("rgb32_all_clear.bmp", 32, M888, compression=0, value=(R << 16) | (G << 8) | B)
wide("rgb_mask_zero.bmp", 32, [(8, 16), (0, 0), (8, 0)])
wide("rgb_mask_gap.bmp", 16, [(5, 11), (6, 5), (5, 0)], value=(R >> 3 << 11) | (G >> 2 << 5) | (B >> 3))

ROWS24 = b"".join(r[:, ::-1].tobytes().ljust(112, b"\0") for r in RGB[::-1])
bmp("rgb24.bmp", info(24), b"", ROWS24)
bmp("rgb24_top_down.bmp", info(24, h=-H), b"", b"".join(r[:, ::-1].tobytes().ljust(112, b"\0") for r in RGB))
bmp("rgb24_zero_offset.bmp", info(24), b"", ROWS24, offset=0)
bmp("rgb24_cut.bmp", info(24), b"", ROWS24[:2000])
bmp("rgb24_last_pad.bmp", info(24), b"", ROWS24[:-1])
bmp("rgb24_odd_header.bmp", info(24, size=44), b"", ROWS24)
bmp("palette8_cut.bmp", info(8), palette_of(256), packed_rows(indices(256), 8)[:500])
out = io.BytesIO()
Image.fromarray(RGB).save(out, "jpeg")
bmp("jpeg_in.bmp", info(0, 4, image=len(out.getvalue())), b"", out.getvalue())
out = io.BytesIO()
Image.fromarray(RGB).save(out, "png")
bmp("png_in.bmp", info(0, 5, image=len(out.getvalue())), b"", out.getvalue())
bmp("huffman.bmp", info(1, 3, size=64), palette_of(2), bytes(200))
bmp("rle24.bmp", info(24, 4, size=64), b"", bytes([37, 9, 8, 7]) * 29 + END)


# ---------------------------------------------------------------- GIF
def lzw(index, depth):
    """Variable-length codes, as encoders write them."""
    clear, end = 1 << depth, (1 << depth) + 1
    table = {bytes([i]): i for i in range(clear)}
    codes, width, word = [(clear, depth + 1)], depth + 1, b""
    for v in index:
        longer = word + bytes([v])
        if longer in table:
            word = longer
            continue
        codes.append((table[word], width))
        if len(table) + 2 < 4096:
            table[longer] = len(table) + 2
            if len(table) + 1 >= 1 << width and width < 12:
                width += 1
        else:
            codes.append((clear, width))
            table = {bytes([i]): i for i in range(clear)}
            width = depth + 1
        word = bytes([v])
    codes += [(table[word], width)]
    if len(table) + 2 >= 1 << width and width < 12:
        width += 1
    codes += [(end, width)]
    total, bits, out = 0, 0, bytearray()
    for code, n in codes:
        total |= code << bits
        bits += n
        while bits >= 8:
            out.append(total & 255)
            total >>= 8
            bits -= 8
    if bits:
        out.append(total)
    return bytes([depth]) + b"".join(bytes([len(p)]) + p for p in (out[i : i + 255] for i in range(0, len(out), 255))) + b"\0"


def colours(n):
    i = np.arange(n)
    return np.stack([255 - i, i, 7 * i % 256], 1).astype(np.uint8).tobytes()


def screen(w=W, h=H, table=None, background=0, version=b"GIF89a"):
    flags = 0x80 | (table - 1).bit_length() - 1 if table else 0
    return version + struct.pack("<HHBBB", w, h, flags, background, 0) + (colours(table) if table else b"")


def control(clear=None, dispose=0):
    flags = dispose << 2 | (clear is not None)
    return b"\x21\xf9\x04" + struct.pack("<BHB", flags, 10, clear or 0) + b"\0"


def image(index, depth, x=0, y=0, lace=False, local=None, data=None, w=None, h=None):
    h0, w0 = index.shape
    flags = 0x40 * lace | (0x80 | (local - 1).bit_length() - 1 if local else 0)
    if lace:
        order = [*range(0, h0, 8), *range(4, h0, 8), *range(2, h0, 4), *range(1, h0, 2)]
        index = index[order]
    body = lzw(index.reshape(-1).tolist(), depth) if data is None else data
    return b"\x2c" + struct.pack("<HHHHB", x, y, w or w0, h or h0, flags) + (colours(local) if local else b"") + body


END_GIF = b"\x3b"
G256, G16 = indices(256), indices(16)
BIG = (np.arange(200 * 150).reshape(150, 200) * 7919 % 251).astype(int)
put("plain.gif", screen(table=256) + image(G256, 8) + END_GIF)
put("gif87.gif", screen(table=16, version=b"GIF87a") + image(G16, 4) + END_GIF)
put("two_colours.gif", screen(table=2) + image(indices(2), 2) + END_GIF)
put("interlaced.gif", screen(table=256) + image(G256, 8, lace=True) + END_GIF)
put("clear.gif", screen(table=16) + control(3) + image(G16, 4) + END_GIF)
put("local.gif", screen(table=2) + image(G16, 4, local=16) + END_GIF)
put("no_table.gif", screen() + image(G16, 4) + END_GIF)
put("small_on_canvas.gif", screen(60, 50, table=16, background=5) + image(G16, 4, x=10, y=13) + END_GIF)
put("small_first.gif", screen(60, 50, table=16) + image(G16, 4, x=10, y=13) + image(G16, 4) + END_GIF)
put("beyond_canvas.gif", screen(30, 20, table=16) + image(G16, 4, x=10, y=5) + END_GIF)
put("larger_at_origin.gif", screen(30, 20, table=16) + image(G16, 4) + END_GIF)
put("zero_canvas.gif", screen(0, 0, table=16) + image(G16, 4) + END_GIF)
put("short_table.gif", screen(table=8) + image(G16, 4) + END_GIF)
put("animated.gif", screen(table=16) + b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0" + control() + image(G16, 4) + control() + image(G16[::-1], 4) + END_GIF)
put("animated_clear.gif", screen(table=16) + control(2, 2) + image(G16, 4) + control(2) + image(G16[::-1], 4) + END_GIF)
put("comment.gif", screen(table=16) + b"\x21\xfe\x05hello\0" + image(G16, 4) + END_GIF)
put("no_trailer.gif", screen(table=16) + image(G16, 4))
full = image(G16, 4)
put("cut.gif", screen(table=16) + full[: len(full) // 2])
put("last_byte_cut.gif", screen(table=16) + full[:-1])
put("large_table_full.gif", screen(200, 150, table=256) + image(BIG, 8) + END_GIF)
put("few_pixels.gif", screen(table=16) + image(G16, 4, data=lzw(G16.reshape(-1)[:500].tolist(), 4)) + END_GIF)
put("many_pixels.gif", screen(table=16) + image(G16, 4, data=lzw(G16.reshape(-1).tolist() * 2, 4)) + END_GIF)
put("bad_code.gif", screen(table=16) + image(G16, 4, data=bytes([4, 4, 0x10, 0xff, 0xff, 0xff, 0])) + END_GIF)
put("no_picture.gif", screen(table=16) + END_GIF)
Image.fromarray(RGB).quantize(64).save(os.path.join(OUT, "pillow.gif"))


# ---------------------------------------------------------------- HEIC and AVIF
def encode(name, a, **options):
    """By Pillow, which has libavif, and pillow-heif, which has x265."""
    pillow_heif.register_heif_opener()
    Image.fromarray(a).save(os.path.join(OUT, name), **options)


RAMP = np.clip(np.dstack([6 * X, 8 * Y, 255 - 6 * X]), 0, 255).astype(np.uint8)
RAMP_ALPHA = np.dstack([RAMP, ALPHA])
encode("plain.avif", RAMP, quality=95, subsampling="4:4:4")
encode("half.avif", RAMP, quality=95, subsampling="4:2:0")
encode("half_422.avif", RAMP, quality=95, subsampling="4:2:2")
encode("limited.avif", RAMP, quality=95, subsampling="4:4:4", range="limited")
encode("alpha.avif", RAMP_ALPHA, quality=95, subsampling="4:4:4")
encode("alpha_half.avif", RAMP_ALPHA, quality=95, subsampling="4:2:0")
encode("grey.avif", GREY, quality=95, subsampling="4:0:0")
for i in range(2, 9):
    exif = Image.Exif()
    exif[0x112] = i
    encode(f"turned_{i}.avif", RAMP, quality=95, subsampling="4:4:4", exif=exif)
Image.fromarray(RAMP).save(
    os.path.join(OUT, "animated.avif"), save_all=True, append_images=[Image.fromarray(RAMP[::-1].copy())],
    quality=95, subsampling="4:4:4", duration=500)
encode("plain.heic", RAMP, quality=95, chroma=444)
encode("half.heic", RAMP, quality=95)
encode("alpha.heic", RAMP_ALPHA, quality=95, chroma=444)
for i in (3, 6):
    exif = Image.Exif()
    exif[0x112] = i
    encode(f"turned_{i}.heic", RAMP, quality=95, chroma=444, exif=exif)


def box(name, *parts):
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + name + body


def full(name, version, flags, *parts):
    return box(name, struct.pack(">I", version << 24 | flags), *parts)


def boxes(data, at=0):
    out = {}
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        out.setdefault(name, []).append(data[at + 8 : at + size])
        at += size
    return out


def coded(name):
    """Configuration and coded bytes of a file's first item, as its encoder wrote them."""
    data = open(os.path.join(OUT, name), "rb").read()
    meta = boxes(boxes(data)[b"meta"][0], 4)
    properties = boxes(boxes(meta[b"iprp"][0])[b"ipco"][0])
    iloc = meta[b"iloc"][0]
    version, sizes = iloc[0], struct.unpack_from(">H", iloc, 4)[0]
    at = 8 + 2 + (2 if version else 0) + 2 + (sizes >> 4 & 15)
    assert sizes >> 12 == 4 and sizes >> 8 & 15 == 4, hex(sizes)
    offset, length = struct.unpack_from(">II", iloc, at + 2)
    base = struct.unpack_from(">I", iloc, at - 4)[0] if sizes >> 4 & 15 == 4 else 0
    config = next(n for n in (b"av1C", b"hvcC") if n in properties)
    colr = [box(b"colr", c) for c in properties.get(b"colr", [])]
    return box(config, properties[config][0]), colr, data[base + offset : base + offset + length]


def heif(name, brand, kind, tiles, tile, grid=None, changes=(), in_idat=False, colr=(), primary_properties=()):
    """A HEIF file of our own: tiles of (config, bytes), a grid of (rows, columns, width, height)."""
    ids = list(range(1, len(tiles) + 1))
    items = [(i, kind, data) for i, (_, data) in zip(ids, tiles)]
    primary = 1
    iref = b""
    properties = [full(b"ispe", 0, 0, struct.pack(">II", *tile)), tiles[0][0], *colr]
    own = {i: [0x80 | n if n == 2 else n for n in range(1, len(properties) + 1)] for i in ids}
    if grid:
        primary = len(tiles) + 1
        rows, columns, width, height = grid
        items.append((primary, b"grid", struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height)))
        properties.append(full(b"ispe", 0, 0, struct.pack(">II", width, height)))
        own[primary] = [len(properties)]
        iref = full(b"iref", 0, 0, box(b"dimg", struct.pack(">HH%dH" % len(ids), primary, len(ids), *ids)))
    for c in changes:
        properties.append(c)
        own[primary].append(0x80 | len(properties))
    infe = [full(b"infe", 2, 0, struct.pack(">HH", i, 0), k, b"\0") for i, k, _ in items]
    ipma = b"".join(struct.pack(">HB", i, len(p)) + bytes(p) for i, p in own.items())
    iprp = box(b"iprp", box(b"ipco", *properties), full(b"ipma", 0, 0, struct.pack(">I", len(own)), ipma))
    head = box(b"ftyp", brand, struct.pack(">I", 0), b"mif1", brand, b"miaf")

    def meta(start):
        entries, at, idat = b"", start, b""
        for i, k, data in items:
            inside = k == b"grid" or in_idat
            entries += struct.pack(">HHHH", i, int(inside), 0, 1) + struct.pack(">II", len(idat) if inside else at, len(data))
            if inside:
                idat += data
            else:
                at += len(data)
        return full(
            b"meta", 0, 0,
            full(b"hdlr", 0, 0, struct.pack(">I", 0), b"pict", bytes(13)),
            full(b"pitm", 0, 0, struct.pack(">H", primary)),
            full(b"iloc", 1, 0, b"\x44\x00", struct.pack(">H", len(items)), entries),
            full(b"iinf", 0, 0, struct.pack(">H", len(items)), *infe),
            iref, iprp, box(b"idat", idat) if idat else b"",
        )

    start = len(head) + len(meta(0)) + 8
    mdat = b"" if in_idat else b"".join(d for _, k, d in items if k != b"grid")
    put(name, head + meta(start) + box(b"mdat", mdat))


BIG_Y, BIG_X = np.mgrid[0:100, 0:150]
BIG_RAMP = np.dstack([BIG_X, 2 * BIG_Y, 255 - BIG_X]).astype(np.uint8)


def fraction(*pairs):
    return b"".join(struct.pack(">iI", n, d) for n, d in pairs)


for ending, brand, kind in (("avif", b"avif", b"av01"), ("heic", b"heic", b"hvc1")):
    tiles = []
    for ty in range(2):
        for tx in range(3):
            tile = np.zeros((64, 64, 3), np.uint8)
            part = BIG_RAMP[64 * ty : 64 * ty + 64, 64 * tx : 64 * tx + 64]
            tile[: part.shape[0], : part.shape[1]] = part
            tile = np.pad(part, ((0, 64 - part.shape[0]), (0, 64 - part.shape[1]), (0, 0)), "edge")
            options = dict(subsampling="4:4:4") if ending == "avif" else dict(chroma=444)
            encode(f"tile.{ending}", tile, quality=95, **options)
            tiles.append(coded(f"tile.{ending}"))
    os.remove(os.path.join(OUT, f"tile.{ending}"))
    pairs_of = [(c, d) for c, _, d in tiles]
    colr = [c for c in tiles[0][1] if c[8:12] == b"nclx"]
    heif(f"grid.{ending}", brand, kind, pairs_of, (64, 64), (2, 3, 150, 100), colr=colr)
    heif(f"grid_turned.{ending}", brand, kind, pairs_of, (64, 64), (2, 3, 150, 100), [box(b"irot", b"\1"), box(b"imir", b"\1")], colr=colr)
    heif(f"one_tile.{ending}", brand, kind, pairs_of[:1], (64, 64), (1, 1, 61, 59), colr=colr)
    heif(f"in_idat.{ending}", brand, kind, pairs_of[:1], (64, 64), in_idat=True, colr=colr)
    heif(f"no_nclx.{ending}", brand, kind, pairs_of[:1], (64, 64))
    middle = box(b"clap", fraction((40, 1), (30, 1), (0, 1), (0, 1)))
    corner = box(b"clap", fraction((40, 1), (30, 1), (-12, 1), (-17, 1)))
    heif(f"crop_middle.{ending}", brand, kind, pairs_of[:1], (64, 64), changes=[middle], colr=colr)
    heif(f"crop_corner.{ending}", brand, kind, pairs_of[:1], (64, 64), changes=[corner], colr=colr)
    heif(f"crop_turned.{ending}", brand, kind, pairs_of[:1], (64, 64), changes=[corner, box(b"irot", b"\1")], colr=colr)
    heif(f"wrong_size.{ending}", brand, kind, pairs_of[:1], (60, 64), colr=colr)
    for turn in range(4):
        for mirror in (None, 0, 1):
            changes = [box(b"irot", bytes([turn]))] + ([] if mirror is None else [box(b"imir", bytes([mirror]))])
            if ending == "avif":
                heif(f"irot{turn}_imir{mirror}.avif", brand, kind, pairs_of[:1], (64, 64), changes=changes, colr=colr)


def by_ffmpeg(name, a, *options):
    path = os.path.join(OUT, name)
    raw = a.astype(np.uint8).tobytes()
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{a.shape[1]}x{a.shape[0]}",
         "-i", "-", *options, path], input=raw, check=True)
    return path


def obus(path):
    """The frames of an IVF file."""
    data = open(path, "rb").read()
    size = struct.unpack_from("<I", data, 32)[0]
    return data[44 : 44 + size]


# Ten bits a channel, which Pillow doesn't write.
ivf = by_ffmpeg("ten.ivf", BIG_RAMP[:64, :64], "-pix_fmt", "yuv444p10le", "-vf", "scale=out_color_matrix=bt709:out_range=pc",
                "-c:v", "libaom-av1", "-crf", "4", "-still-picture", "1", "-color_range", "pc")
sequence = obus(ivf)
os.remove(ivf)
nclx = box(b"colr", b"nclx", struct.pack(">HHHB", 1, 13, 1, 0x80))
heif("ten_bits.avif", b"avif", b"av01", [(box(b"av1C", b"\x81\x20\x40\x00"), sequence)], (64, 64), colr=[nclx])
# The same with colour of half the columns and rows, of which the last column stands for one alone.
red, green, blue = np.moveaxis(BIG_RAMP[:64, :61].astype(float) * 1023 / 255, 2, 0)
light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
halves = [np.pad(c, ((0, 0), (0, 1)), "edge").reshape(32, 2, 31, 2).mean((1, 3)) + 512
          for c in ((blue - light) / 1.8556, (red - light) / 1.5748)]
raw = b"".join(np.round(plane).astype("<u2").tobytes() for plane in (light, *halves))
ivf = os.path.join(OUT, "odd.ivf")
subprocess.run(
    ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p10le", "-s", "61x64", "-i", "-",
     "-c:v", "libaom-av1", "-crf", "4", "-still-picture", "1", "-color_range", "pc", ivf], input=raw, check=True)
sequence = obus(ivf)
os.remove(ivf)
heif("ten_bits_odd.avif", b"avif", b"av01", [(box(b"av1C", b"\x81\x00\x4c\x00"), sequence)], (61, 64), colr=[nclx])
# Red, green and blue themselves.
ivf = by_ffmpeg("identity.ivf", BIG_RAMP[:64, :64], "-pix_fmt", "gbrp", "-c:v", "libaom-av1", "-crf", "4",
                "-still-picture", "1")
sequence = obus(ivf)
os.remove(ivf)
identity = box(b"colr", b"nclx", struct.pack(">HHHB", 1, 13, 0, 0x80))
heif("identity.avif", b"avif", b"av01", [(box(b"av1C", b"\x81\x20\x00\x00"), sequence)], (64, 64), colr=[identity])
whole = open(os.path.join(OUT, "plain.avif"), "rb").read()
put("cut.avif", whole[:-40])
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
encode("icc.heic", RAMP, quality=95, chroma=444, icc_profile=SRGB)
put("cut.heic", open(os.path.join(OUT, "plain.heic"), "rb").read()[:-40])


# ---------------------------------------------------------------- TIFF
def tiff(name, a, **options):
    tifffile.imwrite(os.path.join(OUT, name), a, **{"photometric": "rgb" if a.ndim == 3 else "minisblack", **options})


tiff("plain.tif", RGB)
tiff("motorola.tif", RGB, byteorder=">")
tiff("big.tif", RGB, bigtiff=True)
tiff("big_strips.tif", RGB, bigtiff=True, rowsperstrip=5)
tiff("big_motorola.tif", RGB, bigtiff=True, byteorder=">", rowsperstrip=5)
tiff("strips.tif", RGB, rowsperstrip=5)
tiff("tiles.tif", RGB, tile=(16, 16))
tiff("planar.tif", np.moveaxis(RGB, 2, 0), planarconfig="separate")
tiff("deflate.tif", RGB, compression="zlib", predictor=True)
tiff("alpha.tif", RGBA, extrasamples=["unassalpha"])
tiff("associated.tif", np.dstack([RGB * (ALPHA[:, :, None] / 255.0), ALPHA]).astype(np.uint8), extrasamples=["assocalpha"])
tiff("grey.tif", GREY)
tiff("grey16.tif", GREY.astype(np.uint16) * 257)
tiff("rgb16.tif", RGB.astype(np.uint16) * 257)
tiff("float.tif", (RGB / 255).astype(np.float32))
tiff("grey_float.tif", (GREY / 255).astype(np.float32))
with tifffile.TiffWriter(os.path.join(OUT, "pages.tif")) as writer:
    writer.write(RGB, photometric="rgb")
    writer.write(OTHER, photometric="rgb")
    writer.write(GREY)
for compression in ("tiff_lzw", "packbits", "tiff_adobe_deflate"):
    Image.fromarray(RGB).save(os.path.join(OUT, f"{compression}.tif"), compression=compression)
Image.fromarray(RGB).save(os.path.join(OUT, "jpeg.tif"), compression="jpeg", quality=95)
Image.fromarray(RGB).save(os.path.join(OUT, "jpeg_strips.tif"), compression="jpeg", quality=95, tiffinfo={278: 8})
Image.fromarray(GREY).save(os.path.join(OUT, "jpeg_grey.tif"), compression="jpeg", quality=95)
tiff("jpeg_tiles.tif", BIG_RAMP[:64, :64], tile=(32, 16), compression="jpeg", compressionargs={"level": 95})
tiff("jpeg_rgb.tif", RGB, compression="jpeg", compressionargs={"level": 95, "outcolorspace": "rgb"})
Image.fromarray(GREY > 99).save(os.path.join(OUT, "fax4.tif"), compression="group4")
Image.fromarray(GREY > 99).save(os.path.join(OUT, "bilevel.tif"))
Image.fromarray(RGB).quantize(64).save(os.path.join(OUT, "palette.tif"))
Image.fromarray(RGB).convert("CMYK").save(os.path.join(OUT, "cmyk.tif"))
INKS = np.array(Image.fromarray(RGB).convert("CMYK"))
tiff("cmyk16.tif", INKS.astype(np.uint16) * 257, photometric="separated")
tiff("cmyk_planar.tif", np.moveaxis(INKS, 2, 0), photometric="separated", planarconfig="separate")
tiff("cmyk16_planar.tif", np.moveaxis(INKS.astype(np.uint16) * 257, 2, 0), photometric="separated", planarconfig="separate")
tiff("white_is_zero.tif", GREY, photometric="miniswhite")
for i in range(2, 9):
    tiff(f"turned_{i}.tif", RGB, extratags=[(274, 3, 1, i, True)])
tiff("icc.tif", RGB, iccprofile=SRGB)
put("cut.tif", open(os.path.join(OUT, "plain.tif"), "rb").read()[:-40])
tiff("dng.tif", RGB, extratags=[(50706, 1, 4, (1, 4, 0, 0), True)])
