/**
 * Which result belongs to which frame: as protos/generic_box.proto has it, a result is tied to its frame only
 * by the run's hash, by order, and by the number in `data_NNNNN` where there is one.
 *
 * @module
 */

/** What is known when a result comes in. */
export interface MatchInput {
  /** The number that the result names, if it names one. */
  readonly named: number | undefined;
  /**
   * Whether a result may be for a frame: it is leased, or waits to be given out again. A frame that was never
   * given out can't have a result.
   */
  readonly isAnswerable: (number: number) => boolean;
  /** Numbers of the frames of this run that the answering connection holds, oldest lease first. */
  readonly held: readonly number[];
  /** Of the frames that a result may be for, the smallest number. */
  readonly oldestAnswerable: () => number | undefined;
}

/**
 * Finds the frame that a result belongs to.
 *
 * - A named frame gets it, if a result may be for that frame.
 * - Else a result with a number is dropped, unless the connection holds exactly one lease of the run: then
 *   that one gets it (workers that always write `data_00000`).
 * - Without a number the connection's oldest lease of the run gets it, else the run's oldest answerable frame.
 *
 * @returns the frame's number, or `undefined` when the result is to be dropped
 */
export function matchResult(input: MatchInput): number | undefined {
  const { named, isAnswerable, held, oldestAnswerable } = input;
  if (named === undefined) return held[0] ?? oldestAnswerable();
  if (isAnswerable(named)) return named;
  return held.length === 1 ? held[0] : undefined;
}
