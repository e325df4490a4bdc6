/** A number of places, such as the containers that a cluster has room for; others wait in turn. */
export class Places {
  #free: number;
  readonly #waiting: (() => void)[] = [];
  readonly #held = new Set<Promise<unknown>>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Runs when there is a place. */
  hold<Result>(action: () => Promise<Result>): Promise<Result> {
    const held = this.#hold(action).finally(() => this.#held.delete(held));
    this.#held.add(held);
    return held;
  }

  /** Resolves when all that was begun has ended. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#held);
  }

  async #hold<Result>(action: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await action();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
