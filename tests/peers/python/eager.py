"""Calls submit twenty times at once, before it works on anything."""
import wire

channel = wire.open_channel()
submit = wire.submit_of(channel)
display = wire.display_of(channel)
waiting = [submit.future(wire.pb.Empty()) for _ in range(20)]
wire.say("asked", len(waiting))
while waiting:
    done = next((call for call in waiting if call.done()), None) or waiting[0]
    waiting.remove(done)
    mat = wire.read(done.result())
    wire.say("got", wire.frame_of(mat))
    display(wire.result(mat, mat["im"][:, :, ::-1], "eager"))
