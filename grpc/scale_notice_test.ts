import assert from "node:assert/strict";
import type { FrameScale, Lease, Run } from "../hub/mod.ts";
import { ScaleNotices, scaleSentence } from "./scale_notice.ts";

const SCALE: FrameScale = {
  widthPx: 1539,
  heightPx: 865,
  sourceWidthPx: 1920,
  sourceHeightPx: 1080,
  sourceBytes: 6_220_800,
  limitBytes: 4_000_000,
  by: "default",
  format: "mat",
};

/** A run that keeps the sentences of its notices. */
function leased(): { lease: Lease; notices: string[] } {
  const notices: string[] = [];
  const run = {
    notice: (code: string, sentence: string) => notices.push(`${code}: ${sentence}`),
  } as unknown as Run;
  return { lease: { run } as Lease, notices };
}

Deno.test("there is one notice of a size for each run and worker", () => {
  const scaleNotices = new ScaleNotices();
  const [first, second] = [leased(), leased()];
  scaleNotices.notify(first.lease, "a", SCALE);
  scaleNotices.notify(first.lease, "a", SCALE);
  const sentence = `frame-scaled: ${scaleSentence("a", SCALE)}`;
  assert.deepEqual(first.notices, [sentence]);
  scaleNotices.notify(first.lease, "b", SCALE);
  scaleNotices.notify(first.lease, "a", { ...SCALE, heightPx: 864 });
  assert.equal(first.notices.length, 3);
  scaleNotices.notify(second.lease, "a", SCALE);
  assert.deepEqual(second.notices, [sentence]);
});

Deno.test("a run has notices of 32 sizes at most", () => {
  const scaleNotices = new ScaleNotices();
  const { lease, notices } = leased();
  for (let i = 0; i < 40; i++) scaleNotices.notify(lease, "a", { ...SCALE, widthPx: 1000 + i });
  assert.equal(notices.length, 32);
  assert.match(notices[31] ?? "", /1031×865/);
});

Deno.test("the sentence names who limits it, and sizes as the page writes them", () => {
  assert.match(scaleSentence("a", SCALE), /^This picture is 6\.2 MB as \.mat and was scaled to/);
  const small = { ...SCALE, sourceBytes: 999_499, limitBytes: 999_500 };
  assert.match(scaleSentence("a", { ...small, format: "jpeg" }), /is 999 kB as JPEG/);
  assert.match(scaleSentence("a", { ...small, by: "worker" }), /says that it takes 1\.0 MB\./);
  assert.match(scaleSentence("a", { ...small, by: "setting" }), /gives 1\.0 MB to all/);
  assert.match(scaleSentence("a", { ...small, by: "message" }), /sends 1\.0 MB at most/);
});
