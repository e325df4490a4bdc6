import assert from "node:assert/strict";
import protobuf from "protobufjs";
import extension from "../../protos/media_graph/extension.proto" with { type: "text" };
import inferencing from "../../protos/media_graph/inferencing.proto" with { type: "text" };
import media from "../../protos/media_graph/media.proto" with { type: "text" };
import { mediaGraphDefinition } from "./messages.ts";

const [method] = mediaGraphDefinition().methods;

/** A message as a client's own code would write it. */
function written(message: object): Uint8Array {
  const root = new protobuf.Root();
  for (const text of [inferencing, media, extension]) {
    protobuf.parse(text, root, { keepCase: true });
  }
  const type = root.lookupType("MediaStreamMessage");
  return type.encode(type.fromObject(message)).finish();
}

Deno.test("numbers and times of 64 bits come in decimal, as exact as they were", () => {
  const largest = "18446744073709551615";
  const bytes = written({ sequence_number: largest, media_sample: { timestamp: largest } });
  assert.deepEqual(method?.decode(bytes), {
    sequence_number: largest,
    ack_sequence_number: "0",
    payload: "media_sample",
    media_sample: { timestamp: largest },
  });
});

Deno.test("what others found before is passed over: two bytes of it would be an object each", () => {
  const content_bytes = { bytes: new Uint8Array([1, 2, 3]) };
  const inferences = Array.from({ length: 1000 }, () => ({ subtype: "upstream" }));
  const bytes = written({ media_sample: { timestamp: 7, inferences, content_bytes } });
  assert.ok(bytes.length > 10_000);
  assert.deepEqual(method?.decode(bytes), {
    sequence_number: "0",
    ack_sequence_number: "0",
    payload: "media_sample",
    media_sample: { timestamp: "7", content: "content_bytes", content_bytes },
  });
});

Deno.test("inferences in answers are written", () => {
  const text = { value: "EXIT" };
  const inferences = [{ type: "TEXT", text }];
  const answer = { sequence_number: 2, ack_sequence_number: "2", media_sample: { inferences } };
  assert.deepEqual(method?.encode(answer), written(answer));
});
