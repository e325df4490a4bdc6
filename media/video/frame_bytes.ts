/**
 * A frame's bytes as the encoder's ffmpeg is given them: of even size, and in a buffer that is used again.
 *
 * @module
 */

import {
  convertRaster,
  type Planes,
  planesBytes,
  planesFormat,
  planesOfRaster,
  type Raster,
  rawRaster,
  type YuvMatrix,
} from "../image/mod.ts";
import { even, padToEven } from "./even_size.ts";
import type { NutPixels } from "./nut/nut_writer.ts";

/** Pixels of a video's frame. */
export type VideoPixels = Raster | Planes;

/** Turns all frames of a video into what the first one is best given as. */
export class FrameBytes {
  /** What they are. */
  readonly pixels: NutPixels;
  /** How the colours of I420 are coded. */
  readonly matrix: YuvMatrix;
  /** Columns, even. */
  readonly width: number;
  /** Rows, even. */
  readonly height: number;
  /** Frames of odd size are copied into it. */
  #padded = new Uint8Array(0);
  /** I420 is made in it. */
  readonly #planes: Uint8Array;

  /** @param first planes and grey go as I420, which the encoder takes as it is; colours as they are */
  constructor(first: VideoPixels) {
    this.width = even(first.widthPx);
    this.height = even(first.heightPx);
    this.matrix = "matrix" in first ? first.matrix : "bt709";
    const isI420 = "matrix" in first || first.channels === 1;
    this.pixels = isI420 ? "I420" : first.order === "BGR" ? "BGR\x18" : "RGB\x18";
    const size = { widthPx: this.width, heightPx: this.height };
    this.#planes = new Uint8Array(isI420 ? planesBytes(size) : 0);
  }

  /** The bytes of a frame of the first one's size; good until the next call, or as long as the frame's own. */
  of(frame: VideoPixels): Uint8Array {
    if (this.pixels !== "I420") return this.#evenRows(this.#colours(frame)).data;
    if ("matrix" in frame && frame.matrix === this.matrix) {
      this.#planes.set(frame.data);
      return this.#planes;
    }
    const rows = this.#evenRows(this.#asRows(frame));
    return planesOfRaster(rows, this.matrix, this.#planes).data;
  }

  #colours(frame: VideoPixels): Raster {
    const order = this.pixels === "BGR\x18" ? "BGR" : "RGB";
    if ("matrix" in frame) return asColours(frame, order);
    return convertRaster(frame, { channels: 3, layout: "interleaved", order });
  }

  #asRows(frame: VideoPixels): Raster {
    if ("matrix" in frame) return asColours(frame, "RGB");
    const channels = frame.channels === 1 ? 1 : 3;
    return convertRaster(frame, { channels, layout: "interleaved", order: "RGB" });
  }

  #evenRows(rows: Raster): Raster {
    const { widthPx, heightPx, channels, data } = rows;
    if (widthPx === this.width && heightPx === this.height) return rows;
    const bytes = this.width * this.height * channels;
    if (this.#padded.length !== bytes) this.#padded = new Uint8Array(bytes);
    const padded = padToEven(data, widthPx, heightPx, channels, this.#padded);
    return { ...rows, widthPx: this.width, heightPx: this.height, data: padded };
  }
}

function asColours(planes: Planes, order: "RGB" | "BGR"): Raster {
  return rawRaster({ format: planesFormat(planes), bytes: planes.data }, order);
}
