/** Numbers over frames, kept in step: one list of frames, and one of numbers for each name. */

/** More are cut from the beginning; data.mat has them all. */
const MAX_POINTS = 100_000;

export class Points {
  /** Rising */
  frames: number[] = [];
  /** Each as long as `frames` */
  values = new Map<string, (number | null)[]>();

  get last(): number {
    return this.frames.at(-1) ?? -1;
  }

  clear(): void {
    this.frames = [];
    this.values = new Map();
  }

  /** Adds a frame's numbers. One that is no newer than the last is known already. */
  add(frame: number, values: Record<string, number | null>): boolean {
    if (frame <= this.last) return false;
    for (const name of Object.keys(values)) {
      if (!this.values.has(name)) this.values.set(name, this.frames.map(() => null));
    }
    this.frames.push(frame);
    for (const [name, list] of this.values) list.push(values[name] ?? null);
    if (this.frames.length > 1.1 * MAX_POINTS) this.#cut();
    return true;
  }

  /**
   * The newest frames of one name.
   *
   * @param maxCount 0: all
   */
  tail(name: string, maxCount: number): [number[], (number | null)[]] {
    const list = this.values.get(name) ?? [];
    return maxCount === 0
      ? [this.frames, list]
      : [this.frames.slice(-maxCount), list.slice(-maxCount)];
  }

  #cut() {
    this.frames = this.frames.slice(-MAX_POINTS);
    for (const [name, list] of this.values) this.values.set(name, list.slice(-MAX_POINTS));
  }
}
