/**
 * The JPEG codec of the system's libturbojpeg.
 *
 * The library is given no more room than the file's header, as we read it, needs: a picture that it takes
 * for a larger one doesn't fit and fails.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";
import type {
  JpegCodec,
  JpegDecodeOptions,
  JpegFile,
  JpegPixels,
  JpegSource,
} from "./jpeg_codec.ts";
import { WasmJpegCodec } from "./jpeg_wasm_codec.ts";
import { damaged } from "../picture_error.ts";
import {
  addressOf,
  type Handle,
  lastWords,
  openTurbojpeg,
  type TurbojpegLibrary,
} from "./turbojpeg_library.ts";

/** Of turbojpeg.h: `TJPF_GRAY`, `TJPF_RGB`, `TJPF_CMYK`. */
const PIXEL_FORMATS = { 1: 6, 3: 0, 4: 11 } as const;
/** `TJSAMP_GRAY`, `TJSAMP_420`: what cameras write; half the work of 4:4:4. */
const SUBSAMPLINGS = { 1: 3, 3: 2 } as const;
/** `TJFLAG_ACCURATEDCT`: what libjpeg does by default, and the other codec with it. */
const ACCURATE_DCT = 4096;
/** `TJFLAG_NOREALLOC`: it writes into our buffer. */
const NO_REALLOC = 1024;
/** DRI of ITU-T T.81. */
const DEFINE_RESTARTS = 0xdd;
/** `TJERR_WARNING`: it continued. */
const WARNING = 0;

/** Buffers up to this size, 11 megapixels of colour, are used again. */
const MAX_KEPT_BYTES = 32 * 1024 * 1024;

/**
 * Bytes before the end mark. The first warning is the one that is kept, so all pixels had been read by then,
 * unless a restart marker was looked for when the end mark was found.
 */
const HARMLESS = /extraneous bytes before marker 0xd9/;

/** `JERR_OUT_OF_MEMORY`, and turbojpeg.c's own message. */
const NO_MEMORY = /insufficient memory|memory allocation failure/i;

/** libturbojpeg. After a failure the next call has a new handle. */
export class TurbojpegCodec implements JpegCodec {
  readonly name = "libturbojpeg";
  readonly #library: TurbojpegLibrary;
  #decompressor: Handle | undefined;
  #compressor: Handle | undefined;
  #other: JpegCodec | undefined;
  readonly #pixels = new ReusableBuffer();
  readonly #file = new ReusableBuffer();
  /** A file's header, in the library's numbers. */
  readonly #found = {
    width: new Int32Array(1),
    height: new Int32Array(1),
    subsampling: new Int32Array(1),
    space: new Int32Array(1),
  };

  /**
   * Loads the library.
   *
   * @param path see {@linkcode openTurbojpeg}
   * @throws {Error} when it can't be loaded
   */
  constructor(path: string) {
    this.#library = openTurbojpeg(path);
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  /** Frees what belongs to the library; the codec is not to be used any more. */
  close(): void {
    this.#destroy(this.#decompressor);
    this.#destroy(this.#compressor);
    this.#decompressor = this.#compressor = undefined;
    this.#library.close();
  }

  async decode<T>(
    file: JpegFile,
    use: (pixels: JpegPixels) => T,
    options: JpegDecodeOptions = {},
  ): Promise<T> {
    const { scaleDenominator = 1, owned = false } = options;
    const widthPx = Math.ceil(file.widthPx / scaleDenominator);
    const heightPx = Math.ceil(file.heightPx / scaleDenominator);
    const { channels } = file;
    const length = widthPx * heightPx * channels;
    const data = owned ? new Uint8Array(length) : this.#pixels.ofLength(length);
    const isSure = this.#decode(file, { widthPx, heightPx, channels, data });
    if (!isSure) return await (this.#other ??= new WasmJpegCodec()).decode(file, use, options);
    return use({ widthPx, heightPx, channels, data });
  }

  /**
   * @returns whether all pixels were read; false where only the other codec, which receives each warning, can decide
   */
  #decode(
    file: JpegFile,
    target: JpegPixels & { readonly data: Uint8Array<ArrayBuffer> },
  ): boolean {
    const bytes = plain(file.bytes);
    const { symbols } = this.#library;
    const handle = this.#decompressor ??= made(symbols.tjInitDecompress());
    const { width, height, subsampling, space } = this.#found;
    width[0] = height[0] = 0;
    // It fails for samplings that have no name, with the size found all the same.
    symbols.tjDecompressHeader3(handle, bytes, bytes.length, width, height, subsampling, space);
    if (width[0] === 0) throw damaged("JPEG", "it is cut or damaged", this.#dropDecompressor());
    if (width[0] !== file.widthPx || height[0] !== file.heightPx) {
      throw damaged("JPEG", "its parts name different sizes");
    }
    const code = symbols.tjDecompress2(
      handle,
      bytes,
      bytes.length,
      target.data,
      target.widthPx,
      target.widthPx * target.channels,
      target.heightPx,
      PIXEL_FORMATS[target.channels],
      ACCURATE_DCT,
    );
    if (code === 0) return true;
    const isWarning = symbols.tjGetErrorCode(handle) === WARNING;
    if (isWarning && HARMLESS.test(lastWords(this.#library, handle))) return !mayRestart(bytes);
    const cause = this.#dropDecompressor();
    if (NO_MEMORY.test(cause.message)) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        "The JPEG picture needs more memory to be decoded than there is. Send a smaller one.",
        cause,
      );
    }
    throw damaged("JPEG", "it is cut or damaged", cause);
  }

  /** Destroys what a failure may have left in the middle of something; gives the library's words for the log. */
  #dropDecompressor(): Error {
    const handle = this.#decompressor;
    const words = handle ? lastWords(this.#library, handle) : "";
    this.#destroy(handle);
    this.#decompressor = undefined;
    return new Error(words);
  }

  // deno-lint-ignore require-await -- what it throws rejects
  async encode(source: JpegSource, quality: number): Promise<Uint8Array> {
    const { widthPx, heightPx, channels } = source;
    const { symbols } = this.#library;
    const handle = this.#compressor ??= made(symbols.tjInitCompress());
    const pixels = source.data ?? this.#pixels.ofLength(widthPx * heightPx * channels);
    if (!source.data) source.fill(pixels);
    const subsampling = SUBSAMPLINGS[channels];
    const max = Number(symbols.tjBufSize(widthPx, heightPx, subsampling));
    const file = this.#file.ofLength(max);
    const length = BigUint64Array.of(BigInt(max));
    const code = symbols.tjCompress2(
      handle,
      plain(pixels),
      widthPx,
      widthPx * channels,
      heightPx,
      PIXEL_FORMATS[channels],
      BigUint64Array.of(addressOf(file)),
      length,
      subsampling,
      quality,
      ACCURATE_DCT | NO_REALLOC,
    );
    if (code !== 0) {
      const cause = new Error(lastWords(this.#library, handle));
      this.#destroy(handle);
      this.#compressor = undefined;
      throw new FrameboxError("INTERNAL", "The picture could not be made into a JPEG.", cause);
    }
    return file.slice(0, Number(length[0]));
  }

  #destroy(handle: Handle | undefined): void {
    if (handle) this.#library.symbols.tjDestroy(handle);
  }
}

/** Whether a segment could set a restart interval. */
function mayRestart(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === DEFINE_RESTARTS) return true;
  }
  return false;
}

function made(handle: Handle | null): Handle {
  if (!handle) throw new Error("libturbojpeg gave no handle: the machine has no memory left.");
  return handle;
}

/** Another thread may change shared memory while the library reads it: it gets a copy. */
function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return isPlain(bytes) ? bytes : bytes.slice();
}

function isPlain(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}

/** Memory that is used again, unless it is large. */
class ReusableBuffer {
  #bytes = new Uint8Array(0);

  ofLength(length: number): Uint8Array<ArrayBuffer> {
    if (length > MAX_KEPT_BYTES) return new Uint8Array(length);
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(length);
    return this.#bytes.subarray(0, length);
  }
}
