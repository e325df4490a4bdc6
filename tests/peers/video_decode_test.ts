// Good videos through a real ffmpeg: every frame, its time, its colours.
import assert from "node:assert/strict";
import { decodeVideo, probeVideo } from "../../media/video/mod.ts";
import { limit } from "../support/limit.ts";
import { picture, VideoFiles } from "./video_files.ts";
import { assertNear, colourAt, decode, FFMPEG, processesWith, through } from "./video_support.ts";

Deno.test("each frame comes once, numbered from 0, with its own time and colours", async () => {
  await VideoFiles.with(async (files) => {
    const path = await files.make("a.mp4", `${picture(3, "320x240", "30000/1001")}`);
    const { info, frames, times, remark } = await decode(path);
    assert.deepEqual([info.width, info.height, info.frames], [320, 240, 90]);
    assert.deepEqual(info.rate, { num: 30000, den: 1001 });
    assert.deepEqual(frames.map(({ number }) => number), frames.map((_, index) => index));
    assert.deepEqual(times, times.map((_, at) => Math.round(at * 10010 / 30) / 10));
    assert.equal(times.length, 90);
    assert.equal(remark, undefined);
    assert.equal(new Set(frames.map(({ raster }) => raster.data.buffer)).size, 90);
  });
});

Deno.test("colours are those of the picture, in SD and HD, decoded and encoded", async () => {
  await VideoFiles.with(async (files) => {
    for (const [size, matrix] of [["320x240", "bt601"], ["1280x720", "bt709"]] as const) {
      const colour = `-f lavfi -i color=0xE02040:d=1:s=${size}:r=5`;
      const encode = `-vf scale=out_color_matrix=${matrix}:out_range=tv -pix_fmt yuv420p`;
      const from = await files.make("colour.mp4", `${colour} ${encode}`);
      const { frames: [frame] } = await decode(from, 1);
      assertNear(colourAt(frame!, 100, 100), [0xe0, 0x20, 0x40], 4);
      await through(from, files.path("again.mp4"));
      const { frames: [again] } = await decode(files.path("again.mp4"), 1);
      assertNear(colourAt(again!, 100, 100), [0xe0, 0x20, 0x40], 5);
    }
  });
});

Deno.test("a phone's video is turned, an odd size kept, and pixels made square", async () => {
  await VideoFiles.with(async (files) => {
    // The upper left quarter is red, until the phone is turned.
    const draw = "-vf drawbox=x=0:y=0:w=160:h=120:color=red:t=fill -pix_fmt yuv420p";
    const flat = await files.make("flat.mp4", `-f lavfi -i color=black:d=1:s=320x240:r=5 ${draw}`);
    const turned = await files.make("turned.mp4", `-i ${flat} -c copy -metadata:s:v rotate=270`);
    const phone = await decode(turned);
    assert.equal(phone.info.rotation, 90);
    const [first] = phone.frames;
    assert.deepEqual([first!.raster.widthPx, first!.raster.heightPx], [240, 320]);
    assertNear(colourAt(first!, 180, 80), [254, 0, 0], 6);
    assertNear(colourAt(first!, 60, 80), [0, 0, 0], 6);

    const odd = await decode(
      await files.make("odd.mp4", `${picture(1, "33x21")} -pix_fmt yuv444p`),
    );
    assert.equal(odd.frames[9]!.raster.data.length, 33 * 21 * 3);
    const wide = await decode(await files.make("wide.mp4", `${picture(1)} -vf setsar=4/3`));
    assert.deepEqual([wide.info.width, wide.frames[0]!.raster.widthPx], [427, 427]);
  });
});

Deno.test("a variable rate keeps every time, through decoding and encoding", async () => {
  await VideoFiles.with(async (files) => {
    const select = "-vf select='not(mod(n,3)*gt(n,10))',settb=1/1000 ";
    const from = await files.make("vfr.mkv", `${picture(3)} ${select} -fps_mode passthrough`);
    const expected = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 21, 24, 27].map((n) => n * 100);
    const { info, times } = await decode(from);
    assert.equal(info.variableRate, true);
    assert.deepEqual(times, expected);
    await through(from, files.path("again.mp4"));
    const again = await decode(files.path("again.mp4"));
    assert.deepEqual(again.times, expected);
    assert.equal(again.info.variableRate, true);
  });
});

Deno.test("what isn't taken isn't decoded, and memory stays flat however long the video is", async () => {
  await VideoFiles.with(async (files) => {
    const from = await files.make("long.mp4", `${picture(60, "640x360", 25)} -preset ultrafast`);
    const info = await probeVideo(FFMPEG, from, limit());
    const size = 640 * 360 * 3;
    let count = 0;
    let early = 0;
    for await (const { raster } of decodeVideo(FFMPEG, from, info, limit())) {
      assert.equal(raster.data.length, size);
      count++;
      if (count === 5) {
        // Long enough for a decoder that runs ahead; two more files are probed meanwhile.
        await probeVideo(FFMPEG, from, limit());
        const [pid] = await processesWith(files.directory);
        const io = await Deno.readTextFile(`/proc/${pid}/io`);
        const written = Number(/^wchar: (\d+)$/m.exec(io)?.[1]);
        assert.ok(written < 8 * size, `${written / size} frames were written`);
      }
      if (count === 500) early = Deno.memoryUsage().rss;
    }
    assert.equal(count, 1500);
    const grown = (Deno.memoryUsage().rss - early) / 1e6;
    assert.ok(grown < 100, `${grown} MB more after 1,000 frames of 0.7 MB`);
  });
});
