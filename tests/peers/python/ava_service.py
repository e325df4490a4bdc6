"""A client of MediaGraphExtension that has a cluster's service, PROCESSOR, work on PICTURE; prints ok at its end."""
import json
import os

import ava

with open(os.environ["PICTURE"], "rb") as file:
    picture = file.read()
configuration = json.dumps({"processor": os.environ["PROCESSOR"]})
with ava.open_channel() as channel:
    call = ava.Call(channel).open(ava.descriptor(ava.files("JPG"), None, configuration))
    call.send(*[ava.embedded(picture, time) for time in range(3)])
    for time in range(3):
        sample = call.sample()
        assert sample.timestamp == time, sample
        tags = [found.classification.tag for found in sample.inferences if found.type == 1]
        best = max(tags, key=lambda tag: tag.confidence)
        ava.report("%d %s" % (time, best.value))
    call.end()
ava.report("ok")
