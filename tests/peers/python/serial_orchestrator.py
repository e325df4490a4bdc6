"""The older orchestrator: one call after the other, a giving rpc again after each round.

Nothing waits between two boxes, a call has no time limit, and an error of a call ends the pipeline.
Environment: SOLUTION (a directory).
"""
import os
import sys

import grpc
import solution
import wire

rpcs = solution.load(os.environ["SOLUTION"])
order = []
while len(order) < len(rpcs):
    order += [rpc for rpc in rpcs.values() if rpc not in order and all(rpcs[one] in order for one in rpc.sources)]
wire.report("started")
while True:
    answers = {}
    for rpc in order:
        assert rpc.streams == (False, False), "it knows unary rpcs only"
        request = rpc.request_of([answers[one] for one in rpc.sources]) if rpc.sources else rpc.request()
        try:
            answers[rpc.key] = rpc.call(request).SerializeToString()
        except grpc.RpcError as error:
            wire.report("ended", *rpc.key, error.code().name, error.details())
            sys.exit(1)
    wire.report("round")
