// Colours of videos that are coded in other ways than for a screen: as a browser shows them.
import assert from "node:assert/strict";
import { decodeVideo, type Ffmpeg, probeVideo } from "../../media/video/mod.ts";
import { limit } from "../support/limit.ts";
import { VideoFiles } from "./video_files.ts";
import { assertNear, colourAt, decode, FFMPEG, through } from "./video_support.ts";

/** What is in the pictures: one colour, as a screen shows it. */
const COLOUR = [200, 140, 110];
const SOURCE = "-f lavfi -i color=0xC88C6E:d=0.4:s=64x48:r=5";
const FROM_SCREEN = "format=gbrp,zscale=pin=bt709:tin=iec61966-2-1:min=gbr:rin=full";

/** Codes the colour by ffmpeg's names of matrix, primaries and transfer. */
function coded(matrix: string, primaries: string, transfer: string, range = "tv"): string {
  const to = range === "tv" ? "limited" : "full";
  const filter = `${FROM_SCREEN}:p=${primaries}:t=${transfer}:m=${matrix}:r=${to}:npl=203`;
  const tags = `-colorspace ${matrix} -color_primaries ${primaries} -color_trc ${transfer}`;
  return `${SOURCE} -vf ${filter},format=yuv420p10 ${tags} -color_range ${range} -qp 4`;
}

const HEVC = "-c:v libx265 -x265-params log-level=0 -crf 4";
const VP9 = "-c:v libvpx-vp9 -profile:v 2 -crf 4 -b:v 0";

Deno.test("matrices, ranges and primaries are undone as the file states", () =>
  VideoFiles.with(async (files) => {
    const kinds: [name: string, args: string][] = [
      ["709.mp4", `${coded("bt709", "bt709", "iec61966-2-1")} -c:v libx264`],
      ["709full.mp4", `${coded("bt709", "bt709", "iec61966-2-1", "pc")} -c:v libx264`],
      ["601.mp4", `${coded("smpte170m", "bt709", "iec61966-2-1")} -c:v libx264`],
      ["601full.mp4", `${coded("smpte170m", "bt709", "iec61966-2-1", "pc")} -c:v libx264`],
      ["pal.mp4", `${coded("bt470bg", "bt470bg", "iec61966-2-1")} -c:v libx264`],
      ["p3.mp4", `${coded("bt709", "smpte432", "iec61966-2-1")} -c:v libx264`],
      ["2020.mp4", `${coded("bt2020nc", "bt2020", "iec61966-2-1")} ${HEVC}`],
      ["2020.webm", `${coded("bt2020nc", "bt2020", "iec61966-2-1")} ${VP9}`],
    ];
    for (const [name, args] of kinds) {
      const path = await files.make(name, args);
      const { frames } = await decode(path, 1);
      assertNear(colourAt(frames[0]!, 32, 24), COLOUR, 4);
      await through(path, files.path("out.mp4"));
      const again = await decode(files.path("out.mp4"), 1);
      assertNear(colourAt(again.frames[0]!, 32, 24), COLOUR, 5);
      const { matrix, primaries, transfer } = again.info.colours;
      assert.deepEqual([matrix, primaries, transfer], ["bt709", "bt709", "bt709"]);
    }
  }));

Deno.test("HDR is toned down: colours keep their hue and are not pale", () =>
  VideoFiles.with(async (files) => {
    const kinds: [name: string, transfer: string, encode: string][] = [
      ["pq.webm", "smpte2084", VP9],
      ["hlg.webm", "arib-std-b67", VP9],
      ["pq.mp4", "smpte2084", HEVC],
      ["hlg.mov", "arib-std-b67", `${HEVC} -tag:v hvc1`],
    ];
    for (const [name, transfer, encode] of kinds) {
      const path = await files.make(name, `${coded("bt2020nc", "bt2020", transfer)} ${encode}`);
      const { info, frames } = await decode(path);
      assert.equal(frames.length, 2, name);
      assert.equal(info.colours.transfer, transfer);
      // Reinhard's curve, x/(x+1)·21/20, for light of 203 candela, and sRGB's.
      assertNear(colourAt(frames[0]!, 32, 24), [167, 116, 90], 5);
    }
    // What is odd can't be halved.
    const filter = `${FROM_SCREEN}:p=bt2020:t=smpte2084:m=bt2020nc:r=limited:npl=203`;
    const tags = "-colorspace bt2020nc -color_primaries bt2020 -color_trc smpte2084";
    const odd = await files.make(
      "odd.mkv",
      `${SOURCE} -vf ${filter},format=yuv444p10,crop=33:21,format=yuv420p10 ${tags} -c:v ffv1`,
    );
    const { frames } = await decode(odd);
    assertNear(colourAt(frames[0]!, 16, 10), [167, 116, 90], 5);
  }));

Deno.test("an ffmpeg without zscale leaves HDR pale, and a remark names it", () =>
  VideoFiles.with(async (files) => {
    const path = await files.make("pq.webm", `${coded("bt2020nc", "bt2020", "smpte2084")} ${VP9}`);
    const bare = await files.write(
      "ffmpeg",
      '#!/bin/sh\ncase "$*" in *-filters*) echo " ... scale V->V Scale."; exit;; esac\n' +
        'PATH=/usr/local/bin:/usr/bin:/bin exec ffmpeg "$@"\n',
    );
    await Deno.chmod(bare, 0o755);
    const without: Ffmpeg = { ...FFMPEG, ffmpeg: bare };
    for (const [ffmpeg, isPale] of [[without, true], [FFMPEG, false]] as const) {
      const info = await probeVideo(ffmpeg, path, limit());
      const frames = await Array.fromAsync(decodeVideo(ffmpeg, path, info, limit()));
      assert.equal(info.isPale, isPale);
      assert.equal(frames.length, 2);
      // By its matrix alone: PQ's numbers, as if they were a screen's.
      if (isPale) assertNear(colourAt(frames[0]!, 32, 24), [127, 115, 102], 5);
    }
    const plain = await files.make("plain.mp4", `${SOURCE} -c:v libx264 -pix_fmt yuv420p`);
    assert.equal((await probeVideo(without, plain, limit())).isPale, false);
  }));
