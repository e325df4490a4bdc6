import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { joinsMessages, MessageDecoder } from "./message_decoder.ts";

Deno.test("messages are the same however they are cut", () => {
  const messages = [bytesOf(0), bytesOf(1), bytesOf(70_000), bytesOf(3)].map(framed);
  const wire = Buffer.concat(messages);
  for (const size of [1, 4, 5, 6, 4096, 16_384, wire.length]) {
    const decoder = new MessageDecoder(-1);
    const got: Buffer[] = [];
    for (let at = 0; at < wire.length; at += size) {
      got.push(...decoder.write(copyOf(wire.subarray(at, at + size))));
    }
    assert.deepEqual(got, messages, `in pieces of ${size}`);
  }
});

Deno.test("a message that is larger than its first room grows with what comes", () => {
  const message = framed(bytesOf(9_000_000));
  const decoder = new MessageDecoder(-1);
  const got: Buffer[] = [];
  for (let at = 0; at < message.length; at += 65_536) {
    got.push(...decoder.write(copyOf(message.subarray(at, at + 65_536))));
  }
  assert.equal(got.length, 1);
  assert.ok(got[0]?.equals(message));
});

Deno.test("a message is the whole of its buffer", () => {
  const [message] = new MessageDecoder(-1).write(copyOf(framed(bytesOf(70_000))));
  assert.equal(message?.buffer.byteLength, message?.byteLength);
});

Deno.test("a piece that fills its buffer is given back, a part of one is left alone", () => {
  const decoder = new MessageDecoder(-1);
  const wire = framed(bytesOf(20_000));
  const own = copyOf(wire.subarray(0, 10_000));
  decoder.write(own);
  assert.equal(own.byteLength, 0);
  const part = copyOf(wire).subarray(10_000);
  decoder.write(part);
  assert.deepEqual(part, wire.subarray(10_000));
});

Deno.test("a message over the limit is refused by its prefix; one as large as it is taken", () => {
  const decoder = new MessageDecoder(1000);
  assert.equal(decoder.write(framed(bytesOf(1000))).length, 1);
  assert.throws(() => decoder.write(framed(bytesOf(1001)).subarray(0, 5)), /1001 vs 1000/);
});

Deno.test("a call of grpc-js gets it with its own limit", () => {
  const call = { decoder: {}, maxReceiveMessageSize: 10 };
  joinsMessages(call);
  assert.ok(call.decoder instanceof MessageDecoder);
  assert.throws(() => (call.decoder as MessageDecoder).write(framed(bytesOf(11))), /11 vs 10/);
});

function bytesOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i * 31 + (i >> 8));
}

/** As gRPC has it on the wire. */
function framed(message: Uint8Array): Buffer {
  const bytes = Buffer.alloc(5 + message.length);
  bytes.writeUInt32BE(message.length, 1);
  bytes.set(message, 5);
  return bytes;
}

/** In a buffer of its own, as HTTP/2 gives it. */
function copyOf(bytes: Uint8Array): Buffer {
  return Buffer.from(new Uint8Array(bytes).buffer);
}
