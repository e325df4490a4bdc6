"""A client of MediaGraphExtension that sends 720p BGR24 frames and keeps a fixed number in flight.

Usage: ava_client.py PROTOS ADDRESS shared|embedded IN_FLIGHT WARM_UP COUNT. Every frame is written
anew, into its slot of the shared memory or into its message, as by a camera. Prints frames a second
and the median time from a frame's sending to its answer as JSON.
"""

import json
import mmap
import os
import queue
import statistics
import sys
import time

import grpc
import numpy as np

sys.path.insert(0, sys.argv[1])
import extension_pb2  # noqa: E402
import extension_pb2_grpc  # noqa: E402
import media_pb2  # noqa: E402

ADDRESS, TRANSFER = sys.argv[2:4]
IN_FLIGHT, WARM_UP, COUNT = map(int, sys.argv[4:7])
WIDTH, HEIGHT = 1280, 720
BYTES = WIDTH * HEIGHT * 3


class Client:
    """What it sends, when, and what it expects back."""

    def __init__(self):
        # Means of 90 and 165: as dark and as light as photographs are.
        dark = np.random.default_rng(1).integers(0, 180, BYTES, np.uint8)
        self.pictures = [(dark, "dark"), (dark + np.uint8(75), "light")]
        self.free = queue.SimpleQueue()
        for slot in range(IN_FLIGHT):
            self.free.put(slot)
        self.sent = {}
        self.name = f"framebox-bench-{os.getpid()}"
        self.slots = None

    def descriptor(self):
        """The first message; it makes the shared memory."""
        message = extension_pb2.MediaStreamMessage(sequence_number=1)
        descriptor = message.media_stream_descriptor
        descriptor.extension_identifier = "bench"
        descriptor.media_descriptor.timescale = 90000
        video = descriptor.media_descriptor.video_frame_sample_format
        video.encoding = media_pb2.VideoFrameSampleFormat.RAW
        video.pixel_format = media_pb2.VideoFrameSampleFormat.BGR24
        video.dimensions.width, video.dimensions.height = WIDTH, HEIGHT
        video.stride_bytes = WIDTH * 3
        if TRANSFER == "shared":
            with open(f"/dev/shm/{self.name}", "w+b") as file:
                file.truncate(BYTES * IN_FLIGHT)
                shared = mmap.mmap(file.fileno(), BYTES * IN_FLIGHT)
            self.slots = np.frombuffer(shared, np.uint8).reshape(IN_FLIGHT, BYTES)
            transfer = descriptor.shared_memory_buffer_transfer_properties
            transfer.handle_name, transfer.length_bytes = self.name, BYTES * IN_FLIGHT
        return message

    def requests(self):
        """The descriptor, then a frame whenever a slot is free."""
        yield self.descriptor()
        for number in range(2, 2 + WARM_UP + COUNT):
            slot = self.free.get()
            pixels, tag = self.pictures[number % 2]
            message = extension_pb2.MediaStreamMessage(sequence_number=number)
            message.media_sample.timestamp = number * 3000
            if self.slots is None:
                message.media_sample.content_bytes.bytes = pixels.tobytes()
            else:
                np.copyto(self.slots[slot], pixels)
                message.media_sample.content_reference.address_offset = slot * BYTES
                message.media_sample.content_reference.length_bytes = BYTES
            self.sent[number] = (slot, tag, time.perf_counter())
            yield message

    def run(self, stub):
        """Sends all frames; returns the seconds that the counted ones took and their latencies."""
        latencies = []
        began = time.perf_counter()
        expected = 0
        for answer in stub.ProcessMediaStream(self.requests()):
            expected += 1
            assert answer.sequence_number == expected, "answers are not numbered in order"
            assert answer.ack_sequence_number == expected, "answers are not in order"
            if expected == 1:
                continue
            slot, tag, at = self.sent.pop(expected)
            self.free.put(slot)
            (inference,) = answer.media_sample.inferences
            assert inference.classification.tag.value == tag, "a frame was taken for another"
            if expected == 1 + WARM_UP:
                began = time.perf_counter()
            if expected > 1 + WARM_UP:
                latencies.append(time.perf_counter() - at)
        assert len(latencies) == COUNT, "answers are missing"
        return time.perf_counter() - began, latencies


def main():
    """Connects, measures, prints."""
    options = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
    client = Client()
    try:
        with grpc.insecure_channel(ADDRESS, options=options) as channel:
            grpc.channel_ready_future(channel).result(timeout=30)
            seconds, latencies = client.run(extension_pb2_grpc.MediaGraphExtensionStub(channel))
    finally:
        if client.slots is not None:
            os.unlink(f"/dev/shm/{client.name}")
    p50 = statistics.median(latencies) * 1000
    print(json.dumps({"frames_per_second": COUNT / seconds, "p50_ms": p50}))


if __name__ == "__main__":
    main()
