"""A solution as the platform hands it to an orchestrator: blueprint.json, dockerinfo.json and protos.

The service of an rpc is found by the method's name in its container's proto. Where an rpc has several
incoming connections, one message of each is put into its request's fields, in the blueprint's order.
"""
import json
import os

import grpc
from types_of import Types, compiled, is_streaming, path_of


class Rpc:
    def __init__(self, container, name, channel, types):
        methods = [one for service in types.services() for one in service.methods if one.name == name]
        (method,) = methods
        self.key = (container, name)
        self.request, self.response = types.messages(method)
        self.streams = is_streaming(types, method)
        kind = "%s_%s" % tuple("stream" if one else "unary" for one in self.streams)
        # Plaintext, no metadata, gRPC's own limit of 4 MB for what it receives, no deadline.
        self.call = getattr(channel, kind)(
            path_of(method),
            request_serializer=self.request.SerializeToString,
            response_deserializer=self.response.FromString,
        )
        # Keys of the rpcs that hand it messages, and that it hands its own to.
        self.sources = []
        self.targets = []

    @property
    def takes_nothing(self):
        return len(self.request.DESCRIPTOR.fields) == 0

    @property
    def gives_nothing(self):
        return len(self.response.DESCRIPTOR.fields) == 0

    def request_of(self, messages):
        """The request from one serialized message of each source."""
        if len(messages) == 1:
            return self.request.FromString(messages[0])
        request = self.request()
        for field, message in zip(self.request.DESCRIPTOR.fields, messages):
            getattr(request, field.name).MergeFromString(message)
        return request


def load(directory):
    """All rpcs of a solution, by container and name, in the blueprint's order."""
    with open(os.path.join(directory, "blueprint.json")) as file:
        nodes = json.load(file)["nodes"]
    with open(os.path.join(directory, "dockerinfo.json")) as file:
        infos = json.load(file)["docker_info_list"]
    addresses = {one["container_name"]: "%s:%s" % (one["ip_address"], one["port"]) for one in infos}
    rpcs = {}
    links = []
    for node in nodes:
        container = node["container_name"]
        types = Types([compiled("%s/microservice/%s.proto" % (os.path.abspath(directory), container))])
        channel = grpc.insecure_channel(addresses[container])
        for entry in node["operation_signature_list"]:
            name = entry["operation_signature"]["operation_name"]
            rpcs[container, name] = Rpc(container, name, channel, types)
            for to in entry["connected_to"]:
                target = to["container_name"], to["operation_signature"]["operation_name"]
                links.append(((container, name), target))
    for source, target in links:
        rpcs[source].targets.append(target)
        rpcs[target].sources.append(source)
    return rpcs
