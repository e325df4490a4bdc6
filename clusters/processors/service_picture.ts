/**
 * A frame's picture as a file for a service.
 *
 * @module
 */
import type { Pool } from "../../base/pool/mod.ts";
import { Picture, scaleTask, type SizePx } from "../../media/image/mod.ts";

/** A picture file that a service is given. */
export interface ServicePicture {
  readonly format: "jpeg" | "png";
  readonly bytes: Uint8Array;
  /** As shown. */
  readonly sizePx: SizePx;
}

/** How it is made. */
export interface ServicePictureOptions {
  /** No side is longer, in pixels; `undefined`: any size. */
  readonly resizePx: number | undefined;
  /** Of a live stream: a JPEG is enough. */
  readonly isLive: boolean;
  /** 1–100. */
  readonly jpegQuality: number;
}

/**
 * A JPEG or PNG file as it came, where the picture is one and small enough; else one is made, without loss but for
 * live streams and JPEGs.
 *
 * @throws {FrameboxError} as `Picture.encoded`
 */
export async function servicePicture(
  picture: Picture,
  { resizePx, isLive, jpegQuality }: ServicePictureOptions,
  pool: Pool,
  signal: AbortSignal,
): Promise<ServicePicture> {
  const { source, widthPx, heightPx } = picture;
  const sizePx = { widthPx, heightPx };
  const isJpeg = source.kind === "file" && source.format === "jpeg";
  const isPng = source.kind === "file" && source.format === "png";
  const format = isJpeg || isLive && !isPng ? "jpeg" : "png";
  if (resizePx === undefined || Math.max(widthPx, heightPx) <= resizePx) {
    return { format, bytes: await picture.encoded(format, pool, signal, jpegQuality), sizePx };
  }
  const scaled = fitted(sizePx, resizePx);
  const raster = await picture.raster({}, pool, signal);
  const small = await pool.run(scaleTask, { raster, ...scaled }, { signal });
  const made = Picture.fromRaster(small);
  const bytes = await made.encoded(format, pool, signal, jpegQuality);
  return { format, bytes, sizePx: scaled };
}

function fitted({ widthPx, heightPx }: SizePx, sidePx: number): SizePx {
  const factor = sidePx / Math.max(widthPx, heightPx);
  const side = (px: number) => Math.max(1, Math.round(px * factor));
  return { widthPx: side(widthPx), heightPx: side(heightPx) };
}
