// Videos through a real ffmpeg: good ones, bad ones, hostile ones.
import assert from "node:assert/strict";
import { FrameboxError } from "../../errors/mod.ts";
import {
  decodeVideo,
  type Ffmpeg,
  findFfmpeg,
  probeVideo,
  type VideoFrame,
  VideoWriter,
  type VideoWriterOptions,
} from "../../media/mod.ts";
import { Child } from "../support/process.ts";
import { limit } from "./support.ts";
import { picture, VideoFiles } from "./video_files.ts";

async function found(): Promise<Ffmpeg> {
  const ffmpeg = await findFfmpeg(limit());
  assert.ok(ffmpeg, "these tests need ffmpeg and ffprobe on the PATH");
  return ffmpeg;
}

const FFMPEG = await found();

/** What a test looks at: all frames of a file, or of its beginning. */
async function decode(path: string, most = Infinity) {
  const info = await probeVideo(FFMPEG, path, limit());
  const decoder = decodeVideo(FFMPEG, path, info, limit());
  const frames: VideoFrame[] = [];
  for await (const frame of decoder) {
    frames.push(frame);
    if (frames.length === most) break;
  }
  return { info, frames, times: frames.map(timeOf), remark: decoder.remark };
}

function timeOf(frame: VideoFrame): number {
  return Math.round(frame.timestampMs * 10) / 10;
}

/** Decodes one file and encodes it again, as it is. */
async function through(from: string, path: string, change: Partial<VideoWriterOptions> = {}) {
  const info = await probeVideo(FFMPEG, from, limit());
  const { width, height, rate, variableRate } = info;
  const options = { path, width, height, rate, variableRate, audioFrom: from, ...change };
  const writer = await VideoWriter.open(FFMPEG, options, limit());
  for await (const { raster, timestampMs } of decodeVideo(FFMPEG, from, info, limit())) {
    await writer.write(raster, timestampMs);
  }
  await writer.finish();
  return { info, remark: writer.remark };
}

/** Mean colour of a part of a frame, around a point. */
function colourAt({ raster }: VideoFrame, x: number, y: number): number[] {
  const at = (Math.floor(y) * raster.widthPx + Math.floor(x)) * 3;
  return [...raster.data.subarray(at, at + 3)];
}

function assertNear(actual: readonly number[], expected: readonly number[], by: number): void {
  const far = actual.some((value, index) => Math.abs(value - (expected[index] ?? NaN)) > by);
  assert.ok(!far && actual.length === expected.length, `${actual} is not near ${expected}`);
}

async function assertBad(path: string, sentence: RegExp): Promise<void> {
  await assert.rejects(probeVideo(FFMPEG, path, limit()), (error) => {
    assert.ok(error instanceof FrameboxError, String(error));
    assert.equal(error.code, "INVALID_ARGUMENT");
    assert.match(error.message, sentence);
    assert.doesNotMatch(error.message, /\n|\/tmp|file:/);
    return true;
  });
}

/** Processes of this machine that name the directory in their arguments. */
async function processesWith(directory: string): Promise<number[]> {
  const pids: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (/^(\S*\/)?ff(mpeg|probe)\0/.test(line) && line.includes(directory)) pids.push(Number(name));
  }
  return pids;
}

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

Deno.test("every bad file gets one sentence that says what is wrong with it", async () => {
  await VideoFiles.with(async (files) => {
    const good = await files.make("good.mp4", `${picture(4)} -movflags +faststart`);
    const late = await files.make("late.mp4", picture(4));
    const mkv = await files.make("good.mkv", picture(1));
    await assertBad(await files.write("text.mp4", "hello\n".repeat(100)), /is not a video/);
    await assertBad(await files.write("empty.mp4", ""), /is empty/);
    await assertBad(await files.write("zeros.mp4", new Uint8Array(100_000)), /is not a video/);
    await assertBad(await files.make("photo.jpg", `${picture(1)} -frames:v 1`), /is not a video/);
    await assertBad(await files.make("sound.m4a", "-f lavfi -i sine=d=1"), /only sound/);
    await assertBad(await files.make("sound.mp3", "-f lavfi -i sine=d=1"), /only sound/);
    await assertBad(await files.cut("late-cut.mp4", late, 0.5), /cut short: its index/);
    await assertBad(await files.cut("early-cut.mp4", good, 0.02), /cut|damaged/);
    await assertBad(await files.cut("early-cut.mkv", mkv, 0.01), /cut|damaged/);
    const key = "-encryption_key 00112233445566778899aabbccddeeff";
    const kid = "-encryption_kid 00112233445566778899aabbccddeeff";
    const scheme = `-encryption_scheme cenc-aes-ctr ${key} ${kid}`;
    await assertBad(await files.make("encrypted.mp4", `${picture(1)} ${scheme}`), /encrypted/);
    await assert.rejects(
      probeVideo(FFMPEG, good, limit(), { maxBytes: 1e9, maxPixels: 320 * 240 - 1 }),
      /320×240 pixels; the limit is 76799 in all/,
    );
    const unknown = (await Deno.readFile(mkv)).map((byte) => byte);
    const at = new TextDecoder("latin1").decode(unknown).indexOf("V_MPEG4/ISO/AVC");
    unknown.set(new TextEncoder().encode("V_NOSUCHCODECXX"), at);
    await assertBad(await files.write("unknown.mkv", unknown), /codec is not known|can't decode/);
  });
});

Deno.test("a file that was cut in the middle yields what can be read, and says so", async () => {
  await VideoFiles.with(async (files) => {
    const mp4 = await files.make("a.mp4", `${picture(8)} -movflags +faststart`);
    const mkv = await files.make("a.mkv", picture(8));
    for (const whole of [mp4, mkv]) {
      assert.equal((await decode(whole)).remark, undefined);
      const { frames, remark } = await decode(await files.cut("cut", whole, 0.6));
      assert.ok(frames.length > 10 && frames.length < 75, `${frames.length} frames`);
      assert.equal(remark, `The file ends early: ${frames.length} frames could be read.`);
    }
  });
});

Deno.test("a hostile file makes ffmpeg open neither another file nor an address", async () => {
  await VideoFiles.with(async (files) => {
    // Something that would show: a video that the hostile files name.
    const secret = await files.make("secret.ts", picture(1));
    let visits = 0;
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
      visits++;
      return new Response("no");
    });
    const url = `http://127.0.0.1:${server.addr.port}/a.ts`;
    for (const target of [secret, `file://${secret}`, "/etc/passwd", url]) {
      const list = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${target}\n#EXT-X-ENDLIST\n`;
      for (const name of ["list.mp4", "list.m3u8", "list.avi"]) {
        await assertBad(await files.write(name, list), /is not a video/);
      }
      const script = `ffconcat version 1.0\nfile '${target}'\n`;
      for (const name of ["concat.mp4", "concat.ffconcat"]) {
        await assertBad(await files.write(name, script), /is not a video/);
      }
    }
    const sdp =
      "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5000 RTP/AVP 96\n" +
      "a=rtpmap:96 H264/90000\n";
    await assertBad(await files.write("a.sdp", sdp), /is not a video/);
    const dash = `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static">` +
      `<Period><AdaptationSet><Representation id="1" bandwidth="1"><BaseURL>${url}</BaseURL>` +
      `</Representation></AdaptationSet></Period></MPD>`;
    await assertBad(await files.write("a.mpd", dash), /is not a video/);
    await files.write("frame-%03d.jpg", "x");
    await assertBad(files.path("frame-%03d.jpg"), /is not a video/);
    assert.equal(visits, 0);
    await server.shutdown();
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

Deno.test("who leaves in the middle, or aborts, leaves no ffmpeg and no file behind", async () => {
  await VideoFiles.with(async (files) => {
    const from = await files.make("a.mp4", picture(60, "640x360"));
    const { info, frames } = await decode(from, 5);
    assert.deepEqual(await processesWith(files.directory), []);

    const controller = new AbortController();
    const decoding = decodeVideo(FFMPEG, from, info, controller.signal)[Symbol.asyncIterator]();
    await decoding.next();
    const reason = new Error("enough");
    const waiting = decoding.next().then(() => decoding.next()).then(() => decoding.next());
    controller.abort(reason);
    await assert.rejects(waiting, reason);

    const options = { path: files.path("out.mp4"), width: 640, height: 360, rate: info.rate };
    const whole = { ...options, variableRate: false, audioFrom: undefined };
    const aborted = new AbortController();
    const writer = await VideoWriter.open(FFMPEG, whole, aborted.signal);
    for (const { raster, timestampMs } of frames) await writer.write(raster, timestampMs);
    assert.equal((await processesWith(files.directory)).length, 1);
    aborted.abort(reason);
    await assert.rejects(writer.write(frames[0]!.raster, 1000), reason);
    await assert.rejects(writer.finish(), reason);

    const other = await VideoWriter.open(FFMPEG, whole, limit());
    await other.write(frames[0]!.raster, 0);
    await other.abort();
    const empty = await VideoWriter.open(FFMPEG, whole, limit());
    await assert.rejects(empty.finish(), { code: "FAILED_PRECONDITION" });

    assert.deepEqual(await processesWith(files.directory), []);
    const left = await Array.fromAsync(Deno.readDir(files.directory), ({ name }) => name);
    assert.deepEqual(left, ["a.mp4"]);
  });
});

Deno.test("an ffmpeg that dies is an error that says so, while decoding and while encoding", async () => {
  await VideoFiles.with(async (files) => {
    const from = await files.make("a.mp4", picture(20, "640x360"));
    const { info, frames } = await decode(from, 2);
    const decoding = decodeVideo(FFMPEG, from, info, limit())[Symbol.asyncIterator]();
    await decoding.next();
    const [decoder] = await processesWith(files.directory);
    assert.ok(decoder);
    Deno.kill(decoder, "SIGKILL");
    await assert.rejects(async () => {
      while (!(await decoding.next()).done);
    }, { code: "INTERNAL" });

    const path = files.path("out.mp4");
    const options = { path, width: 640, height: 360, rate: info.rate };
    const writer = await VideoWriter.open(
      FFMPEG,
      { ...options, variableRate: false, audioFrom: undefined },
      limit(),
    );
    await writer.write(frames[0]!.raster, 0);
    const [pid] = await processesWith(files.directory);
    assert.ok(pid);
    Deno.kill(pid, "SIGKILL");
    await assert.rejects(async () => {
      for (let number = 1; number < 100; number++) {
        await writer.write(frames[1]!.raster, number * 100);
      }
    }, { code: "INTERNAL" });
    await writer.abort();
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

Deno.test("no ffmpeg outlives a box that is killed", async () => {
  await VideoFiles.with(async (files) => {
    const from = await files.make("a.mp4", picture(60, "640x360"));
    const script = new URL("./video_holder.ts", import.meta.url).pathname;
    const box = new Child(Deno.execPath(), {
      args: ["run", "-P=tests", script, from, files.path("out.mp4")],
      cwd: new URL("../../", import.meta.url).pathname,
    });
    await box.line(/holding/);
    const pids = await processesWith(files.directory);
    assert.equal(pids.length, 2);
    const ended = pids.map((pid) =>
      new Deno.Command("tail", { args: [`--pid=${pid}`, "-f", "/dev/null"] })
    );
    await box.stop("SIGKILL");
    const watches = ended.map((command) => command.spawn());
    const timer = limit();
    timer.addEventListener("abort", () => watches.forEach((watch) => watch.kill("SIGKILL")));
    for (const watch of watches) {
      assert.equal((await watch.status).code, 0, "ffmpeg is still there");
    }
    assert.deepEqual(await processesWith(files.directory), []);
  });
});
