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


def says(name, act, code="INVALID_ARGUMENT"):
    """Prints the sentence of a refusal."""
    got, sentence = ava.refused(act)
    assert got == code, (name, got, sentence)
    ava.say(name, sentence)


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
    says("sample", at_once(channel, ava.embedded(FRAME)))
    says("nothing", at_once(channel, ava.pb.MediaStreamMessage()))
    no_format = ava.descriptor(FORM)
    no_format.media_stream_descriptor.media_descriptor.ClearField("video_frame_sample_format")
    says("no-format", at_once(channel, no_format))

    def silent():
        call = ava.Call(channel)
        call.requests.put(None)
        call.next()

    says("silent", silent)
    says("second", after(channel, ava.descriptor(FORM), ava.embedded(FRAME), ava.descriptor(FORM)))
    empty = ava.pb.MediaStreamMessage()
    says("no-sample", after(channel, ava.descriptor(FORM), ava.embedded(FRAME), empty))


def formats(channel):
    unknown = ava.raw(WIDTH, HEIGHT)
    # An open enum: any number goes over the wire.
    unknown.encoding = 9
    says("encoding", at_once(channel, ava.descriptor(unknown)))
    unknown = ava.raw(WIDTH, HEIGHT)
    unknown.pixel_format = 7
    says("pixels", at_once(channel, ava.descriptor(unknown)))
    says("none", at_once(channel, ava.descriptor(ava.raw(WIDTH, HEIGHT, "NONE"))))
    says("no-size", at_once(channel, ava.descriptor(ava.raw(0, HEIGHT))))
    says("stride", at_once(channel, ava.descriptor(ava.raw(WIDTH, HEIGHT, stride=WIDTH * 3 - 1))))
    large = ava.raw(2**32 - 1, 2**32 - 1)
    says("large", at_once(channel, ava.descriptor(large)), "RESOURCE_EXHAUSTED")


def contents(channel):
    first = lambda: ava.descriptor(FORM)
    good = lambda: ava.embedded(FRAME)
    says("short", after(channel, first(), good(), good(), ava.embedded(FRAME[:-1])))
    says("long", after(channel, first(), good(), ava.embedded(FRAME + b"0")))
    says("empty", after(channel, first(), ava.embedded(b"")))
    says("reference", after(channel, first(), ava.referenced(0, SIZE)))
    picture = ava.noise(2, HEIGHT, WIDTH, 3)
    png = cv2.imencode(".png", picture)[1].tobytes()
    jpg = ava.descriptor(ava.files("JPG"))
    says("kind", after(channel, jpg, ava.embedded(png)))
    says("text", after(channel, ava.descriptor(ava.files("PNG")), ava.embedded(b"no picture")))
    other = ava.descriptor(ava.files("PNG", WIDTH, HEIGHT + 1))
    says("size", after(channel, other, ava.embedded(png)))


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
            says(name, at_once(channel, ava.descriptor(FORM, handle=handle, length=2 * SIZE)))
        long = memory.length + WIDTH * 3 + 1
        says("longer", at_once(channel, ava.descriptor(FORM, memory, length=long)))
        says("no-length", at_once(channel, ava.descriptor(FORM, memory, length=0)))
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
            says(name, after(channel, first(), good(), ava.referenced(offset, length)))
        # The client's own bound counts, also where the file is longer.
        half = ava.descriptor(FORM, memory, length=SIZE)
        says("bound", after(channel, half, good(), ava.referenced(SIZE, SIZE)))


def configuration(channel):
    for name, text in [("json", "{"), ("list", "[1]"), ("number", '{"processor": 5}')]:
        says(name, at_once(channel, ava.descriptor(FORM, configuration=text)))


def credentials(channel):
    first = ava.descriptor(FORM)

    def opening(metadata):
        return lambda: ava.Call(channel, metadata).open(first)

    says("missing", opening(None), "UNAUTHENTICATED")
    says("user", opening(ava.basic("somebody", "pass:word")), "UNAUTHENTICATED")
    says("password", opening(ava.basic("camera", "password")), "UNAUTHENTICATED")
    says("token", opening([("authorization", "Bearer worker")]), "UNAUTHENTICATED")
    says("bare", opening([("x-ms-authentication", "camera:pass:word")]), "UNAUTHENTICATED")
    call = ava.Call(channel, ava.basic("camera", "pass:word")).open(first)
    call.send(ava.embedded(FRAME))
    ava.tag(call.sample())
    call.end()


def worker_token(channel):
    first = ava.descriptor(FORM)
    says("missing", lambda: ava.Call(channel).open(first), "UNAUTHENTICATED")
    ava.Call(channel, [("authorization", "Bearer worker")]).open(first).end()


def no_credentials(channel):
    """Azure Video Analyzer sends credentials to every server."""
    ava.Call(channel, ava.basic("dummyUserName", "dummyPassword")).open(ava.descriptor(FORM)).end()


with ava.open_channel() as channel:
    globals()[os.environ["SCENARIO"]](channel)
ava.say("ok")
