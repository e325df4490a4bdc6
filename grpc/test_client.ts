/** A grpc-js client for tests: calls by path with plain objects, nothing generated. */
import { Buffer } from "node:buffer";
import grpc from "@grpc/grpc-js";
import protobuf from "protobufjs";
import genericBox from "../protos/generic_box.proto" with { type: "text" };
import health from "../protos/health.proto" with { type: "text" };
import imageTest from "../protos/image_test.proto" with { type: "text" };
import extension from "../protos/media_graph/extension.proto" with { type: "text" };
import inferencing from "../protos/media_graph/inferencing.proto" with { type: "text" };
import media from "../protos/media_graph/media.proto" with { type: "text" };
import v1 from "../protos/reflection_v1.proto" with { type: "text" };
import v1alpha from "../protos/reflection_v1alpha.proto" with { type: "text" };
import { LIMIT_MS } from "../tests/support/limit.ts";

const root = new protobuf.Root();
const mediaGraph = [inferencing, media, extension];
for (const text of [genericBox, health, imageTest, ...mediaGraph, v1, v1alpha]) {
  protobuf.parse(text, root, { keepCase: true });
}
root.resolveAll();

/** Options of one call. */
export interface CallOptions {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

/** A message as a plain object. */
export type Message = Readonly<Record<string, unknown>>;

/** An open stream of answers. */
export interface Answers extends AsyncIterable<Message> {
  send(message: Message): void;
  end(): void;
  cancel(): void;
}

/** A client with a connection of its own. */
export class TestClient {
  readonly #client: grpc.Client;

  constructor(
    port: number,
    credentials: grpc.ChannelCredentials = grpc.credentials.createInsecure(),
    options: grpc.ClientOptions = {},
  ) {
    this.#client = new grpc.Client(`localhost:${port}`, credentials, {
      "grpc.max_receive_message_length": -1,
      "grpc.use_local_subchannel_pool": 1,
      ...options,
    });
  }

  /** One request, one answer. Rejects with the status: `code` and `details`. */
  call(path: string, request: Message = {}, options: CallOptions = {}): Promise<Message> {
    const { encode, decode } = codec(path);
    return new Promise((resolve, reject) => {
      const call = this.#client.makeUnaryRequest(
        path,
        encode,
        decode,
        request,
        metadataOf(options),
        callOptions(options),
        (error, value) => error ? reject(error) : resolve(value ?? {}),
      );
      options.signal?.addEventListener("abort", () => call.cancel(), { once: true });
    });
  }

  /** Bytes that need not be a message. */
  callRaw(path: string, request: Uint8Array): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        path,
        (bytes: Buffer) => bytes,
        (bytes) => bytes,
        Buffer.from(request),
        (error, value) => error ? reject(error) : resolve(value),
      );
    });
  }

  /** A stream both ways; also for streams of answers alone. */
  stream(path: string, options: CallOptions = {}): Answers {
    const { encode, decode } = codec(path);
    const call = this.#client.makeBidiStreamRequest(
      path,
      encode,
      decode,
      metadataOf(options),
      callOptions(options),
    );
    return {
      send: (message) => void call.write(message),
      end: () => call.end(),
      cancel: () => call.cancel(),
      [Symbol.asyncIterator]: () => call[Symbol.asyncIterator](),
    };
  }

  /** `submit`: the bytes of `Data.file`. */
  async submit(options: CallOptions = {}): Promise<Uint8Array> {
    const { file } = await this.call("/GenericBoxService/submit", {}, options);
    if (!(file instanceof Uint8Array)) throw new TypeError("submit gave no file");
    return file;
  }

  /** `display`. */
  async display(
    img: Uint8Array | undefined,
    file?: Uint8Array,
    options: CallOptions = {},
  ): Promise<void> {
    await this.call("/GenericBoxService/display", {
      ...(img ? { img: { file: img } } : {}),
      ...(file ? { file: { file } } : {}),
    }, options);
  }

  close(): void {
    this.#client.close();
  }
}

function codec(path: string) {
  const [, serviceName = "", methodName = ""] = path.split("/");
  const method = root.lookup(serviceName) instanceof protobuf.Service
    ? root.lookupService(serviceName).methods[methodName]
    : undefined;
  const request = method?.resolvedRequestType;
  const response = method?.resolvedResponseType;
  return {
    encode: (message: Message) =>
      Buffer.from(request?.encode(request.fromObject(message)).finish() ?? []),
    decode: (bytes: Buffer): Message =>
      response?.toObject(response.decode(bytes), {
        enums: String,
        longs: String,
        oneofs: true,
        arrays: true,
      }) ??
        {},
  };
}

function metadataOf({ metadata = {} }: CallOptions): grpc.Metadata {
  const made = new grpc.Metadata();
  for (const [key, value] of Object.entries(metadata)) made.set(key, value);
  return made;
}

function callOptions({ deadlineMs }: CallOptions): grpc.CallOptions {
  return { deadline: Date.now() + (deadlineMs ?? LIMIT_MS) };
}
