/**
 * Pictures that were decoded in tiles.
 *
 * @module
 */

import { type Rows, rows } from "./orient.ts";

/** How tiles of one size lie: from left to right, then down. */
export interface TilePlaces {
  readonly columns: number;
  readonly tileWidthPx: number;
  readonly tileHeightPx: number;
  /** Of the picture, beyond which tiles may reach. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The whole picture; a single tile that covers all of it is returned itself. */
export function joinTiles(tiles: readonly Rows[], places: TilePlaces): Rows {
  const { columns, tileWidthPx, tileHeightPx, widthPx, heightPx } = places;
  const [first] = tiles;
  if (first?.widthPx === widthPx && first.heightPx === heightPx) return first;
  const channels = first?.channels ?? 3;
  const out = new Uint8Array(widthPx * heightPx * channels);
  for (const [index, tile] of tiles.entries()) {
    const x = index % columns * tileWidthPx;
    const y = Math.floor(index / columns) * tileHeightPx;
    const width = Math.min(tile.widthPx, widthPx - x) * channels;
    for (let row = 0; row < tile.heightPx && y + row < heightPx; row++) {
      const from = row * tile.widthPx * channels;
      out.set(tile.data.subarray(from, from + width), ((y + row) * widthPx + x) * channels);
    }
  }
  return rows(widthPx, heightPx, channels, out);
}
