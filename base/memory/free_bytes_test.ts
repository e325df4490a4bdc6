import assert from "node:assert/strict";
import { freeBuffer, freeBytes } from "./free_bytes.ts";

Deno.test("bytes that fill their buffer are given back", () => {
  const bytes = new Uint8Array(5000);
  freeBytes(bytes);
  assert.equal(bytes.byteLength, 0);
});

Deno.test("parts of a buffer, few bytes and shared memory are left alone", () => {
  const whole = new Uint8Array(10_000);
  freeBytes(whole.subarray(0, 5000));
  const few = new Uint8Array(100);
  freeBytes(few);
  const shared = new Uint8Array(new SharedArrayBuffer(5000));
  freeBytes(shared);
  assert.deepEqual([whole, few, shared].map(({ length }) => length), [10_000, 100, 5000]);
});

Deno.test("a buffer is given back as a whole, once", () => {
  const part = new Uint8Array(new ArrayBuffer(100), 16, 10);
  freeBuffer(part);
  freeBuffer(part);
  assert.equal(part.buffer.byteLength + part.byteLength, 0);
  const shared = new Uint8Array(new SharedArrayBuffer(5000));
  freeBuffer(shared);
  assert.equal(shared.length, 5000);
});
