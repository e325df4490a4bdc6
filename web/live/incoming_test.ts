// What a client may send by a live socket: how large, how much at once, how often.
import assert from "node:assert/strict";
import { file, type TestFramebox, withFramebox } from "../test_framebox.ts";

const MB = 1024 * 1024;

/** A WebSocket written by hand, so that a message can stay without its end. */
async function open(framebox: TestFramebox, session?: string, query = ""): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: framebox.server.port });
  await connection.write(
    new TextEncoder().encode(
      `GET /api/v1/sessions/${
        session ?? await framebox.session()
      }/live${query} HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
        `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    ),
  );
  return connection;
}

/** One fragment that is not the last (RFC 6455, 5.4), masked with zeros. */
function fragment(length: number, isFirst: boolean): Uint8Array {
  const frame = new Uint8Array(14 + length);
  frame.set([isFirst ? 0x02 : 0x00, 0x80 | 127]);
  new DataView(frame.buffer).setUint32(6, length);
  return frame;
}

/** A whole frame: binary (2) or a close (8). */
function whole(opcode: 2 | 8, content: Uint8Array = new Uint8Array(0)): Uint8Array {
  const frame = new Uint8Array(14 + content.length);
  frame.set([0x80 | opcode, 0x80 | 127]);
  new DataView(frame.buffer).setUint32(6, content.length);
  frame.set(content, 14);
  return opcode === 2 ? frame : new Uint8Array([0x80 | opcode, 0x80, 0, 0, 0, 0]);
}

/** The code of the close frame with which the server ends; what comes before it is passed over. */
async function closeCode(connection: Deno.TcpConn): Promise<number | undefined> {
  let bytes = new Uint8Array(0);
  const chunk = new Uint8Array(64 * 1024);
  for (;;) {
    const length = await connection.read(chunk).catch(() => null);
    if (length === null) break;
    const joined = new Uint8Array(bytes.length + length);
    joined.set(bytes);
    joined.set(chunk.subarray(0, length), bytes.length);
    bytes = joined;
    const at = bytes.findIndex((byte, i) => byte === 0x88 && (bytes[i + 1] ?? 0) >= 2);
    if (at >= 0 && bytes.length >= at + 4) return (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  return undefined;
}

/** Sends fragments of a message, this many bytes of it, or until the server ends the connection. */
async function sendFragments(connection: Deno.TcpConn, bytes: number): Promise<void> {
  const size = 256 * 1024;
  try {
    for (let sent = 0; sent < bytes; sent += size) {
      const frame = fragment(size, sent === 0);
      for (let at = 0; at < frame.length;) at += await connection.write(frame.subarray(at));
    }
  } catch {
    // Closed by the server.
  }
}

Deno.test("a message that grows over the limit ends its socket while it comes", () =>
  withFramebox(async (framebox) => {
    using connection = await open(framebox);
    const closing = closeCode(connection);
    // The last fragment never comes.
    await sendFragments(connection, 4 * MB);
    assert.equal(await closing, 1009);
    assert.equal((await fetch(framebox.url("/healthz"))).status, 200);
  }));

Deno.test("messages without an end hold no more memory together than they may", () =>
  withFramebox(async (framebox) => {
    using first = await open(framebox);
    using second = await open(framebox);
    const closing = Promise.race([closeCode(first), closeCode(second)]);
    // Each may be as large; together they are too much.
    await sendFragments(first, 400 * 1024);
    await sendFragments(second, 400 * 1024);
    assert.equal(await closing, 1013);
  }, { web: { bufferBytes: 600 * 1024 } }));

Deno.test("messages that come too fast are read later, and none is lost", () =>
  withFramebox(async (framebox) => {
    const live = await framebox.live(await framebox.session());
    const count = 5000;
    for (let i = 0; i < count; i++) live.send(`{"nonsense":${i}}`);
    for (let i = 0; i < count; i++) await live.status("error");
    assert.equal(live.socket.readyState, WebSocket.OPEN);
  }));

Deno.test("what comes by a socket whose run another one took over is not taken in", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const worker = framebox.worker();
    using first = await open(framebox, session, "?policy=lossless");
    await first.write(whole(2, await file()));
    await (await worker.take()).complete({ text: "x" });
    const closing = closeCode(first);
    const second = await framebox.live(session, "?policy=lossless&run=1");
    assert.equal((await second.status("open")).received, 1);
    assert.equal(await closing, 4001);
    // The page sends by its new socket what was not received.
    await first.write(whole(2, await file()));
    await first.write(whole(8));
    while (await first.read(new Uint8Array(1024)).catch(() => null) !== null);
    const [run] = framebox.hub.session(session)?.runs ?? [];
    assert.equal(run?.stats.pushed, 1);
  }));
