/**
 * One file on its way in: what has come so far is on disk, and the rest may come later.
 *
 * @module
 */
import { brokenOff } from "../limits/broken_off.ts";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { HttpProblem } from "../api/errors.ts";
import { piecesOf } from "./pieces.ts";

/** What an upload is made from. */
export interface UploadOptions {
  /** Names it in its session. */
  readonly id: string;
  /** The file, made by us. */
  readonly path: string;
  /** How long it will be. */
  readonly byteLength: number;
  /** What its user calls it; only a label. */
  readonly name: string;
}

/** A body that is being received. */
interface Receiving {
  readonly stop: AbortController;
  readonly stopped: Promise<void>;
}

/** A file that grows at its end, by one sender at a time. */
export class Upload {
  readonly id: string;
  readonly path: string;
  readonly byteLength: number;
  readonly name: string;
  #offset = 0;
  #receiving: Receiving | undefined;
  #claimed = false;

  /** The file is there, and empty. */
  constructor(options: UploadOptions) {
    this.id = options.id;
    this.path = options.path;
    this.byteLength = options.byteLength;
    this.name = options.name;
  }

  /** Bytes that are on disk. */
  get offset(): number {
    return this.#offset;
  }

  /** Whether all has come. */
  get isComplete(): boolean {
    return this.#offset === this.byteLength;
  }

  /** Whether a caller has taken it over. */
  get isClaimed(): boolean {
    return this.#claimed;
  }

  /** Whether a sender is at it, or a caller has taken it over. */
  get isBusy(): boolean {
    return this.#receiving !== undefined || this.#claimed;
  }

  /**
   * Writes a body to the file as it comes. Whatever ends it, what has come stays.
   *
   * @param idleMs a body that brings nothing for this time is given up
   * @throws {HttpProblem} 423 while another sender is at it, 409 when the body begins elsewhere, 413
   *   when it is too long, 408 when it stands still, 400 when it breaks off
   */
  async receive(
    body: ReadableStream<Uint8Array> | null,
    offset: number,
    idleMs: number,
  ): Promise<void> {
    this.#checkFree();
    if (offset !== this.#offset) {
      throw new HttpProblem(
        409,
        "FAILED_PRECONDITION",
        `${this.#offset} bytes have come; Upload-Offset must be ${this.#offset}.`,
      );
    }
    const { promise: stopped, resolve } = Promise.withResolvers<void>();
    const stop = new AbortController();
    this.#receiving = { stop, stopped };
    try {
      if (body) await this.#write(body, stop, idleMs);
    } finally {
      this.#receiving = undefined;
      resolve();
    }
  }

  /** Has the sender stop, if there is one; what has come stays. */
  async interrupt(reason: FrameboxError): Promise<void> {
    const receiving = this.#receiving;
    receiving?.stop.abort(reason);
    await receiving?.stopped;
  }

  /**
   * Takes it for oneself: nothing more is written.
   *
   * @returns the function that gives it back
   * @throws {HttpProblem} 423 while another is at it, 409 when something is still to come
   */
  claim(): () => void {
    this.#checkFree();
    if (!this.isComplete) {
      throw new HttpProblem(
        409,
        "FAILED_PRECONDITION",
        `${this.#offset} of ${this.byteLength} bytes have come; send the rest first.`,
      );
    }
    this.#claimed = true;
    return () => this.#claimed = false;
  }

  #checkFree(): void {
    if (this.isBusy) throw uploadBusy();
  }

  async #write(
    body: ReadableStream<Uint8Array>,
    stop: AbortController,
    idleMs: number,
  ): Promise<void> {
    const pieces = piecesOf(body);
    const idle = new IdleLimit(idleMs, stop);
    // Reads end with the signal: a body itself can't be stopped.
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(stop.signal.reason);
    // It may be stopped while the file is being opened, when nothing awaits that yet.
    aborted.promise.catch(() => {});
    stop.signal.addEventListener("abort", abort, { once: true });
    let file: Deno.FsFile | undefined;
    try {
      file = await Deno.open(this.path, { write: true });
      stop.signal.throwIfAborted();
      await file.seek(this.#offset, Deno.SeekMode.Start);
      for (;;) {
        const value = await Promise.race([pieces.next(), aborted.promise]);
        if (!value) break;
        idle.moved();
        if (this.#offset + value.byteLength > this.byteLength) throw tooLong(this.byteLength);
        await this.#append(file, value);
      }
    } catch (caught) {
      pieces.cancel();
      throw brokenOff(caught);
    } finally {
      idle.stop();
      stop.signal.removeEventListener("abort", abort);
      file?.close();
    }
  }

  async #append(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.byteLength;) {
        const written = await file.write(bytes.subarray(at));
        at += written;
        this.#offset += written;
      }
    } catch (caught) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        "The upload can't be written; the disk of framebox may be full.",
        caught,
        because("disk-full"),
      );
    }
  }
}

/** Gives up what stands still. One timer, looked at when it fires, costs less than one a chunk. */
class IdleLimit {
  readonly #limitMs: number;
  readonly #stop: AbortController;
  #movedAt = performance.now();
  #timer: ReturnType<typeof setTimeout>;

  constructor(limitMs: number, stop: AbortController) {
    this.#limitMs = limitMs;
    this.#stop = stop;
    this.#timer = setTimeout(() => this.#look(), limitMs);
  }

  moved(): void {
    this.#movedAt = performance.now();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    const left = this.#movedAt + this.#limitMs - performance.now();
    if (left > 1) {
      this.#timer = setTimeout(() => this.#look(), left);
      return;
    }
    this.#stop.abort(
      new HttpProblem(
        408,
        "DEADLINE_EXCEEDED",
        `The upload stood still for ${this.#limitMs} ms; resume from where it is.`,
        undefined,
        undefined,
        because("upload-stalled", { waited_ms: this.#limitMs }),
      ),
    );
  }
}

/** The error of a sender that comes while another one sends. */
export function uploadBusy(): HttpProblem {
  return new HttpProblem(
    423,
    "FAILED_PRECONDITION",
    "Another request is at this upload; try again when it is over.",
    undefined,
    undefined,
    because("upload-in-use"),
  );
}

function tooLong(byteLength: number): HttpProblem {
  return new HttpProblem(
    413,
    "INVALID_ARGUMENT",
    `The upload was announced with ${byteLength} bytes, and more came.`,
  );
}
