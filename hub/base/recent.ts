/** The newest of some numbers and their median: what is usual at present. */
export class Recent {
  readonly #most: number;
  #values: number[] = [];

  /** @param most how many are remembered */
  constructor(most: number) {
    this.#most = most;
  }

  /** A new one; the oldest goes. */
  add(value: number): void {
    this.#values.push(value);
    if (this.#values.length > this.#most) this.#values.shift();
  }

  /** The one in the middle, the larger of two; `undefined` of none. */
  get median(): number | undefined {
    return this.#values.toSorted((a, b) => a - b)[this.#values.length >> 1];
  }
}
