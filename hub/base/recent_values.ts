/** The newest of some numbers and their median: what is usual at present. */
export class RecentValues {
  readonly #maxCount: number;
  #values: number[] = [];

  /** @param maxCount how many values are kept */
  constructor(maxCount: number) {
    this.#maxCount = maxCount;
  }

  /** Adds a value; the oldest is dropped. */
  add(value: number): void {
    this.#values.push(value);
    if (this.#values.length > this.#maxCount) this.#values.shift();
  }

  /** The value in the middle, the larger of two; `undefined` without any. */
  get median(): number | undefined {
    return this.#values.toSorted((a, b) => a - b)[this.#values.length >> 1];
  }
}
