// The original's sound in the result's video: in a form that browsers play, in sync, as long as it is.
import assert from "node:assert/strict";
import { VideoFiles } from "./video_files.ts";
import { colourAt, decode, through } from "./video_support.ts";

/** White from one second to 1.3 seconds. */
const FLASH = "-f lavfi -i color=black:d=2:s=64x48:r=25," +
  "drawbox=color=white:t=fill:enable=between(t\\,1\\,1.29)";
/** Loud at that time. */
const BEEP = "-f lavfi -i sine=f=1000:d=2:r=48000,volume=0:enable=not(between(t\\,1\\,1.3))";
const H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

/** What a file's sounds are: `aac 2`, by codec and channels. */
async function soundsOf(path: string): Promise<string[]> {
  const { stdout } = await new Deno.Command("ffprobe", {
    args: [
      ...["-v", "error", "-select_streams", "a", "-of", "csv=p=0:s=\\ "],
      ...["-show_entries", "stream=codec_name,channels", path],
    ],
  }).output();
  return new TextDecoder().decode(stdout).trim().split("\n").filter((line) => line !== "");
}

/** When a file's sound becomes audible and when it ends, on the file's clock, in milliseconds. */
async function audible(
  files: VideoFiles,
  path: string,
): Promise<{ beepMs: number; endMs: number }> {
  // Silence is put where the sound's clock has a gap, also before its beginning.
  const pcm = await files.ffmpeg(
    `-i ${path} -map 0:a:0 -af aresample=8000:async=1:first_pts=0 -ac 1 -f s16le -`,
  );
  const samples = new Int16Array(pcm.slice().buffer);
  const beepMs = samples.findIndex((sample) => Math.abs(sample) > 1000) / 8;
  return { beepMs, endMs: samples.length / 8 };
}

/** When the picture turns white. */
async function flashMs(path: string): Promise<number> {
  const { frames } = await decode(path);
  return frames.find((frame) => colourAt(frame, 32, 24)[0]! > 128)?.timestampMs ?? NaN;
}

Deno.test("whatever the sound's codec is, it is kept in one that browsers play, and in sync", () =>
  VideoFiles.with(async (files) => {
    const kinds: [name: string, encode: string, becomes: string][] = [
      ["flac.mkv", "-c:a flac", "flac 1"],
      ["flac.mov", "-c:a pcm_s24le", "aac 1"],
      ["pcm.mov", "-c:a pcm_s16be", "aac 1"],
      ["float.mkv", "-c:a pcm_f32le -ar 192000", "aac 1"],
      ["opus.mkv", "-c:a libopus", "opus 1"],
      ["opus51.mkv", "-ac 6 -c:a libopus", "opus 6"],
      ["vorbis.mkv", "-c:a libvorbis", "aac 1"],
      ["ac3.mkv", "-ac 6 -c:a ac3", "aac 6"],
      ["eac3.mp4", "-c:a eac3", "aac 1"],
      ["dts.mkv", "-c:a dca -strict -2", "aac 1"],
      ["truehd.mkv", "-c:a truehd -strict -2", "aac 2"],
      ["alac.mov", "-c:a alac", "aac 1"],
      ["mp2.ts", "-c:a mp2", "aac 1"],
      ["mp3.mp4", "-c:a libmp3lame", "mp3 1"],
      ["aac51.mp4", "-ac 6 -c:a aac", "aac 6"],
      ["aac.ts", "-c:a aac", "aac 1"],
      ["eight.mkv", "-ac 8 -c:a pcm_s16le", "aac 6"],
      // AVI has no times: what a decoder holds back is no delay.
      ["asp.avi", "-c:v mpeg4 -bf 2 -q:v 3 -c:a ac3", "aac 1"],
      ["b_frames.avi", "-c:v libx264 -pix_fmt yuv420p -c:a adpcm_ima_wav", "aac 1"],
      ["low.mkv", "-ar 8000 -c:a pcm_mulaw", "aac 1"],
    ];
    const picture = await files.make("flash.mp4", `${FLASH} ${H264}`);
    for (const [name, encode, becomes] of kinds) {
      const from = await files.make(name, `-i ${picture} ${BEEP} -c:v copy ${encode}`);
      const path = files.path("out.mp4");
      assert.equal((await through(from, path)).remark, undefined, name);
      assert.deepEqual(await soundsOf(path), [becomes], name);
      const { beepMs } = await audible(files, path);
      const apart = beepMs - await flashMs(path);
      // DTS begins with what its filters need, and Opus with what it leaves out.
      assert.ok(Math.abs(apart) < 15, `${name}: the beep is ${apart} ms behind the flash`);
    }
  }));

Deno.test("tracks that begin apart stay apart, in every container", () =>
  VideoFiles.with(async (files) => {
    const picture = await files.make("flash.mp4", `${FLASH} ${H264}`);
    const tone = await files.make("tone.m4a", `${BEEP} -c:a aac`);
    const late = (path: string, at: number, to: string) => `-itsoffset ${at} -i ${path} ${to}`;
    const both = ["mp4", "mov", "ts", "mkv"].flatMap((kind) => {
      const sound = kind === "mkv" ? "-c:a libopus" : "-c:a copy";
      return [
        [`sound.${kind}`, `-i ${picture} ${late(tone, 0.5, "")} -c:v copy ${sound}`, 500],
        [`picture.${kind}`, `${late(picture, 0.5, `-i ${tone}`)} -c:v copy ${sound}`, -500],
      ] as const;
    });
    const hours = late(picture, 36_000.5, late(tone, 36_000, "-c:v copy -c:a ac3 -copyts"));
    for (const [name, args, apart] of [...both, ["hours.mkv", hours, -500] as const]) {
      const path = files.path("out.mp4");
      const { info } = await through(await files.make(name, args), path);
      const { beepMs } = await audible(files, path);
      const measured = beepMs - await flashMs(path);
      assert.ok(Math.abs(measured - apart) < 10, `${name}: ${measured} ms instead of ${apart}`);
      if (apart < 0) assert.ok(Math.abs(info.firstMs - 500) < 35, `${name}: ${info.firstMs}`);
    }
  }));

Deno.test("sound continues after the last picture, and may end before it", () =>
  VideoFiles.with(async (files) => {
    const picture = await files.make("flash.mp4", `${FLASH} ${H264}`);
    for (const seconds of [0.5, 5]) {
      const tone = `-f lavfi -i sine=d=${seconds}`;
      for (const codec of ["aac", "pcm_s16le"]) {
        const from = await files.make("from.mov", `-i ${picture} ${tone} -c:v copy -c:a ${codec}`);
        const path = files.path("out.mp4");
        assert.equal((await through(from, path)).remark, undefined);
        const { endMs } = await audible(files, path);
        assert.ok(Math.abs(endMs - seconds * 1000) < 50, `${codec} of ${seconds} s until ${endMs}`);
        assert.equal((await decode(path)).info.endMs, 2000);
      }
    }
  }));

Deno.test("all sound tracks are kept, with their languages", () =>
  VideoFiles.with(async (files) => {
    const from = await files.make(
      "two.mkv",
      `${FLASH} ${BEEP} -map 0 -map 1 -map 1 ${H264} -c:a:0 ac3 -c:a:1 libopus ` +
        "-metadata:s:a:0 language=spa -metadata:s:a:1 language=por",
    );
    const path = files.path("out.mp4");
    assert.equal((await through(from, path)).remark, undefined);
    assert.deepEqual(await soundsOf(path), ["aac 1", "opus 1"]);
    const probed = await new Deno.Command("ffprobe", {
      args: [
        ...["-v", "error", "-select_streams", "a", "-of", "csv=p=0"],
        ...["-show_entries", "stream_tags=language", path],
      ],
    }).output();
    assert.deepEqual(new TextDecoder().decode(probed.stdout).trim().split("\n"), ["spa", "por"]);
  }));

Deno.test("a remark names what ffmpeg can't decode, and the other sounds and the pictures stay", () =>
  VideoFiles.with(async (files) => {
    const [path, silent] = [
      files.path("out.mp4"),
      await files.make("silent.mp4", `${FLASH} ${H264}`),
    ];
    assert.equal((await through(silent, path)).remark, undefined);
    assert.deepEqual(await soundsOf(path), []);

    const audioFrom = await files.write("broken.mp4", "no sound at all");
    const { remark } = await through(silent, path, { audioFrom });
    assert.match(remark ?? "", /sound could not be kept/);
    assert.equal((await decode(path)).frames.length, 50);

    const two = await files.make(
      "two.mov",
      `${FLASH} ${BEEP} -map 0 -map 1 -map 1 ${H264} -c:a:0 pcm_s16le -c:a:1 aac`,
    );
    const unknown = await files.write(
      "unknown.mov",
      renamed(await Deno.readFile(two), "sowt", "xxxx"),
    );
    assert.equal((await through(unknown, path)).remark, "Of 2 sound tracks 1 could not be kept.");
    assert.deepEqual(await soundsOf(path), ["aac 1"]);
    assert.deepEqual(await packetsOf(files, path), await packetsOf(files, two, 1), "as it was");
  }));

/** What a sound's packets hold. */
async function packetsOf(files: VideoFiles, path: string, track = 0): Promise<string[]> {
  const text = await files.ffmpeg(`-i ${path} -map 0:a:${track} -c copy -f framemd5 -`);
  return new TextDecoder().decode(text).match(/\b[0-9a-f]{32}\b/g) ?? [];
}

/** A copy with another word, as long as it, in the place of each one. */
function renamed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const [copy, word, other] = [
    bytes.slice(),
    ...[from, to].map((text) => new TextEncoder().encode(text)),
  ];
  for (let at = 0; at + word!.length <= copy.length; at++) {
    if (word!.every((byte, i) => copy[at + i] === byte)) copy.set(other!, at);
  }
  return copy;
}
