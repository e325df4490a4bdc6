"""A client of ImageTest. SCENARIO names what it does; it prints "ok" when all was as it should be.

Environment: SERVER (address), SCENARIO, FRAMES (how many).
"""
import os
import queue
import threading

import cv2
import grpc
import image_test_pb2 as pb
import numpy as np

HEIGHT, WIDTH = 576, 704
FRAMES = int(os.environ.get("FRAMES", "20"))


def report(*words):
    print(*words, flush=True)


def analyse(channel, frames, metadata=None):
    call = channel.stream_stream(
        "/ImageTest/Analyse",
        request_serializer=pb.MsgRequest.SerializeToString,
        response_deserializer=pb.MsgReply.FromString,
    )
    return call((pb.MsgRequest(img=frame) for frame in frames), metadata=metadata)


def connect():
    own = [("grpc.use_local_subchannel_pool", 1)]
    return grpc.insecure_channel(os.environ["SERVER"], options=own)


def noise(seed, *shape):
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def smooth(seed, height=480, width=640):
    """A colourful picture without sharp edges, which JPEG keeps well."""
    return cv2.resize(noise(seed, 6, 8, 3), (width, height), interpolation=cv2.INTER_CUBIC)


def grey_frame(i):
    """A frame of its own for every i up to a few thousand."""
    frame = np.full((HEIGHT, WIDTH), i % 256, np.uint8)
    frame[i % HEIGHT] = np.arange(WIDTH) % 256
    return frame


def as_grey(bgr):
    return cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)


def raw(channel):
    """The first kind of client: raw grey frames, as fast as they can be sent."""
    count = 0
    for answer in analyse(channel, (bytes(grey_frame(i)) for i in range(FRAMES))):
        assert answer.reply == 0, answer.reply
        assert answer.img == grey_frame(count).tobytes(), "frame %d is another" % count
        count += 1
    assert count == FRAMES, count


def in_turn(channel):
    """Sends a frame only when the one before has its answer."""
    answered = queue.Queue()

    def frames():
        for i in range(FRAMES):
            if i > 0:
                answered.get(timeout=120)
            yield grey_frame(i).tobytes()

    for i, answer in enumerate(analyse(channel, frames())):
        assert answer.img == grey_frame(i).tobytes()
        answered.put(i)
    assert i == FRAMES - 1


def bgr(channel):
    pictures = [noise(i, HEIGHT, WIDTH, 3) for i in range(FRAMES)]
    for picture, answer in zip(pictures, analyse(channel, map(bytes, pictures)), strict=True):
        got = np.frombuffer(answer.img, np.uint8).reshape(HEIGHT, WIDTH, 3)
        assert (got == as_grey(picture)[..., None]).all()


def files(channel, suffix, worst):
    pictures = [smooth(i, 480 + i, 640 - i) for i in range(FRAMES)]
    encoded = [cv2.imencode(suffix, picture)[1].tobytes() for picture in pictures]
    for picture, sent, answer in zip(pictures, encoded, analyse(channel, encoded), strict=True):
        assert answer.img[:2] == (b"\xff\xd8" if suffix == ".jpg" else b"\x89P"), answer.img[:4]
        got = cv2.imdecode(np.frombuffer(answer.img, np.uint8), cv2.IMREAD_COLOR)
        seen = cv2.imdecode(np.frombuffer(sent, np.uint8), cv2.IMREAD_COLOR)
        off = np.abs(got.astype(int) - as_grey(seen)[..., None]).max()
        assert off <= worst, off


def other_size(channel):
    picture = noise(1, 30, 50, 3)
    size = (("width", "50"), ("height", "30"))
    answers = list(analyse(channel, [picture.tobytes(), as_grey(picture).tobytes()], size))
    assert [len(answer.img) for answer in answers] == [4500, 1500]
    assert answers[1].img == as_grey(picture).tobytes()


def refused(channel):
    """Frames before the bad one are answered, then the call ends."""
    picture = smooth(3)
    bad = {
        "length": bytes(HEIGHT * WIDTH + 1),
        "empty": b"",
        "text": b"/videos/door.mp4",
        "png": cv2.imencode(".png", picture)[1].tobytes()[:20],
        "jpeg": cv2.imencode(".jpg", picture)[1].tobytes()[:20],
    }
    for name, frame in bad.items():
        got = []
        try:
            for answer in analyse(channel, [bytes(grey_frame(1)), frame, bytes(grey_frame(2))]):
                got.append(answer)
            raise AssertionError("%s was taken" % name)
        except grpc.RpcError as error:
            assert error.code() == grpc.StatusCode.INVALID_ARGUMENT, error
            report(name, error.details())
        assert [answer.img for answer in got] == [grey_frame(1).tobytes()], name


def damaged(channel):
    """A file that breaks off behind its header is answered without a picture, the next one as usual."""
    whole = cv2.imencode(".jpg", noise(5, 300, 400, 3))[1].tobytes()
    answers = list(analyse(channel, [whole, whole[: len(whole) // 2], whole]))
    assert [(len(answer.img) > 0, answer.reply) for answer in answers] == [
        (True, 0),
        (False, 0),
        (True, 0),
    ]


def counted(channel):
    """A worker finds as many boxes as the frame's first pixel counts."""
    counts = [i % 5 for i in range(FRAMES)]
    frames = [np.full((HEIGHT, WIDTH), count, np.uint8) for count in counts]
    answers = list(analyse(channel, map(bytes, frames)))
    assert [answer.reply for answer in answers] == counts
    for frame, answer in zip(frames, answers, strict=True):
        assert answer.img == (255 - frame).tobytes()


def large(channel):
    """The first kind of client with frames over gRPC's own limit for what is received."""
    frame = noise(1, 1080, 1920, 3).tobytes()
    size = (("width", "1920"), ("height", "1080"))
    answers = list(analyse(channel, [frame] * 3, size))
    assert [(answer.reply, answer.img) for answer in answers] == [(0, b"")] * 3


def several(_):
    """Streams at once, each with a connection of its own: all have begun before any continues."""
    faults = []
    begun = threading.Barrier(8, timeout=120)

    def one(seed):
        try:
            pictures = [noise(seed * 1000 + i, HEIGHT, WIDTH) for i in range(FRAMES)]

            def frames():
                for i, picture in enumerate(pictures):
                    if i == 1:
                        begun.wait()
                    yield picture.tobytes()

            with connect() as channel:
                for picture, answer in zip(pictures, analyse(channel, frames()), strict=True):
                    assert answer.img == picture.tobytes()
        except Exception as fault:
            faults.append(repr(fault))

    threads = [threading.Thread(target=one, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, faults


def endless(channel):
    """Sends until it is killed."""

    def frames():
        i = 0
        while True:
            yield grey_frame(i).tobytes()
            i += 1

    for count, _ in enumerate(analyse(channel, frames())):
        if count == 20:
            report("answered 20")


SCENARIOS = {
    "raw": raw,
    "in_turn": in_turn,
    "bgr": bgr,
    "jpeg": lambda channel: files(channel, ".jpg", 12),
    "png": lambda channel: files(channel, ".png", 0),
    "bmp": lambda channel: files(channel, ".bmp", 0),
    "other_size": other_size,
    "refused": refused,
    "damaged": damaged,
    "counted": counted,
    "large": large,
    "several": several,
    "endless": endless,
}

with connect() as channel:
    SCENARIOS[os.environ["SCENARIO"]](channel)
report("ok")
