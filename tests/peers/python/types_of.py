"""Messages and services of a .proto file or of its descriptor, each in a pool of its own.

Boxes of a pipeline have messages of the same names; in one pool they would be in each other's way.
"""
import os
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc


def compiled(path):
    """The FileDescriptorProto of a .proto file without imports."""
    with tempfile.TemporaryDirectory() as directory:
        out = os.path.join(directory, "set")
        code = protoc.main(["protoc", "-I" + os.path.dirname(path), "--descriptor_set_out=" + out, path])
        assert code == 0, path
        with open(out, "rb") as file:
            return descriptor_pb2.FileDescriptorSet.FromString(file.read()).file[0]


class Types:
    def __init__(self, files):
        self.files = list(files)
        self.pool = descriptor_pool.DescriptorPool()
        for file in self.files:
            self.pool.Add(file)
        self.factory = message_factory.MessageFactory(self.pool)

    def services(self):
        return [
            self.pool.FindServiceByName((file.package + "." if file.package else "") + service.name)
            for file in self.files
            for service in file.service
        ]

    def messages(self, method):
        """Classes of a method's request and response."""
        types = (method.input_type, method.output_type)
        return [self.factory.GetPrototype(self.pool.FindMessageTypeByName(one.full_name)) for one in types]


def path_of(method):
    return "/%s/%s" % (method.containing_service.full_name, method.name)


def is_streaming(types, method):
    """Whether a method's requests and responses are streams; older descriptors don't state it themselves."""
    for file in types.files:
        for service in file.service:
            for one in service.method:
                if one.name == method.name:
                    return one.client_streaming, one.server_streaming
    raise KeyError(method.name)
