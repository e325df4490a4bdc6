/**
 * A process of ffmpeg or ffprobe: its pipes, its messages, and its end in every case.
 *
 * @module
 */

import { because, FrameboxError } from "../../base/errors/mod.ts";

/** Bytes of its messages that are kept; the last ones hold the reason why it gave up. */
const TAIL_BYTES = 8192;

/** Which pipes a process has. Messages (stderr) are always read. */
export interface ProcessPipes {
  /** Whether we write to it. */
  readonly stdin: "piped" | "null";
  /** Whether we read from it. */
  readonly stdout: "piped" | "null";
}

/** A running ffmpeg or ffprobe. The creator awaits {@linkcode MediaProcess.ended}. */
export class MediaProcess {
  /** Resolves once it has ended and all its messages are read. */
  readonly ended: Promise<Deno.CommandStatus>;
  readonly #child: Deno.ChildProcess;
  #tail = "";
  #over = false;

  /**
   * Starts it.
   *
   * @param signal kills it when aborted
   * @throws {FrameboxError} `UNAVAILABLE` if the program can't be started
   */
  constructor(
    program: string,
    args: readonly string[],
    pipes: ProcessPipes,
    signal: AbortSignal,
  ) {
    signal.throwIfAborted();
    try {
      this.#child = new Deno.Command(program, {
        args: [...args],
        ...pipes,
        stderr: "piped",
        // It must not see secrets in this process's environment. Windows needs some variables.
        clearEnv: Deno.build.os !== "windows",
      }).spawn();
    } catch (error) {
      throw new FrameboxError(
        "UNAVAILABLE",
        "Videos need ffmpeg and ffprobe on this machine, and the right to run them.",
        error,
        because("no-ffmpeg"),
      );
    }
    const kill = () => this.kill();
    signal.addEventListener("abort", kill);
    this.ended = this.#watch().finally(() => signal.removeEventListener("abort", kill));
  }

  /** What it reads. Only if `stdin` is piped. */
  get stdin(): WritableStream<Uint8Array> {
    return this.#child.stdin;
  }

  /** What it writes. Only if `stdout` is piped. */
  get stdout(): ReadableStream<Uint8Array> {
    return this.#child.stdout;
  }

  /** The end of its messages, for the log and for choosing the sentence. */
  get tail(): string {
    return this.#tail;
  }

  /** Process id. */
  get pid(): number {
    return this.#child.pid;
  }

  /**
   * Kills it. Its output is of no use then, so it gets no chance to finish: an ffmpeg that waits for a
   * full pipe ignores SIGTERM.
   */
  kill(): void {
    if (this.#over) return;
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has just ended.
    }
  }

  async #watch(): Promise<Deno.CommandStatus> {
    const [status] = await Promise.all([
      this.#child.status.then((status) => {
        this.#over = true;
        return status;
      }),
      this.#readTail(),
    ]);
    return status;
  }

  async #readTail(): Promise<void> {
    for await (const text of this.#child.stderr.pipeThrough(new TextDecoderStream())) {
      this.#tail = (this.#tail + text).slice(-TAIL_BYTES);
    }
  }
}

/** What a short run left behind. */
export interface ProcessOutput {
  /** Whether it ended with 0. */
  readonly success: boolean;
  /** What it wrote, as text. */
  readonly text: string;
  /** The end of its messages. */
  readonly tail: string;
}

/** Bound on the text of a short run; ffprobe's output about a sound file is a few kilobytes. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;

/**
 * Runs a program to its end and gives what it wrote.
 *
 * @param limitMs it is killed when it takes longer
 * @throws {FrameboxError} `UNAVAILABLE` if it can't be started, `INVALID_ARGUMENT` when it writes
 *   more than any sound file would make it write
 * @throws {DOMException} the signal's reason when aborted; `TimeoutError` after the limit
 */
export async function runToEnd(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
  limitMs: number,
): Promise<ProcessOutput> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const process = new MediaProcess(program, args, { stdin: "null", stdout: "piped" }, limited);
  let text = "";
  try {
    for await (const part of process.stdout.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (text.length > MAX_TEXT_BYTES) {
        throw new FrameboxError("INVALID_ARGUMENT", "The video's header is too large to be read.");
      }
    }
  } finally {
    if (text.length > MAX_TEXT_BYTES) process.kill();
    await process.ended;
  }
  limited.throwIfAborted();
  const { success } = await process.ended;
  return { success, text, tail: process.tail };
}
