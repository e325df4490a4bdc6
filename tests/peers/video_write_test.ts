// Videos that are made by a real ffmpeg: their frames, their rate, their sound.
import assert from "node:assert/strict";
import { VideoWriter } from "../../media/mod.ts";
import { limit } from "./support.ts";
import { picture, VideoFiles } from "./video_files.ts";
import { assertNear, colourAt, decode, FFMPEG, through } from "./video_support.ts";

Deno.test("a frame that is missing leaves a gap in a constant rate, and no frame is made up", async () => {
  await VideoFiles.with(async (files) => {
    const { info, frames } = await decode(await files.make("a.mp4", picture(1)));
    const { width, height, rate, variableRate } = info;
    const path = files.path("gaps.mp4");
    const options = { path, width, height, rate, variableRate, audioFrom: undefined };
    const writer = await VideoWriter.open(FFMPEG, options, limit());
    for (const { raster, timestampMs, number } of frames) {
      if (number !== 4) await writer.write(raster, timestampMs);
    }
    await writer.finish();
    assert.deepEqual((await decode(path)).times, [0, 100, 200, 300, 500, 600, 700, 800, 900]);
  });
});

Deno.test("grey, planar and odd frames are encoded; other sizes are refused and nothing is lost", async () => {
  await VideoFiles.with(async (files) => {
    for (const channels of [1, 3] as const) {
      const path = files.path(`odd-${channels}.mp4`);
      const size = { widthPx: 65, heightPx: 49, channels, order: "RGB" } as const;
      const data = new Uint8Array(65 * 49 * channels).fill(180);
      const options = { path, width: 65, height: 49, rate: { num: 10, den: 1 } };
      const writer = await VideoWriter.open(
        FFMPEG,
        { ...options, variableRate: false, audioFrom: undefined },
        limit(),
      );
      await writer.write({ ...size, layout: "interleaved", data }, 0);
      await assert.rejects(
        writer.write({ ...size, widthPx: 49, heightPx: 65, layout: "interleaved", data }, 50),
        /49×65 pixels; all of this video need 65×49/,
      );
      await writer.write({ ...size, layout: "planar", data }, 100);
      await writer.finish();
      const { info, frames } = await decode(path);
      assert.deepEqual([info.width, info.height, frames.length], [66, 50, 2]);
      for (const frame of frames) assertNear(colourAt(frame, 65, 49), [180, 180, 180], 4);
    }
  });
});

Deno.test("a video can be watched while it loads, and seeked in", async () => {
  await VideoFiles.with(async (files) => {
    const from = await files.make("a.mp4", `${picture(7)} -f lavfi -i sine=d=7 -shortest`);
    for (const audioFrom of [from, undefined]) {
      await through(from, files.path("b.mp4"), { audioFrom });
      const text = new TextDecoder("latin1").decode(await Deno.readFile(files.path("b.mp4")));
      assert.ok(text.indexOf("moov") < text.indexOf("mdat"));
      const keys = await files.ffmpeg(
        `-skip_frame nokey -i ${files.path("b.mp4")} -map 0:v -fps_mode passthrough -f framecrc -`,
      );
      const count = new TextDecoder().decode(keys).split("\n").filter((line) => /^\d/.test(line));
      assert.ok(count.length >= 4, `${count.length} key frames in 7 s`);
    }
    const left = await Array.fromAsync(Deno.readDir(files.directory), ({ name }) => name);
    assert.deepEqual(left.sort(), ["a.mp4", "b.mp4"]);
  });
});
