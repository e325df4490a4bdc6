/**
 * What ImageTest's clients get for a frame.
 *
 * @module
 */
import { readoutOf } from "../../results/mod.ts";
import type { ResultContent } from "../../hub/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import { Picture, scaleTask } from "../../media/image/mod.ts";
import type { SentFrame } from "./frame.ts";

/** `MsgReply` (protos/image_test.proto). */
export interface MsgReply {
  /** A count, 32 bits with a sign. */
  readonly reply: number;
  /** The processed frame; empty: there is none. */
  readonly img: Uint8Array;
}

/** A frame that has no result. */
export const NO_RESULT: MsgReply = { reply: 0, img: new Uint8Array() };

const INT32 = { min: -(2 ** 31), max: 2 ** 31 - 1 };

/**
 * The number of that name in a result, rounded to what an int32 holds.
 *
 * @param name as {@linkcode readoutOf} has it: `boxes`, or the path of a number in the data
 * @returns 0 when the result has no number of that name
 */
export function countOf(content: ResultContent, name: string): number {
  const { values } = readoutOf(content);
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined || Number.isNaN(value)) return 0;
  return Math.min(Math.max(Math.round(value), INT32.min), INT32.max);
}

/** Encodes the pictures of answers. */
export class ReplyPictures {
  readonly #pool: Pool;
  readonly #jpegQuality: number;

  /** @param jpegQuality of JPEG files that have to be made, 1 to 100 */
  constructor(pool: Pool, jpegQuality: number) {
    this.#pool = pool;
    this.#jpegQuality = jpegQuality;
  }

  /**
   * The picture of a result in the form of its frame. A raw one has the frame's size, too: the client knows no
   * other.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` when a worker's picture file turns out damaged
   */
  async make(picture: Picture, sent: SentFrame, signal: AbortSignal): Promise<Uint8Array> {
    const { kind } = sent;
    if (kind === "jpeg") {
      return await picture.encoded("jpeg", this.#pool, signal, this.#jpegQuality);
    }
    if (kind === "png") return await picture.encoded("png", this.#pool, signal);
    const form = {
      channels: kind === "grey" ? 1 : 3,
      layout: "interleaved",
      order: "BGR",
    } as const;
    const shown = await this.#inSize(picture, sent.picture, form.channels, signal);
    return (await shown.raster(form, this.#pool, signal)).data;
  }

  async #inSize(
    picture: Picture,
    { widthPx, heightPx }: Picture,
    channels: 1 | 3,
    signal: AbortSignal,
  ): Promise<Picture> {
    if (picture.widthPx === widthPx && picture.heightPx === heightPx) return picture;
    const raster = await picture.raster({ channels }, this.#pool, signal);
    const scaled = await this.#pool.run(scaleTask, { raster, widthPx, heightPx }, { signal });
    return Picture.fromRaster(scaled);
  }
}
