import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import {
  cell,
  char,
  DEFAULT_MAT_LIMITS,
  numeric,
  scalar,
  writeElement,
  writeMat,
} from "../mat/mod.ts";
import { isCheapToRead } from "./read_cost.ts";

const light = (bytes: Uint8Array) => isCheapToRead(bytes, DEFAULT_MAT_LIMITS);

Deno.test("a large uint8 picture with little beside it is light", () => {
  const im = numeric("uint8", [720, 1280, 3], new Uint8Array(720 * 1280 * 3));
  assert.equal(light(writeMat([["im", im], ["session_hash", char("abc")]])), true);
});

Deno.test("large arrays of other classes and large cells are not", () => {
  const many = Array.from({ length: 20_000 }, () => scalar(1));
  assert.equal(
    light(writeMat([["im", numeric("double", [100, 100], new Float64Array(10_000))]])),
    false,
  );
  assert.equal(light(writeMat([["c", cell([1, many.length], many)]])), false);
  assert.equal(light(writeMat([["c", cell([1, 2], [scalar(1), char("x")])]])), true);
});

Deno.test("many variables are not light", () => {
  const names = Array.from({ length: 300 }, (_, i) => [`v${i}`, scalar(i)] as const);
  assert.equal(light(writeMat(names)), false);
});

Deno.test("anything compressed, of another byte order, of Level 4, cut or no .mat is not", () => {
  const header = writeMat([]).slice(0, 128);
  const deflated = deflateSync(writeElement("a", scalar(1)));
  const tag = Uint8Array.from([15, 0, 0, 0, deflated.length, 0, 0, 0]);
  assert.equal(light(Uint8Array.from([...header, ...tag, ...deflated])), false);
  const swapped = header.slice();
  swapped.set([0x4d, 0x49], 126);
  assert.equal(light(swapped), false);
  assert.equal(light(header.subarray(0, 100)), false);
  assert.equal(light(new Uint8Array(1000)), false);
});
