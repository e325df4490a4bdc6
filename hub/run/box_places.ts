/**
 * Where the bounding boxes of results are drawn whose frames were scaled down, and those in a run's data.
 *
 * @module
 */
import type { BoxPlace, ResultContent } from "../api/mod.ts";

/** Bound on the changes that are kept of one epoch. */
const MAX_CHANGES = 1000;

/**
 * Where the bounding boxes of a result are drawn whose frame was scaled down. The worker found them in the
 * frame that it got. They are drawn over the result's picture, if it has one; else over the frame itself. Over
 * a picture of the frame's own size they are scaled back to it. A picture of any other size is made by the
 * worker, whose boxes fit it: they stay as they are, as with every other result.
 *
 * @returns `undefined` when the frame was given out as it is
 */
export function boxPlace({ scale, payload }: ResultContent): BoxPlace | undefined {
  if (!scale) return undefined;
  const { sourceWidthPx: widthPx, sourceHeightPx: heightPx } = scale;
  const shown = payload?.size;
  if (shown && (shown.widthPx !== widthPx || shown.heightPx !== heightPx)) {
    return { widthPx: shown.widthPx, heightPx: shown.heightPx, factor: [1, 1] };
  }
  return { widthPx, heightPx, factor: [widthPx / scale.widthPx, heightPx / scale.heightPx] };
}

/**
 * Places of bounding boxes by the frames' numbers, since `data.mat` holds the boxes as the worker wrote them.
 * A place that is the same from one frame to the next is kept once. While no frame was scaled, none is kept.
 */
export class BoxPlaces {
  /** Each holds from its frame on. */
  readonly #changes: { readonly from: number; readonly place: BoxPlace | undefined }[] = [];
  /** The highest frame number that was set. */
  #last = -1;

  /** A frame has its result. */
  set(number: number, place: BoxPlace | undefined): void {
    if (!isSame(this.at(number), place)) {
      // The frames after one that came late keep their place.
      if (number < this.#last) this.#put(number + 1, this.at(number + 1));
      this.#put(number, place);
    }
    this.#last = Math.max(this.#last, number);
  }

  /** Where the boxes of that frame are drawn; `undefined`: as its data has them. */
  at(number: number): BoxPlace | undefined {
    return this.#changes.findLast(({ from }) => from <= number)?.place;
  }

  #put(from: number, place: BoxPlace | undefined): void {
    const at = this.#changes.findLastIndex((change) => change.from <= from);
    const replaces = this.#changes[at]?.from === from;
    this.#changes.splice(replaces ? at : at + 1, replaces ? 1 : 0, { from, place });
    if (this.#changes.length > MAX_CHANGES) this.#changes.shift();
  }
}

function isSame(a: BoxPlace | undefined, b: BoxPlace | undefined): boolean {
  if (!a || !b) return a === b;
  return a.widthPx === b.widthPx && a.heightPx === b.heightPx &&
    a.factor[0] === b.factor[0] && a.factor[1] === b.factor[1];
}
