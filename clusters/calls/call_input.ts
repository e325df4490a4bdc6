/**
 * What a service is called with: as it was given, and as it is sent.
 *
 * @module
 */
import type { Pool } from "../../base/pool/mod.ts";
import {
  DEFAULT_JPEG_QUALITY,
  type ImageLimits,
  Picture,
  scaledSize,
  scaleTask,
  type SizePx,
  sniffFormat,
} from "../../media/image/mod.ts";
import { mediaTypeOf, readFile } from "../../oscar/answer/mod.ts";
import { bytesInput, type CallInput, type Turns } from "../../oscar/calls/mod.ts";
import { cleanPath, safeFileName, stemOf, withExtension } from "../../oscar/names/mod.ts";
import type { InputKind } from "../../oscar/service/mod.ts";
import type { StoredInput } from "./call.ts";
import type { NewFile } from "./kept_file.ts";
import { pictureSize } from "./stored_output.ts";

const UNKNOWN_TYPE = "application/octet-stream";

/** Describes a file that was given. */
export function storedInput(
  { file, head }: NewFile,
  { name, kind, limits }: {
    /** The user's own; empty for none. */
    readonly name: string;
    readonly kind: InputKind;
    readonly limits: ImageLimits;
  },
): StoredInput {
  const known = mediaTypeOf(head);
  const isWhole = head.byteLength === file.byteLength;
  const reading = known === undefined && isWhole ? readFile(head) : undefined;
  const isText = reading?.kind === "text" || reading?.kind === "data";
  const type = known ?? (isText ? reading : undefined);
  const own = cleanPath(name)?.split("/").at(-1) ?? "";
  return {
    name: type === undefined ? own || "input" : withExtension(own || "input", type.extension),
    mediaType: type?.mediaType ?? UNKNOWN_TYPE,
    kind,
    size: sniffFormat(head) === undefined ? { widthPx: 0, heightPx: 0 } : pictureSize(head, limits),
    file,
  };
}

/** What is sent, and the size of a picture in it. */
export interface SentFile {
  readonly input: CallInput;
  readonly size: SizePx | undefined;
}

/**
 * The input as it is sent: a picture is made smaller where the service's rule has it so.
 *
 * @param longestPx no side is longer then; left out: as it was given
 * @throws {FrameboxError} `INVALID_ARGUMENT` for a picture that is to be made smaller and can't be decoded
 */
export async function sentFile(
  stored: StoredInput,
  longestPx: number | undefined,
  { pool, turns, limits, signal }: {
    readonly pool: Pool;
    /** Bounds the pictures whose pixels are in memory. */
    readonly turns: Turns;
    readonly limits: ImageLimits;
    readonly signal: AbortSignal;
  },
): Promise<SentFile> {
  const { name, mediaType, file, size } = stored;
  const side = Math.max(size.widthPx, size.heightPx);
  const isPicture = stored.kind === "picture" && side > 0 && file.byteLength <= limits.maxBytes;
  if (!isPicture || longestPx === undefined || side <= longestPx) {
    const { byteLength } = file;
    return {
      input: { name, mediaType, byteLength, pieces: () => file.pieces() },
      size: side > 0 ? size : undefined,
    };
  }
  const smaller = scaledSize(size, longestPx / side);
  const sentName = /\.jpe?g$/i.test(name) ? name : safeFileName(`${stemOf(name)}.jpg`);
  using _turn = await turns.take(() => false, signal);
  const picture = await Picture.open(await file.bytes(), limits, pool, signal);
  const raster = await picture.raster({}, pool, signal);
  const scaled = Picture.fromRaster(
    await pool.run(scaleTask, { raster, ...smaller }, { signal }),
  );
  const bytes = await scaled.encoded("jpeg", pool, signal, DEFAULT_JPEG_QUALITY);
  return { input: bytesInput(sentName, "image/jpeg", bytes), size: smaller };
}
