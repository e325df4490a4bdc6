import assert from "node:assert/strict";
import { rateOf } from "./frame_rate.ts";
import { WebmWriter } from "./webm.ts";

const CLUSTER = [0x1f, 0x43, 0xb6, 0x75];
const CUE_CLUSTER_POSITION = 0xf1;

async function webm(times: readonly number[], keyEvery: number): Promise<Uint8Array> {
  const writer = new WebmWriter({ width: 64, height: 48, codecId: "V_VP9" });
  for (const [i, time] of times.entries()) {
    writer.add(new Uint8Array(10).fill(i), time, i % keyEvery === 0);
  }
  return new Uint8Array(await writer.finish(times.length * 40).arrayBuffer());
}

/** Where the segment's content begins, and the length that it declares. */
function segmentOf(bytes: Uint8Array): { start: number; size: number } {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 12; at++) {
    if (view.getUint32(at) !== 0x18538067) continue;
    return { start: at + 12, size: Number(view.getBigUint64(at + 4) & ((1n << 56n) - 1n)) };
  }
  throw new Error("no segment");
}

Deno.test("a WebM's segment has the length that it declares", async () => {
  const bytes = await webm([0, 40, 80, 120], 2);
  const { start, size } = segmentOf(bytes);
  assert.equal(start + size, bytes.length);
});

Deno.test("the cues of a WebM point at its clusters, one a key frame", async () => {
  const bytes = await webm([0, 40, 80, 120, 160], 2);
  const { start } = segmentOf(bytes);
  const view = new DataView(bytes.buffer);
  const positions: number[] = [];
  for (let at = start; at < bytes.length - 17; at++) {
    // The id, and a size of eight in eight bytes.
    if (bytes[at] !== CUE_CLUSTER_POSITION || view.getBigUint64(at + 1) !== (1n << 56n | 8n)) {
      continue;
    }
    positions.push(Number(view.getBigUint64(at + 9)));
  }
  assert.equal(positions.length, 3);
  for (const position of positions) {
    assert.deepEqual([...bytes.subarray(start + position, start + position + 4)], CLUSTER);
  }
});

Deno.test("a WebM without a key frame for too long is refused, not written wrong", async () => {
  await assert.rejects(webm([0, 31_000], 2), RangeError);
});

Deno.test("the rate of a video comes from the times of its frames, also when some were left out", () => {
  const times = (rate: number, frames: readonly number[]) => frames.map((frame) => frame / rate);
  assert.equal(rateOf(times(30, [0, 1, 2, 3, 4])), 30);
  assert.equal(rateOf(times(30000 / 1001, [0, 1, 3, 4, 7, 8])), 30000 / 1001);
  assert.equal(rateOf(times(25, [0, 1, 2])), 25);
  assert.equal(rateOf(times(12.5, [0, 1, 2, 3])), 12.5);
  assert.equal(rateOf([]), 30, "a single picture has none");
});
