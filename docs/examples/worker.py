import io, grpc, scipy.io  # pip install grpcio scipy

def field(b):  # a protobuf field: tag 1, the length in five bytes, the bytes
    return b"\n" + bytes([len(b) >> s & 127 | 128 for s in (0, 7, 14, 21)] + [len(b) >> 28]) + b

channel = grpc.insecure_channel("localhost:8061", [("grpc.max_receive_message_length", -1)])
submit, display = (channel.unary_unary(f"/GenericBoxService/{name}") for name in ("submit", "display"))
while True:
    answer = submit(b"", metadata=[("max-receive-bytes", "-1")], wait_for_ready=True)
    frame = scipy.io.loadmat(io.BytesIO(answer[answer.index(b"MATLAB") :]))
    frame["im"] = frame["im"][:, ::-1]  # height x width x RGB. Your model goes here; this is a mirror
    result = io.BytesIO()
    scipy.io.savemat(result, {k: frame[k] for k in ("im", "session_hash")} | {"channel_order": "RGB"})
    display(field(field(result.getvalue())))
