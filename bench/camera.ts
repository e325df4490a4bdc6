/** A camera of 720p at 30 frames a second over the live socket. */
import { startFrameboxes } from "./framebox_process.ts";
import { type LiveFigures, measureLive } from "./live_client.ts";
import { jpegFrames } from "./pictures.ts";
import { reference, startWorker } from "./python_process.ts";
import { type Benchmark, besideVersion, judged, type Row } from "./report.ts";
import { median, quantile, short } from "./stats.ts";
import { type Version, versionsOf } from "./versions.ts";

/** Everything is measured so often, by turns. */
const ROUNDS = 3;

/** Built-in and Python worker, frames a second and latency. */
export const cameraBenchmark: Benchmark = { name: "camera", run };

async function run(against?: Version): Promise<Row[]> {
  const frames = await jpegFrames(30);
  const file = await Deno.makeTempFile({ suffix: ".jpg" });
  await Deno.writeFile(file, frames[0] ?? new Uint8Array());
  const servers = await startFrameboxes(versionsOf(against));
  try {
    const builtIn: LiveFigures[][] = servers.map(() => []);
    const python: LiveFigures[][] = servers.map(() => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, { web, grpc }] of servers.entries()) {
        const options = { web, frames, fps: 30, warmUp: 60, count: 150 };
        builtIn[i]?.push(await measureLive({ ...options, processor: "grey" }));
        const worker = await startWorker(grpc);
        python[i]?.push(await measureLive({ ...options, processor: "workers" }));
        await worker.stop("SIGKILL");
      }
    }
    const { p50_ms: codec = NaN } = await reference("codec_reference.py", file);
    const [own = [], theirs = []] = builtIn;
    const [ownPython = [], theirPython = []] = python;
    return [
      {
        what: "camera 720p, 30 frames/s sent, built-in grey: shown; latency p50 (p99)",
        framebox: shown(own),
        reference: `${
          short(1000 / codec)
        } frames/s: OpenCV alone, decode, grey, encode on one core`,
        ratio: `${short(rateOf(own) / median(own.map(({ sentFps }) => sentFps)))} of what was sent`,
        aim: `p50 in ms: ${judged(latencyOf(own), { floor: 15, goal: 10 })}`,
      },
      {
        what: "camera 720p, 30 frames/s sent, Python .mat worker: shown; latency p50 (p99)",
        framebox: shown(ownPython),
        reference: "1.2 frames/s: the old system, measured once on such a machine",
        ratio: short(rateOf(ownPython) / 1.2),
      },
      ...(against
        ? [
          besideVersion(
            "camera 720p, built-in grey: latency p50",
            "ms",
            [latencyOf(own), latencyOf(theirs)],
            against,
          ),
          besideVersion(
            "camera 720p, Python .mat worker: shown",
            "frames/s",
            [rateOf(ownPython), rateOf(theirPython)],
            against,
          ),
        ]
        : []),
    ];
  } finally {
    for (const framebox of servers) await framebox.stop();
    await Deno.remove(file);
  }
}

function rateOf(rounds: readonly LiveFigures[]): number {
  return median(rounds.map(({ shownFps }) => shownFps));
}

function latencyOf(rounds: readonly LiveFigures[], q = 0.5): number {
  return quantile(rounds.flatMap(({ latenciesMs }) => latenciesMs), q);
}

function shown(rounds: readonly LiveFigures[]): string {
  const [p50, p99] = [latencyOf(rounds), latencyOf(rounds, 0.99)];
  return `${short(rateOf(rounds))} frames/s; ${short(p50)} ms (${short(p99)})`;
}
