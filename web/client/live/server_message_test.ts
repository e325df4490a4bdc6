import assert from "node:assert/strict";
import { messageIn } from "./server_message.ts";

const read = (message: unknown) => messageIn(JSON.stringify(message));
const RESULT = { type: "result", run: "r1", frame: 0, seq: 1, width: 4, height: 3 };

Deno.test("a status and a result are what they are", () => {
  assert.deepEqual(read({ type: "status", event: "draining" }), {
    type: "status",
    event: "draining",
  });
  assert.deepEqual(read(RESULT), RESULT);
});

Deno.test("what a server of another version sends is passed over", () => {
  const others = [
    ...[null, 1, "status", [], {}, { type: 1 }, { type: "hello", event: "open" }],
    ...[{ type: "status" }, { type: "status", event: 1 }],
    ...["frame", "seq", "width", "height"].map((name) => ({ ...RESULT, [name]: "1" })),
  ];
  for (const other of others) assert.equal(read(other), undefined, JSON.stringify(other));
  assert.equal(messageIn("{"), undefined);
});
