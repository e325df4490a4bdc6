"""A client of MediaGraphExtension for tests: messages, shared memory, calls.

Environment: SERVER (address). The generated messages are in PYTHONPATH.
"""
import base64
import mmap
import os
import queue

import cv2
import extension_pb2 as pb
import grpc
import media_pb2 as media
import numpy as np

METHOD = (
    "/microsoft.azure.media.live_video_analytics.extensibility.grpc.v1"
    ".MediaGraphExtension/ProcessMediaStream"
)
UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
SHM = os.environ.get("SHM", "/dev/shm")


def report(*words):
    print(*words, flush=True)


class Memory:
    """A file of shared memory; every slot holds a frame. It goes with the process unless it is killed."""

    made = 0

    def __init__(self, slots, size, extra=0):
        Memory.made += 1
        self.name = "framebox-test-%d-%d" % (os.getpid(), Memory.made)
        self.path = os.path.join(SHM, self.name)
        self.size = size
        self.length = slots * size + extra
        with open(self.path, "w+b") as file:
            file.truncate(self.length)
            self.map = mmap.mmap(file.fileno(), self.length)

    def put(self, slot, data):
        """Writes a frame; returns its range."""
        offset = slot * self.size
        self.map[offset : offset + len(data)] = bytes(data)
        return offset, len(data)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.unlink(self.path)


def raw(width, height, pixel_format="BGR24", stride=0):
    """The form of raw frames."""
    form = media.VideoFrameSampleFormat(
        encoding=media.VideoFrameSampleFormat.RAW,
        pixel_format=media.VideoFrameSampleFormat.PixelFormat.Value(pixel_format),
        stride_bytes=stride,
    )
    form.dimensions.width, form.dimensions.height = width, height
    return form


def files(encoding, width=0, height=0):
    """The form of picture files."""
    form = media.VideoFrameSampleFormat(
        encoding=media.VideoFrameSampleFormat.Encoding.Value(encoding)
    )
    if width:
        form.dimensions.width, form.dimensions.height = width, height
    return form


def descriptor(form, memory=None, configuration="", handle=None, length=None):
    """A first message. `memory`, or `handle` and `length`: frames come by shared memory."""
    message = pb.MediaStreamMessage()
    stream = message.media_stream_descriptor
    stream.graph_identifier.graph_instance_name = "SampleGraph1"
    stream.graph_identifier.graph_node_name = "SampleGraph1"
    stream.extension_configuration = configuration
    stream.media_descriptor.timescale = 90000
    stream.media_descriptor.video_frame_sample_format.CopyFrom(form)
    if memory or handle is not None:
        shared = stream.shared_memory_buffer_transfer_properties
        shared.handle_name = memory.name if handle is None else handle
        shared.length_bytes = memory.length if length is None else length
    return message


def embedded(data, timestamp=0):
    message = pb.MediaStreamMessage()
    message.media_sample.timestamp = timestamp
    message.media_sample.content_bytes.bytes = bytes(data)
    return message


def referenced(offset, length, timestamp=0):
    message = pb.MediaStreamMessage()
    message.media_sample.timestamp = timestamp
    message.media_sample.content_reference.address_offset = offset
    message.media_sample.content_reference.length_bytes = length
    return message


def without_content(timestamp=0):
    message = pb.MediaStreamMessage()
    message.media_sample.timestamp = timestamp
    return message


class Call:
    """One stream; messages are numbered as they are sent."""

    def __init__(self, channel, metadata=None):
        self.requests = queue.SimpleQueue()
        make = channel.stream_stream(
            METHOD,
            request_serializer=pb.MediaStreamMessage.SerializeToString,
            response_deserializer=pb.MediaStreamMessage.FromString,
        )
        self.answers = make(iter(self.requests.get, None), metadata=metadata, timeout=120)
        self.sent = self.answered = 0

    def send(self, *messages):
        for message in messages:
            self.sent += 1
            message.sequence_number = self.sent
            self.requests.put(message)

    def open(self, message):
        """Sends the descriptor and takes framebox's."""
        self.send(message)
        answer = self.next()
        assert answer.WhichOneof("payload") == "media_stream_descriptor", answer
        own = answer.media_stream_descriptor
        assert own.media_descriptor.timescale == 90000, answer
        assert not own.media_descriptor.HasField("video_frame_sample_format"), answer
        return self

    def next(self):
        """The next answer, which is numbered and acknowledges the next message."""
        answer = next(self.answers)
        self.answered += 1
        assert answer.sequence_number == self.answered, answer
        assert answer.ack_sequence_number == self.answered, answer
        return answer

    def sample(self):
        """The next answer's sample."""
        answer = self.next()
        assert answer.WhichOneof("payload") == "media_sample", answer
        assert answer.media_sample.WhichOneof("content") is None, answer
        return answer.media_sample

    def end(self):
        """Sends no more; there must be nothing more to read."""
        self.requests.put(None)
        rest = list(self.answers)
        assert rest == [], rest
        assert self.answers.code() == grpc.StatusCode.OK


def refused(act):
    """The status of a call that must not be well: its code and sentence."""
    try:
        act()
    except grpc.RpcError as error:
        return error.code().name, error.details()
    raise AssertionError("it was not refused")


def open_channel():
    return grpc.insecure_channel(os.environ["SERVER"], options=UNLIMITED)


def noise(seed, *shape, low=0, high=256):
    return np.random.default_rng(seed).integers(low, high, shape, np.uint8)


def intensity(bgr):
    """The contract's default processor, by OpenCV."""
    return "dark" if cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY).mean() < 127 else "light"


def tag(sample):
    """The colour intensity of a sample, which is all that it holds."""
    (found,) = sample.inferences
    assert found.type == 1 and found.subtype == "colorIntensity", found
    assert found.classification.tag.confidence == 1, found
    return found.classification.tag.value


def basic(user, password):
    pair = base64.b64encode(("%s:%s" % (user, password)).encode()).decode()
    return [("x-ms-authentication", "Basic " + pair)]
