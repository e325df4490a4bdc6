import assert from "node:assert/strict";
import { wavOf } from "./wav.ts";

Deno.test("samples become 16-bit PCM with one channel, cut at full scale", async () => {
  const blob = wavOf(Float32Array.of(0, 1, -1, 2, -0.5), 16_000);
  assert.equal(blob.type, "audio/wav");
  const bytes = await blob.arrayBuffer();
  const view = new DataView(bytes);
  const word = (at: number) => new TextDecoder().decode(bytes.slice(at, at + 4));
  assert.deepEqual([0, 8, 12, 36].map(word), ["RIFF", "WAVE", "fmt ", "data"]);
  assert.equal(bytes.byteLength, 54);
  assert.equal(view.getUint32(4, true), 46);
  assert.equal(view.getUint16(22, true), 1);
  assert.equal(view.getUint32(24, true), 16_000);
  assert.equal(view.getUint32(28, true), 32_000);
  assert.equal(view.getUint32(40, true), 10);
  assert.deepEqual([0, 1, 2, 3, 4].map((i) => view.getInt16(44 + 2 * i, true)), [
    ...[0, 32767, -32767, 32767, -16383],
  ]);
});
