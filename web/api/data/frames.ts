/**
 * A run's data frame by frame: what its `data.mat` holds of each, and, where a worker writes over
 * what it left before, the history of the newest results.
 *
 * @module
 */
import { readoutOfElements, type ResultReadout } from "../../../results/mod.ts";
import type { DataSnapshot, Run } from "../../../hub/mod.ts";

/** Larger variables hold no numbers to plot; a readout leaves them out, too. */
const MAX_BYTES = 1_000_000;

/** Read for one request at most, of the newest frames. */
const MAX_TOTAL_BYTES = 512 * 2 ** 20;

/** One frame. */
export interface FrameOfRun {
  readonly number: number;
  /** Its variables in `data.mat`. */
  readonly names: string[];
  /** The numbers of its result, when `data.mat` has nothing of it. */
  readonly resultNumbers: Readonly<Record<string, number>> | undefined;
}

/** What is read of a stored frame. */
export type NumbersAndBoxes = Pick<ResultReadout, "values" | "boxes">;

/** Frames from one number to another, both included. */
export interface FrameRange {
  readonly from: number;
  readonly to: number;
}

/** Frames of a run, and whether older ones were left out. */
export interface FramesOfRun {
  /** In the order of their numbers. */
  readonly frames: readonly FrameOfRun[];
  readonly cut: boolean;
}

/**
 * The frames that a run has data of.
 *
 * @param snapshot its `data.mat`; `undefined` while there is none
 * @param maxCount of the newest frames
 */
export function framesOf(
  run: Run,
  snapshot: DataSnapshot | undefined,
  { from, to }: FrameRange,
  maxCount: number,
): FramesOfRun {
  const byNumber = new Map<number, { frame: FrameOfRun; bytes: number }>();
  for (const { name, frame: number, byteLength } of snapshot?.variables ?? []) {
    if (number < from || number > to) continue;
    let entry = byNumber.get(number);
    if (!entry) {
      entry = { frame: { number, names: [], resultNumbers: undefined }, bytes: 0 };
      byNumber.set(number, entry);
    }
    entry.frame.names.push(name);
    if (byteLength <= MAX_BYTES) entry.bytes += byteLength;
  }
  const { history } = run;
  for (const { number, values } of history.after(history.first - 1, Infinity)) {
    if (number < from || number > to || byNumber.has(number)) continue;
    if (Object.keys(values).length === 0) continue;
    byNumber.set(number, { frame: { number, names: [], resultNumbers: values }, bytes: 0 });
  }
  const sorted = [...byNumber.values()].sort((a, b) => a.frame.number - b.frame.number);
  const newest = sorted.slice(-maxCount);
  let bytes = 0;
  let start = newest.length;
  while (start > 0 && bytes <= MAX_TOTAL_BYTES) bytes += newest[--start]?.bytes ?? 0;
  const frames = newest.slice(start).map(({ frame }) => frame);
  return { frames, cut: frames.length < sorted.length };
}

/** Live frames of other users wait no longer than this, in milliseconds. */
const MAX_AT_ONCE_MS = 8;

/** Numbers and boxes of frames, one after the other; framebox does other things in between. */
export async function* readoutsOver(
  snapshot: DataSnapshot | undefined,
  frames: readonly FrameOfRun[],
): AsyncGenerator<readonly [FrameOfRun, NumbersAndBoxes], void, void> {
  let since = performance.now();
  for (const frame of frames) {
    yield [frame, await readoutAt(snapshot, frame)];
    if (performance.now() - since < MAX_AT_ONCE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
}

/** Numbers and boxes of one frame. */
export async function readoutAt(
  snapshot: DataSnapshot | undefined,
  frame: FrameOfRun,
): Promise<NumbersAndBoxes> {
  if (frame.resultNumbers) return { values: frame.resultNumbers, boxes: undefined };
  const elements: Uint8Array[] = [];
  for (const name of frame.names) {
    if ((snapshot?.find(name)?.byteLength ?? Infinity) > MAX_BYTES) continue;
    const element = await snapshot?.element(name);
    if (element) elements.push(element);
  }
  return readoutOfElements(elements);
}
