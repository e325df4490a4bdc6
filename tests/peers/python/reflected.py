"""Server reflection v1alpha: the side that asks, and the side that answers, and no other version."""
import grpc
import reflection_v1alpha_pb2 as reflection
from google.protobuf import descriptor_pb2

SERVICE = "grpc.reflection.v1alpha.ServerReflection"
METHOD = "ServerReflectionInfo"


def ask(channel, timeout, **request):
    call = channel.stream_stream(
        "/%s/%s" % (SERVICE, METHOD),
        request_serializer=reflection.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection.ServerReflectionResponse.FromString,
    )
    requests = iter([reflection.ServerReflectionRequest(**request)])
    (answer,) = call(requests, timeout=timeout)
    if answer.HasField("error_response"):
        raise LookupError(answer.error_response.error_message)
    return answer


def services(channel, timeout):
    answer = ask(channel, timeout, list_services="")
    return [one.name for one in answer.list_services_response.service]


def files(channel, timeout, symbol):
    answer = ask(channel, timeout, file_containing_symbol=symbol)
    return [
        descriptor_pb2.FileDescriptorProto.FromString(one)
        for one in answer.file_descriptor_response.file_descriptor_proto
    ]


def handler(file):
    """Answers for a server whose services are all in one file."""

    def answer_of(request):
        answer = reflection.ServerReflectionResponse(original_request=request)
        if request.HasField("list_services"):
            for name in [*(service.name for service in file.service), SERVICE]:
                answer.list_services_response.service.add(name=name)
        else:
            answer.file_descriptor_response.file_descriptor_proto.append(file.SerializeToString())
        return answer

    return grpc.method_handlers_generic_handler(SERVICE, {
        METHOD: grpc.stream_stream_rpc_method_handler(
            lambda requests, _: map(answer_of, requests),
            request_deserializer=reflection.ServerReflectionRequest.FromString,
            response_serializer=reflection.ServerReflectionResponse.SerializeToString,
        ),
    })
