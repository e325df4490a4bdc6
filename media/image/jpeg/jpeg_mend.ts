/**
 * JPEG files that have all their pixels, but of which libjpeg warns as it warns of damaged ones.
 *
 * Source: ITU-T T.81, annexes B and G; jdmarker.c and jdhuff.c of libjpeg-turbo.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";
import type { JpegHeader } from "./jpeg_header.ts";
import { hasName, type JpegSegment, jpegSegments, SOS } from "./jpeg_segments.ts";
import { damaged } from "../picture_error.ts";

/** One byte that is to be another. */
interface Change {
  readonly at: number;
  readonly value: number;
}

const END_MARK = [0xff, 0xd9];

/**
 * The file as a codec is to be given it, so that what the codec warns of has lost pixels: with an end mark
 * if none is there and every scan is; an unknown JFIF version, an unknown transform in Adobe's segment and
 * needless words about a sequential scan put right.
 *
 * @returns the same bytes where nothing is to be done; bytes behind the end mark may stay
 * @throws {FrameboxError} `INVALID_ARGUMENT` when there is no end mark and a scan is missing
 */
export function mendJpeg(bytes: Uint8Array, header: JpegHeader): Uint8Array {
  const changes: Change[] = [];
  const seen = new SeenScans();
  const isMarked = END_MARK.every((byte, i) => bytes[bytes.length - 2 + i] === byte);
  const isEnded = walk(bytes, (segment) => {
    changes.push(...changesIn(segment, header));
    if (segment.marker !== SOS) return true;
    seen.add(segment.body, header);
    // The usual file ends in its mark, and its first scan holds all that is changed here.
    const isLast = header.isProgressive || segment.body[0] === header.channels;
    return !(isMarked && isLast);
  });
  if (!isEnded && !isMarked && !seen.isAll(header)) throw damaged("JPEG", "it is cut");
  if ((isEnded || isMarked) && changes.length === 0) return bytes;
  const mended = new Uint8Array(bytes.length + END_MARK.length);
  mended.set(bytes);
  mended.set(END_MARK, bytes.length);
  for (const { at, value } of changes) mended[at] = value;
  return mended;
}

/**
 * Visits a file's segments until `visit` stops it. Faults in them are reported by the
 * codec, which continues where it can.
 *
 * @returns whether the end mark was reached
 */
function walk(bytes: Uint8Array, visit: (segment: JpegSegment) => boolean): boolean {
  try {
    const segments = jpegSegments(bytes);
    for (;;) {
      const { done, value } = segments.next();
      if (done) return value;
      if (!visit(value)) return false;
    }
  } catch (error) {
    if (error instanceof FrameboxError) return false;
    throw error;
  }
}

function changesIn({ marker, at, body }: JpegSegment, header: JpegHeader): Change[] {
  // JFIF major version.
  if (marker === 0xe0 && body.length >= 14 && hasName(body, "JFIF\0") && body[5] !== 1) {
    return [{ at: at + 5, value: 1 }];
  }
  if (marker === 0xee && body.length >= 12 && hasName(body, "Adobe")) {
    const transform = body[11]!;
    if (header.channels === 3 && transform > 1) return [{ at: at + 11, value: 1 }];
    if (header.channels === 4 && transform !== 0 && transform !== 2) {
      return [{ at: at + 11, value: 2 }];
    }
  }
  if (marker === SOS && !header.isProgressive && body.length >= 4) {
    const band = body.length - 3;
    const usual = [0, 63, 0];
    if (usual.some((value, i) => body[band + i] !== value)) {
      return usual.map((value, i) => ({ at: at + band + i, value }));
    }
  }
  return [];
}

/** What the scans so far have brought of each channel. */
class SeenScans {
  /** By the channel's id: of each coefficient, how many bits are still to come; 255 for all. */
  readonly #left = new Map<number, Uint8Array>();

  /** @param body of the scan's header: count, ids with tables, first and last coefficient, bits */
  add(body: Uint8Array, { isProgressive }: JpegHeader): void {
    const count = body[0] ?? 0;
    const [first = 0, last = 63, bits = 0] = isProgressive ? body.subarray(1 + 2 * count) : [];
    for (let i = 0; i < count; i++) {
      const id = body[1 + 2 * i] ?? 0;
      const left = this.#left.get(id) ?? new Uint8Array(64).fill(255);
      this.#left.set(id, left.fill(bits & 15, first, last + 1));
    }
  }

  /** Whether every channel is there to its last bit. */
  isAll({ channels }: JpegHeader): boolean {
    return this.#left.size >= channels &&
      [...this.#left.values()].every((left) => left.every((bits) => bits === 0));
  }
}
