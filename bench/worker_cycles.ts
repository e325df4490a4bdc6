/** The .mat worker's report of its own time. */
import { startWorker } from "./python_process.ts";

/** Where its time went, a number a frame, in milliseconds. */
export interface Cycles {
  readonly perSecond: number;
  readonly submitMs: readonly number[];
  readonly workMs: readonly number[];
  readonly displayMs: readonly number[];
}

/** Starts a worker at this address, lets it work on `warmUp + count` frames, and ends it. */
export async function measureWorker(
  address: string,
  warmUp: number,
  count: number,
): Promise<Cycles> {
  const worker = await startWorker(address);
  try {
    await worker.line(new RegExp(`^cycle ${warmUp + count} `));
  } finally {
    await worker.stop("SIGKILL");
  }
  const cycles = [...worker.output.matchAll(/^cycle (\d+) (\S+) (\S+) (\S+)$/gm)]
    .map((match) => match.slice(1).map(Number))
    .filter(([number = 0]) => number >= warmUp && number < warmUp + count);
  const part = (index: number) => cycles.map((cycle) => cycle[index] ?? NaN);
  const all = cycles.reduce((sum, [, ...times]) => sum + times.reduce((a, b) => a + b, 0), 0);
  return {
    perSecond: cycles.length / all * 1000,
    submitMs: part(1),
    workMs: part(2),
    displayMs: part(3),
  };
}
