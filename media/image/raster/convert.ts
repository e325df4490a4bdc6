/**
 * A raster in another form.
 *
 * @module
 */

import { withChannels } from "./channels.ts";
import { rows } from "./orient.ts";
import { toInterleaved, toPlanar } from "./planar.ts";
import {
  type ChannelCount,
  type ChannelOrder,
  checkRaster,
  type PixelLayout,
  type Raster,
} from "./raster.ts";

/** The form of a raster. */
export interface RasterForm {
  /** How many channels. */
  readonly channels: ChannelCount;
  /** Rows or planes. */
  readonly layout: PixelLayout;
  /** With one channel it has no meaning. */
  readonly order: ChannelOrder;
}

/** Whether a raster has that form already. */
export function hasForm(raster: Raster, form: RasterForm): boolean {
  return raster.channels === form.channels && raster.layout === form.layout &&
    (raster.channels === 1 || raster.order === form.order);
}

/**
 * The raster in that form: the same one if it has it, else a new one.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when its bytes don't fit its size
 */
export function convertRaster(raster: Raster, form: RasterForm): Raster {
  checkRaster(raster);
  if (hasForm(raster, form)) return raster;
  const { channels, layout, order } = form;
  const { widthPx, heightPx } = raster;
  const source = raster.channels === channels ? raster : withChannels(
    rows(widthPx, heightPx, raster.channels, toInterleaved(raster, "RGB")),
    channels,
  );
  const data = layout === "planar" ? toPlanar(source, order) : toInterleaved(source, order);
  return { widthPx, heightPx, channels, layout, order, data };
}
