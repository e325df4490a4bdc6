/** Holds a video that is being decoded and one that is being encoded, until it is killed. */
import { decodeVideo, findFfmpeg, probeVideo, VideoWriter } from "../../media/video/mod.ts";

const [from = "", path = ""] = Deno.args;
const { signal } = new AbortController();
const ffmpeg = await findFfmpeg(signal);
if (ffmpeg === undefined) throw new Error("no ffmpeg");
const info = await probeVideo(ffmpeg, from, signal);
const options = { path, width: info.width, height: info.height, rate: info.rate };
const writer = await VideoWriter.open(
  ffmpeg,
  { ...options, variableRate: false, audioFrom: undefined },
  signal,
);
const frames = decodeVideo(ffmpeg, from, info, signal)[Symbol.asyncIterator]();
const { value } = await frames.next();
if (value) await writer.write(value.raster, value.timestampMs);
await Deno.stdout.write(new TextEncoder().encode("holding\n"));
setInterval(() => {}, 60_000);
