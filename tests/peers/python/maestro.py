"""The orchestrator Maestro: a pipeline of stages and links, each stage a thread.

Types come by reflection v1alpha alone. A stage that names no service wants exactly one that is listed
besides reflection's own. Each call has a time limit, the same for all; between two stages is a queue
of one; any error ends the whole pipeline. Plaintext, no metadata, 4 MB at most to receive.
Environment: PIPELINE (its documents, version 1, as a JSON list: JSON is YAML), TIMEOUT_S (60; of the
stages' calls).
"""
import json
import os
import queue
import threading

import grpc
import reflected
import wire
from types_of import Types, path_of

TIMEOUT_S = float(os.environ.get("TIMEOUT_S", "60"))
REFLECTION_S = 60


def end(*words):
    wire.report("ended", *words)
    os._exit(1)


class Stage:
    def __init__(self, spec):
        self.name = spec["name"]
        channel = grpc.insecure_channel(spec["address"])
        wanted = spec.get("service") or self.only_service(channel)
        types = Types(reflected.files(channel, REFLECTION_S, wanted))
        (service,) = [one for one in types.services() if one.full_name == wanted]
        methods = [one for one in service.methods if one.name == spec.get("method", one.name)]
        if len(methods) != 1:
            end(self.name, "expected 1 available method")
        self.request, self.response = types.messages(methods[0])
        self.call = channel.unary_unary(
            path_of(methods[0]),
            request_serializer=self.request.SerializeToString,
            response_deserializer=self.response.FromString,
        )
        self.inputs, self.outputs = [], []

    def only_service(self, channel):
        names = [one for one in reflected.services(channel, REFLECTION_S) if one != reflected.SERVICE]
        if len(names) != 1:
            end(self.name, "expected 1 available service", *names)
        return names[0]

    def next_request(self):
        request = self.request()
        for link in self.inputs:
            message = link.queue.get()
            target = getattr(request, link.target_field) if link.target_field else request
            target.MergeFromString(message)
        return request

    def run(self):
        while True:
            request = self.next_request()
            try:
                answer = self.call(request, timeout=TIMEOUT_S)
            except grpc.RpcError as error:
                end(self.name, error.code().name, error.details())
            for link in self.outputs:
                part = getattr(answer, link.source_field) if link.source_field else answer
                link.queue.put(part.SerializeToString())
            if not self.outputs:
                wire.report("round")


class Link:
    def __init__(self, spec, stages):
        self.source_field, self.target_field = spec.get("source_field"), spec.get("target_field")
        self.queue = queue.Queue(spec.get("size", 1))
        stages[spec["source_stage"]].outputs.append(self)
        target = stages[spec["target_stage"]]
        target.inputs.append(self)
        for _ in range(spec.get("num_empty_messages", 0)):
            self.queue.put(b"")


documents = json.loads(os.environ["PIPELINE"])
try:
    stages = {one["spec"]["name"]: Stage(one["spec"]) for one in documents if one["kind"] == "stage"}
except (grpc.RpcError, LookupError) as error:
    end("reflection", error)
for one in documents:
    if one["kind"] == "link":
        Link(one["spec"], stages)
threads = [threading.Thread(target=stage.run) for stage in stages.values()]
for thread in threads:
    thread.start()
wire.report("started", *stages)
