/**
 * A frame as `submit` answers it: the serialized `Data` message of the contract, section 1.
 *
 * @module
 */
import {
  encodePicture,
  type PictureInput,
  scaleDown,
  sniffFormat,
  toPlanar,
  withDecodedInput,
} from "../image/mod.ts";
import { char, type MatValue, scalar, writeMatReserving } from "../mat/mod.ts";

/** What `im` is: the pixels as H×W×3, or a 1-D JPEG file. */
export type SubmitFormat = "mat" | "jpeg";

/** What the message is made of; all of it can be sent to another thread. */
export interface SubmitInput {
  readonly picture: PictureInput;
  /** The frame's number. */
  readonly number: number;
  /** `session_hash`. */
  readonly hash: string;
  readonly format: SubmitFormat;
  /** Scale the picture down until the message has at most so many bytes; 0: never. */
  readonly maxBytes: number;
  /** Of a JPEG that has to be made, 1 to 100. */
  readonly jpegQuality: number;
}

/** The message takes this much beside the picture, names and headers, at most. */
const OVERHEAD_BYTES = 1024;

/** How often a JPEG is made smaller before it is sent as it is. */
const MAX_ATTEMPTS = 6;

/**
 * Makes the message.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the picture can't be decoded or read,
 *   `RESOURCE_EXHAUSTED` when it is over the limits
 */
export async function submitMessage(input: SubmitInput): Promise<Uint8Array<ArrayBuffer>> {
  if (input.format === "jpeg") {
    const jpeg = await asJpeg(input);
    return messageOf(input, [1, jpeg.length], (im) => im.set(jpeg));
  }
  return await withDecodedInput(input.picture, { channels: 3 }, (raster) => {
    const bytes = raster.widthPx * raster.heightPx * 3;
    const fitting = scaleDown(raster, factorFor(bytes, input.maxBytes));
    return messageOf(
      input,
      [fitting.heightPx, fitting.widthPx, 3],
      (im) => toPlanar(fitting, "RGB", im),
    );
  });
}

async function asJpeg(input: SubmitInput): Promise<Uint8Array> {
  const { picture, maxBytes, jpegQuality: quality } = input;
  const room = roomFor(maxBytes);
  const file = picture.kind === "file" ? picture.bytes : undefined;
  if (file && sniffFormat(file) === "jpeg" && file.length <= room) return file;
  const raster = await withDecodedInput(
    picture,
    { channels: 3 },
    (lent, borrowed) => borrowed ? { ...lent, data: lent.data.slice() } : lent,
  );
  let jpeg = await encodePicture(raster, "jpeg", { quality });
  let factor = 1;
  for (let attempt = 0; jpeg.length > room && attempt < MAX_ATTEMPTS; attempt++) {
    // A little under what the areas say: small pictures take more bytes a pixel.
    factor *= 0.9 * Math.sqrt(room / jpeg.length);
    jpeg = await encodePicture(scaleDown(raster, factor), "jpeg", { quality });
  }
  return jpeg;
}

/** By what to scale both sides of a picture, so that its message fits. */
function factorFor(bytes: number, maxBytes: number): number {
  const room = roomFor(maxBytes);
  return bytes <= room ? 1 : Math.sqrt(room / bytes);
}

/** What is left for the picture. */
function roomFor(maxBytes: number): number {
  return maxBytes === 0 ? Infinity : Math.max(1, maxBytes - OVERHEAD_BYTES);
}

/** Field 1, `bytes file`, of `Data`: tag, length, contents. */
function messageOf(
  { number, hash }: SubmitInput,
  dims: readonly number[],
  fill: (im: Uint8Array) => void,
): Uint8Array<ArrayBuffer> {
  const others: [string, MatValue][] = [
    // The class that SciPy gives a Python int: workers build names from it, and 0.0 would show.
    ["frame", scalar(number, "int64")],
    ["session_hash", char(hash)],
  ];
  const { bytes: file, data } = writeMatReserving("im", "uint8", dims, others);
  fill(data);
  const head = [(1 << 3) | 2, ...varint(file.length)];
  const message = new Uint8Array(head.length + file.length);
  message.set(head);
  message.set(file, head.length);
  return message;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return bytes;
}
