"""Scenarios of frames by MediaGraphExtension: SCENARIO names one; prints ok at its end."""
import base64
import json
import os

import ava
import cv2
import numpy as np
from ava_sums import sums
from pixel_formats import convert

WIDTH, HEIGHT = 320, 180
DARK = ava.noise(1, HEIGHT, WIDTH, 3, high=128)
LIGHT = ava.noise(2, HEIGHT, WIDTH, 3, low=120)


def thousand(channel, memory):
    """1,000 frames, 16 in flight, dark or light, each with a time beyond 2^53."""
    call = ava.Call(channel).open(ava.descriptor(ava.raw(WIDTH, HEIGHT), memory))
    expected = []
    for number in range(1000):
        if number >= 16:
            check(call.sample(), *expected[number - 16])
        picture = LIGHT if number % 3 == 0 else DARK
        time = 2**53 + 3 * number + 1
        if memory:
            # Only the frame that this slot's last one was acknowledged by may take its place.
            offset, length = memory.put(number % 16, picture.tobytes())
            call.send(ava.referenced(offset, length, time))
        else:
            call.send(ava.embedded(picture.tobytes(), time))
        expected.append((picture, time))
    for picture, time in expected[-16:]:
        check(call.sample(), picture, time)
    call.end()


def check(sample, picture, time):
    assert sample.timestamp == time, (sample.timestamp, time)
    assert ava.tag(sample) == ava.intensity(picture)


def embedded_1000(channel):
    thousand(channel, None)


def shared_1000(channel):
    with ava.Memory(16, WIDTH * HEIGHT * 3) as memory:
        thousand(channel, memory)


def pixel_formats(channel):
    """Each format, with rows that are padded and rows that are not, by both ways of transfer."""
    rng = np.random.default_rng(3)
    bytes_of = {"YUV420P": 1, "RGB24": 3, "BGR24": 3, "ARGB": 4, "RGBA": 4, "ABGR": 4, "BGRA": 4}
    for name in "YUV420P RGB565BE RGB565LE RGB555BE RGB555LE RGB24 BGR24 ARGB RGBA ABGR BGRA".split():
        for width, height in [(64, 36), (37, 21)]:
            dense = width * bytes_of.get(name, 2)
            for stride in [0, dense + 5]:
                row = stride or dense
                size = row * height
                if name == "YUV420P":
                    size += 2 * ((row + 1) // 2) * ((height + 1) // 2)
                data = rng.integers(0, 256, size, np.uint8).tobytes()
                one_format(channel, name, width, height, stride, row, data)
        ava.report("converted", name)


def one_format(channel, name, width, height, stride, row, data):
    case = {"format": name, "width": width, "height": height, "stride": row, "data": data}
    bgr = convert_bytes(case)
    expected = sums(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB))
    form = ava.raw(width, height, name, stride)
    with ava.Memory(2, len(data)) as memory:
        for own in [None, memory]:
            message = ava.descriptor(form, own, '{"processor": "sums"}')
            call = ava.Call(channel).open(message)
            for slot in range(2):
                if own:
                    call.send(ava.referenced(*own.put(slot, data)))
                else:
                    call.send(ava.embedded(data))
            for _ in range(2):
                (found,) = call.sample().inferences
                assert found.type == 15 and found.other.content_type == "application/json"
                content = json.loads(found.other.content_bytes)
                assert content == expected, (name, width, height, stride, content, expected)
            call.end()


def convert_bytes(case):
    encoded = base64.b64encode(case.pop("data")).decode()
    return convert({**case, "bytes": encoded})


def picture_files(channel):
    """Each encoding, by both ways of transfer; lengths that vary, as a camera's JPEGs."""
    for encoding, suffix in [("JPG", ".jpg"), ("PNG", ".png"), ("BMP", ".bmp")]:
        pictures = [DARK, LIGHT, cv2.blur(LIGHT, (9, 9))]
        data = [cv2.imencode(suffix, picture)[1].tobytes() for picture in pictures]
        with ava.Memory(3, max(map(len, data))) as memory:
            for own in [None, memory]:
                form = ava.files(encoding, WIDTH, HEIGHT) if own else ava.files(encoding)
                call = ava.Call(channel).open(ava.descriptor(form, own))
                for slot, file in enumerate(data):
                    if own:
                        call.send(ava.referenced(*own.put(slot, file)))
                    else:
                        call.send(ava.embedded(file))
                for picture in pictures:
                    assert ava.tag(call.sample()) == ava.intensity(picture), encoding
                call.end()


def damaged(channel):
    """A file whose header is well, but not the rest, has an answer without a result."""
    good = cv2.imencode(".png", LIGHT)[1].tobytes()
    call = ava.Call(channel).open(ava.descriptor(ava.files("PNG", WIDTH, HEIGHT)))
    call.send(ava.embedded(good[: len(good) // 2]), ava.embedded(good))
    (event,) = call.sample().inferences
    assert event.type == 5 and event.event.name == "processingFailed", event
    assert event.event.properties["code"] == "INVALID_ARGUMENT", event
    assert event.event.properties["message"], event
    assert ava.tag(call.sample()) == "light"
    call.end()


def lengths(channel):
    """Ranges up to a row too long, at odd offsets, up to the end of the file and a byte beyond."""
    size = WIDTH * HEIGHT * 3
    form = ava.raw(WIDTH, HEIGHT)
    with ava.Memory(3, size) as memory:
        call = ava.Call(channel).open(ava.descriptor(form, memory))
        memory.put(0, LIGHT.tobytes())
        memory.put(1, DARK.tobytes())
        memory.put(2, LIGHT.tobytes())
        for slot, length, expected in [
            (0, size, "light"),
            (0, size + 1, "light"),
            (1, size + 3 * WIDTH, "dark"),
            # Its last byte but one is the file's last: the range ends a byte behind the file.
            (2, size + 1, "light"),
            (2, size + 3 * WIDTH, "light"),
        ]:
            call.send(ava.referenced(slot * size, length))
            assert ava.tag(call.sample()) == expected, (slot, length)
        # As a client does that counts its slots as closed intervals: each begins on the last byte
        # of the one before.
        memory.map[size - 1 : 2 * size - 1] = DARK.tobytes()
        call.send(ava.referenced(size - 1, size + 1))
        assert ava.tag(call.sample()) == "dark"
        call.end()
    # A file that is shorter than declared by what a client may miscount.
    with ava.Memory(1, size) as memory:
        message = ava.descriptor(form, memory, length=size + 1)
        call = ava.Call(channel).open(message)
        call.send(ava.referenced(*memory.put(0, LIGHT.tobytes())))
        assert ava.tag(call.sample()) == "light"
        call.end()


with ava.open_channel() as channel:
    globals()[os.environ["SCENARIO"]](channel)
ava.report("ok")
