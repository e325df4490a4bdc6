// Frames as planes, beside the same frames as RGB, through a real ffmpeg.
import assert from "node:assert/strict";
import {
  convertRaster,
  negativePlanes,
  type Planes,
  planesFormat,
  type Raster,
  rawRaster,
} from "../../media/image/mod.ts";
import { decodePlanes, probeVideo, type VideoPixels, VideoWriter } from "../../media/video/mod.ts";
import { limit } from "../support/limit.ts";
import { VideoFiles } from "./video_files.ts";
import { decode, FFMPEG } from "./video_support.ts";

/** Every colour, edges between them, and a ramp. */
const PICTURE = "-f lavfi -i testsrc2=d=0.4:s=320x240:r=5";

function coded(matrix: "bt601" | "bt709", range: "tv" | "pc", pixels: string): string {
  const filter = `scale=out_color_matrix=${matrix}:out_range=${range},format=${pixels}`;
  const space = matrix === "bt601" ? "smpte170m" : "bt709";
  return `-vf format=gbrp,${filter} -colorspace ${space} -color_range ${range}`;
}

/** What may travel as planes, by name. */
const SOURCES: Readonly<Record<string, string>> = {
  "sd.mp4": coded("bt601", "tv", "yuv420p"),
  "hd.mp4": coded("bt709", "tv", "yuv420p"),
  "full-sd.mp4": coded("bt601", "pc", "yuvj420p"),
  "full-hd.mp4": coded("bt709", "pc", "yuvj420p"),
  "vp9.webm": `${coded("bt709", "pc", "yuv420p")} -c:v libvpx-vp9 -deadline realtime`,
  "mpeg4.avi": "-c:v mpeg4 -q:v 2",
  "photos.avi": "-c:v mjpeg -pix_fmt yuvj420p -q:v 2",
};

async function planesOf(path: string): Promise<Planes[]> {
  const info = await probeVideo(FFMPEG, path, limit());
  const room = (byteLength: number) => new Uint8Array(new SharedArrayBuffer(byteLength));
  const frames: Planes[] = [];
  for await (const { planes } of decodePlanes(FFMPEG, path, info, room, limit())) {
    frames.push(planes);
  }
  return frames;
}

function colours(planes: Planes): Raster {
  return rawRaster({ format: planesFormat(planes), bytes: planes.data }, "RGB");
}

function grey(raster: Raster): Raster {
  return convertRaster(raster, { channels: 1, layout: "interleaved", order: "RGB" });
}

/** Fails unless all but a few bytes are within `by`, and none is farther off than twice that. */
function assertClose(actual: Uint8Array, expected: Uint8Array, by: number, what: string): void {
  assert.equal(actual.length, expected.length, what);
  let far = 0;
  for (let i = 0; i < actual.length; i++) {
    const off = Math.abs(actual[i]! - expected[i]!);
    assert.ok(off <= 2 * by, `${what}: byte ${i} is ${actual[i]}, not ${expected[i]}`);
    if (off > by) far++;
  }
  assert.ok(far <= actual.length / 200, `${what}: ${far} of ${actual.length} bytes are off`);
}

function mean({ data }: Raster): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}

Deno.test("planes of every matrix and range have the colours and the grey of RGB", () =>
  VideoFiles.with(async (files) => {
    for (const [name, args] of Object.entries(SOURCES)) {
      const path = await files.make(name, `${PICTURE} ${args}`);
      const { info, frames } = await decode(path);
      const planes = await planesOf(path);
      assert.equal(planes.length, frames.length, name);
      const isHd = name.includes("hd") || name.includes("vp9");
      assert.equal(info.planesMatrix, isHd ? "bt709" : "bt601", name);
      for (const [i, { raster }] of frames.entries()) {
        // ffmpeg's own way to RGB is up to two steps darker than the standard's formula.
        assertClose(colours(planes[i]!).data, raster.data, 3, `${name}, colours of ${i}`);
        assertClose(grey(colours(planes[i]!)).data, grey(raster).data, 3, `${name}, grey of ${i}`);
        assert.ok(Math.abs(mean(colours(planes[i]!)) - mean(raster)) < 1.5, name);
      }
    }
  }));

Deno.test("ten bits become eight, and a phone's video is turned", () =>
  VideoFiles.with(async (files) => {
    const deep = await files.make("deep.mp4", `${PICTURE} ${coded("bt709", "tv", "yuv420p10le")}`);
    const flat = await files.make("flat.mp4", `${PICTURE} ${SOURCES["sd.mp4"]}`);
    const turned = await files.make("turned.mp4", `-i ${flat} -c copy -metadata:s:v rotate=270`);
    for (const path of [deep, turned]) {
      const { frames: [first] } = await decode(path, 1);
      const [planes] = await planesOf(path);
      const shown = colours(planes!);
      assert.deepEqual([shown.widthPx, shown.heightPx], [
        first!.raster.widthPx,
        first!.raster.heightPx,
      ]);
      // Colours of ten bits are smoothed by ffmpeg on their way to RGB: only what is flat is the same.
      const off = shown.data.map((value, i) => Math.abs(value - first!.raster.data[i]!));
      assert.ok(off.filter((by) => by > 3).length < off.length / 5, path);
      assert.ok(Math.abs(mean(shown) - mean(first!.raster)) < 2, path);
    }
  }));

Deno.test("what planes can't hold without loss is sent as RGB", () =>
  VideoFiles.with(async (files) => {
    const others = {
      "odd.mp4": "-vf scale=319:239 -pix_fmt yuv444p",
      "422.mp4": "-pix_fmt yuv422p",
      "444.mp4": "-pix_fmt yuv444p",
      "rgb.mkv": "-c:v ffv1 -pix_fmt bgr0",
      "grey.mkv": "-c:v ffv1 -pix_fmt gray",
      "wide.mp4": "-colorspace bt2020nc -pix_fmt yuv420p",
      "alpha.mov": "-c:v qtrle -pix_fmt argb",
    };
    for (const [name, args] of Object.entries(others)) {
      const path = await files.make(name, `${PICTURE} ${args}`);
      const { info, frames } = await decode(path, 1);
      assert.equal(info.planesMatrix, undefined, name);
      assert.equal(frames[0]?.raster.channels, 3, name);
      await assert.rejects(planesOf(path), /as RGB only/);
    }
  }));

Deno.test("planes and grey become a video that shows them, whatever their matrix", () =>
  VideoFiles.with(async (files) => {
    for (const name of ["sd.mp4", "hd.mp4", "full-sd.mp4"]) {
      const path = await files.make(name, `${PICTURE} ${SOURCES[name]}`);
      const planes = await planesOf(path);
      const kinds: Record<string, [(planes: Planes) => VideoPixels, (raster: Raster) => Raster]> = {
        same: [(planes) => planes, (raster) => raster],
        negative: [
          negativePlanes,
          (raster) => ({ ...raster, data: raster.data.map((value) => 255 - value) }),
        ],
        grey: [(planes) => grey(colours(planes)), grey],
      };
      for (const [kind, [change, expected]] of Object.entries(kinds)) {
        const out = files.path(`${kind}-${name}`);
        const options = { path: out, width: 320, height: 240, rate: { num: 5, den: 1 } };
        const writer = await VideoWriter.open(
          FFMPEG,
          { ...options, variableRate: false, audioFrom: undefined },
          limit(),
        );
        for (const [i, frame] of planes.entries()) await writer.write(change(frame), i * 200);
        await writer.finish();
        const { frames } = await decode(out);
        assert.equal(frames.length, 2);
        for (const [i, { raster }] of frames.entries()) {
          const wanted = expected(colours(planes[i]!));
          const shown = wanted.channels === 1 ? grey(raster) : raster;
          // Coding loses something at edges: the mean is that of the picture, and most of it is near.
          assert.ok(Math.abs(mean(shown) - mean(wanted)) < 2, `${kind} ${name}`);
          const near = shown.data.filter((value, at) => Math.abs(value - wanted.data[at]!) < 12);
          assert.ok(near.length > 0.97 * shown.data.length, `${kind} ${name}: ${near.length}`);
        }
      }
    }
  }));

Deno.test("a video that began with planes or colours takes the other kind, too", () =>
  VideoFiles.with(async (files) => {
    const [first] = await planesOf(await files.make("hd.mp4", `${PICTURE} ${SOURCES["hd.mp4"]}`));
    const kinds: readonly VideoPixels[] = [first!, colours(first!)];
    for (const order of [kinds, kinds.toReversed()]) {
      const path = files.path("mixed.mp4");
      const options = { path, width: 320, height: 240, rate: { num: 5, den: 1 } };
      const writer = await VideoWriter.open(
        FFMPEG,
        { ...options, variableRate: false, audioFrom: undefined },
        limit(),
      );
      for (const [i, frame] of order.entries()) await writer.write(frame, i * 200);
      await writer.finish();
      const { frames: [one, two] } = await decode(path);
      assert.ok(Math.abs(mean(one!.raster) - mean(two!.raster)) < 1);
      const off = one!.raster.data.map((value, i) => Math.abs(value - two!.raster.data[i]!));
      assert.ok(off.filter((by) => by > 12).length < off.length / 30);
    }
  }));
