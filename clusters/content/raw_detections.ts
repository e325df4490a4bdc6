/**
 * The raw output of a YOLO network: a number for each class at each of thousands of places, of which most are nothing.
 *
 * Source: Ultralytics' export formats: `[1, 4 + classes, places]` since version 8, `[1, places, 5 + classes]` in
 * version 5. Places come from grids of 8, 16 and 32 pixels, so that their count has the network's side in it.
 *
 * @module
 */

/** One thing that was found, in shares of the network's picture. */
export interface RawDetection {
  /** Left, top, right, bottom, 0–1. */
  readonly corners: readonly [number, number, number, number];
  readonly conf: number;
  readonly cls: number;
}

/** A matrix, by rows. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly at: (row: number, column: number) => number;
}

const MIN_CONFIDENCE = 0.25;
const MAX_OVERLAP = 0.45;
const MAX_FOUND = 300;
/** Places that are compared with each other; those with more confidence come first. */
const MAX_CANDIDATES = 3000;
const MAX_CLASSES = 2000;

/** Reads a raw output; `undefined` where its size is none of a YOLO network. */
export function rawDetections(matrix: Matrix): readonly RawDetection[] | undefined {
  const { rows, columns, at } = matrix;
  const isPlaceARow = rows > columns;
  const [places, channels] = isPlaceARow ? [rows, columns] : [columns, rows];
  const side = sideOf(places);
  const oldSide = isPlaceARow && places % 3 === 0 ? sideOf(places / 3) : undefined;
  const first = side === undefined ? 5 : 4;
  const network = side ?? oldSide;
  if (network === undefined || channels <= first || channels > MAX_CLASSES) return undefined;
  const value = isPlaceARow ? at : (place: number, channel: number) => at(channel, place);
  const candidates: RawDetection[] = [];
  for (let place = 0; place < places; place++) {
    let [best, cls] = [0, 0];
    for (let channel = first; channel < channels; channel++) {
      const score = value(place, channel);
      if (score > best) [best, cls] = [score, channel - first];
    }
    const conf = first === 5 ? best * value(place, 4) : best;
    if (!(conf >= MIN_CONFIDENCE && conf <= 1)) continue;
    const [x, y, width, height] = [0, 1, 2, 3].map((channel) => value(place, channel) / network);
    if (x === undefined || y === undefined || width === undefined || height === undefined) continue;
    const corners = [x - width / 2, y - height / 2, x + width / 2, y + height / 2] as const;
    if (corners.every(Number.isFinite)) candidates.push({ corners, conf, cls });
  }
  candidates.sort((a, b) => b.conf - a.conf);
  return withoutOverlaps(candidates.slice(0, MAX_CANDIDATES));
}

/** The side in pixels of a square network with this count of places; `undefined` where none has. */
function sideOf(places: number): number | undefined {
  const side = Math.sqrt(places * 1024 / 21);
  return Number.isInteger(side) && side % 32 === 0 && side >= 64 ? side : undefined;
}

/** Of boxes of one class that cover each other, the most probable. */
function withoutOverlaps(candidates: readonly RawDetection[]): RawDetection[] {
  const kept: RawDetection[] = [];
  for (const candidate of candidates) {
    const isNew = kept.every((other) =>
      other.cls !== candidate.cls || overlap(other.corners, candidate.corners) <= MAX_OVERLAP
    );
    if (isNew) kept.push(candidate);
    if (kept.length === MAX_FOUND) break;
  }
  return kept;
}

type Corners = RawDetection["corners"];

/** The share of both that they have in common. */
function overlap(a: Corners, b: Corners): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / (area(a) + area(b) - common);
}

function area([left, top, right, bottom]: Corners): number {
  return (right - left) * (bottom - top);
}
