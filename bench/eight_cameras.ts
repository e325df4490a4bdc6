/** Eight people with cameras at once, on built-ins: how much each of them sees, and how evenly. */
import { startBoxProcess } from "./box_process.ts";
import { type LiveFigures, measureLive } from "./live_client.ts";
import { jpegFrames } from "./pictures.ts";
import type { Benchmark, Row } from "./report.ts";
import { median, quantile, short } from "./stats.ts";

const PEOPLE = 8;

/** Frames a second that each of eight sees, and the slowest beside the fastest. */
export const eightCamerasBenchmark: Benchmark = { name: "eight-cameras", run };

async function run(): Promise<Row[]> {
  const frames = await jpegFrames(30);
  const box = await startBoxProcess();
  try {
    const options = { web: box.web, frames, fps: 30, warmUp: 60, count: 300, processor: "grey" };
    const alone = await measureLive(options);
    const eight = await Promise.all(Array.from({ length: PEOPLE }, () => measureLive(options)));
    const rates = eight.map(({ shownFps }) => shownFps);
    const all = rates.reduce((sum, rate) => sum + rate, 0);
    const [slowest, fastest] = [Math.min(...rates), Math.max(...rates)];
    return [{
      what:
        `${PEOPLE} cameras 720p at once, 30 frames/s sent each, built-in grey: shown to each; ` +
        "latency p50 (p99)",
      framebox: `${short(median(rates))} frames/s; ${latency(eight)}`,
      reference: `${short(alone.shownFps)} frames/s; ${latency([alone])}: one camera alone`,
      ratio: `${short(all / alone.shownFps)}: all ${PEOPLE} together over one`,
    }, {
      what: `${PEOPLE} cameras at once: the slowest person's frames/s over the fastest's`,
      framebox: `${short(slowest)} / ${short(fastest)}`,
      reference: "1: the same for all",
      ratio: short(slowest / fastest),
    }];
  } finally {
    await box.stop();
  }
}

function latency(figures: readonly LiveFigures[]): string {
  const all = figures.flatMap(({ latenciesMs }) => latenciesMs);
  return `${short(quantile(all, 0.5))} ms (${short(quantile(all, 0.99))})`;
}
