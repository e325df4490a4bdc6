/** Ingest streams that are cut in the middle of a message, in raw HTTP/2. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import http2 from "node:http2";
import protobuf from "protobufjs";
import imageTest from "../protos/image_test.proto" with { type: "text" };
import extension from "../protos/media_graph/extension.proto" with { type: "text" };
import inferencing from "../protos/media_graph/inferencing.proto" with { type: "text" };
import media from "../protos/media_graph/media.proto" with { type: "text" };
import { type TestFramebox, withFramebox } from "./test_framebox.ts";

const root = new protobuf.Root();
for (const text of [imageTest, inferencing, media, extension]) {
  protobuf.parse(text, root, { keepCase: true });
}
const PACKAGE = "microsoft.azure.media.live_video_analytics.extensibility.grpc.v1";

/** Paths of both services, and the first message that opens a stream of each. */
const STREAMS: readonly (readonly [path: string, first: Uint8Array])[] = [
  [
    `/${PACKAGE}.MediaGraphExtension/ProcessMediaStream`,
    message(`${PACKAGE}.MediaStreamMessage`, {
      media_stream_descriptor: {
        media_descriptor: {
          video_frame_sample_format: {
            encoding: "RAW",
            pixel_format: "BGR24",
            dimensions: { width: 4, height: 2 },
          },
        },
      },
    }),
  ],
  ["/ImageTest/Analyse", message("MsgRequest", { img: new Uint8Array(704 * 576) })],
];

function message(name: string, content: object): Uint8Array {
  const type = root.lookupType(name);
  return type.encode(type.fromObject(content)).finish();
}

/** A message as gRPC sends it, or the beginning of a longer one. */
function framed(bytes: Uint8Array, byteLength = bytes.byteLength): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(byteLength, 1);
  return Buffer.concat([header, bytes]);
}

/** Resolves when there are this many streams. */
function count(framebox: TestFramebox, wanted: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (framebox.streams.list().length === wanted) resolve();
    };
    framebox.streams.subscribe(look);
    look();
  });
}

/** A connection with calls that are each in the middle of their second message. */
async function withHalfMessages(
  test: (
    framebox: TestFramebox,
    connection: http2.ClientHttp2Session,
    calls: http2.ClientHttp2Stream[],
  ) => Promise<void>,
): Promise<void> {
  await withFramebox(async (framebox) => {
    const connection = http2.connect(`http://localhost:${framebox.server.ports[0]}`);
    const closed = new Promise<void>((resolve) => connection.once("close", resolve));
    connection.on("error", () => {});
    const calls = STREAMS.flatMap(([path, first]) =>
      Array.from({ length: 5 }, () => {
        const call = connection.request({
          ":method": "POST",
          ":path": path,
          "content-type": "application/grpc",
          te: "trailers",
        });
        call.on("error", () => {});
        call.write(framed(first));
        call.write(framed(new Uint8Array(100), 60_000_000));
        return call;
      })
    );
    await count(framebox, calls.length);
    await test(framebox, connection, calls);
    connection.destroy();
    await closed;
  });
}

Deno.test("calls that are reset in the middle of a message leave nothing", () =>
  withHalfMessages(async (framebox, _, calls) => {
    for (const call of calls) call.close(http2.constants.NGHTTP2_CANCEL);
    await count(framebox, 0);
    assert.equal(framebox.hub.status.sessions, 0);
  }));

Deno.test("a connection that breaks off in the middle of messages leaves nothing", () =>
  withHalfMessages(async (framebox, connection) => {
    connection.destroy();
    await count(framebox, 0);
    assert.equal(framebox.hub.status.sessions, 0);
  }));

Deno.test("calls that are silent in the middle of a message end with framebox", () =>
  withHalfMessages(async (framebox) => {
    await framebox.server.drain(new AbortController().signal);
    assert.deepEqual(framebox.streams.list(), []);
  }));
