"""Another box: predict, track and plot, as an orchestrator calls them one after the other."""
from concurrent import futures

import cv2
import grpc
import wire


def predict(request, _):
    mat = wire.read(request)
    return wire.data({"brightness": float(mat["im"].mean()), "frame": mat["frame"]})


def track(request, _):
    mat = wire.read(request)
    number = wire.frame_of(mat)
    return wire.data({"data_%05d" % number: {"brightness": float(mat["brightness"][0][0])}})


def plot(request, _):
    mat = wire.read(request.img)
    found = wire.read(request.file)
    number = wire.frame_of(mat)
    brightness = found["data_%05d" % number]["brightness"][0][0][0][0]
    im = cv2.cvtColor(mat["im"], cv2.COLOR_RGB2BGR)
    cv2.putText(im, "%.1f" % brightness, (5, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0, 0, 255))
    # The hash as a 1x1 cell with blanks behind it: what some plot steps make of it.
    cell = wire.np.empty((1, 1), dtype=object)
    cell[0, 0] = mat["session_hash"][0] + "  "
    return wire.data({"im": im, "session_hash": cell})


def method(handler, request):
    return grpc.unary_unary_rpc_method_handler(
        handler,
        request_deserializer=request.FromString,
        response_serializer=wire.pb.Data.SerializeToString,
    )


server = grpc.server(futures.ThreadPoolExecutor(4), options=wire.OPTIONS)
server.add_generic_rpc_handlers([
    grpc.method_handlers_generic_handler("Pipeline", {
        "predict": method(predict, wire.pb.Data),
        "track": method(track, wire.pb.Data),
        "plot": method(plot, wire.pb.PlotInfo),
    }),
])
port = server.add_insecure_port("127.0.0.1:0")
server.start()
wire.say("port", port)
server.wait_for_termination()
