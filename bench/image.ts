/** One image over HTTP, through a Python worker that speaks .mat, and back as a picture. */
import type { Child } from "../tests/support/process.ts";
import { startFrameboxes } from "./framebox_process.ts";
import { jpegFrames } from "./pictures.ts";
import { reference, startWorker } from "./python_process.ts";
import { type Benchmark, besideVersion, judged, type Row } from "./report.ts";
import { median, quantile, short } from "./stats.ts";
import { type Version, versionsOf } from "./versions.ts";

/** Everything is measured so often, by turns. */
const ROUNDS = 3;
const WARM_UP = 10;
const RUNS = 30;

/** HTTP in to picture out, and where the time goes. */
export const imageBenchmark: Benchmark = { name: "image", run };

async function run(against?: Version): Promise<Row[]> {
  const [frame = new Uint8Array()] = await jpegFrames(1);
  const file = await Deno.makeTempFile({ suffix: ".jpg" });
  await Deno.writeFile(file, frame);
  const servers = await startFrameboxes(versionsOf(against));
  const workers: Child[] = [];
  try {
    for (const { grpc } of servers) workers.push(await startWorker(grpc));
    const measured = servers.map((): Measured => ({ total: [], builtIn: [], split: [] }));
    const python: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, { web }] of servers.entries()) await measure(web, frame, measured[i]);
      const { p50_ms = NaN } = await reference("image_reference.py", file);
      python.push(p50_ms);
    }
    const [own, theirs] = measured;
    return [...rowsOf(own, median(python)), ...(against ? rowsBeside(own, theirs, against) : [])];
  } finally {
    for (const worker of workers) await worker.stop("SIGKILL");
    for (const framebox of servers) await framebox.stop();
    await Deno.remove(file);
  }
}

interface Measured {
  /** Milliseconds from picture to picture, by the worker. */
  readonly total: number[];
  /** By the built-in. */
  readonly builtIn: number[];
  /** framebox's own timing of a frame's way by the worker. */
  readonly split: { readonly queued: number; readonly processing: number }[];
}

async function measure(
  web: string,
  frame: Uint8Array<ArrayBuffer>,
  into: Measured | undefined,
): Promise<void> {
  const url = `http://${web}/api/v1/images`;
  for (let i = 0; i < WARM_UP + RUNS; i++) {
    const builtIn = await timed(() => picture(`${url}?processor=grey`, frame));
    const total = await timed(() => picture(`${url}?processor=workers`, frame));
    const split = await splitOf(`${url}?processor=workers`, frame);
    if (i < WARM_UP) continue;
    into?.total.push(total);
    into?.builtIn.push(builtIn);
    into?.split.push(split);
  }
}

function rowsOf(measured: Measured | undefined, python: number): Row[] {
  const { total = [], builtIn = [], split = [] } = measured ?? {};
  const queued = median(split.map(({ queued }) => queued));
  const processing = median(split.map(({ processing }) => processing));
  const ratio = median(total) / python;
  return [{
    what: "image 720p JPEG, HTTP in to picture out, Python .mat worker, p50 (p99)",
    framebox: `${short(median(total))} ms (${short(quantile(total, 0.99))})`,
    reference: `${short(python)} ms: the same steps in one Python process, no network`,
    ratio: short(ratio),
    aim: judged(ratio, { floor: 1, goal: 0.8 }),
  }, {
    what: "… of that: before the lease / .mat out, worker, .mat in / picture made and sent",
    framebox: `${short(queued)} / ${short(processing)} / ${
      short(median(total) - queued - processing)
    } ms`,
    reference: "687 ms: the old system, measured once on such a machine",
    ratio: short(median(total) / 687),
  }, {
    what: "the same with the built-in grey, p50 (p99)",
    framebox: `${short(median(builtIn))} ms (${short(quantile(builtIn, 0.99))})`,
    reference: `${short(median(total))} ms: with the worker`,
    ratio: short(median(builtIn) / median(total)),
  }];
}

function rowsBeside(
  own: Measured | undefined,
  theirs: Measured | undefined,
  against: Version,
): Row[] {
  const pair = (what: "total" | "builtIn") =>
    [median(own?.[what] ?? []), median(theirs?.[what] ?? [])] as const;
  return [
    besideVersion("image 720p JPEG, Python .mat worker, p50", "ms", pair("total"), against),
    besideVersion("image 720p JPEG, built-in grey, p50", "ms", pair("builtIn"), against),
  ];
}

async function picture(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(url, { method: "POST", headers: { accept: "image/jpeg" }, body });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function splitOf(url: string, body: Uint8Array<ArrayBuffer>) {
  const answer = await fetch(url, { method: "POST", body });
  const { timings } = await answer.json();
  return { queued: timings.queued_ms, processing: timings.processing_ms };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
