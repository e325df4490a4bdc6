import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { once } from "node:events";
import net from "node:net";
import { answering, withServer } from "./test_server.ts";

/** Types of HTTP/2 frames (RFC 9113, 6), and a flag. */
const HEADERS = 1;
const SETTINGS = 4;
const WINDOW_UPDATE = 8;
const END_STREAM = 1;
const END_HEADERS = 4;

/** A connection's initial flow-control window (RFC 9113, 6.9.2). */
const FIRST_WINDOW_BYTES = 65_535;

interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

/** The frames that a server sends, in their order. */
async function* framesOf(socket: net.Socket): AsyncGenerator<Frame> {
  let unread: Buffer = Buffer.alloc(0);
  for await (const chunk of socket) {
    unread = Buffer.concat([unread, chunk]);
    while (unread.length >= 9 && unread.length >= 9 + unread.readUIntBE(0, 3)) {
      const end = 9 + unread.readUIntBE(0, 3);
      const [type = 0, flags = 0] = unread.subarray(3, 5);
      const payload = unread.subarray(9, end);
      yield { type, flags, stream: unread.readUInt32BE(5) & 0x7fffffff, payload };
      unread = unread.subarray(end);
    }
  }
}

function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A header that is in no table (RFC 7541, 6.2.2), without Huffman coding. */
function header(name: string, value: string): Buffer {
  return Buffer.concat(
    [0, name, value].map((part) =>
      typeof part === "number"
        ? Buffer.of(part)
        : Buffer.concat([Buffer.of(part.length), Buffer.from(part)])
    ),
  );
}

Deno.test("a connection takes 16 MiB at once from its first call on, not 64 KB for all its calls together", () =>
  withServer({ submit: answering(new Uint8Array()) }, async (_, server) => {
    const socket = net.connect(server.ports[0]!, "localhost");
    await once(socket, "connect");
    const headers = Buffer.concat([
      header(":method", "POST"),
      header(":scheme", "http"),
      header(":authority", "localhost"),
      header(":path", "/grpc.health.v1.Health/Check"),
      header("content-type", "application/grpc"),
      header("te", "trailers"),
    ]);
    const emptyMessage = Buffer.alloc(5);
    socket.write(Buffer.concat([
      Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
      frame(SETTINGS, 0, 0, Buffer.alloc(0)),
      frame(HEADERS, END_HEADERS, 1, headers),
      frame(0, END_STREAM, 1, emptyMessage),
    ]));
    let windowBytes = FIRST_WINDOW_BYTES;
    let isAnswered = false;
    for await (const { type, flags, stream, payload } of framesOf(socket)) {
      if (type === WINDOW_UPDATE && stream === 0) windowBytes += payload.readUInt32BE(0);
      // The end of the answer: whatever the call brought about was sent before.
      isAnswered = type === HEADERS && stream === 1 && (flags & END_STREAM) !== 0;
      if (isAnswered) break;
    }
    socket.destroy();
    assert.ok(isAnswered, "the call was answered");
    assert.ok(windowBytes >= 16 * 2 ** 20, `${windowBytes} bytes`);
  }));
