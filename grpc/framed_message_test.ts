import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { DEFAULT_IMAGE_LIMITS } from "../media/image/mod.ts";
import { asBuffer, PREFIX_BYTES, sendsFramed, writePrefix } from "./framed_message.ts";
import { EncodedMessage } from "./service.ts";
import { submitMessage } from "./submit_message.ts";
import { method, withServer } from "./test_server.ts";

/** A message of `Data` whose buffer has room for the prefix. */
function dataMessage(file: Uint8Array): Uint8Array {
  const message = new Uint8Array(new ArrayBuffer(PREFIX_BYTES + 2 + file.length), PREFIX_BYTES);
  message.set([10, file.length]);
  message.set(file, 2);
  writePrefix(message);
  return message;
}

/** Stands for a call of grpc-js: what it is asked to send is copied behind a prefix. */
class CopyingCall {
  serializeMessage(message: Buffer): Buffer {
    return Buffer.concat([new Uint8Array(PREFIX_BYTES), message]);
  }
}

Deno.test("a message with its prefix is sent from its own buffer, any other as ever", () => {
  const call = new CopyingCall();
  sendsFramed(call);
  const message = dataMessage(Uint8Array.of(1, 2, 3));
  const sent = call.serializeMessage(asBuffer(message, true));
  assert.equal(sent.buffer, message.buffer);
  assert.deepEqual([...sent], [0, 0, 0, 0, 5, 10, 3, 1, 2, 3]);
  const plain = call.serializeMessage(asBuffer(message, false));
  assert.notEqual(plain.buffer, message.buffer);
  assert.deepEqual([...plain.subarray(PREFIX_BYTES)], [10, 3, 1, 2, 3]);
});

Deno.test("a call that keeps its serializing elsewhere is left as it is", () => {
  const call = {};
  sendsFramed(call);
  assert.deepEqual(call, {});
});

Deno.test("a client gets the same, with the prefix made by grpc-js or not, again and again", async () => {
  const file = Uint8Array.from({ length: 100 }, (_, i) => i);
  for (const hasPrefix of [true, false]) {
    const message = dataMessage(file);
    const submit = method(() => Promise.resolve(new EncodedMessage(message, hasPrefix)));
    await withServer({ submit }, async (client) => {
      for (let i = 0; i < 3; i++) assert.deepEqual([...await client.submit()], [...file]);
    });
  }
});

Deno.test("the message of a frame has its prefix", async () => {
  const { bytes } = await submitMessage({
    picture: {
      kind: "raster",
      raster: {
        ...{ widthPx: 64, heightPx: 64, channels: 1, layout: "interleaved", order: "RGB" },
        data: new Uint8Array(64 * 64),
      },
    },
    number: 1,
    hash: "x",
    format: "mat",
    maxBytes: DEFAULT_IMAGE_LIMITS.maxPixels,
    jpegQuality: 90,
  });
  const prefix = new Uint8Array(bytes.buffer, bytes.byteOffset - PREFIX_BYTES, PREFIX_BYTES);
  assert.equal(new DataView(bytes.buffer, prefix.byteOffset).getUint32(1), bytes.length);
  assert.equal(prefix[0], 0);
  // To its end the buffer is the message: nothing more is handed over with it.
  assert.equal(bytes.byteOffset + bytes.byteLength, bytes.buffer.byteLength);
});
