/** Pictures for tests. */
import { encodePicture, type Raster } from "../../media/image/mod.ts";

/** Pixels of one grey. */
export function raster(grey = 90, widthPx = 8, heightPx = 6): Raster {
  const data = new Uint8Array(widthPx * heightPx * 3).fill(grey);
  return { widthPx, heightPx, channels: 3, layout: "interleaved", order: "RGB", data };
}

/** A picture file of one grey. */
export function picture(format: "jpeg" | "png", grey = 90): Promise<Uint8Array> {
  return encodePicture(raster(grey), format);
}
