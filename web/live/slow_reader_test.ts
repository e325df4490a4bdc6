import assert from "node:assert/strict";
import { Picture } from "../../media/image/mod.ts";
import { file, type TestFramebox, withFramebox } from "../test_framebox.ts";

Deno.test("a slow reader's results are dropped, not kept", () =>
  withFramebox(async (framebox) => {
    const id = await framebox.session();
    const worker = framebox.worker();
    using connection = await openUnread(framebox, id);
    const large = await largeJpeg();
    const frames = 60;
    let skipped = 0;
    for (let i = 0; i < frames; i++) {
      await connection.write(masked(await file()));
      await worker.answer({ payload: Picture.fromFile(large) });
    }
    // Now it reads: far fewer than were made, and the newest of them is the last one.
    const seen = await readResults(connection, frames - 1);
    skipped = frames - seen.count;
    assert.ok(skipped > 10, `${skipped} were skipped`);
    assert.equal(seen.dropped, skipped);
  }));

/** A WebSocket whose answers are not read yet. */
async function openUnread(framebox: TestFramebox, id: string): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: framebox.server.port });
  await connection.write(
    new TextEncoder().encode(
      `GET /api/v1/sessions/${id}/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n` +
        `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    ),
  );
  return connection;
}

/** A binary message of a client (RFC 6455, 5.2), masked with zeros. */
function masked(payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(8 + payload.byteLength);
  frame.set([0x82, 0x80 | 126, payload.byteLength >> 8, payload.byteLength & 255]);
  frame.set(payload, 8);
  return frame;
}

/** A JPEG file of half a megabyte: the rest of it is a comment that decoders pass over. */
async function largeJpeg(): Promise<Uint8Array> {
  const small = await file("jpeg");
  const comments = new Uint8Array(8 * 65_537);
  for (let at = 0; at < comments.length; at += 65_537) comments.set([0xff, 0xfe, 0xff, 0xff], at);
  const large = new Uint8Array(small.length + comments.length);
  large.set(small.subarray(0, 2));
  large.set(comments, 2);
  large.set(small.subarray(2), 2 + comments.length);
  return large;
}

/** Reads until the result of that frame; `dropped` is its count. */
async function readResults(
  connection: Deno.TcpConn,
  last: number,
): Promise<{ count: number; dropped: number }> {
  const chunk = new Uint8Array(1 << 20);
  const text = new TextDecoder("latin1");
  let tail = "";
  let count = 0;
  for (;;) {
    const length = await connection.read(chunk);
    assert.ok(length !== null, "the server keeps the socket open");
    tail += text.decode(chunk.subarray(0, length));
    for (;;) {
      const found = /\{"type":"result","run":"1","frame":(\d+),"seq":\d+,"sent":\d+,"dropped":(\d+)/
        .exec(
          tail,
        );
      if (!found) break;
      count++;
      if (Number(found[1]) === last) return { count, dropped: Number(found[2]) };
      tail = tail.slice(found.index + found[0].length);
    }
    tail = tail.slice(-200);
  }
}
