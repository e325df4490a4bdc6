"""Takes frames, hands their bytes unchanged to another box, and gives its answers back."""
import os

import grpc
import wire


def step(channel, name, request):
    return channel.unary_unary(
        "/Pipeline/" + name,
        request_serializer=request.SerializeToString,
        response_deserializer=wire.pb.Data.FromString,
    )


pipeline = grpc.insecure_channel(os.environ["PIPELINE"], options=wire.OPTIONS)
predict = step(pipeline, "predict", wire.pb.Data)
track = step(pipeline, "track", wire.pb.Data)
plot = step(pipeline, "plot", wire.pb.PlotInfo)
submit = wire.submit_of(wire.open_channel())
# A channel of its own for results: not every orchestrator keeps one.
display = wire.display_of(wire.open_channel([*wire.OPTIONS, ("grpc.use_local_subchannel_pool", 1)]))
wire.say("started")
while True:
    frame = submit(wire.pb.Empty())
    tracked = track(predict(frame))
    shown = plot(wire.pb.PlotInfo(img=frame, file=tracked))
    display(wire.pb.PlotInfo(img=shown, file=tracked))
    wire.say("answered")
