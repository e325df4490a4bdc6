/** The .mat of a 720p frame beside SciPy, and appending to large and to empty files. */
import {
  char,
  numeric,
  openMatFile,
  readMat,
  scalar,
  struct,
  writeElement,
  writeMat,
} from "../mat/mod.ts";
import { reference } from "./python_process.ts";
import type { Benchmark, Row } from "./report.ts";
import { median, quantile, short } from "./stats.ts";

/** Reading and writing in memory. */
export const matBenchmark: Benchmark = { name: "mat", run: runMat };

/** Appending on disk. */
export const appendBenchmark: Benchmark = { name: "append", run: runAppend };

const RUNS = 200;
const APPENDS = 500;
const MANY = 10_000;

async function runMat(): Promise<Row[]> {
  const pixels = crypto.getRandomValues(new Uint8Array(65536));
  const data = new Uint8Array(720 * 1280 * 3).map((_, i) => pixels[i % pixels.length] ?? 0);
  const variables = [
    ["im", numeric("uint8", [720, 1280, 3], data)],
    ["frame", scalar(7, "int64")],
    ["session_hash", char("0123456789abcdef")],
  ] as const;
  const bytes = writeMat(variables);
  const read = median(timesOf(() => readMat(bytes)));
  const write = median(timesOf(() => writeMat(variables)));
  const python = await reference("mat_reference.py");
  const row = (what: string, own: number, theirs = NaN) => ({
    what,
    framebox: `${short(own)} ms`,
    reference: `${short(theirs)} ms: SciPy`,
    ratio: short(own / theirs),
  });
  return [
    row(".mat of a 720p frame, read", read, python.read_ms),
    row(".mat of a 720p frame, write", write, python.write_ms),
  ];
}

async function runAppend(): Promise<Row[]> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-bench-" });
  try {
    const large = await openMatFile(`${directory}/large.mat`);
    for (let i = 0; i < MANY; i += 100) {
      await large.append(Array.from({ length: 100 }, (_, j) => element(i + j)));
    }
    const empty = await openMatFile(`${directory}/empty.mat`);
    const toLarge: number[] = [];
    const toEmpty: number[] = [];
    // By turns, so that other load of the host affects both.
    for (let i = 0; i < APPENDS; i++) {
      const added = element(MANY + i);
      toLarge.push(await timed(() => large.append([added])));
      toEmpty.push(await timed(() => empty.append([added])));
    }
    await large.close();
    await empty.close();
    return [{
      what: `append one struct to a .mat of ${MANY} variables, p50 (p99)`,
      framebox: `${short(median(toLarge) * 1000)} µs (${short(quantile(toLarge, 0.99) * 1000)})`,
      reference: `${short(median(toEmpty) * 1000)} µs (${
        short(quantile(toEmpty, 0.99) * 1000)
      }): to an empty file`,
      ratio: short(median(toLarge) / median(toEmpty)),
    }];
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

function element(number: number): Uint8Array {
  return writeElement(
    `data_${String(number).padStart(5, "0")}`,
    struct({ label: char("light"), mean: scalar(number) }),
  );
}

function timesOf(work: () => unknown): number[] {
  for (let i = 0; i < 20; i++) work();
  return Array.from({ length: RUNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
