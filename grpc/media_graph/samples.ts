/**
 * A stream's samples as pictures.
 *
 * @module
 */
import { FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import {
  type FileRange,
  type ImageLimits,
  Picture,
  type PictureFormat,
  rawBytes,
  type RawFormat,
} from "../../media/image/mod.ts";
import type { FileEncoding, FrameKind } from "./descriptor.ts";
import type { ClientSample } from "./messages.ts";
import { readRange, type SharedMemory } from "./shared_memory.ts";

const FORMATS: Readonly<Record<FileEncoding, PictureFormat>> = {
  BMP: "bmp",
  JPG: "jpeg",
  PNG: "png",
};

/** EXIF orientations from here on turn a picture by a quarter. */
const QUARTER_TURN = 5;

/** How far a client's range of such a frame may exceed it: a row. */
export function slackBytes(frames: FrameKind): number {
  return frames.kind === "raw" ? rawBytes(frames.format).row : Math.max(1, 3 * frames.widthPx);
}

/** Reads samples of one stream. */
export class SampleReader {
  readonly #frames: FrameKind;
  readonly #memory: SharedMemory | undefined;
  readonly #limits: ImageLimits;

  /** @param memory the stream's shared memory, if it has any */
  constructor(frames: FrameKind, memory: SharedMemory | undefined, limits: ImageLimits) {
    this.#frames = frames;
    this.#memory = memory;
    this.#limits = limits;
  }

  /**
   * A sample's picture. Raw frames in shared memory are not read here.
   *
   * @returns `undefined` for a sample without content
   * @throws {FrameboxError} `INVALID_ARGUMENT` when its bytes don't fit the descriptor, or its
   * range the shared memory; `RESOURCE_EXHAUSTED` when they are over a limit
   */
  read({ content_bytes, content_reference }: ClientSample): Picture | undefined {
    if (content_bytes) return this.#picture(content_bytes.bytes);
    if (!content_reference) return undefined;
    if (this.#memory) return this.#picture(this.#memory.range(content_reference));
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "The sample has a content_reference, but the stream's descriptor names no shared memory.",
    );
  }

  #picture(content: Uint8Array | FileRange): Picture {
    const frames = this.#frames;
    if (frames.kind === "raw") {
      if (content instanceof Uint8Array) checkExact(frames.format, content.byteLength);
      return Picture.fromRaw(frames.format, content, this.#limits);
    }
    const bytes = content instanceof Uint8Array
      ? content
      : readRange(content, this.#limits.maxBytes);
    return pictureOfFile(frames, bytes, this.#limits);
  }
}

/** A frame in a message has its exact length. */
function checkExact(format: RawFormat, byteLength: number): void {
  const { row, least, max } = rawBytes(format);
  if (byteLength >= least && byteLength <= max - row) return;
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    `The frame has ${byteLength} bytes; ${format.widthPx}×${format.heightPx} pixels ` +
      `${format.pixelFormat} with ${row} bytes a row need ${least}.`,
  );
}

function pictureOfFile(
  { encoding, widthPx, heightPx }: Extract<FrameKind, { kind: "file" }>,
  bytes: Uint8Array,
  limits: ImageLimits,
): Picture {
  let picture: Picture;
  try {
    picture = Picture.fromFile(bytes, limits);
  } catch (caught) {
    const { code, message } = toFrameboxError(caught);
    throw new FrameboxError(code, `A frame can't be read as ${encoding}: ${message}`, caught);
  }
  const { source } = picture;
  if (source.kind !== "file" || source.format !== FORMATS[encoding]) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `A frame is not ${encoding}, as the stream's descriptor says; send what it says.`,
    );
  }
  const turned = source.orientation >= QUARTER_TURN;
  const isWidth = fits(widthPx, turned ? picture.heightPx : picture.widthPx);
  const isHeight = fits(heightPx, turned ? picture.widthPx : picture.heightPx);
  if (isWidth && isHeight) return picture;
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    `A frame has ${picture.widthPx}×${picture.heightPx} pixels, but the stream's dimensions are ` +
      `${widthPx}×${heightPx}; make them the same, or leave them out.`,
  );
}

/** Whether a side is as declared; 0: nothing was declared. */
function fits(declaredPx: number, px: number): boolean {
  return declaredPx === 0 || declaredPx === px;
}
