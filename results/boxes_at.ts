/**
 * Boxes of a frame that its worker got scaled down.
 *
 * @module
 */
import type { Boxes, BoxPlace, Corners } from "../hub/mod.ts";

/** The same boxes in pixels of that place, to a hundredth of a pixel. */
export function boxesAt(boxes: Boxes, { factor: [x, y] }: BoxPlace): Boxes {
  if (x === 1 && y === 1) return boxes;
  const xyxy = boxes.xyxy.map(([left, top, right, bottom]): Corners => [
    hundredths(left * x),
    hundredths(top * y),
    hundredths(right * x),
    hundredths(bottom * y),
  ]);
  return { ...boxes, xyxy };
}

function hundredths(number: number): number {
  return Math.round(number * 100) / 100;
}
