"""The least that a GenericBoxService can do: hands out the same bytes, and throws results away.

Usage: bare_server.py MESSAGE. MESSAGE is a file with a serialized `Data`. Prints its port.
"""

import sys
from concurrent import futures

import grpc

OPTIONS = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


def main():
    """Serves until it is killed."""
    with open(sys.argv[1], "rb") as file:
        message = file.read()
    server = grpc.server(futures.ThreadPoolExecutor(4), options=OPTIONS)
    methods = {
        "submit": grpc.unary_unary_rpc_method_handler(lambda request, context: message),
        "display": grpc.unary_unary_rpc_method_handler(lambda request, context: b""),
    }
    handler = grpc.method_handlers_generic_handler("GenericBoxService", methods)
    server.add_generic_rpc_handlers((handler,))
    print("port", server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    main()
