"""The parallel orchestrator (AI4EU Experiments, "Graphene"): a thread for each rpc of all four kinds.

Between two rpcs is a queue without bound, so nothing holds back who gives; a giving rpc is called again
at once, and an Empty that comes to it means "call now". No call has a time limit. An error ends its
thread for good, also the end of data (NOT_FOUND, OUT_OF_RANGE), and the rest continues.
Environment: SOLUTION (a directory).
"""
import os
import queue
import threading

import grpc
import solution
import wire

rpcs = solution.load(os.environ["SOLUTION"])
queues = {(source, rpc.key): queue.Queue() for rpc in rpcs.values() for source in rpc.sources}


def requests_of(rpc):
    while True:
        messages = [queues[source, rpc.key].get() for source in rpc.sources]
        yield rpc.request_of(messages) if messages else rpc.request()


def forward(rpc, answer):
    wire.report("message", *rpc.key, len(answer.SerializeToString()))
    for target in rpc.targets:
        queues[rpc.key, target].put(answer.SerializeToString())


def run(rpc):
    requests, (takes_stream, gives_stream) = requests_of(rpc), rpc.streams
    try:
        while True:
            answer = rpc.call(requests if takes_stream else next(requests))
            for one in answer if gives_stream else [answer]:
                forward(rpc, one)
            if takes_stream:
                break
    except grpc.RpcError as error:
        wire.report("thread ended", *rpc.key, error.code().name, error.details())


threads = [threading.Thread(target=run, args=(rpc,)) for rpc in rpcs.values()]
for thread in threads:
    thread.start()
wire.report("started")
for thread in threads:
    thread.join()
