/** A 720p video through built-ins and a Python worker, against ffmpeg alone; memory for a long one. */
import { type FrameboxProcess, startFrameboxProcess } from "./framebox_process.ts";
import { startWorker } from "./python_process.ts";
import type { Benchmark, Row } from "./report.ts";
import { short } from "./stats.ts";
import { measureVideo, type VideoFigures } from "./video_client.ts";

const EXAMPLES = new URL("../web/assets/examples/", import.meta.url).pathname;
const FRAMES = 300;
const LONG = 3000;

/** As media/video encodes (media/video/encoder_choice.ts), so that both do the same work. */
const ENCODER = ["-c:v", "libx264", "-preset", "superfast", "-crf", "21", "-pix_fmt", "yuv420p"];

/** Frames a second, and peak memory by length. */
export const videoBenchmark: Benchmark = { name: "video", run };

async function run(): Promise<Row[]> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-bench-video-" });
  try {
    const short = await makeVideo(`${directory}/short.mp4`, FRAMES);
    const long = await makeVideo(`${directory}/long.mp4`, LONG);
    const alone = await ffmpegAlone(short, `${directory}/out.mp4`, []);
    const alsoGrey = await ffmpegAlone(short, `${directory}/out.mp4`, ["-vf", "format=gray"]);
    const builtIn = await onServer((framebox) => measureVideo(framebox.web, short, "grey"));
    const colour = await onServer((framebox) => measureVideo(framebox.web, short, "invert"));
    const python = await onServer(async (framebox) => {
      const worker = await startWorker(framebox.grpc);
      try {
        return await measureVideo(framebox.web, short, "workers");
      } finally {
        await worker.stop("SIGKILL");
      }
    });
    const lengthy = await onServer((framebox) => measureVideo(framebox.web, long, "invert"));
    return [
      row("built-in grey", builtIn, alsoGrey),
      row("built-in invert", colour, alone),
      {
        ...row("Python .mat worker", python, alone),
        reference: "1.8 frames/s: the old system, measured once on such a machine",
        ratio: fps(python, 1.8),
      },
      {
        what: `video 720p, peak memory of framebox, ${LONG} frames`,
        framebox: `${lengthy.peakMb.toFixed(0)} MB`,
        reference: `${colour.peakMb.toFixed(0)} MB: framebox, ${FRAMES} frames`,
        ratio: `${(lengthy.peakMb - colour.peakMb).toFixed(0)} MB more`,
      },
    ];
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

interface Measured extends VideoFigures {
  readonly peakMb: number;
}

/** In a process of its own, so that its memory is that of this video. */
async function onServer(
  measure: (framebox: FrameboxProcess) => Promise<VideoFigures>,
): Promise<Measured> {
  const framebox = await startFrameboxProcess();
  try {
    return { ...await measure(framebox), peakMb: framebox.peakMb() };
  } finally {
    await framebox.stop();
  }
}

function row(what: string, measured: VideoFigures, reference: number): Row {
  return {
    what: `video 720p, ${measured.frames} frames, ${what}`,
    framebox: `${fps(measured)} frames/s`,
    reference: `${short(reference)} frames/s: ffmpeg alone, decode, filter and encode`,
    ratio: fps(measured, reference),
  };
}

function fps({ frames, seconds }: VideoFigures, reference = 1): string {
  return short(frames / seconds / reference);
}

/**
 * A camera that moves over a photograph: as hard to encode as usual videos. Its pixels are square: others
 * framebox would scale, and ffmpeg alone would not.
 */
async function makeVideo(path: string, frames: number): Promise<string> {
  const motion = "crop=1280:720:x='640+600*sin(n/40)':y='360+340*cos(n/50)'";
  await ffmpeg([
    ...["-loop", "1", "-framerate", "30", "-i", `${EXAMPLES}coffee.jpg`],
    ...["-vf", `scale=2560:1440,setsar=1,${motion}`, "-frames:v", `${frames}`, ...ENCODER, path],
  ]);
  return path;
}

/** Frames a second of decoding and encoding by ffmpeg alone, with all the cores it likes. */
async function ffmpegAlone(from: string, to: string, filter: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  await ffmpeg(["-i", from, ...filter, ...ENCODER, "-y", to]);
  return FRAMES / (performance.now() - startedAt) * 1000;
}

async function ffmpeg(args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("ffmpeg", {
    args: ["-nostdin", "-v", "error", ...args],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
