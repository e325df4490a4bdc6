/** One image over HTTP, through a Python worker that speaks .mat, and back as a picture. */
import { startBoxProcess } from "./box_process.ts";
import { jpegFrames } from "./pictures.ts";
import { reference, startWorker } from "./python_process.ts";
import type { Benchmark, Row } from "./report.ts";
import { median, quantile, short } from "./stats.ts";

const WARM_UP = 10;
const RUNS = 60;

/** HTTP in to picture out, and where the time goes. */
export const imageBenchmark: Benchmark = { name: "image", run };

async function run(): Promise<Row[]> {
  const [frame = new Uint8Array()] = await jpegFrames(1);
  const file = await Deno.makeTempFile({ suffix: ".jpg" });
  await Deno.writeFile(file, frame);
  const box = await startBoxProcess();
  const worker = await startWorker(box.grpc);
  try {
    const url = `http://${box.web}/api/v1/images`;
    const total: number[] = [];
    const builtIn: number[] = [];
    for (let i = 0; i < WARM_UP + RUNS; i++) {
      const own = await timed(() => picture(`${url}?processor=grey`, frame));
      const theirs = await timed(() => picture(`${url}?processor=workers`, frame));
      if (i >= WARM_UP) total.push(theirs), builtIn.push(own);
    }
    const split = await splitOf(`${url}?processor=workers`, frame);
    const { p50_ms: python = NaN } = await reference("image_reference.py", file);
    return [{
      what: "image 720p JPEG, HTTP in to picture out, Python .mat worker, p50 (p99)",
      framebox: `${short(median(total))} ms (${short(quantile(total, 0.99))})`,
      reference: `${short(python)} ms: the same steps in one Python process, no network`,
      ratio: short(median(total) / python),
    }, {
      what: "… of that: before the lease / .mat out, worker, .mat in / picture made and sent",
      framebox: `${short(split.queued)} / ${short(split.processing)} / ${
        short(median(total) - split.queued - split.processing)
      } ms`,
      reference: "687 ms: the old system, measured once on such a machine",
      ratio: short(median(total) / 687),
    }, {
      what: "the same with the built-in grey, p50 (p99)",
      framebox: `${short(median(builtIn))} ms (${short(quantile(builtIn, 0.99))})`,
      reference: `${short(median(total))} ms: with the worker`,
      ratio: short(median(builtIn) / median(total)),
    }];
  } finally {
    await worker.stop("SIGKILL");
    await box.stop();
    await Deno.remove(file);
  }
}

async function picture(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(url, { method: "POST", headers: { accept: "image/jpeg" }, body });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function splitOf(url: string, body: Uint8Array<ArrayBuffer>) {
  const queued: number[] = [];
  const processing: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const answer = await fetch(url, { method: "POST", body });
    const { timings } = await answer.json();
    queued.push(timings.queued_ms);
    processing.push(timings.processing_ms);
  }
  return { queued: median(queued), processing: median(processing) };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
