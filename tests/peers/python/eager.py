"""Calls submit twenty times at once, before it works on anything."""
import queue

import wire

channel = wire.open_channel()
submit = wire.submit_of(channel)
display = wire.display_of(channel)
answered = queue.Queue()
for _ in range(20):
    submit.future(wire.pb.Empty()).add_done_callback(answered.put)
wire.report("asked 20")
for count in range(20):
    mat = wire.read(answered.get().result())
    display(wire.result(mat, mat["im"][:, :, ::-1], "eager"))
    wire.report("answered", count)
