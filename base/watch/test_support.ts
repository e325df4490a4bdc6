/**
 * What the tests of files share: a directory of their own, a clock that the test advances, and a
 * recorder of ready files.
 *
 * @module
 */
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { silentLogger } from "../log/mod.ts";
import { type ReadyFile, ReadyFiles, type ReadyFilesOptions } from "./ready_files.ts";
import { limit } from "../../tests/support/limit.ts";

/**
 * A settle time, passed on the test's clock: so long that no stall of the machine lets a file that is written seem old.
 */
export const SETTLE_MS = 10_000;

/**
 * Time passes only when the test advances it. The date is the system's plus what was advanced, so that
 * it can be compared with the times of files.
 */
export class FileClock extends ManualClock {
  #isRunning = false;

  constructor() {
    super(() => {
      if (this.#isRunning) queueMicrotask(() => this.advance(SETTLE_MS));
    });
  }

  override date(): Date {
    return new Date(Date.now() + this.now());
  }

  /** From now on each timer is due as soon as it is set. */
  run(): void {
    this.#isRunning = true;
    this.advance(SETTLE_MS);
  }
}

/** A directory for one test. */
export async function withDirectory(test: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "files-test-" }));
  try {
    await test(path);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

/** Records the ready files of a tree. */
export class Recorder {
  /** Names below the root, in the order of their notifications. */
  readonly names: string[] = [];
  readonly files: ReadyFile[] = [];
  /** Whether the directory was present, at each notification of it. */
  readonly presence: boolean[] = [];
  readonly clock = new FileClock();
  readonly ready: ReadyFiles;
  readonly #root: string;
  readonly #settleMs: number;
  readonly #waiting = new Set<() => void>();
  #seen = 0;

  constructor(root: string, options: Partial<ReadyFilesOptions> = {}) {
    this.#root = root;
    const all = { settleMs: SETTLE_MS, log: silentLogger(), clock: this.clock, ...options };
    this.#settleMs = all.settleMs;
    this.ready = new ReadyFiles(root, all, {
      ready: (file) => {
        const name = file.path.slice(root.length + 1);
        if (name.startsWith(MARKER)) {
          this.#seen = Math.max(this.#seen, Number(name.slice(MARKER.length)));
        } else {
          this.files.push(file);
          this.names.push(name);
        }
        this.#wake();
      },
      present: (isPresent) => {
        this.presence.push(isPresent);
        this.#wake();
      },
    });
  }

  /** Resolves when it holds; no time passes. */
  async until(holds: () => boolean): Promise<void> {
    const late = limit();
    while (!holds()) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const abort = () => reject(new Error(`Only ${this.names.length}: ${this.names.slice(-20)}`));
      this.#waiting.add(resolve);
      late.addEventListener("abort", abort, { once: true });
      try {
        await promise;
      } finally {
        late.removeEventListener("abort", abort);
        this.#waiting.delete(resolve);
      }
    }
  }

  /**
   * Resolves when everything that happened in the root before was received: a file that is moved in is
   * ready without a settle time, and events arrive in their order.
   */
  async received(): Promise<void> {
    const number = ++lastMarker;
    const outside = `${this.#root}-${MARKER}${number}`;
    await Deno.writeTextFile(outside, "");
    // Ready at once, also if it is found where nothing was watched yet.
    await Deno.utime(outside, 1000, 1000);
    await Deno.rename(outside, `${this.#root}/${MARKER}${number}`);
    await this.until(() => this.#seen >= number);
  }

  /** Lets the settle time pass, after everything that happened before. */
  async settle(): Promise<void> {
    await this.received();
    this.clock.advance(this.#settleMs);
  }

  /** Resolves when these names were recorded; settle times pass. */
  async has(...names: string[]): Promise<void> {
    await this.#settleUntil(() => names.every((name) => this.names.includes(name)));
  }

  /** Resolves when this many files were recorded; settle times pass. */
  async hasCount(count: number): Promise<void> {
    await this.#settleUntil(() => this.names.length >= count);
  }

  async #settleUntil(holds: () => boolean): Promise<void> {
    const late = limit();
    while (!holds()) {
      if (late.aborted) throw new Error(`Only ${this.names.length}: ${this.names.slice(-20)}`);
      await this.settle();
      // What the time made due is looked at before this marker.
      await this.received();
    }
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

/** Begins the name of a file that marks a moment. */
const MARKER = "marker-";

/** Of all recorders: several may watch one directory. */
let lastMarker = 0;

/** A test with a watched tree. */
export function treeTest(
  name: string,
  test: (root: string, recorder: Recorder, directory: string) => Promise<void>,
  options: Partial<ReadyFilesOptions> = {},
): void {
  Deno.test(name, () =>
    withDirectory(async (directory) => {
      const root = `${directory}/in`;
      await Deno.mkdir(root);
      const recorder = new Recorder(root, options);
      try {
        await recorder.ready.start();
        await test(root, recorder, directory);
      } finally {
        await recorder.ready.close();
      }
    }));
}
