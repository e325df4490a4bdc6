/**
 * Results of a watched folder as files, each there in one piece or not at all.
 *
 * For `sub/a.jpg` they are `sub/a.jpg` (a JPEG for a JPEG, else a PNG, with `.png` added where the
 * name has another suffix), `sub/a.jpg.mat` with the variables and `sub/a.jpg.json` with labels,
 * text, the picture's name and the scale of a frame that was made smaller; for one that failed
 * `failed/sub/a.jpg.txt` with the reason. All have the time of the file that they were made from, which is how they
 * are known again.
 *
 * @module
 */
import { pictureIn } from "../../media/image/mod.ts";
import type { FrameboxError } from "../../base/errors/mod.ts";
import { baseName, directoryOf, fileAt, type ReadyFile } from "../../base/watch/mod.ts";
import type { Outcome } from "../../hub/mod.ts";
import { scaleFields } from "../../results/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import { openMatFile } from "../../mat/mod.ts";

/** A result. */
export type Done = Extract<Outcome, { kind: "done" }>;

/** Writes into one output folder. */
export class FolderOutput {
  readonly #root: string;
  readonly #workDirectory: string;
  readonly #pool: Pool;
  readonly #jpegQuality: number;
  #written = 0;

  /**
   * @param root the output folder
   * @param workDirectory for files that are not finished, in the same file system
   */
  constructor(root: string, workDirectory: string, pool: Pool, jpegQuality: number) {
    this.#root = root;
    this.#workDirectory = workDirectory;
    this.#pool = pool;
    this.#jpegQuality = jpegQuality;
  }

  /** Whether the result of a file, as it is now, is there. */
  async has(name: string, { modifiedMs }: ReadyFile): Promise<boolean> {
    const isThere = async (path: string) => {
      const file = await fileAt(path);
      return file !== undefined && file.size > 0 && file.modifiedMs === modifiedMs;
    };
    if (await isThere(this.#picture(name))) return true;
    // Beside a picture it comes first, and framebox may have been killed in between.
    const json = this.#json(name);
    return await isThere(json) && await recordsNoPicture(json);
  }

  /**
   * Writes a result.
   *
   * @param isAgain whether the file may have had a result or a failure before, which goes
   * @throws what the file system threw; a picture that can't be encoded is an `INVALID_ARGUMENT`
   */
  async done(name: string, file: ReadyFile, result: Done, isAgain: boolean): Promise<void> {
    const { payload, variables = [], labels = [], text, scale, remarks = [] } = result.content;
    const format = formatFor(name);
    // What can fail because of the picture comes before anything is written.
    const bytes = await pictureIn(payload)?.encoded(
      format,
      this.#pool,
      undefined,
      this.#jpegQuality,
    );
    if (variables.length > 0) {
      await this.#place(`${this.#root}/${name}.mat`, file.modifiedMs, async (path) => {
        const mat = await openMatFile(path);
        try {
          // Of one name the last counts, as in data.mat.
          const byName = new Map(variables.map(({ name, element }) => [name, element]));
          await mat.append([...byName.values()]);
        } finally {
          await mat.close();
        }
      });
    } else if (isAgain) await this.#remove(`${this.#root}/${name}.mat`);
    // A result without a picture has it as its mark.
    if (labels.length > 0 || text || scale || remarks.length > 0 || !bytes) {
      const { queuedMs, processingMs } = result.timings;
      const json = {
        picture: bytes ? baseName(this.#picture(name)) : null,
        labels,
        text: text ?? null,
        scale: scale ? scaleFields(scale) : null,
        remarks,
        processed_by: result.processedBy,
        timings: { queued_ms: Math.round(queuedMs), processing_ms: Math.round(processingMs) },
      };
      const content = new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);
      await this.#place(this.#json(name), file.modifiedMs, content);
    } else if (isAgain) await this.#remove(this.#json(name));
    if (bytes) {
      await this.#place(
        this.#picture(name),
        file.modifiedMs,
        bytes,
      );
    } else if (isAgain) await this.#remove(this.#picture(name));
    if (isAgain) await this.#remove(this.#reason(name));
  }

  /** Writes why a file failed. */
  async failed(name: string, file: ReadyFile, error: FrameboxError): Promise<void> {
    const content = new TextEncoder().encode(`${error.message}\n`);
    await this.#place(this.#reason(name), file.modifiedMs, content);
  }

  /** Puts a file into its place once it is on disk with all that is in it. */
  async #place(
    path: string,
    modifiedMs: number,
    content: Uint8Array | ((path: string) => Promise<void>),
  ): Promise<void> {
    const unfinished = `${this.#workDirectory}/${++this.#written}`;
    try {
      if (typeof content === "function") await content(unfinished);
      await finish(unfinished, content, new Date(modifiedMs));
      try {
        await Deno.rename(unfinished, path);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
        await Deno.mkdir(directoryOf(path), { recursive: true });
        await Deno.rename(unfinished, path);
      }
    } catch (error) {
      await this.#remove(unfinished).catch(() => {});
      // For the next try: it may have been removed.
      await Deno.mkdir(this.#workDirectory, { recursive: true }).catch(() => {});
      throw error;
    }
  }

  async #remove(path: string): Promise<void> {
    try {
      await Deno.remove(path);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  #picture(name: string): string {
    const hasName = formatFor(name) === "jpeg" || /\.png$/i.test(name);
    return `${this.#root}/${hasName ? name : `${name}.png`}`;
  }

  #json(name: string): string {
    return `${this.#root}/${name}.json`;
  }

  #reason(name: string): string {
    return `${this.#root}/failed/${name}.txt`;
  }
}

async function recordsNoPicture(path: string): Promise<boolean> {
  try {
    const json: unknown = JSON.parse(await Deno.readTextFile(path));
    return typeof json === "object" && json !== null && "picture" in json && json.picture === null;
  } catch {
    return false;
  }
}

function formatFor(name: string): "jpeg" | "png" {
  return /\.(jpe?g|jpe|jfif)$/i.test(name) ? "jpeg" : "png";
}

/**
 * Writes what is still to be written, and the time. Synced, so that a host that loses its power
 * has no result that is known as done, but is empty.
 */
async function finish(path: string, content: unknown, time: Date): Promise<void> {
  using file = await Deno.open(path, { create: true, write: true });
  if (content instanceof Uint8Array) {
    for (let at = 0; at < content.length;) at += await file.write(content.subarray(at));
  }
  await file.syncData();
  await file.utime(time, time);
}
