/** A child process whose output tests can wait on. */
import { LIMIT_MS } from "./limit.ts";

/** A running child. */
export class Child {
  readonly #child: Deno.ChildProcess;
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #reading: Promise<void>;
  #ended = false;

  /** Starts it; both of its outputs are read as lines. */
  constructor(command: string, options: Omit<Deno.CommandOptions, "stdin" | "stdout" | "stderr">) {
    this.#child = new Deno.Command(command, {
      ...options,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const reading = [this.#read(this.#child.stdout), this.#read(this.#child.stderr)];
    this.#reading = Promise.all(reading).then(() => {
      this.#ended = true;
      this.#wake();
    });
  }

  /** All lines so far. */
  get output(): string {
    return this.#lines.join("\n");
  }

  /** Process id. */
  get pid(): number {
    return this.#child.pid;
  }

  /** Resolves to the first line that matches, printed already or to come; fails when it ends without. */
  async line(pattern: RegExp, limitMs = LIMIT_MS): Promise<string> {
    const limit = AbortSignal.timeout(limitMs);
    for (let seen = 0;;) {
      for (; seen < this.#lines.length; seen++) {
        const line = this.#lines[seen] ?? "";
        if (pattern.test(line)) return line;
      }
      if (this.#ended) throw new Error(`It ended without ${pattern}:\n${this.output}`);
      if (limit.aborted) throw new Error(`No ${pattern} in ${limitMs} ms:\n${this.output}`);
      await this.#change(limit);
    }
  }

  /** Resolves to its exit code. */
  async status(): Promise<number> {
    const { code } = await this.#child.status;
    await this.#reading;
    return code;
  }

  /** Asks it to end, waits until it has; resolves to its exit code. */
  stop(signal: Deno.Signal = "SIGTERM"): Promise<number> {
    try {
      this.#child.kill(signal);
    } catch {
      // It has ended already.
    }
    return this.status();
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      this.#lines.push(...lines);
      this.#wake();
    }
    if (rest !== "") this.#lines.push(rest);
  }

  #change(limit: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = () => {
      this.#waiting.delete(done);
      limit.removeEventListener("abort", done);
      resolve();
    };
    this.#waiting.add(done);
    limit.addEventListener("abort", done);
    return promise;
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }
}
