import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { Picture, type Raster } from "../../media/image/mod.ts";
import { numeric, struct, writeElement } from "../../mat/mod.ts";
import { readoutOf } from "../../results/mod.ts";
import { boxPlace, BoxPlaces } from "./box_places.ts";
import { hubTest, NEVER, picture } from "../testing/test_support.ts";
import type { DataVariable, FrameScale, Outcome } from "../api/mod.ts";

/** A frame of 400×200 that was given out as 100×50. */
const SCALE: FrameScale = {
  widthPx: 100,
  heightPx: 50,
  sourceWidthPx: 400,
  sourceHeightPx: 200,
  sourceBytes: 240_400,
  limitBytes: 15_500,
  by: "worker",
  format: "mat",
};

function pixels(widthPx: number, heightPx: number): Picture {
  const raster: Raster = {
    widthPx,
    heightPx,
    channels: 1,
    layout: "interleaved",
    order: "RGB",
    data: new Uint8Array(widthPx * heightPx),
  };
  return Picture.fromRaster(raster);
}

/** `data_00000` with one box, as a worker found it in the frame that it got. */
function boxData(): DataVariable {
  const value = struct({ xyxy: numeric("double", [1, 4], [10, 5, 20.5, 25]) });
  const name = "data_00000";
  return { name, class: "struct", dims: [1, 1], element: writeElement(name, value) };
}

function boxesIn(shown: Picture | undefined, { isScaled = true } = {}) {
  const content = { payload: shown, variables: [boxData()], scale: isScaled ? SCALE : undefined };
  return readoutOf(content).boxes?.xyxy[0];
}

Deno.test("boxes without a picture are scaled back to the frame itself", () => {
  assert.deepEqual(boxesIn(undefined), [40, 20, 82, 100]);
});

Deno.test("boxes over a picture of the frame's own size are scaled back, too", () => {
  assert.deepEqual(boxesIn(pixels(400, 200)), [40, 20, 82, 100]);
});

Deno.test("boxes over a picture of the size that was given out, or of any other, stay", () => {
  assert.deepEqual(boxesIn(pixels(100, 50)), [10, 5, 20.5, 25]);
  assert.deepEqual(boxesIn(pixels(30, 30)), [10, 5, 20.5, 25]);
});

Deno.test("a frame that was given out as it is has its boxes as they are", () => {
  assert.deepEqual(boxesIn(undefined, { isScaled: false }), [10, 5, 20.5, 25]);
  assert.equal(boxPlace({ variables: [boxData()] }), undefined);
});

Deno.test("places are known by the frame's number, and of late frames, too", () => {
  const places = new BoxPlaces();
  const small = boxPlace({ scale: SCALE });
  places.set(0, undefined);
  places.set(1, small);
  places.set(2, small);
  places.set(5, undefined);
  assert.deepEqual([0, 1, 2, 5, 6].map((n) => places.at(n)), [
    ...[undefined, small, small],
    ...[undefined, undefined],
  ]);
  // 4 comes after 5: neither 3 nor 5 change.
  places.set(4, boxPlace({ scale: SCALE, payload: pixels(100, 50) }));
  assert.deepEqual([3, 4, 5].map((n) => places.at(n)?.widthPx), [400, 100, undefined]);
});

hubTest(
  "a result carries the scale in which its frame was given to the worker that made it",
  async ({ hub }) => {
    const session = await hub.openSession();
    const run = session.start({ kind: "images", policy: "lossless", processor: "workers" });
    const worker = (name: string) =>
      hub.connect({ processors: ["workers"], kind: "worker", name, sticky: true });
    const [first, second] = [worker("first"), worker("second")];
    const content = { variables: [boxData()] };
    const scaleOf = (outcome: Outcome) => outcome.kind === "done" ? outcome.content.scale : outcome;

    // The first takes it small and fails; the second has it in full size, and answers.
    let pushed = await run.push(picture());
    const small = await first.take(NEVER);
    small.givenAs(SCALE);
    small.fail(new FrameboxError("INTERNAL", "No."), { again: true });
    const full = await second.take(NEVER);
    full.givenAs(undefined);
    await second.answer({ hash: run.hash, content });
    assert.equal(scaleOf(await pushed.outcome), undefined);
    assert.equal(run.boxPlace(0), undefined);

    // The same, but the first one's late result is there first.
    pushed = await run.push(picture());
    const lost = await first.take(NEVER);
    lost.givenAs(SCALE);
    lost.release();
    (await second.take(NEVER)).givenAs(undefined);
    await first.answer({ hash: run.hash, frameNumber: 1, content });
    assert.deepEqual(scaleOf(await pushed.outcome), SCALE);
    assert.deepEqual(run.boxPlace(1)?.factor, [4, 4]);

    // Brought by another connection: it is its holder's.
    pushed = await run.push(picture());
    (await first.take(NEVER)).givenAs(SCALE);
    const messenger = hub.connect({ processors: [], kind: "builtin", name: "m", sticky: false });
    await messenger.answer({ hash: run.hash, frameNumber: 2, content });
    assert.deepEqual(scaleOf(await pushed.outcome), SCALE);
    assert.deepEqual(run.history.after(2, 1).map(({ scale }) => scale), [SCALE]);

    // A processor in framebox that does it after all had the frame itself.
    pushed = await run.push(picture());
    const gone = await first.take(NEVER);
    gone.givenAs(SCALE);
    run.switchProcessor("grey");
    gone.release();
    const grey = hub.connect({
      processors: ["grey"],
      kind: "builtin",
      name: "grey",
      sticky: false,
    });
    await (await grey.take(NEVER)).complete(content);
    assert.equal(scaleOf(await pushed.outcome), undefined);
  },
);
