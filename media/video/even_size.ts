/**
 * H.264 with half the colour each way (yuv420p) needs even sizes.
 *
 * @module
 */

/** The next even number. */
export function even(size: number): number {
  return size + size % 2;
}

/**
 * Repeats the last column and the last row where a size is odd.
 *
 * @param data H×W×C, interleaved
 * @param out of the even size; filled and given back
 */
export function padToEven(
  data: Uint8Array,
  widthPx: number,
  heightPx: number,
  channels: number,
  out: Uint8Array,
): Uint8Array {
  const row = widthPx * channels;
  const outRow = even(widthPx) * channels;
  for (let y = 0; y < heightPx; y++) {
    const to = y * outRow;
    out.set(data.subarray(y * row, (y + 1) * row), to);
    if (outRow > row) out.copyWithin(to + row, to + row - channels, to + row);
  }
  if (even(heightPx) > heightPx) {
    out.copyWithin(heightPx * outRow, (heightPx - 1) * outRow, heightPx * outRow);
  }
  return out;
}
