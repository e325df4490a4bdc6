/**
 * The pixel work of the built-in processors.
 *
 * @module
 */
import type { Pixels, ProcessorFrame } from "./processor.ts";

/**
 * Edges by the Sobel operator: |Gx| + |Gy|, clipped at 255. The border repeats the outermost pixels.
 *
 * @param grey H×W
 * @returns H×W
 */
export function edges(grey: Pixels): Pixels {
  const { width, height, data } = grey;
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const above = Math.max(y - 1, 0) * width;
    const here = y * width;
    const below = Math.min(y + 1, height - 1) * width;
    // The three columns of the window are carried along the row: one new column a pixel.
    let left0 = data[above]!, left1 = data[here]!, left2 = data[below]!;
    let mid0 = left0, mid1 = left1, mid2 = left2;
    for (let x = 0; x < width; x++) {
      const next = x + 1 < width ? x + 1 : x;
      const right0 = data[above + next]!, right1 = data[here + next]!, right2 = data[below + next]!;
      const gx = right0 + 2 * right1 + right2 - left0 - 2 * left1 - left2;
      const gy = left2 + 2 * mid2 + right2 - left0 - 2 * mid0 - right0;
      const sum = (gx < 0 ? -gx : gx) + (gy < 0 ? -gy : gy);
      out[here + x] = sum > 255 ? 255 : sum;
      left0 = mid0, left1 = mid1, left2 = mid2;
      mid0 = right0, mid1 = right1, mid2 = right2;
    }
  }
  return { width, height, channels: 1, data: out };
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
