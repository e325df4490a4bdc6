/** Eight users with cameras at once, on built-ins: frames a second of each, and how even they are. */
import { startFrameboxes } from "./framebox_process.ts";
import { type LiveFigures, type LiveOptions, measureLive } from "./live_client.ts";
import { jpegFrames } from "./pictures.ts";
import { type Benchmark, besideVersion, judged, type Row } from "./report.ts";
import { median, quantile, short } from "./stats.ts";
import { type Version, versionsOf } from "./versions.ts";

const USERS = 8;

/** Frames a second that each sends: more than framebox takes of eight, so that its limit shows. */
const SENT_FPS = 60;

/** Everything is measured so often, by turns. */
const ROUNDS = 3;

/** Frames a second that each of eight sees, and the slowest beside the fastest. */
export const eightCamerasBenchmark: Benchmark = { name: "eight-cameras", run };

async function run(against?: Version): Promise<Row[]> {
  const frames = await jpegFrames(30);
  const servers = await startFrameboxes(versionsOf(against));
  try {
    const all: LiveFigures[][][] = servers.map(() => []);
    const alone: LiveFigures[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, { web }] of servers.entries()) {
        const options = { web, frames, fps: SENT_FPS, warmUp: 120, count: 400, processor: "grey" };
        if (i === 0) alone.push(await measureLive(options));
        all[i]?.push(await together(options));
      }
    }
    const [own = [], theirs = []] = all;
    const evenness = median(own.map((figures) => evennessOf(figures)));
    const rates = own.flat().map(({ shownFps }) => shownFps);
    return [
      {
        what:
          `${USERS} cameras 720p at once, ${SENT_FPS} frames/s sent each, built-in grey: shown to each; ` +
          "latency p50 (p99)",
        framebox: `${short(median(rates))} frames/s; ${latency(own.flat())}`,
        reference: `${short(sumOf(alone) / ROUNDS)} frames/s; ${latency(alone)}: one camera alone`,
        ratio: `${short(sumOf(own.flat()) / sumOf(alone))}: all ${USERS} together over one`,
      },
      {
        what: `${USERS} cameras at once: the slowest user's frames/s over the fastest's`,
        framebox: `${short(Math.min(...rates))} / ${short(Math.max(...rates))}`,
        reference: "1: the same for all",
        ratio: short(evenness),
        aim: judged(evenness, { floor: 0.9, goal: 0.9 }),
      },
      ...(against
        ? [besideVersion(
          `${USERS} cameras at once, ${SENT_FPS} frames/s sent each, built-in grey: frames/s of all together`,
          "frames/s",
          [sumOf(own.flat()) / ROUNDS, sumOf(theirs.flat()) / ROUNDS],
          against,
          { floor: 3.2, goal: 4 },
        )]
        : []),
    ];
  } finally {
    for (const framebox of servers) await framebox.stop();
  }
}

function together(options: LiveOptions): Promise<LiveFigures[]> {
  return Promise.all(Array.from({ length: USERS }, () => measureLive(options)));
}

/** The slowest over the fastest of one measurement. */
function evennessOf(figures: readonly LiveFigures[]): number {
  const rates = figures.map(({ shownFps }) => shownFps);
  return Math.min(...rates) / Math.max(...rates);
}

function sumOf(figures: readonly LiveFigures[]): number {
  return figures.reduce((sum, { shownFps }) => sum + shownFps, 0);
}

function latency(figures: readonly LiveFigures[]): string {
  const all = figures.flatMap(({ latenciesMs }) => latenciesMs);
  return `${short(quantile(all, 0.5))} ms (${short(quantile(all, 0.99))})`;
}
