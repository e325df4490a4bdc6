/**
 * The loops that move pixels between rows and column-major planes: for pictures that
 * {@linkcode rowsToPlanes} leaves to them, which are mostly small.
 *
 * All are transpositions: read along rows, write along columns, or the other way. Done row by row every write
 * of a large picture falls into another cache line, so they go by blocks of columns.
 *
 * @module
 */
import type { PlanarMove } from "./transpose_kernel.ts";

/** Columns in a block: 32 columns of 3 channels stay in the first-level cache both ways. */
const BLOCK = 32;

/** Makes `planes` of `rows`, pixel by pixel. */
export function splitPixels(picture: PlanarMove): void {
  const { rows, planes } = picture;
  forEachPixel(picture, (inRows, inPlanes) => planes[inPlanes] = rows[inRows]!);
}

/** Makes `rows` of `planes`, pixel by pixel. */
export function joinPixels(picture: PlanarMove): void {
  const { rows, planes } = picture;
  forEachPixel(picture, (inRows, inPlanes) => rows[inRows] = planes[inPlanes]!);
}

function forEachPixel(
  { widthPx, heightPx, channels, swap }: PlanarMove,
  move: (inRows: number, inPlanes: number) => void,
): void {
  for (let left = 0; left < widthPx; left += BLOCK) {
    const right = Math.min(left + BLOCK, widthPx);
    for (let y = 0; y < heightPx; y++) {
      let inRows = (y * widthPx + left) * channels;
      for (let x = left; x < right; x++) {
        for (let c = 0; c < channels; c++, inRows++) {
          const plane = swap && c < 3 ? 2 - c : c;
          move(inRows, (plane * widthPx + x) * heightPx + y);
        }
      }
    }
  }
}
