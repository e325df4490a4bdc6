/** Which links a bar has no room for. */

/** What the bar has room for. */
export interface Room {
  /** In CSS pixels. */
  width: number;
  /** Of the button that opens the menu of the rest, in CSS pixels. */
  moreWidth: number;
  /** Links and that button, at most. */
  maxPlaces: number;
}

/** Widths are measured in parts of a pixel, and their sum may be a little off. */
const TOLERANCE_PX = 0.5;

/**
 * The first links stay in the bar, as many as fit; the active one always does, and takes the last place where it
 * isn't one of them.
 *
 * @param widths of the links in their order, in CSS pixels
 * @param active index of the active link; -1 for none
 * @returns indices of the links that go into the menu, in their order
 */
export function folded(widths: readonly number[], room: Room, active: number): number[] {
  const sum = widths.reduce((sum, width) => sum + width, 0);
  if (widths.length <= room.maxPlaces && sum <= room.width + TOLERANCE_PX) return [];
  const kept = new Set(active < 0 ? [] : [active]);
  let left = room.width + TOLERANCE_PX - room.moreWidth - (widths[active] ?? 0);
  for (const [i, width] of widths.entries()) {
    if (i === active) continue;
    left -= width;
    if (left < 0 || kept.size + 1 >= room.maxPlaces) break;
    kept.add(i);
  }
  return [...widths.keys()].filter((i) => !kept.has(i));
}
