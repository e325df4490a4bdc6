/** A camera of 720p at 30 frames a second over the live socket. */
import { startBoxProcess } from "./box_process.ts";
import { type LiveFigures, measureLive } from "./live_client.ts";
import { jpegFrames } from "./pictures.ts";
import { reference, startWorker } from "./python_process.ts";
import type { Benchmark, Row } from "./report.ts";
import { quantile, short } from "./stats.ts";

/** Built-in and Python worker, frames a second and latency. */
export const cameraBenchmark: Benchmark = { name: "camera", run };

async function run(): Promise<Row[]> {
  const frames = await jpegFrames(30);
  const file = await Deno.makeTempFile({ suffix: ".jpg" });
  await Deno.writeFile(file, frames[0] ?? new Uint8Array());
  const box = await startBoxProcess();
  try {
    const options = { web: box.web, frames, fps: 30, warmUp: 60, count: 450 };
    const builtIn = await measureLive({ ...options, processor: "grey" });
    const worker = await startWorker(box.grpc);
    const python = await measureLive({ ...options, processor: "workers" });
    await worker.stop("SIGKILL");
    const { p50_ms: codec = NaN } = await reference("codec_reference.py", file);
    return [{
      what: "camera 720p, 30 frames/s sent, built-in grey: shown; latency p50 (p99)",
      framebox: shown(builtIn),
      reference: `${short(1000 / codec)} frames/s: OpenCV alone, decode, grey, encode on one core`,
      ratio: `${short(builtIn.shownFps / builtIn.sentFps)} of what was sent`,
    }, {
      what: "camera 720p, 30 frames/s sent, Python .mat worker: shown; latency p50 (p99)",
      framebox: shown(python),
      reference: "1.2 frames/s: the old system, measured once on such a machine",
      ratio: short(python.shownFps / 1.2),
    }];
  } finally {
    await box.stop();
    await Deno.remove(file);
  }
}

function shown({ shownFps, latenciesMs }: LiveFigures): string {
  const p50 = short(quantile(latenciesMs, 0.5));
  return `${short(shownFps)} frames/s; ${p50} ms (${short(quantile(latenciesMs, 0.99))})`;
}
