// Videos that are made by a real ffmpeg: their frames, their rate, their sound.
import assert from "node:assert/strict";
import { VideoWriter } from "../../media/video/mod.ts";
import { limit } from "../support/limit.ts";
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

/** When each packet of a file's video is shown and for how long, in seconds. */
async function packetsOf(path: string): Promise<number[][]> {
  const { stdout } = await new Deno.Command("ffprobe", {
    args: [
      ...["-v", "error", "-select_streams", "v", "-of", "csv=p=0"],
      ...["-show_entries", "packet=pts_time,duration_time", path],
    ],
  }).output();
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  return lines.map((line) => line.split(",").slice(0, 2).map(Number));
}

/** Pictures that are shown at those seconds, by a filter of ffmpeg's. */
function shownAt(...seconds: readonly number[]): string {
  const times = seconds.map((at, n) => `eq(N\\,${n})*${at}`).join("+");
  const count = `trim=end_frame=${seconds.length}`;
  return `-f lavfi -i testsrc=s=64x48:r=1,${count},settb=1/1000,setpts=(${times})/TB -fps_mode passthrough`;
}

Deno.test("each picture is shown until the next one, the last as long as in the original", async () => {
  await VideoFiles.with(async (files) => {
    const slides = await files.make("slides.mp4", `${shownAt(0, 1, 5)} -c:v libx264`);
    const long = await files.make(
      "long.mp4",
      `-i ${slides} -c copy -bsf:v setts=duration=if(eq(PTS\\,STARTPTS+5/TB)\\,3/TB\\,DURATION)`,
    );
    const flat = await files.make("flat.mp4", `${shownAt(0, 1, 3)} -c:v mpeg4`);
    const gap = await files.make("gap.mkv", `${shownAt(0, 0.04, 30, 30.04)} -c:v libx264`);
    for (const from of [slides, long, flat, gap]) {
      const { times, info } = await decode(from);
      const path = files.path("out.mp4");
      await through(from, path);
      const packets = await packetsOf(path);
      const until = [...times.slice(1), info.endMs ?? NaN];
      const expected = times.map((at, n) => [at / 1000, (until[n]! - at) / 1000]);
      packets.flat().forEach((value, i) => {
        assert.ok(Math.abs(value - expected.flat()[i]!) < 0.002, `${from}: ${packets}`);
      });
      assert.equal(packets.length, times.length);
    }
    assert.deepEqual((await decode(slides)).info.endMs, 6000);
    const { stdout } = await new Deno.Command("ffprobe", {
      args: ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", slides],
    }).output();
    assert.equal(Number(new TextDecoder().decode(stdout)), 6);
  });
});

Deno.test("two frames of one time are both kept, and a rate that is stated wrongly moves none", async () => {
  await VideoFiles.with(async (files) => {
    const path = files.path("out.mp4");
    const plain = await files.make("plain.mp4", `${picture(2, "64x48", 30)} -bf 0`);
    const twice = await files.make(
      "twice.mkv",
      `-i ${plain} -c copy -bsf:v setts=ts=TS-512*eq(N\\,7)`,
    );
    await through(twice, path);
    assert.equal((await decode(path)).frames.length, 60);

    const { times } = await decode(plain);
    await through(plain, path, { rate: { num: 299, den: 10 }, variableRate: false });
    const again = await decode(path);
    const off = again.times.map((at, n) => Math.abs(at - times[n]!));
    assert.ok(Math.max(...off) < 1.1, `${Math.max(...off)} ms off`);
  });
});
