import assert from "node:assert/strict";
import { type MatchInput, matchResult } from "./matching.ts";

/** Frames 3 and 5 are open; this connection holds none. */
function match(input: Partial<MatchInput>): number | undefined {
  const open = [3, 5];
  return matchResult({
    named: undefined,
    isAnswerable: (number) => open.includes(number),
    held: [],
    oldestAnswerable: () => open[0],
    ...input,
  });
}

Deno.test("a result that names an open frame belongs to it, whichever connection holds it", () => {
  assert.equal(match({ named: 5 }), 5);
  assert.equal(match({ named: 5, held: [3] }), 5);
});

Deno.test("one that names a frame which isn't open goes to the connection's only lease", () => {
  assert.equal(match({ named: 0, held: [5] }), 5);
});

Deno.test("one that names a frame which isn't open is dropped from a connection with no lease, or two", () => {
  assert.equal(match({ named: 0 }), undefined);
  assert.equal(match({ named: 0, held: [3, 5] }), undefined);
});

Deno.test("one that names none belongs to the connection's oldest lease", () => {
  assert.equal(match({ held: [5, 3] }), 5);
});

Deno.test("one that names none, from a connection without a lease, belongs to the oldest open frame", () => {
  assert.equal(match({}), 3);
  assert.equal(match({ oldestAnswerable: () => undefined }), undefined);
});
