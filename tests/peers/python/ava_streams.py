"""Scenarios of whole streams by MediaGraphExtension: SCENARIO names one; prints ok at its end."""
import json
import os
import threading

import ava
import cv2
import numpy as np
from ava_sums import sums

WIDTH, HEIGHT = 64, 36
SIZE = WIDTH * HEIGHT * 3
FORM = ava.raw(WIDTH, HEIGHT)
FRAME = ava.noise(1, SIZE).tobytes()


def chosen(name):
    return json.dumps({"processor": name})


def other(sample):
    """The one inference of a sample that is JSON."""
    (found,) = sample.inferences
    assert found.type == 15, found
    return json.loads(found.other.content_bytes)


def five_slots(channel):
    """A client whose memory has fewer slots than a batch: no side waits for ever."""
    with ava.Memory(5, SIZE) as memory:
        call = ava.Call(channel).open(ava.descriptor(FORM, memory, chosen("together")))
        slots = [memory.put(slot, FRAME) for slot in range(5)]
        counts = []
        for _ in range(40):
            call.send(*[ava.referenced(*slot) for slot in slots])
            counts.append(batches([other(call.sample()) for _ in slots]))
        # A busy machine may bring the fifth frame after the wait for a batch is over, but not each time.
        assert [5] in counts, counts
        call.end()


def batches(answers):
    """How many frames each batch had; its answers are in order and next to each other."""
    counts = []
    while answers:
        count = answers[0]["count"]
        expected = [{"count": count, "place": place} for place in range(count)]
        assert answers[:count] == expected, answers
        counts.append(count)
        answers = answers[count:]
    return counts


def full_batches(channel):
    """Eight together, and at the end of the stream what is left."""
    call = ava.Call(channel).open(ava.descriptor(FORM, None, chosen("together")))
    call.send(*[ava.embedded(FRAME, time) for time in range(19)])
    call.requests.put(None)
    for time in range(19):
        sample = call.sample()
        count = 8 if time < 16 else 3
        assert sample.timestamp == time
        assert other(sample) == {"count": count, "place": time % 8}, (time, sample)
    call.end()


def intensity_batches(channel):
    """With batches every sample is acknowledged, and has its own result."""
    call = ava.Call(channel).open(ava.descriptor(FORM))
    pictures = [ava.noise(i, HEIGHT, WIDTH, 3, low=100 * (i % 2)) for i in range(50)]
    call.send(*[ava.embedded(picture.tobytes()) for picture in pictures])
    call.requests.put(None)
    for picture in pictures:
        assert ava.tag(call.sample()) == ava.intensity(picture)
    call.end()


def sixteen(channel):
    """Sixteen streams at once, each with its own frames, some by memory and some not."""
    open_ = threading.Barrier(16)
    failures = []

    def stream(number):
        size = (WIDTH + number, HEIGHT)
        frames = [ava.noise(100 * number + i, size[1], size[0], 3) for i in range(25)]
        with ava.Memory(25, frames[0].nbytes) as memory:
            own = memory if number % 2 else None
            call = ava.Call(channel).open(ava.descriptor(ava.raw(*size), own, chosen("sums")))
            open_.wait(60)
            for slot, frame in enumerate(frames):
                if own:
                    call.send(ava.referenced(*memory.put(slot, frame.tobytes()), number))
                else:
                    call.send(ava.embedded(frame.tobytes(), number))
            for frame in frames:
                sample = call.sample()
                assert sample.timestamp == number
                assert other(sample) == sums(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)), number
            call.end()

    def checked(number):
        try:
            stream(number)
        except BaseException as error:
            failures.append((number, error))
            open_.abort()

    threads = [threading.Thread(target=checked, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [], failures


def without_content(channel):
    call = ava.Call(channel).open(ava.descriptor(FORM))
    call.send(ava.embedded(FRAME, 1), ava.without_content(2), ava.embedded(FRAME, 3))
    for time, count in [(1, 1), (2, 0), (3, 1)]:
        sample = call.sample()
        assert (sample.timestamp, len(sample.inferences)) == (time, count), sample
    call.end()


def unknown_processor(channel):
    """The default's results, and an event with the first; both ways of naming one."""
    for text in ['{"processor": "yolo"}', '{"pipeline": {"name": "yolo", "version": "4"}}']:
        call = ava.Call(channel).open(ava.descriptor(FORM, None, text))
        call.send(ava.embedded(FRAME), ava.embedded(FRAME))
        result, event = call.sample().inferences
        assert result.subtype == "colorIntensity", result
        assert event.type == 5 and event.event.name == "unknownProcessor", event
        values = event.event.properties
        assert values["asked"] == "yolo" and values["used"] == "intensity", event
        assert "there are workers, grey, " in values["message"], event
        ava.tag(call.sample())
        call.end()


def pipeline_name(channel):
    for text in ['{"pipeline": {"name": "sums", "parameters": {"x": [1]}}, "more": {}}', "{}", ""]:
        call = ava.Call(channel).open(ava.descriptor(FORM, None, text))
        call.send(ava.embedded(FRAME))
        sample = call.sample()
        if "sums" in text:
            assert "weighted" in other(sample)
        else:
            ava.tag(sample)
        call.end()


def failing(channel):
    call = ava.Call(channel).open(ava.descriptor(FORM, None, chosen("failing")))
    call.send(*[ava.embedded(FRAME, time) for time in range(20)])
    for time in range(20):
        sample = call.sample()
        assert sample.timestamp == time
        (found,) = sample.inferences
        if time % 2 == 0:
            assert found.type == 4 and found.text.value == "Frame %d is even." % time, found
        else:
            assert found.type == 5 and found.event.name == "processingFailed", found
            assert "Frame %d is odd." % time in found.event.properties["message"], found
    call.end()


def worker(channel):
    """Workers as processor: boxes are entities in fractions, whatever the frame's size."""
    for width, height, memory in [(200, 100, None), (320, 240, True)]:
        frame = np.zeros((height, width, 3), np.uint8)
        frame[height // 4 : height // 2, width // 10 : width // 2] = (255, 200, 180)
        with ava.Memory(4, frame.nbytes) as slots:
            own = slots if memory else None
            call = ava.Call(channel)
            call.open(ava.descriptor(ava.raw(width, height), own, chosen("workers")))
            for slot in range(4):
                if own:
                    call.send(ava.referenced(*slots.put(slot, frame.tobytes())))
                else:
                    call.send(ava.embedded(frame.tobytes()))
            for _ in range(4):
                entity, text, rest = call.sample().inferences
                assert entity.type == 3 and entity.entity.id == "7", entity
                assert entity.entity.tag.value == "window", entity
                assert entity.entity.tag.confidence == 0.75, entity
                box = entity.entity.box
                near = np.allclose([box.l, box.t, box.w, box.h], [0.1, 0.25, 0.4, 0.25])
                assert near, box
                assert text.type == 4 and text.text.value == "a window", text
                assert json.loads(rest.other.content_bytes) == {"weather": {"sunny": True}}, rest
            call.end()


def flood(channel):
    """Large frames as fast as framebox takes them, to a processor that is slow."""
    width, height, count = 1920, 1080, int(os.environ["FRAMES"])
    frame = ava.noise(1, height, width, 3).tobytes()
    taken = [0]
    most = 0

    def requests():
        first = ava.descriptor(ava.raw(width, height), None, chosen("slow"))
        first.sequence_number = 1
        yield first
        for number in range(count):
            taken[0] += 1
            message = ava.embedded(frame, number)
            message.sequence_number = number + 2
            yield message

    make = channel.stream_stream(
        ava.METHOD,
        request_serializer=ava.pb.MediaStreamMessage.SerializeToString,
        response_deserializer=ava.pb.MediaStreamMessage.FromString,
    )
    for answered, answer in enumerate(make(requests())):
        assert answer.ack_sequence_number == answered + 1
        most = max(most, taken[0] - answered)
    assert answered == count
    ava.report("ahead", most)


def endless(channel):
    """Sends until it is killed, always with all of its slots in flight."""
    with ava.Memory(8, SIZE) as memory:
        call = ava.Call(channel)
        call.open(ava.descriptor(FORM, memory, chosen(os.environ["PROCESSOR"])))
        ava.report("memory", memory.path)
        slots = [memory.put(slot, FRAME) for slot in range(8)]
        call.send(*[ava.referenced(*slot) for slot in slots])
        number = 0
        while True:
            call.sample()
            call.send(ava.referenced(*slots[number % 8]))
            number += 1
            if number % 20 == 0:
                ava.report("answered", number)


with ava.open_channel() as channel:
    globals()[os.environ["SCENARIO"]](channel)
ava.report("ok")
