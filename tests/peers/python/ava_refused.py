"""What MediaGraphExtension must refuse: SCENARIO names one; prints framebox's status, and ok at its end.

Environment: INSIDE, a file name in the directory of shared memory that is a link out of it.
"""
import os

import ava
import cv2

WIDTH, HEIGHT = 64, 36
SIZE = WIDTH * HEIGHT * 3
FRAME = ava.noise(1, SIZE).tobytes()
FORM = ava.raw(WIDTH, HEIGHT)


def refuses(name, act, code="INVALID_ARGUMENT"):
    """Prints the sentence of a refusal."""
    got, sentence = ava.refused(act)
    assert got == code, (name, got, sentence)
    ava.report(name, sentence)


def after(channel, first, *messages):
    """A call that is refused at its last message; those before are answered."""

    def act():
        call = ava.Call(channel).open(first)
        call.send(*messages)
        for _ in messages[:-1]:
            ava.tag(call.sample())
        call.next()

    return act


def at_once(channel, *messages):
    def act():
        call = ava.Call(channel)
        call.send(*messages)
        call.next()

    return act


def first_message(channel):
    refuses("sample", at_once(channel, ava.embedded(FRAME)))
    refuses("nothing", at_once(channel, ava.pb.MediaStreamMessage()))
    no_format = ava.descriptor(FORM)
    no_format.media_stream_descriptor.media_descriptor.ClearField("video_frame_sample_format")
    refuses("no-format", at_once(channel, no_format))

    def silent():
        call = ava.Call(channel)
        call.requests.put(None)
        call.next()

    refuses("silent", silent)
    refuses("second", after(channel, ava.descriptor(FORM), ava.embedded(FRAME), ava.descriptor(FORM)))
    empty = ava.pb.MediaStreamMessage()
    refuses("no-sample", after(channel, ava.descriptor(FORM), ava.embedded(FRAME), empty))


def formats(channel):
    unknown = ava.raw(WIDTH, HEIGHT)
    # An open enum: any number goes over the wire.
    unknown.encoding = 9
    refuses("encoding", at_once(channel, ava.descriptor(unknown)))
    unknown = ava.raw(WIDTH, HEIGHT)
    unknown.pixel_format = 7
    refuses("pixels", at_once(channel, ava.descriptor(unknown)))
    refuses("none", at_once(channel, ava.descriptor(ava.raw(WIDTH, HEIGHT, "NONE"))))
    refuses("no-size", at_once(channel, ava.descriptor(ava.raw(0, HEIGHT))))
    refuses("stride", at_once(channel, ava.descriptor(ava.raw(WIDTH, HEIGHT, stride=WIDTH * 3 - 1))))
    large = ava.raw(2**32 - 1, 2**32 - 1)
    refuses("large", at_once(channel, ava.descriptor(large)), "RESOURCE_EXHAUSTED")


def contents(channel):
    first = lambda: ava.descriptor(FORM)
    good = lambda: ava.embedded(FRAME)
    refuses("short", after(channel, first(), good(), good(), ava.embedded(FRAME[:-1])))
    refuses("long", after(channel, first(), good(), ava.embedded(FRAME + b"0")))
    refuses("empty", after(channel, first(), ava.embedded(b"")))
    refuses("reference", after(channel, first(), ava.referenced(0, SIZE)))
    picture = ava.noise(2, HEIGHT, WIDTH, 3)
    png = cv2.imencode(".png", picture)[1].tobytes()
    jpg = ava.descriptor(ava.files("JPG"))
    refuses("kind", after(channel, jpg, ava.embedded(png)))
    refuses("text", after(channel, ava.descriptor(ava.files("PNG")), ava.embedded(b"no picture")))
    other = ava.descriptor(ava.files("PNG", WIDTH, HEIGHT + 1))
    refuses("size", after(channel, other, ava.embedded(png)))


def handles(channel):
    with ava.Memory(2, SIZE) as memory:
        inside = os.environ["INSIDE"]
        names = {
            "up": "../" * 8 + "etc/passwd",
            "up-again": "below/../../" + memory.name,
            "absolute": "/etc/passwd",
            "link": inside,
            "through": inside + "-directory/passwd",
            "missing": "framebox-test-of-nobody",
            "no-name": "",
            "itself": ".",
        }
        for name, handle in names.items():
            refuses(name, at_once(channel, ava.descriptor(FORM, handle=handle, length=2 * SIZE)))
        long = memory.length + WIDTH * 3 + 1
        refuses("longer", at_once(channel, ava.descriptor(FORM, memory, length=long)))
        refuses("no-length", at_once(channel, ava.descriptor(FORM, memory, length=0)))
        # The same memory by its own name is taken.
        call = ava.Call(channel).open(ava.descriptor(FORM, memory))
        call.send(ava.referenced(*memory.put(0, FRAME)))
        ava.tag(call.sample())
        call.end()


def ranges(channel):
    row = WIDTH * 3
    with ava.Memory(2, SIZE) as memory:
        memory.put(0, FRAME)
        first = lambda: ava.descriptor(FORM, memory)
        good = lambda: ava.referenced(0, SIZE)
        wrong = {
            "past": (SIZE + 1, SIZE),
            "past-a-row": (SIZE, SIZE + row + 1),
            "behind": (2 * SIZE, SIZE),
            "far": (2**64 - 1, SIZE),
            "huge": (0, 2**64 - 1),
            "short": (0, SIZE - 1),
            "row-and-more": (0, SIZE + row + 1),
            "nothing": (0, 0),
        }
        for name, (offset, length) in wrong.items():
            refuses(name, after(channel, first(), good(), ava.referenced(offset, length)))
        # The client's own bound counts, also where the file is longer.
        half = ava.descriptor(FORM, memory, length=SIZE)
        refuses("bound", after(channel, half, good(), ava.referenced(SIZE, SIZE)))


def configuration(channel):
    for name, text in [("json", "{"), ("list", "[1]"), ("number", '{"processor": 5}')]:
        refuses(name, at_once(channel, ava.descriptor(FORM, configuration=text)))


def credentials(channel):
    first = ava.descriptor(FORM)

    def opening(metadata):
        return lambda: ava.Call(channel, metadata).open(first)

    refuses("missing", opening(None), "UNAUTHENTICATED")
    refuses("user", opening(ava.basic("somebody", "pass:word")), "UNAUTHENTICATED")
    refuses("password", opening(ava.basic("camera", "password")), "UNAUTHENTICATED")
    refuses("token", opening([("authorization", "Bearer worker")]), "UNAUTHENTICATED")
    refuses("bare", opening([("x-ms-authentication", "camera:pass:word")]), "UNAUTHENTICATED")
    call = ava.Call(channel, ava.basic("camera", "pass:word")).open(first)
    call.send(ava.embedded(FRAME))
    ava.tag(call.sample())
    call.end()


def worker_token(channel):
    first = ava.descriptor(FORM)
    refuses("missing", lambda: ava.Call(channel).open(first), "UNAUTHENTICATED")
    ava.Call(channel, [("authorization", "Bearer worker")]).open(first).end()


def no_credentials(channel):
    """Azure Video Analyzer sends credentials to every server."""
    ava.Call(channel, ava.basic("dummyUserName", "dummyPassword")).open(ava.descriptor(FORM)).end()


with ava.open_channel() as channel:
    globals()[os.environ["SCENARIO"]](channel)
ava.report("ok")
