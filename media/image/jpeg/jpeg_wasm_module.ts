/**
 * libjpeg-turbo as WebAssembly: wasm/codec.c describes what it does, tools/jpeg_wasm.ts builds it.
 *
 * @module
 */

import wasmBinary from "./wasm/jpeg.wasm" with { type: "bytes" };

/** What wasm/codec.c exports. Addresses and lengths of more than 2 GB come as negative numbers. */
interface JpegExports extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  readonly __stack_pointer: WebAssembly.Global;
  room(bytes: number): number;
  decode(
    ...of: [
      ...[file: number, length: number],
      ...[widthPx: number, heightPx: number, channels: number, denominator: number],
    ]
  ): number;
  encode(
    ...of: [pixels: number, widthPx: number, heightPx: number, channels: number, quality: number]
  ): number;
}

/** Why a task has failed: codec.c has the same numbers. */
export const JPEG_FAILURES = ["damaged", "no memory", "other size"] as const;

/** A task has failed, and the instance is ready for the next one. */
export class JpegFailure extends Error {
  /** What kind of failure it is. */
  readonly why: typeof JPEG_FAILURES[number];

  /** @param message libjpeg's own sentence */
  constructor(why: typeof JPEG_FAILURES[number], message: string) {
    super(message);
    this.why = why;
  }
}

/** Compiles the embedded WebAssembly; once a thread is enough. */
export function compileJpeg(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(wasmBinary);
}

/**
 * An instance, which runs one task at a time; its memory holds the result of the last one. After an error
 * that is no {@linkcode JpegFailure}, a trap, it is not to be used again.
 */
export class JpegInstance {
  readonly #exports: JpegExports;
  readonly #stackTop: number;

  /** @param compiled of {@linkcode compileJpeg} */
  constructor(compiled: WebAssembly.Module) {
    const fail = (why: number, sentence: number, parameters: number) => {
      // The functions that are left by the exception don't do it.
      this.#exports.__stack_pointer.value = this.#stackTop;
      throw new JpegFailure(
        JPEG_FAILURES[why] ?? "damaged",
        sentenceAt(this.#exports.memory, sentence, parameters),
      );
    };
    const { exports } = new WebAssembly.Instance(compiled, { host: { fail } });
    if (!isJpeg(exports)) throw new TypeError("jpeg.wasm is not what codec.c says.");
    this.#exports = exports;
    this.#stackTop = exports.__stack_pointer.value;
  }

  /** Bytes of its memory; it grows as pictures need it. */
  get memoryBytes(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /**
   * Decodes a file. The result is in the instance's memory until its next task.
   *
   * @throws {JpegFailure}
   */
  decode(
    bytes: Uint8Array,
    ...of: [widthPx: number, heightPx: number, channels: number, denominator: number]
  ): { widthPx: number; heightPx: number; channels: number; data: Uint8Array } {
    const file = this.#room(bytes.length, (target) => target.set(bytes));
    const answer = this.#exports.decode(file, bytes.length, ...of);
    const [widthPx, heightPx, channels, at] = this.#numbers(answer, 4);
    const data = this.#bytes(at!, widthPx! * heightPx! * channels!);
    return { widthPx: widthPx!, heightPx: heightPx!, channels: channels!, data };
  }

  /**
   * Encodes pixels. The result is in the instance's memory until its next task.
   *
   * @param fill writes the pixels, grey or RGB
   * @throws {JpegFailure}
   */
  encode(
    fill: (target: Uint8Array) => void,
    ...of: [widthPx: number, heightPx: number, channels: number, quality: number]
  ): Uint8Array {
    const [widthPx, heightPx, channels] = of;
    const pixels = this.#room(widthPx * heightPx * channels, fill);
    const [at, length] = this.#numbers(this.#exports.encode(pixels, ...of), 2);
    return this.#bytes(at!, length!);
  }

  #room(length: number, fill: (target: Uint8Array) => void): number {
    const at = this.#exports.room(length) >>> 0;
    if (at === 0) throw new JpegFailure("no memory", `There is no room for ${length} bytes`);
    fill(this.#bytes(at, length));
    return at;
  }

  #numbers(at: number, count: number): Uint32Array {
    return new Uint32Array(this.#exports.memory.buffer, at >>> 0, count);
  }

  #bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.#exports.memory.buffer, at, length);
  }
}

/** A sentence in printf's form with its parameters, numbers or one string. */
function sentenceAt(memory: WebAssembly.Memory, sentence: number, parameters: number): string {
  const view = new DataView(memory.buffer);
  let at = parameters;
  return textAt(memory, sentence).replaceAll(/%(0?\d*)l?([dusxc])/g, (_, width: string, kind) => {
    if (kind === "s") return textAt(memory, parameters);
    const number = view.getInt32(at, true);
    at += 4;
    if (kind === "c") return String.fromCharCode(number & 255);
    const digits = kind === "x" ? (number >>> 0).toString(16) : String(number);
    return digits.padStart(Number(width), width.startsWith("0") ? "0" : " ");
  });
}

/** A text of C: up to its zero. */
function textAt(memory: WebAssembly.Memory, at: number): string {
  const bytes = new Uint8Array(memory.buffer, at);
  return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
}

function isJpeg(exports: WebAssembly.Exports): exports is JpegExports {
  return exports.memory instanceof WebAssembly.Memory &&
    exports.__stack_pointer instanceof WebAssembly.Global &&
    ["room", "decode", "encode"].every((name) => typeof exports[name] === "function");
}
