"""A worker that locates the bright part of a frame, and fills every field that a worker can fill."""
import cv2
import wire

channel = wire.open_channel()
submit, display = wire.submit_of(channel), wire.display_of(channel)
wire.report("started")
while True:
    mat = wire.read(submit(wire.pb.Empty(), metadata=wire.ANY_SIZE))
    grey = cv2.cvtColor(mat["im"], cv2.COLOR_RGB2GRAY)
    x, y, width, height = cv2.boundingRect((grey > 127).astype("uint8"))
    found = {
        "xyxy": [[x, y, x + width, y + height]],
        "conf": [0.75],
        "cls": [2],
        "id": [7],
        "names": ["person", "dog", "window"],
        "text": "a window",
        "weather": {"sunny": True},
    }
    shown = {"im": grey, "session_hash": mat["session_hash"]}
    number = wire.frame_of(mat)
    display(wire.pb.PlotInfo(img=wire.data(shown), file=wire.data({"data_%05d" % number: found})))
