/**
 * Undoes the five filters of PNG, in place.
 *
 * Source: W3C PNG (third edition), section 9.
 *
 * @module
 */

import { damaged } from "../picture_error.ts";

/**
 * Undoes one picture's or one pass's filters.
 *
 * @param data rows of one filter byte and `pitch` bytes each, from `start`
 * @param pixelBytes bytes from one pixel to the next, at least 1
 * @throws {FrameboxError} `INVALID_ARGUMENT` for a filter that there is not
 */
export function unfilter(
  data: Uint8Array,
  start: number,
  pitch: number,
  rowCount: number,
  pixelBytes: number,
): void {
  for (let y = 0, row = start + 1; y < rowCount; y++, row += pitch + 1) {
    const above = y === 0 ? -1 : row - pitch - 1;
    switch (data[row - 1]) {
      case 0:
        break;
      case 1:
        undoSub(data, row, pitch, pixelBytes);
        break;
      case 2:
        if (above >= 0) undoUp(data, row, above, pitch);
        break;
      case 3:
        undoAverage(data, row, above, pitch, pixelBytes);
        break;
      case 4:
        // Without a row above it is the same as Sub.
        if (above < 0) undoSub(data, row, pitch, pixelBytes);
        else undoPaeth(data, row, above, pitch, pixelBytes);
        break;
      default:
        throw damaged("PNG", "a row has a filter that there is not");
    }
  }
}

function undoSub(data: Uint8Array, row: number, pitch: number, pixelBytes: number): void {
  for (let i = row + pixelBytes, end = row + pitch; i < end; i++) {
    data[i] = data[i]! + data[i - pixelBytes]!;
  }
}

function undoUp(data: Uint8Array, row: number, above: number, pitch: number): void {
  for (let i = row, up = above, end = row + pitch; i < end; i++, up++) {
    data[i] = data[i]! + data[up]!;
  }
}

function undoAverage(
  data: Uint8Array,
  row: number,
  above: number,
  pitch: number,
  pixelBytes: number,
): void {
  for (let i = 0; i < pitch; i++) {
    const left = i < pixelBytes ? 0 : data[row + i - pixelBytes]!;
    const up = above < 0 ? 0 : data[above + i]!;
    data[row + i] = data[row + i]! + ((left + up) >> 1);
  }
}

function undoPaeth(
  data: Uint8Array,
  row: number,
  above: number,
  pitch: number,
  pixelBytes: number,
): void {
  const first = Math.min(pixelBytes, pitch);
  for (let i = 0; i < first; i++) data[row + i] = data[row + i]! + data[above + i]!;
  for (let i = first; i < pitch; i++) {
    const left = data[row + i - pixelBytes]!;
    const up = data[above + i]!;
    const corner = data[above + i - pixelBytes]!;
    const toLeft = Math.abs(up - corner);
    const toUp = Math.abs(left - corner);
    const toCorner = Math.abs(left + up - 2 * corner);
    const nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    data[row + i] = data[row + i]! + nearest;
  }
}
