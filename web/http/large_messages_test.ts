import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { Buffer } from "node:buffer";
// @ts-types="@types/ws"
import type { WebSocket as ServerSocket } from "ws";
import { receivesLargeMessages, unmask } from "./large_messages.ts";
import { Upgrader } from "./upgrader.ts";

const MASK = [1, 0x80, 0, 0xff];

/** Bytes that are different at every place that could be mistaken for another. */
function pattern(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => i * 31 + (i >> 8) * 7);
}

Deno.test("a mask is applied to every byte of its own, wherever they lie, and to no other", () => {
  for (let offset = 0; offset < 5; offset++) {
    for (let length = 0; length < 18; length++) {
      for (const mask of [MASK, [0, 0, 0, 0]]) {
        const memory = pattern(offset + length + 5);
        unmask(memory.subarray(offset, offset + length), Uint8Array.from(mask));
        const expected = pattern(memory.length).map((byte, i) =>
          i < offset || i >= offset + length ? byte : byte ^ mask[(i - offset) % 4]!
        );
        assert.deepEqual(memory, expected, `${length} bytes at ${offset}`);
      }
    }
  }
});

Deno.test("what is no receiver of the library is left alone", () => {
  for (const receiver of [undefined, null, {}, { _buffers: [], getData() {} }]) {
    assert.equal(receivesLargeMessages({ _receiver: receiver }), false);
  }
});

/** A server of the library, to which raw bytes are sent. */
async function withSocket(
  test: (client: Socket, server: ServerSocket) => Promise<void>,
): Promise<void> {
  const server: Server = createServer();
  const upgrader = new Upgrader(1_000_000);
  const opened = Promise.withResolvers<ServerSocket>();
  server.on("upgrade", (incoming, socket, head) => {
    upgrader.upgrade(incoming, { socket: socket as Socket, head }, opened.resolve);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const client = connect(typeof address === "object" && address ? address.port : 0, "127.0.0.1");
  client.write(
    "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  await new Promise((resolve) => client.once("data", resolve));
  try {
    await test(client, await opened.promise);
  } finally {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** A frame of RFC 6455, 5.2. */
function frame(opcode: number, payload: Uint8Array, isLast = true): Buffer {
  const { length } = payload;
  const head = [(isLast ? 0x80 : 0) | opcode];
  if (length < 126) head.push(0x80 | length);
  else if (length < 65_536) head.push(0x80 | 126, length >> 8, length & 255);
  else head.push(0x80 | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => length >> shift & 255));
  return Buffer.from([...head, ...MASK, ...payload.map((byte, i) => byte ^ MASK[i % 4]!)]);
}

/** The next messages, as they come. */
function messages(socket: ServerSocket, count: number): Promise<Uint8Array[]> {
  const got: Uint8Array[] = [];
  return new Promise((resolve) =>
    socket.on("message", (data) => {
      assert.ok(data instanceof Buffer);
      if (got.push(new Uint8Array(data)) === count) resolve(got);
    })
  );
}

Deno.test("the library takes large messages unmasked, and unmasks small ones itself", () =>
  withSocket(async (client, server) => {
    const receiver: unknown = Reflect.get(server, "_receiver");
    assert.ok(typeof receiver === "object" && receiver !== null);
    const masks: unknown[] = [];
    let mask: unknown;
    Object.defineProperty(receiver, "_mask", {
      get: () => mask,
      set: (value) => masks.push(mask = value),
    });
    const got = messages(server, 2);
    client.write(frame(2, pattern(4095)));
    client.write(frame(2, pattern(4096)));
    await got;
    const seen = masks.filter((value) => value instanceof Uint8Array).map((value) => [...value]);
    assert.deepEqual(seen, [MASK, MASK, [0, 0, 0, 0]]);
  }));

const SIZES = [0, 1, 3, 125, 126, 4095, 4096, 4097, 65_535, 65_536, 65_537, 200_003];

Deno.test("messages of all sizes come as they were sent, one after the other and in one piece", () =>
  withSocket(async (client, server) => {
    const got = messages(server, 2 * SIZES.length);
    for (const size of SIZES) client.write(frame(2, pattern(size)));
    client.write(Buffer.concat(SIZES.map((size) => frame(2, pattern(size)))));
    const expected = [...SIZES, ...SIZES].map(pattern);
    for (const [i, message] of (await got).entries()) assert.deepEqual(message, expected[i]);
  }));

Deno.test("messages in parts, with a ping between them, and in pieces of any size", () =>
  withSocket(async (client, server) => {
    const got = messages(server, 2);
    const pinged = new Promise((resolve) => server.once("ping", resolve));
    const whole = pattern(150_000);
    const bytes = Buffer.concat([
      frame(2, whole.subarray(0, 70_001), false),
      frame(9, pattern(7)),
      frame(0, whole.subarray(70_001, 70_010), false),
      frame(0, whole.subarray(70_010)),
      frame(1, new TextEncoder().encode("ä".repeat(5000))),
    ]);
    for (let at = 0, size = 1; at < bytes.length; at += size, size = size * 3 % 9973 + 1) {
      client.write(bytes.subarray(at, at + size));
      await new Promise((resolve) => setTimeout(resolve));
    }
    assert.deepEqual(new Uint8Array(await pinged as Buffer), pattern(7));
    const [parts, text] = await got;
    assert.deepEqual(parts, whole);
    assert.equal(new TextDecoder().decode(text), "ä".repeat(5000));
  }));

Deno.test("a message over the bound is refused before it is there", () =>
  withSocket(async (client, server) => {
    server.on("error", () => {});
    client.write(frame(2, new Uint8Array(1_000_001)).subarray(0, 100));
    const close = await new Promise((resolve) => client.once("data", resolve));
    assert.ok(close instanceof Buffer);
    assert.equal(close.readUInt16BE(2), 1009);
  }));
