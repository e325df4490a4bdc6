/**
 * Turns and mirrors decoded rows as EXIF declares.
 *
 * Source: EXIF 2.32, section 4.6.4 A, tag Orientation.
 *
 * @module
 */

import { type Orientation, swapsSides } from "../exif.ts";
import type { ChannelCount, Raster } from "./raster.ts";

/** Pixels as all codecs here give them: interleaved rows, RGB order. */
export interface Rows extends Raster {
  readonly layout: "interleaved";
  readonly order: "RGB";
}

/** Names what a codec gave as a raster. */
export function rows(
  widthPx: number,
  heightPx: number,
  channels: ChannelCount,
  data: Uint8Array,
): Rows {
  return { widthPx, heightPx, channels, layout: "interleaved", order: "RGB", data };
}

/** The picture upright: the same raster for orientation 1, else a new one. */
export function applyOrientation(stored: Rows, orientation: Orientation): Rows {
  if (orientation === 1) return stored;
  const { channels, data } = stored;
  const turned = swapsSides(orientation);
  const widthPx = turned ? stored.heightPx : stored.widthPx;
  const heightPx = turned ? stored.widthPx : stored.heightPx;
  // Where the shown pixel (0, 0) is stored, and how far one step right or down leads there.
  const right = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const bottom = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  const alongX = right ? -channels : channels;
  const alongY = (bottom ? -channels : channels) * stored.widthPx;
  const stepX = turned ? alongY : alongX;
  const stepY = turned ? alongX : alongY;
  const start = channels *
    ((right ? stored.widthPx - 1 : 0) + (bottom ? stored.heightPx - 1 : 0) * stored.widthPx);
  const out = new Uint8Array(data.byteLength);
  let to = 0;
  for (let y = 0; y < heightPx; y++) {
    let at = start + y * stepY;
    for (let x = 0; x < widthPx; x++, at += stepX) {
      for (let c = 0; c < channels; c++) out[to++] = data[at + c]!;
    }
  }
  return rows(widthPx, heightPx, channels, out);
}
