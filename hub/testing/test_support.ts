/**
 * What the hub's tests share: a hub in a directory of its own, with a manual clock.
 *
 * @module
 */
import { readResult } from "../../results/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { numberOf, readMat, scalar, writeElement } from "../../mat/mod.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { createHub, DEFAULT_HUB_OPTIONS } from "../mod.ts";
import type {
  Connection,
  ConnectionOptions,
  DataVariable,
  Hub,
  HubOptions,
  Outcome,
  ResultContent,
  Run,
  RunData,
  RunOptions,
} from "../api/mod.ts";

/** A signal that never aborts. */
export const NEVER: AbortSignal = new AbortController().signal;

/** What a test works with. */
export interface TestHub {
  readonly hub: Hub;
  readonly clock: ManualClock;
  readonly dataDir: string;
}

/** Runs a test with a hub, closes the hub and removes its files. */
export async function withHub(
  options: Partial<HubOptions>,
  test: (parts: TestHub) => Promise<void>,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "hub-test-" });
  const clock = new ManualClock();
  try {
    const hub = await createHub(
      { ...DEFAULT_HUB_OPTIONS, dataDir, ...options },
      { log: silentLogger(), readResult, clock },
    );
    try {
      await test({ hub, clock, dataDir });
    } finally {
      await hub.close();
    }
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** A test of its own hub. */
export function hubTest(
  name: string,
  test: (parts: TestHub) => Promise<void>,
  options: Partial<HubOptions> = {},
): void {
  Deno.test(name, () => withHub(options, test));
}

/** A picture of 1×`bytes` pixels, grey. */
export function picture(bytes = 1): Picture {
  return Picture.fromRaster({
    widthPx: bytes,
    heightPx: 1,
    channels: 1,
    layout: "interleaved",
    order: "RGB",
    data: new Uint8Array(bytes),
  });
}

/** A variable for `data.mat` that holds one number. */
export function variable(name: string, value = 0): DataVariable {
  return { name, class: "double", dims: [1, 1], element: writeElement(name, scalar(value)) };
}

/** A result with a picture and one variable a name. */
export function content(...names: string[]): ResultContent {
  return { payload: picture(), variables: names.map((name) => variable(name)) };
}

/** A run in a session of its own. */
export async function startRun(hub: Hub, options: Partial<RunOptions> = {}): Promise<Run> {
  const session = await hub.openSession();
  return session.start({ kind: "video", policy: "lossless", processor: "workers", ...options });
}

/** A worker's connection. */
export function worker(hub: Hub, options: Partial<ConnectionOptions> = {}): Connection {
  return hub.connect({
    processors: ["workers"],
    kind: "worker",
    name: "worker",
    sticky: true,
    ...options,
  });
}

/** Lets all that is ready happen, without waiting for time or disk. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

/** Whether a promise is settled by now. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  let pending = true;
  promise.then(() => pending = false, () => pending = false);
  await settle();
  return pending;
}

/** An outcome in short: `done 3`. */
export function brief(outcome: Outcome | undefined): string {
  return outcome ? `${outcome.kind} ${outcome.number}` : "end";
}

/** What is in a run's file, read back: name and number, in the order of the file. */
export async function readData(data: RunData): Promise<[string, number][]> {
  const copy = await data.read();
  if (!copy) return [];
  const bytes = new Uint8Array(await new Response(copy.body).arrayBuffer());
  if (bytes.byteLength !== copy.byteLength) throw new Error("the copy has another size");
  return readMat(bytes).variables.map(({ name, value }) => [name, numberOf(value) ?? NaN]);
}

/** Pushes frames. Returns the outcome of each, in brief. */
export async function push(run: Run, count: number): Promise<Promise<string>[]> {
  const outcomes: Promise<string>[] = [];
  for (let i = 0; i < count; i++) outcomes.push((await run.push(picture())).outcome.then(brief));
  return outcomes;
}
