/** What the tests of image sets share: a run of one, and pictures. */
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { HubOptions } from "../../hub/mod.ts";
import { type ImageSetOptions, ImageSetRun } from "./image_set_run.ts";
import { isFinal, type Phase } from "../long_runs/long_run.ts";
import { type TestHub, withTestHub } from "../testing/test_worker.ts";
import { picture } from "../testing/test_pictures.ts";

/** What a test works with. */
export interface TestImages extends TestHub {
  readonly longRun: ImageSetRun;
  /** Gives a picture. */
  give(name: string, bytes?: Uint8Array, key?: string): ReturnType<ImageSetRun["receive"]>;
}

const OPTIONS: ImageSetOptions = {
  maxImages: 100,
  imageLimits: { maxBytes: 1024 * 1024, maxPixels: 1_000_000 },
  jpegQuality: 85,
  keepOpenMs: 900_000,
};

/** Runs a test with an image set's run, and takes everything down again. */
export async function withImages(
  test: (t: TestImages) => Promise<void>,
  options: Partial<ImageSetOptions> = {},
  hubOptions: Partial<HubOptions> = {},
  clock: Clock = systemClock(),
): Promise<void> {
  await withTestHub(async (testHub, { log }) => {
    const task = { processor: "workers", followWorkers: false };
    const tools = { pool: testHub.pool, log, clock };
    const longRun = new ImageSetRun(testHub.session, task, { ...OPTIONS, ...options }, tools);
    await test({
      ...testHub,
      longRun,
      give: async (name, bytes, key) =>
        await longRun.receive({ name, key }, chunks(bytes ?? await picture("jpeg"))),
    });
    longRun.cancel();
    await longRun.over;
  }, hubOptions);
}

/** A file in pieces, as it comes over a network. */
export async function* chunks(bytes: Uint8Array, size = 100): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

/** Resolves when the long run is in that phase, and fails when it can't come there any more. */
export function phase(longRun: ImageSetRun, wanted: Phase): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): boolean => {
      const { phase } = longRun.state;
      if (phase === wanted) resolve();
      else if (isFinal(phase)) reject(new Error(`it is ${phase}, not ${wanted}`));
      return phase === wanted || isFinal(phase);
    };
    if (look()) return;
    const stop = longRun.subscribe(() => {
      if (look()) stop();
    });
  });
}

/** The states of all items. */
export function states(longRun: ImageSetRun): string[] {
  return longRun.items.all.map(({ state }) => state);
}

/** A whole file. */
export async function readAll(file: Deno.FsFile): Promise<Uint8Array> {
  return new Uint8Array(await new Response(file.readable).arrayBuffer());
}
