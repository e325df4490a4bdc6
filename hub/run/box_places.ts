/**
 * Where the boxes in a run's data are to be drawn.
 *
 * @module
 */
import type { BoxPlace } from "../api/mod.ts";

/** Changes of place that are remembered of one count of one run. */
const MAX_CHANGES = 1000;

/**
 * Where the boxes of a run's frames go, by the frames' numbers: `data.mat` holds them as the worker
 * wrote them. What is the same from one frame to the next is kept once; while no frame was scaled,
 * nothing is.
 */
export class BoxPlaces {
  /** Each counts from its frame on. */
  readonly #changes: { readonly from: number; readonly place: BoxPlace | undefined }[] = [];
  /** The highest frame number that was set. */
  #last = -1;

  /** A frame has its result. */
  set(number: number, place: BoxPlace | undefined): void {
    if (!isSame(this.at(number), place)) {
      // What follows a frame that came late stays as it was.
      if (number < this.#last) this.#put(number + 1, this.at(number + 1));
      this.#put(number, place);
    }
    this.#last = Math.max(this.#last, number);
  }

  /** Where the boxes of that frame go; `undefined`: its data says all there is to know. */
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
