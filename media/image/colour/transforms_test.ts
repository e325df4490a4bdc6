import assert from "node:assert/strict";
import { profileIn } from "./test_colours.ts";
import { transformFor } from "./transforms.ts";

const source = (icc: Uint8Array) => ({ kind: "icc", space: "rgb", icc }) as const;

/** A profile that does the same and is another one: its date differs. */
function another(icc: Uint8Array, i: number): Uint8Array {
  const copy = icc.slice();
  copy[24] = i;
  return copy;
}

Deno.test("a profile is made ready once, however many files bring it, and forgotten after eight others", () => {
  const icc = profileIn("rgb_a98.png");
  const first = transformFor(source(icc)).transform;
  assert.ok(first);
  assert.equal(transformFor(source(icc.slice())).transform, first);
  for (let i = 1; i < 8; i++) transformFor(source(another(icc, i)));
  assert.equal(transformFor(source(icc)).transform, first);
  for (let i = 1; i <= 8; i++) transformFor(source(another(icc, i)));
  assert.notEqual(transformFor(source(icc)).transform, first);
});

Deno.test("profiles of more than 4 MB together are not kept", () => {
  const icc = profileIn("rgb_a98.png");
  const large = (i: number) => {
    const file = new Uint8Array(1_500_000);
    file.set(another(icc, i));
    return file;
  };
  const first = transformFor(source(large(1))).transform;
  transformFor(source(large(2)));
  assert.equal(transformFor(source(large(1))).transform, first);
  transformFor(source(large(3)));
  transformFor(source(large(4)));
  assert.notEqual(transformFor(source(large(1))).transform, first);
});
