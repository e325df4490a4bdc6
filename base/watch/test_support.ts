/**
 * What the tests of files share: a directory of their own, and who hears of ready files.
 *
 * @module
 */
import { silentLogger } from "../log/mod.ts";
import { type ReadyFile, ReadyFiles, type ReadyFilesOptions } from "./ready_files.ts";

/** Longest that a test waits for what must come, in milliseconds. */
const LIMIT_MS = 20_000;

/** A settle time for tests that wait for it. */
export const SETTLE_MS = 40;

/** A directory for one test. */
export async function withDirectory(test: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "files-test-" }));
  try {
    await test(path);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

/** Ready files of a tree, as they are told. */
export class Told {
  /** Names below the root, in the order in which they were told. */
  readonly names: string[] = [];
  readonly files: ReadyFile[] = [];
  /** Whether the directory was there, each time that this was told. */
  readonly presence: boolean[] = [];
  readonly #waiting = new Set<() => void>();
  readonly ready: ReadyFiles;

  constructor(root: string, options: Partial<ReadyFilesOptions> = {}) {
    const all = { settleMs: SETTLE_MS, log: silentLogger(), ...options };
    this.ready = new ReadyFiles(root, all, {
      ready: (file) => {
        this.files.push(file);
        this.names.push(file.path.slice(root.length + 1));
        this.#wake();
      },
      present: (isPresent) => {
        this.presence.push(isPresent);
        this.#wake();
      },
    });
  }

  /** Resolves when it holds. */
  async until(holds: () => boolean): Promise<void> {
    const limit = AbortSignal.timeout(LIMIT_MS);
    while (!holds()) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const abort = () => reject(new Error(`Only ${this.names.length}: ${this.names.slice(-20)}`));
      this.#waiting.add(resolve);
      limit.addEventListener("abort", abort, { once: true });
      try {
        await promise;
      } finally {
        limit.removeEventListener("abort", abort);
        this.#waiting.delete(resolve);
      }
    }
  }

  /** Resolves when these names have been told. */
  async has(...names: string[]): Promise<void> {
    await this.until(() => names.every((name) => this.names.includes(name)));
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

/** A test with a watched tree. */
export function treeTest(
  name: string,
  test: (root: string, told: Told, directory: string) => Promise<void>,
  options: Partial<ReadyFilesOptions> = {},
): void {
  Deno.test(name, () =>
    withDirectory(async (directory) => {
      const root = `${directory}/in`;
      await Deno.mkdir(root);
      const told = new Told(root, options);
      try {
        await told.ready.start();
        await test(root, told, directory);
      } finally {
        await told.ready.close();
      }
    }));
}
