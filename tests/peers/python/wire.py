"""What the workers of these tests share: the generated messages, calls, .mat files."""
import io
import os

import grpc
import numpy as np
import generic_box_pb2 as pb
from scipy.io import loadmat, savemat

UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]

# LIMITED: gRPC's own limits, as in programs that don't set them.
OPTIONS = [] if "LIMITED" in os.environ else UNLIMITED
# Beside the option above: that such a channel takes any size, framebox can't know otherwise.
ANY_SIZE = [("max-receive-bytes", "-1")]


def report(*words):
    print(*words, flush=True)


def open_channel(options=OPTIONS):
    return grpc.insecure_channel(os.environ["SERVER"], options=options)


def submit_of(channel):
    return channel.unary_unary(
        "/GenericBoxService/submit",
        request_serializer=pb.Empty.SerializeToString,
        response_deserializer=pb.Data.FromString,
    )


def display_of(channel):
    return channel.unary_unary(
        "/GenericBoxService/display",
        request_serializer=pb.PlotInfo.SerializeToString,
        response_deserializer=pb.Empty.FromString,
    )


def read(data):
    return loadmat(io.BytesIO(data.file))


def data(variables, compressed=False):
    file = io.BytesIO()
    savemat(file, variables, do_compression=compressed, long_field_names=True)
    return pb.Data(file=file.getvalue())


def frame_of(mat):
    return int(mat["frame"][0][0])


def result(mat, im, by, compressed=False):
    """A PlotInfo for the frame in mat: im is the picture to show, in BGR."""
    number = frame_of(mat)
    facts = {"frame": number, "mean": float(mat["im"].mean()), "by": by, "nan": float("nan")}
    return pb.PlotInfo(
        img=data({"im": im, "session_hash": mat["session_hash"]}, compressed),
        file=data({"data_%05d" % number: facts}, compressed),
    )
