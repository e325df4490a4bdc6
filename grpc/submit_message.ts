/**
 * A frame as `submit` answers it: the serialized message `Data` (protos/generic_box.proto).
 *
 * @module
 */
import {
  encodePicture,
  inputSize,
  type PictureInput,
  type Raster,
  readPictureHeader,
  scaleDownTo,
  type SizePx,
  sizeWithin,
  sniffFormat,
  toPlanar,
  withDecodedInput,
} from "../media/image/mod.ts";
import { char, type MatValue, scalar, writeMatReserving } from "../mat/mod.ts";
import { writePrefix } from "./framed_message.ts";

/** What `im` is: the pixels as H×W×3, or a 1-D JPEG file. */
export type SubmitFormat = "mat" | "jpeg";

/** What a message is made of; all of it can be sent to another thread. */
export interface SubmitInput {
  readonly picture: PictureInput;
  /** The frame's number. */
  readonly number: number;
  /** `session_hash`. */
  readonly hash: string;
  readonly format: SubmitFormat;
  /** Bound on the message in bytes; the picture is scaled down to it. Infinity: none. */
  readonly maxBytes: number;
  /** Of a JPEG that has to be made, 1 to 100. */
  readonly jpegQuality: number;
}

/** The message, and what is in it. */
export interface SubmitMessage {
  /** Serialized; gRPC's prefix stands before it in its buffer. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Columns of the picture in it. */
  readonly widthPx: number;
  /** Rows of the picture in it. */
  readonly heightPx: number;
  /** Bytes of the message with the picture in full size. */
  readonly sourceBytes: number;
}

/** Lowest bound on a message: it holds a JPEG of one pixel. */
export const MIN_MAX_BYTES = 4096;

/** Bound on what a message holds besides the picture: names and headers. */
const OVERHEAD_BYTES = 1024;

/** Bound on the factor by which both sides shrink while a JPEG is too large. */
const MAX_SHRINK_FACTOR = 0.9;

/**
 * The size in which a frame of this size goes into a message of pixels.
 *
 * @param maxBytes bound on the message
 */
export function matSize(size: SizePx, maxBytes: number): SizePx {
  return sizeWithin(size, roomFor(maxBytes) / 3);
}

/**
 * Makes the message.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the picture can't be decoded or read,
 *   `RESOURCE_EXHAUSTED` when it is over the limits
 */
export async function submitMessage(input: SubmitInput): Promise<SubmitMessage> {
  if (input.format === "jpeg") {
    const { jpeg, widthPx, heightPx, sourceBytes } = await asJpeg(input);
    const bytes = messageOf(input, [1, jpeg.length], (im) => im.set(jpeg));
    return { bytes, widthPx, heightPx, sourceBytes: bytes.length - jpeg.length + sourceBytes };
  }
  const size = inputSize(input.picture);
  const atLeast = matSize(size, input.maxBytes);
  return await withDecodedInput(input.picture, { channels: 3, atLeast }, (raster) => {
    const fitting = scaleDownTo(raster, atLeast);
    const { widthPx, heightPx } = fitting;
    const bytes = messageOf(
      input,
      [heightPx, widthPx, 3],
      (im) => toPlanar(fitting, "RGB", im),
    );
    const more = (size.widthPx * size.heightPx - widthPx * heightPx) * 3;
    return { bytes, widthPx, heightPx, sourceBytes: bytes.length + more };
  });
}

/** A JPEG file, its size, and its bytes in the picture's full size. */
interface Jpeg extends SizePx {
  readonly jpeg: Uint8Array;
  readonly sourceBytes: number;
}

async function asJpeg(input: SubmitInput): Promise<Jpeg> {
  const { picture, maxBytes, jpegQuality: quality } = input;
  const room = roomFor(maxBytes);
  if (picture.kind === "file" && sniffFormat(picture.bytes) === "jpeg") {
    const { bytes: jpeg, limits } = picture;
    const { widthPx, heightPx } = readPictureHeader(jpeg, limits);
    if (jpeg.length <= room) return { jpeg, widthPx, heightPx, sourceBytes: jpeg.length };
  }
  const raster = await withDecodedInput(picture, { channels: 3, owned: true }, (kept) => kept);
  let shown: Raster = raster;
  let jpeg = await encodePicture(shown, "jpeg", { quality });
  const sourceBytes = jpeg.length;
  let factor = 1;
  while (jpeg.length > room && shown.widthPx * shown.heightPx > 1) {
    // A little under the ratio of areas: small pictures take more bytes a pixel.
    factor *= Math.min(MAX_SHRINK_FACTOR, 0.95 * Math.sqrt(room / jpeg.length));
    shown = scaleDownTo(
      raster,
      sizeWithin(raster, raster.widthPx * raster.heightPx * factor ** 2),
    );
    jpeg = await encodePicture(shown, "jpeg", { quality });
  }
  return { jpeg, widthPx: shown.widthPx, heightPx: shown.heightPx, sourceBytes };
}

/** Bytes that are left for the picture. */
function roomFor(maxBytes: number): number {
  return Math.max(1, maxBytes - OVERHEAD_BYTES);
}

/** Room for the prefix, a tag and a length; so the pixels are aligned, which is written the fastest. */
const HEAD_BYTES = 16;

/** Field 1, `bytes file`, of `Data`: tag, length, contents, all in one buffer. */
function messageOf(
  { number, hash }: SubmitInput,
  dims: readonly number[],
  fill: (im: Uint8Array) => void,
): Uint8Array<ArrayBuffer> {
  const others: [string, MatValue][] = [
    // The class that SciPy gives a Python int: workers build names from it, and a double would read 0.0.
    ["frame", scalar(number, "int64")],
    ["session_hash", char(hash)],
  ];
  const { bytes: file, data } = writeMatReserving("im", "uint8", dims, others, HEAD_BYTES);
  fill(data);
  const head = [(1 << 3) | 2, ...varint(file.length)];
  const message = new Uint8Array(file.buffer, HEAD_BYTES - head.length);
  message.set(head);
  writePrefix(message);
  return message;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return bytes;
}
