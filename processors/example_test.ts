import assert from "node:assert/strict";
import { Picture } from "../media/image/mod.ts";
import { batch, contentOf, start, withOwn } from "./test_support.ts";

const EXAMPLE = new URL("../docs/examples/processors/brightest_spot.js", import.meta.url).pathname;

/** Black, with one white pixel and a bright block whose left upper corner is at `x`, `y`. */
function pictureOf(x: number, y: number): Picture {
  const [widthPx, heightPx] = [60, 44];
  const data = new Uint8Array(widthPx * heightPx);
  for (let row = y; row < Math.min(y + 8, heightPx); row++) {
    data.fill(204, row * widthPx + x, row * widthPx + Math.min(x + 8, widthPx));
  }
  data[0] = 255;
  return Picture.fromRaster({
    widthPx,
    heightPx,
    channels: 1,
    layout: "interleaved",
    order: "RGB",
    data,
  });
}

Deno.test("the example boxes the brightest block, and knows how far it has moved", async () => {
  await withOwn([EXAMPLE], async (hub) => {
    const run = await start(hub, "brightest_spot");
    const outcomes = await batch(run, [pictureOf(16, 8), pictureOf(40, 40)]);
    const [first, second] = outcomes.map(contentOf);
    assert.deepEqual(first?.boxes?.xyxy, [[16, 8, 24, 16]]);
    assert.deepEqual(first?.boxes?.names, ["brightest"]);
    assert.deepEqual(first?.data, { brightness: 204, moved: 0 });
    assert.deepEqual(second?.boxes?.xyxy, [[40, 40, 48, 44]]);
    assert.deepEqual(second?.data, { brightness: 204, moved: 40 });
  });
});

Deno.test("the processor in docs/processors.md gives the result that is described there", async () => {
  const page = await Deno.readTextFile(new URL("../docs/processors.md", import.meta.url));
  const [, source = ""] = /```js\n(export default \{[^]*?)```/.exec(page) ?? [];
  const file = await Deno.makeTempFile({ suffix: ".js" });
  await Deno.writeTextFile(file, source);
  try {
    await withOwn([file], async (hub) => {
      const [outcome] = await batch(await start(hub, "mean"), [pictureOf(16, 8)]);
      assert.deepEqual(contentOf(outcome).data, { mean: (64 * 204 + 255) / (60 * 44) });
    });
  } finally {
    await Deno.remove(file);
  }
});
