/**
 * Frames into a processor and its results out of it, in a pool's thread.
 *
 * @module
 */
import { toFrameboxError } from "../base/errors/mod.ts";
import { toTransfer } from "../base/pool/mod.ts";
import {
  decodeInput,
  encodePicture,
  type PictureInput,
  type Planes,
  type Raster,
} from "../media/image/mod.ts";
import { type MatValue, struct, writeElement } from "../mat/mod.ts";
import type { AnswerContent, AnswerPicture, FrameAnswer } from "./answers.ts";
import { dataName } from "./data_name.ts";
import type { Pixels } from "./processor.ts";

/** In which form a picture is wanted. */
export type Wants = "jpeg" | "png" | "raster" | "nothing";

/** One frame of a batch. */
export interface FrameInput {
  /** The picture. */
  readonly input: PictureInput;
  /** Counts in its run. */
  readonly number: number;
  /** What is to be made of the result's picture; with `nothing` no data is written either. */
  readonly wants: Wants;
}

/** A frame's pixels, which have no other owner. */
export interface OwnPixels extends Pixels {
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/**
 * The pixels of a frame.
 *
 * @throws {FrameboxError} as `decodeInput`
 */
export async function pixelsOf({ input }: FrameInput, channels: 1 | 3): Promise<OwnPixels> {
  const { widthPx, heightPx, data } = await decodeInput(input, {
    channels,
    layout: "interleaved",
    order: "RGB",
  });
  return { width: widthPx, height: heightPx, channels, data };
}

/** Writes answers, and knows which buffers are to be handed over with them. */
export class Outgoing {
  readonly transfer: ArrayBuffer[] = [];
  readonly #quality: number;

  /** @param jpegQuality 1–100 */
  constructor(jpegQuality: number) {
    this.#quality = jpegQuality;
  }

  /**
   * A frame's answer, with picture and data where they are of use.
   *
   * @param raster is handed over where pixels are wanted: it must have no other user;
   *   `as-it-came`: the frame itself is shown
   * @param fields of the frame's struct in `data.mat`
   */
  async answer(
    frame: FrameInput,
    content: AnswerContent,
    raster: Raster | "as-it-came" | undefined,
    fields: Readonly<Record<string, MatValue>>,
  ): Promise<FrameAnswer> {
    if (frame.wants === "nothing") return content;
    return {
      ...content,
      ...(raster === undefined ? {} : { picture: await this.#picture(raster, frame.wants) }),
      ...(Object.keys(fields).length === 0 ? {} : { element: this.#element(frame, fields) }),
    };
  }

  /** A frame's answer as planes, for a frame that came as them and whose pixels are wanted. */
  planes(planes: Planes): FrameAnswer {
    return { picture: { planes: { ...planes, data: this.#own(planes.data) } } };
  }

  async #picture(raster: Raster | "as-it-came", wants: Wants): Promise<AnswerPicture> {
    if (raster === "as-it-came") return raster;
    if (wants === "jpeg" || wants === "png") {
      const encoded = await encodePicture(raster, wants, { quality: this.#quality });
      return { file: this.#own(encoded) };
    }
    return { raster: { ...raster, data: this.#own(raster.data) } };
  }

  #element(frame: FrameInput, fields: Readonly<Record<string, MatValue>>) {
    return this.#own(writeElement(dataName(frame.number), struct(fields)));
  }

  #own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const { data, transfer } = toTransfer(bytes);
    this.transfer.push(...transfer);
    return data;
  }
}

/** The answer for a frame that could not be worked on. */
export function failed(caught: unknown): FrameAnswer {
  const { code, message, cause, because } = toFrameboxError(caught);
  const detail = cause instanceof Error ? cause.stack ?? cause.message : undefined;
  return { error: { code, message, detail, because } };
}
