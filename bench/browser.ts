/** A real Chromium with its fake camera: what a user with a camera sees. */
import type { Page } from "playwright-core";
import { startFrameboxProcess } from "./framebox_process.ts";
import { startChromium } from "./chromium.ts";
import { delay } from "./live_client.ts";
import { startWorker } from "./python_process.ts";
import type { Benchmark, Row } from "./report.ts";
import { median, short } from "./stats.ts";

const WARM_UP_MS = 4000;
const SAMPLES = 30;
const SAMPLE_MS = 500;

/** Camera 720p at 30 frames a second through the page, built-in and Python worker. */
export const browserBenchmark: Benchmark = { name: "browser", run };

async function run(): Promise<Row[]> {
  const framebox = await startFrameboxProcess();
  const browser = await startChromium([
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream=fps=30",
  ]);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`http://${framebox.web}/`);
    await page.keyboard.press("2");
    await page.selectOption("#camera-size", "1280x720");
    await page.click("#camera-start");
    const builtIn = await watch(page);
    const worker = await startWorker(framebox.grpc);
    const python = await watch(page);
    await worker.stop("SIGKILL");
    return [
      row("built-in grey", builtIn, "30 frames/s: what the camera gives", 30),
      row("Python .mat worker", python, "1.2 frames/s: the old system", 1.2),
    ];
  } finally {
    await browser.close();
    await framebox.stop();
  }
}

interface Seen {
  readonly fps: number;
  readonly latencyMs: number;
  readonly width: number;
}

async function watch(page: Page): Promise<Seen> {
  const fact = async (name: string) => {
    const text = await page.locator(`[data-result=camera] [data-fact=${name}]`).textContent();
    return Number(/[\d.]+/.exec(text ?? "")?.[0] ?? NaN);
  };
  await delay(WARM_UP_MS);
  const latencies: number[] = [];
  const rates: number[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    await delay(SAMPLE_MS);
    rates.push(await fact("rate"));
    latencies.push(await fact("latency"));
  }
  const width = await page.locator("[data-result=camera] canvas.picture").getAttribute("width");
  return {
    fps: rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
    latencyMs: median(latencies),
    width: Number(width),
  };
}

function row(what: string, seen: Seen, reference: string, per: number): Row {
  return {
    what: `Chromium, fake camera, ${seen.width} pixels wide, ${what}: shown; latency p50`,
    framebox: `${short(seen.fps)} frames/s; ${short(seen.latencyMs)} ms`,
    reference,
    ratio: short(seen.fps / per),
  };
}
