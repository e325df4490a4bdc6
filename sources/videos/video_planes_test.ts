import {
  Picture,
  pictureOf,
  planesFormat,
  planesOf,
  planesOfRaster,
} from "../../media/image/mod.ts";
import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { raster } from "../testing/test_pictures.ts";
import { type TestVideo, withVideo } from "./test_videos.ts";
import type { VideoRun } from "./video_run.ts";

/** A result as planes of one Y, without colour. */
function planes(luma: number, widthPx = 4, heightPx = 2, matrix: "bt601" | "bt709" = "bt601") {
  const data = new Uint8Array(widthPx * heightPx * 3 / 2).fill(luma);
  data.fill(128, widthPx * heightPx);
  return Picture.fromRaw(planesFormat({ widthPx, heightPx, matrix }), data);
}

async function over(longRun: VideoRun, { tools }: TestVideo): Promise<number[]> {
  await longRun.over;
  assert.equal(longRun.state.phase, "done");
  return tools.written.map(({ grey }) => grey);
}

Deno.test("frames travel as planes in memory that is used again, and results as planes", () =>
  withVideo({ frames: 100, planes: "bt709" }, async (t) => {
    const longRun = await t.start();
    await t.answer(100, ({ frame: { number, payload } }) => {
      const came = planesOf(pictureOf(payload).source);
      assert.equal(came?.matrix, "bt709");
      assert.equal(came?.data[0], number + 16);
      assert.ok(came?.data.buffer instanceof SharedArrayBuffer);
      return { payload: planes(number + 17, 4, 2, "bt709") };
    });
    assert.deepEqual(await over(longRun, t), Array.from({ length: 100 }, (_, i) => i + 17));
    assert.deepEqual([...t.tools.writtenKinds], ["bt709"]);
    // A window of four, the frame that waits for it, one ahead, and those that are being written.
    assert.ok(t.tools.rooms.size <= 12, `${t.tools.rooms.size} buffers`);
  }, { runWindow: 4 }));

Deno.test("a frame that failed, has no picture, or is its own result, shows its planes", () =>
  withVideo({ frames: 8, planes: "bt601" }, async (t) => {
    const longRun = await t.start();
    await t.answer(8, ({ frame: { number, payload } }) => {
      if (number === 1) return new FrameboxError("INVALID_ARGUMENT", "Too dark.");
      if (number === 2) return {};
      return number === 3 ? { payload } : { payload: planes(200) };
    });
    assert.deepEqual(await over(longRun, t), [200, 17, 18, 19, 200, 200, 200, 200]);
    assert.deepEqual([longRun.state.done, longRun.state.failed], [7, 1]);
  }));

Deno.test("a frame that is its own result is not written over while it is shown", () =>
  withVideo({ frames: 60, planes: "bt601" }, async (t) => {
    const longRun = await t.start();
    let kept: Picture | undefined;
    await t.answer(60, ({ frame: { number, payload } }) => {
      if (number === 5) kept = pictureOf(payload);
      return number === 5 ? { payload } : { payload: planes(200) };
    });
    await over(longRun, t);
    assert.equal(kept && planesOf(kept.source)?.data[0], 5 + 16);
  }, { runWindow: 2 }));

Deno.test("results of other forms, sizes and matrices are made planes like the first", () =>
  withVideo({ frames: 5, planes: "bt601" }, async (t) => {
    const longRun = await t.start();
    const pictures = [
      planes(90),
      Picture.fromRaster(raster(255, 4, 2)),
      Picture.fromRaster({ ...raster(0, 8, 6) }),
      planes(60, 4, 2, "bt709"),
      Picture.fromRaster({ ...raster(255, 4, 2), channels: 1, data: new Uint8Array(8).fill(255) }),
    ];
    await t.answer(5, ({ frame: { number } }) => ({ payload: pictures[number]! }));
    assert.deepEqual(await over(longRun, t), [90, 235, 16, 60, 235]);
    assert.deepEqual([...t.tools.writtenKinds], ["bt601"]);
    assert.ok(t.tools.written.every(({ width, height }) => width === 4 && height === 2));
  }));

Deno.test("the processor that continues gets planes as colours, which fit a video that began in colour", () =>
  withVideo({ frames: 3, planes: "bt601" }, async (t) => {
    const longRun = await t.start();
    const seen: number[] = [];
    for (let i = 0; i < 3; i++) {
      const lease = await t.take();
      const { data, channels } = await pictureOf(lease.frame.payload).raster({}, t.pool);
      assert.equal(channels, 3);
      seen.push(data[0]!);
      await lease.complete(
        i === 1 ? { payload: planes(235) } : { payload: Picture.fromRaster(raster(7, 4, 2)) },
      );
    }
    assert.deepEqual(await over(longRun, t), [7, 255, 7]);
    assert.deepEqual(seen, [0, 1, 2]);
    assert.deepEqual([...t.tools.writtenKinds], [3]);
  }));

Deno.test("a processor that is not asked for planes gets RGB", () =>
  withVideo({ frames: 2 }, async (t) => {
    const longRun = await t.start();
    await t.answer(2, ({ frame: { payload } }) => {
      assert.equal(pictureOf(payload).source.kind, "raster");
      return { payload: Picture.fromRaster(raster(9)) };
    });
    assert.deepEqual(await over(longRun, t), [9, 9]);
    assert.equal(t.tools.rooms.size, 0);
  }));

Deno.test("colours go into a video of planes by its matrix", async () => {
  for (const matrix of ["bt601", "bt709"] as const) {
    await withVideo({ frames: 2, planes: matrix }, async (t) => {
      const longRun = await t.start();
      const red = new Uint8Array(24).map((_, i) => i % 3 === 0 ? 255 : 0);
      const picture = Picture.fromRaster({ ...raster(0, 4, 2), data: red });
      const first = planes(16, 4, 2, matrix);
      await t.answer(2, ({ frame }) => ({ payload: frame.number === 0 ? first : picture }));
      const expected = planesOfRaster({ ...raster(0, 4, 2), data: red }, matrix).data[0];
      assert.deepEqual(await over(longRun, t), [16, expected]);
      assert.equal(expected, matrix === "bt601" ? 81 : 63);
    });
  }
});
