"""Three boxes of a pipeline, each a server with one service: predict, track and plot.

What they hand on is what such boxes write: `predict` the fields of its boxes at the top level, `track`
the same in `data_NNNNN`, each in a cell; where nothing was found, cls is -1.

Environment: PROTOS (a directory), TRACK (the name of track's proto; `track_stream` has streams).
"""
import os
from concurrent import futures

import cv2
import grpc
import numpy as np
import reflected
import wire
from types_of import Types, compiled, is_streaming

FIELDS = ("cls", "conf", "id", "xyxy", "xyxyn", "xywh", "xywhn", "orig_shape", "is_track", "data")
MAX_BOXES = 5
LEAST_AREA = 200


def in_cell(value):
    cell = np.empty((1, 1), dtype=object)
    cell[0, 0] = value
    return cell


def bright_parts(im):
    grey = cv2.cvtColor(im, cv2.COLOR_RGB2GRAY)
    _, _, stats, _ = cv2.connectedComponentsWithStats((grey > 160).astype("uint8"))
    found = sorted((one for one in stats[1:] if one[4] >= LEAST_AREA), key=lambda one: -one[4])
    return [(x, y, x + width, y + height) for x, y, width, height, _ in found[:MAX_BOXES]]


def fields_of(im, boxes):
    height, width = im.shape[:2]
    if not boxes:
        nothing = np.zeros((1, 4))
        values = [-1.0], [0.0], [-1.0], nothing, nothing, nothing, nothing
        rows = np.zeros((1, 6))
    else:
        xyxy = np.array(boxes, np.float64)
        size = np.array([width, height, width, height], np.float64)
        xywh = np.hstack([(xyxy[:, :2] + xyxy[:, 2:]) / 2, xyxy[:, 2:] - xyxy[:, :2]])
        count = len(boxes)
        cls, conf, track = np.zeros(count), np.full(count, 0.9), np.arange(1.0, count + 1)
        values = cls, conf, track, xyxy, xyxy / size, xywh, xywh / size
        rows = np.column_stack([xyxy, conf, cls])
    shape = np.array([height, width], np.float64)
    all_values = (*values, shape, float(bool(boxes)), rows)
    return {name: in_cell(np.asarray(value, np.float64)) for name, value in zip(FIELDS, all_values)}


def predict(request):
    mat = wire.read(request)
    fields = fields_of(mat["im"], bright_parts(mat["im"]))
    return wire.data({**fields, "frame": mat["frame"]})


def track(request):
    mat = wire.read(request)
    return wire.data({"data_%05d" % wire.frame_of(mat): {name: mat[name] for name in FIELDS}})


def plot(request):
    mat = wire.read(request.img)
    found = wire.read(request.file)["data_%05d" % wire.frame_of(mat)][0, 0]
    im = cv2.cvtColor(mat["im"], cv2.COLOR_RGB2BGR)
    boxes, classes = found["xyxy"][0, 0], found["cls"][0, 0].ravel()
    for (left, top, right, bottom), cls in zip(boxes.astype(int), classes):
        if cls >= 0:
            cv2.rectangle(im, (int(left), int(top)), (int(right), int(bottom)), (0, 0, 255), 2)
    # The hash with blanks behind it: what some plot steps make of it.
    return wire.data({"im": im, "session_hash": in_cell(mat["session_hash"][0] + "  ")})


def serve(name, file, work):
    types = Types([file])
    (service,) = types.services()
    (method,) = service.methods
    request, response = types.messages(method)

    def answer(message):
        return response(file=work(message).file)

    if is_streaming(types, method) == (True, True):
        made = grpc.stream_stream_rpc_method_handler
        respond = lambda requests, _: map(answer, requests)
    else:
        made = grpc.unary_unary_rpc_method_handler
        respond = lambda message, _: answer(message)
    server = grpc.server(futures.ThreadPoolExecutor(4))
    server.add_generic_rpc_handlers([
        grpc.method_handlers_generic_handler(service.full_name, {
            method.name: made(
                respond,
                request_deserializer=request.FromString,
                response_serializer=response.SerializeToString,
            ),
        }),
        reflected.handler(file),
    ])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    wire.report("port", name, port)
    return server


protos = os.environ["PROTOS"]
boxes = {"predict": predict, "track": track, "plot": plot}
names = {**{name: name for name in boxes}, "track": os.environ.get("TRACK", "track")}
servers = [serve(name, compiled("%s/%s.proto" % (protos, names[name])), work) for name, work in boxes.items()]
for server in servers:
    server.wait_for_termination()
