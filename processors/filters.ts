/**
 * The pixel work of the built-in processors.
 *
 * @module
 */
import { sobel } from "../media/image/mod.ts";
import type { Pixels, ProcessorFrame } from "./processor.ts";

/**
 * Edges by the Sobel operator: |Gx| + |Gy|, clipped at 255. The border repeats the outermost pixels.
 *
 * @param grey H×W
 * @returns H×W
 */
export function edges({ width, height, data }: Pixels): Pixels {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { width, height, channels: 1, data: sobel(bytes, width, height) };
}

/**
 * The negative: 255 minus each value, four bytes at a time, in place.
 *
 * @param frame H×W or H×W×3; its data is overwritten
 */
export function invert(
  frame: Pick<ProcessorFrame, "width" | "height" | "channels" | "data">,
): Pixels {
  const { width, height, channels, data } = frame;
  const whole = data.byteOffset % 4 === 0 ? data.byteLength >> 2 : 0;
  const words = new Uint32Array(data.buffer, whole ? data.byteOffset : 0, whole);
  for (let i = 0; i < whole; i++) words[i] = ~words[i]!;
  for (let i = whole * 4; i < data.byteLength; i++) data[i] = 255 - data[i]!;
  return { width, height, channels, data };
}

/** Mean of all values, 0–255. */
export function mean(grey: Pixels): number {
  const { data } = grey;
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]!;
  return sum / data.length;
}
