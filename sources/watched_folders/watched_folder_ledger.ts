/**
 * What a watched folder remembers of its files between two starts: a journal in its output folder,
 * `.framebox/journal`, one line a file, written at its end only.
 *
 * A server that is killed leaves half a line at worst, and results without a line; these are
 * known by their own times ({@linkcode FolderOutput.has}).
 *
 * @module
 */
import { FrameboxError, pathProblem } from "../../base/errors/mod.ts";
import type { ReadyFile } from "../../base/watch/mod.ts";

/** How a file ended; `lost` is tried again at the next start, for the picture was not to blame. */
export type FileEnd = "done" | "failed" | "lost";

/** A file in the journal. */
interface Entry {
  readonly size: number;
  readonly modifiedMs: number;
  readonly end: FileEnd;
  /** Whether it is from an earlier start and was not asked for since. */
  isOld: boolean;
}

/** The oldest are forgotten then; some 200 bytes each. */
const MAX_ENTRIES = 200_000;

/** The journal is written anew at the start when it has this many lines more than it needs. */
const MAX_SPARE_LINES = 10_000;

/** The journal of one output folder, which no other server uses at the same time. */
export class FolderLedger {
  /** A directory for files that are not finished, in the output's own file system. */
  readonly workDirectory: string;
  readonly #entries = new Map<string, Entry>();
  readonly #lock: Deno.FsFile;
  readonly #journal: Deno.FsFile;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(
    workDirectory: string,
    lock: Deno.FsFile,
    journal: Deno.FsFile,
    entries: Map<string, Entry>,
  ) {
    this.workDirectory = workDirectory;
    this.#lock = lock;
    this.#journal = journal;
    this.#entries = entries;
  }

  /**
   * Locks an output folder and reads its journal; what was not finished is removed.
   *
   * @param output the folder; made if missing
   * @throws {FrameboxError} `FAILED_PRECONDITION` when another server uses it, or it can't be written
   */
  static async open(output: string): Promise<FolderLedger> {
    const own = `${output}/.framebox`;
    let lock: Deno.FsFile | undefined;
    try {
      await Deno.mkdir(own, { recursive: true });
      lock = await Deno.open(`${own}/lock`, { create: true, write: true });
      if (!await lock.tryLock(true)) {
        throw new FrameboxError(
          "FAILED_PRECONDITION",
          `Another server writes into the folder ${output} that WATCH_OUTPUT names; each box needs its own.`,
        );
      }
      const workDirectory = `${own}/unfinished`;
      await Deno.remove(workDirectory, { recursive: true }).catch(ignoreMissing);
      await Deno.mkdir(workDirectory);
      const entries = await readJournal(`${own}/journal`, workDirectory);
      const journal = await Deno.open(`${own}/journal`, { create: true, append: true });
      return new FolderLedger(workDirectory, lock, journal, entries);
    } catch (error) {
      lock?.close();
      if (error instanceof FrameboxError) throw error;
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        `The folder ${output}, which WATCH_OUTPUT names, can't be used: ${pathProblem(error)}. ` +
          "framebox must be able to write to it.",
        error,
      );
    }
  }

  /** How a file ended, if it has not changed since. `lost` files of an earlier start have not. */
  endOf(name: string, file: ReadyFile): FileEnd | undefined {
    const entry = this.#entries.get(name);
    if (!entry || entry.size !== file.size || entry.modifiedMs !== file.modifiedMs) {
      return undefined;
    }
    return entry.isOld && entry.end === "lost" ? undefined : entry.end;
  }

  /** Whether anything is known of a file of this name. */
  knows(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Whether it is asked for the first time since the start. */
  isFirstAsked(name: string): boolean {
    const entry = this.#entries.get(name);
    if (!entry?.isOld) return false;
    entry.isOld = false;
    return true;
  }

  /** Notes a file's end. */
  async note(name: string, { size, modifiedMs }: ReadyFile, end: FileEnd): Promise<void> {
    keep(this.#entries, name, { size, modifiedMs, end, isOld: false });
    const line = new TextEncoder().encode(`${JSON.stringify([name, size, modifiedMs, end])}\n`);
    const written = this.#writing.then(() => writeAll(this.#journal, line));
    this.#writing = written.catch(() => {});
    await written;
  }

  /** Frees the folder for other boxes. */
  async close(): Promise<void> {
    await this.#writing;
    this.#journal.close();
    this.#lock.close();
  }
}

async function readJournal(path: string, workDirectory: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const text = await Deno.readTextFile(path).catch((error) => {
    ignoreMissing(error);
    return "";
  });
  const lines = text.split("\n");
  for (const line of lines) {
    const parsed = parse(line);
    if (parsed) keep(entries, ...parsed);
  }
  const isCut = text !== "" && !text.endsWith("\n");
  if (isCut || lines.length > entries.size + MAX_SPARE_LINES) {
    const anew = [...entries].map(([name, { size, modifiedMs, end }]) =>
      `${JSON.stringify([name, size, modifiedMs, end])}\n`
    );
    await Deno.writeTextFile(`${workDirectory}/journal`, anew.join(""));
    await Deno.rename(`${workDirectory}/journal`, path);
  }
  return entries;
}

function parse(line: string): [string, Entry] | undefined {
  let values: unknown;
  try {
    values = JSON.parse(line);
  } catch {
    return undefined; // Half a line, of a server that was killed.
  }
  if (!Array.isArray(values)) return undefined;
  const [name, size, modifiedMs, end] = values as readonly unknown[];
  if (typeof name !== "string" || typeof size !== "number") return undefined;
  if (typeof modifiedMs !== "number" || !isEnd(end)) return undefined;
  return [name, { size, modifiedMs, end, isOld: true }];
}

function isEnd(value: unknown): value is FileEnd {
  return value === "done" || value === "failed" || value === "lost";
}

function keep(entries: Map<string, Entry>, name: string, entry: Entry): void {
  entries.delete(name);
  entries.set(name, entry);
  if (entries.size <= MAX_ENTRIES) return;
  for (const oldest of entries.keys()) {
    entries.delete(oldest);
    break;
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
