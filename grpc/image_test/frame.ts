/**
 * Frames as ImageTest's clients send them: picture files, or raw pixels without a size of their own.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import {
  FORMAT_TITLES,
  type ImageLimits,
  Picture,
  type PictureFormat,
  READ_KINDS,
  sniffFormat,
} from "../../media/image/mod.ts";

/** The size of raw frames. */
export interface FrameSize {
  /** Columns. */
  readonly widthPx: number;
  /** Rows. */
  readonly heightPx: number;
}

/** The form of a frame and of its answer: a file, or raw pixels without padding. */
export type FrameKind = "jpeg" | "png" | "grey" | "bgr";

/** A frame that was sent. */
export interface SentFrame {
  /** For the hub. */
  readonly picture: Picture;
  /** The form of its answer. */
  readonly kind: FrameKind;
  /** What it is, for users: `704×576 grey`. */
  readonly format: string;
}

/** Kinds of raw frames by the bytes of a pixel. */
const RAW_KINDS = {
  1: { kind: "grey", pixelFormat: "GREY8", title: "grey" },
  3: { kind: "bgr", pixelFormat: "BGR24", title: "BGR" },
} as const;

/** Largest size that a call may give. */
const MAX_PX = 65_535;

/**
 * What the bytes of a frame are. Only a picture file's header is read.
 *
 * @param size of raw frames
 * @throws {FrameboxError} `INVALID_ARGUMENT` when they are neither a picture file nor a raw frame of
 * this size, `RESOURCE_EXHAUSTED` when it is over a limit
 */
export function readFrame(bytes: Uint8Array, size: FrameSize, limits: ImageLimits): SentFrame {
  const format = sniffFormat(bytes);
  const raw = rawKind(bytes, size);
  if (format) {
    try {
      return fileFrame(Picture.fromFile(bytes, limits), format);
    } catch (error) {
      // Raw pixels may begin like a file; only a whole header decides.
      if (!raw) throw error;
    }
  }
  if (!raw) throw noFrame(bytes.byteLength, size);
  const { kind, pixelFormat, title } = raw;
  const picture = Picture.fromRaw({ pixelFormat, ...size, strideBytes: 0 }, bytes, limits);
  return { picture, kind, format: `${size.widthPx}×${size.heightPx} ${title}` };
}

/**
 * The size of a call's raw frames: its metadata, or else framebox's setting.
 *
 * @param metadata gives the call's value of a key
 * @throws {FrameboxError} `INVALID_ARGUMENT` when one is no number of pixels
 */
export function rawSizeOf(
  metadata: (key: string) => string | undefined,
  usual: FrameSize,
): FrameSize {
  const pixels = (key: "width" | "height", usual: number): number => {
    const value = metadata(key)?.trim();
    if (value === undefined) return usual;
    const number = Number(value);
    if (/^\d{1,5}$/.test(value) && number >= 1 && number <= MAX_PX) return number;
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `The metadata ${key} must be a number of pixels from 1 to ${MAX_PX}.`,
    );
  };
  return {
    widthPx: pixels("width", usual.widthPx),
    heightPx: pixels("height", usual.heightPx),
  };
}

function rawKind(bytes: Uint8Array, { widthPx, heightPx }: FrameSize) {
  const pixels = widthPx * heightPx;
  if (bytes.byteLength === pixels) return RAW_KINDS[1];
  return bytes.byteLength === 3 * pixels ? RAW_KINDS[3] : undefined;
}

function fileFrame(picture: Picture, format: PictureFormat): SentFrame {
  const title = FORMAT_TITLES[format];
  return {
    picture,
    kind: format === "jpeg" ? "jpeg" : "png",
    format: `${picture.widthPx}×${picture.heightPx} ${title}`,
  };
}

function noFrame(byteLength: number, { widthPx, heightPx }: FrameSize): FrameboxError {
  const pixels = widthPx * heightPx;
  return new FrameboxError(
    "INVALID_ARGUMENT",
    `A frame of ${byteLength} bytes is neither a picture file (${READ_KINDS}) nor a raw one: ` +
      `of ${widthPx}×${heightPx} pixels it has ${pixels} bytes in grey or ${3 * pixels} in BGR. ` +
      "Another size is given by the call's metadata width and height.",
  );
}
