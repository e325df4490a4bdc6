/**
 * Boxes in pixels of the picture that the service was given.
 *
 * @module
 */
import type { Boxes, Corners } from "../../hub/mod.ts";
import type { SizePx } from "../../media/image/mod.ts";
import type { Box } from "./box_rows.ts";

const MAX_BOXES = 1000;
/** Shares end a little beyond the picture's edge. */
const MAX_SHARE = 1.05;
const ONE: SizePx = { widthPx: 1, heightPx: 1 };

/**
 * The same boxes in pixels, within the picture.
 *
 * @param sizePx of the picture; without it shares of a picture are left out
 */
export function placeBoxes(found: readonly Box[], sizePx: SizePx | undefined): Boxes {
  const areShares = found.filter(({ unit }) => unit !== "share").every(({ corners }) =>
    corners.every((number) => number >= 1 - MAX_SHARE && number <= MAX_SHARE)
  );
  const kept = found.flatMap((box) => {
    const corners = placed(box, areShares, sizePx);
    return corners === undefined ? [] : { corners, box };
  }).slice(0, MAX_BOXES);
  return {
    xyxy: kept.map(({ corners }) => corners),
    conf: kept.map(({ box }) => rounded(box.conf)),
    cls: kept.map(({ box }) => box.cls ?? null),
    id: kept.map(({ box }) => box.id ?? null),
    names: kept.map(({ box }) => box.name ?? null),
  };
}

/** In pixels of the picture that was given, within it; `undefined` where its place isn't known. */
function placed(box: Box, areShares: boolean, sizePx: SizePx | undefined): Corners | undefined {
  const { unit, corners } = box;
  const from = areShares || unit === "share" ? ONE : unit ?? sizePx;
  if (from === ONE && sizePx === undefined) return undefined;
  const x = sizePx && from ? sizePx.widthPx / from.widthPx : 1;
  const y = sizePx && from ? sizePx.heightPx / from.heightPx : 1;
  const [left, top, right, bottom] = corners;
  const across = (value: number) => hundredths(within(value * x, sizePx?.widthPx));
  const down = (value: number) => hundredths(within(value * y, sizePx?.heightPx));
  const placed = [across(left), down(top), across(right), down(bottom)] as const;
  return placed.every(Number.isFinite) ? placed : undefined;
}

function within(value: number, limit: number | undefined): number {
  return limit === undefined ? value : Math.min(limit, Math.max(0, value));
}

function hundredths(number: number): number {
  return Math.round(number * 100) / 100;
}

function rounded(number: number | undefined): number | null {
  return number === undefined ? null : Math.round(number * 1e4) / 1e4;
}
