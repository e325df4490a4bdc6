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

Deno.test("sound is kept as it is where MP4 may hold it, else as AAC, and in sync", async () => {
  await VideoFiles.with(async (files) => {
    // White and loud from 2.0 to 2.5 seconds of the file; the picture begins at 0.5 in the second.
    const flash =
      "color=black:d=4:s=160x120:r=20,drawbox=color=white:t=fill:enable='between(t,T,U)'";
    const beep = "-f lavfi -i sine=f=1000:d=4.5,volume=0:enable='not(between(t,2,2.5))'";
    const at = (from: number) =>
      `-f lavfi -i ${flash.replace("T", `${from}`).replace("U", `${from + 0.49}`)}`;
    const same = await files.make("same.mp4", `${at(2)} ${beep} -pix_fmt yuv420p`);
    const later = await files.make(
      "later.mkv",
      `-itsoffset 0.5 ${at(1.5)} ${beep} -c:a pcm_s16le -pix_fmt yuv420p`,
    );
    const webm = await files.make("opus.webm", `${at(2)} ${beep} -c:v libvpx -c:a libopus`);
    for (const [from, codec] of [[same, "aac"], [later, "aac"], [webm, "opus"]] as const) {
      const path = files.path("out.mp4");
      const { remark } = await through(from, path);
      assert.equal(remark, undefined);
      const { info, frames } = await decode(path);
      assert.equal(info.audioCodec, codec);
      const white = frames.find((frame) => colourAt(frame, 80, 60)[0]! > 128);
      const loud = await firstLoudMs(files, path);
      assert.ok(Math.abs(white!.timestampMs - loud) <= 30, `${white!.timestampMs} and ${loud} ms`);
      assert.ok(Math.abs(loud - 2000) <= 30, `loud at ${loud} ms`);
    }
  });
});

/** When a file's sound begins to be heard, on the file's clock. */
async function firstLoudMs(files: VideoFiles, path: string): Promise<number> {
  // Silence is put where the sound's clock has a gap, also before its beginning.
  const pcm = await files.ffmpeg(
    `-i ${path} -map 0:a -af aresample=8000:async=1:first_pts=0 -ac 1 -f s16le -`,
  );
  const samples = new Int16Array(pcm.slice().buffer);
  return samples.findIndex((sample) => Math.abs(sample) > 1000) / 8;
}

Deno.test("sound ends with the video, and a video without sound stays without", async () => {
  await VideoFiles.with(async (files) => {
    const long = await files.make("long.mp4", `${picture(1)} -f lavfi -i sine=d=9`);
    await through(long, files.path("out.mp4"));
    const text = new TextDecoder().decode(
      await files.ffmpeg(
        `-i ${files.path("out.mp4")} -map 0:a -c copy -f framecrc -`,
      ),
    );
    const last = text.trim().split("\n").at(-1)?.split(",").map(Number) ?? [];
    assert.ok(last[1]! / 44100 < 1.1, `sound until ${last[1]! / 44100} s`);
    const silent = await files.make("silent.mp4", picture(1));
    assert.equal((await through(silent, files.path("out.mp4"))).remark, undefined);
    assert.equal((await decode(files.path("out.mp4"))).info.audioCodec, undefined);

    const audioFrom = await files.write("broken.mp4", "no sound at all");
    const { remark } = await through(silent, files.path("out.mp4"), { audioFrom });
    assert.match(remark ?? "", /sound could not be kept/);
    assert.equal((await decode(files.path("out.mp4"))).frames.length, 10);
  });
});
