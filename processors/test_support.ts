/**
 * What the tests of own processors share.
 *
 * @module
 */
import { BUILT_INS, registryOf, startOwnProcessors } from "./mod.ts";
import { readResult } from "../results/mod.ts";
import assert from "node:assert/strict";
import {
  createHub,
  DEFAULT_HUB_OPTIONS,
  type Hub,
  type Outcome,
  type ResultContent,
  type Run,
  type RunOptions,
} from "../hub/mod.ts";
import { DEFAULT_IMAGE_LIMITS, type Picture } from "../media/image/mod.ts";
import { silentLogger } from "../base/log/mod.ts";

/** The entry of their threads. */
export const ENTRY: URL = new URL("./test_worker.ts", import.meta.url);
/** How pictures are given back. */
export const OPTIONS = { jpegQuality: 85, imageLimits: DEFAULT_IMAGE_LIMITS };

/** Runs a test with a hub and processors of these files. */
export async function withOwn(
  files: readonly string[],
  test: (hub: Hub) => Promise<void>,
  options: { isCompiled?: boolean; taskTimeoutMs?: number } = {},
): Promise<void> {
  const log = silentLogger();
  const dataDir = await Deno.makeTempDir();
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir }, { log, readResult });
  try {
    const own = await startOwnProcessors({ ...OPTIONS, files, ...options }, {
      hub,
      registry: registryOf(BUILT_INS),
      entry: ENTRY,
      log,
    });
    try {
      await test(hub);
    } finally {
      await own.close();
    }
  } finally {
    await hub.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** A run in a session of its own. */
export async function start(
  hub: Hub,
  processor: string,
  options: Partial<RunOptions> = {},
): Promise<Run> {
  const session = await hub.openSession();
  return session.start({ kind: "stream", policy: "lossless", processor, ...options });
}

/** Pushes pictures as one batch. */
export async function batch(run: Run, pictures: readonly Picture[]): Promise<Outcome[]> {
  const batch = Symbol();
  const pushed = await Promise.all(pictures.map((picture) => run.push(picture, { batch })));
  return await Promise.all(pushed.map(({ outcome }) => outcome));
}

/** The content of a result that is there. */
export function contentOf(outcome: Outcome | undefined): ResultContent {
  assert.ok(outcome?.kind === "done", outcome?.kind === "failed" ? outcome.error.message : "");
  return outcome.content;
}

/** Timers of one length that fire when the test has them fire, however busy the computer is. */
export class HeldTimers implements Disposable {
  readonly #held = new Map<ReturnType<typeof setTimeout>, () => void>();
  readonly #real = { setTimeout, clearTimeout };
  #set = () => {};

  /** @param ms those that `setTimeout` is to call after `ms` milliseconds; all others are the system's */
  constructor(ms: number) {
    const { setTimeout, clearTimeout } = this.#real;
    Object.assign(globalThis, {
      setTimeout: (action: () => void, delayMs?: number, ...args: unknown[]) => {
        if (delayMs !== ms) {
          return Reflect.apply(setTimeout, globalThis, [action, delayMs, ...args]);
        }
        // So long that it never fires, and keeps nothing alive.
        const id = setTimeout(() => {}, 2 ** 30);
        Deno.unrefTimer(id);
        this.#held.set(id, action);
        this.#set();
        return id;
      },
      clearTimeout: (id: ReturnType<typeof setTimeout>) => {
        this.#held.delete(id);
        clearTimeout(id);
      },
    });
  }

  /** Fires the timer that was set first; waits until there is one. */
  async pass(): Promise<void> {
    if (this.#held.size === 0) await new Promise<void>((resolve) => this.#set = resolve);
    for (const [id, action] of this.#held) {
      clearTimeout(id);
      return action();
    }
  }

  [Symbol.dispose](): void {
    Object.assign(globalThis, this.#real);
  }
}
