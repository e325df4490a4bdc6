"""The plain way: MediaGraphExtension in one Python process, with grpcio and OpenCV.

Usage: ava_server.py PROTOS BATCH. PROTOS is the directory of the generated modules. Prints its port.
"""

import mmap
import os
import sys
from concurrent import futures
from itertools import islice

import cv2
import grpc
import numpy as np

sys.path.insert(0, sys.argv[1])
import extension_pb2  # noqa: E402
import extension_pb2_grpc  # noqa: E402
import inferencing_pb2  # noqa: E402

BATCH = int(sys.argv[2])


def frames(batch, shape, shared):
    """The pixels of each sample, as views."""
    height, width = shape
    for request in batch:
        sample = request.media_sample
        if shared is None:
            pixels = np.frombuffer(sample.content_bytes.bytes, np.uint8, height * width * 3)
        else:
            offset = sample.content_reference.address_offset
            pixels = np.frombuffer(shared, np.uint8, height * width * 3, offset)
        yield pixels.reshape(height, width, 3)


def tag(pixels):
    """Whether a picture is dark or light."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    return "dark" if cv2.mean(grey)[0] < 127 else "light"


class Extension(extension_pb2_grpc.MediaGraphExtensionServicer):
    """One call: the descriptor's answer, then an answer for each sample."""

    def ProcessMediaStream(self, request_iterator, context):
        first = next(request_iterator)
        descriptor = first.media_stream_descriptor
        size = descriptor.media_descriptor.video_frame_sample_format.dimensions
        shared = None
        if descriptor.HasField("shared_memory_buffer_transfer_properties"):
            transfer = descriptor.shared_memory_buffer_transfer_properties
            with open(os.path.join("/dev/shm", transfer.handle_name), "rb") as file:
                shared = mmap.mmap(file.fileno(), transfer.length_bytes, access=mmap.ACCESS_READ)
        number = 1
        answer = extension_pb2.MediaStreamMessage(
            sequence_number=number, ack_sequence_number=first.sequence_number
        )
        answer.media_stream_descriptor.media_descriptor.timescale = 90000
        yield answer
        while batch := list(islice(request_iterator, BATCH)):
            tags = [tag(pixels) for pixels in frames(batch, (size.height, size.width), shared)]
            for request, value in zip(batch, tags):
                number += 1
                answer = extension_pb2.MediaStreamMessage(
                    sequence_number=number, ack_sequence_number=request.sequence_number
                )
                answer.media_sample.timestamp = request.media_sample.timestamp
                inference = answer.media_sample.inferences.add(
                    type=inferencing_pb2.Inference.CLASSIFICATION, subtype="colorIntensity"
                )
                inference.classification.tag.value = value
                inference.classification.tag.confidence = 1
                yield answer


def main():
    """Serves until it is killed."""
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=4),
        options=[("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)],
    )
    extension_pb2_grpc.add_MediaGraphExtensionServicer_to_server(Extension(), server)
    print("port", server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    main()
