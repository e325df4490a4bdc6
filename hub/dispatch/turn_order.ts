/**
 * The order in which waiting frames are given out, if sessions take turns and then the runs of a session.
 *
 * @module
 */
import type { Turns } from "./turns.ts";

/** The waiting frames of one run; without frames there is none. */
export interface WaitingRun<R, T> {
  readonly run: R;
  /** The processor that they wait for. */
  readonly processor: string;
  /** In their order. */
  readonly items: T[];
}

/** The waiting runs of one session, in their turns. */
export interface WaitingSession<R, T> {
  /** Its waiting runs. */
  readonly runs: Turns<R, WaitingRun<R, T>>;
  /** Frames of all its runs. */
  count: number;
}

/** A waiting run, its first frame, and how many frames go before that one. */
export type RunPosition<R, T> = readonly [run: R, first: T, ahead: number];

/**
 * The frames that one taker would get if it alone took them all, in that order.
 *
 * @param accepts whether that taker may have frames of a run
 */
export function* upcomingFrames<R, T>(
  sessions: Turns<string, WaitingSession<R, T>>,
  accepts: (run: R) => boolean,
): Iterable<T> {
  // In each round a session gives one frame.
  for (let round = 0, isOver = false; !isOver; round++) {
    isOver = true;
    for (const session of sessions.values()) {
      const item = frameOfTurn(session, round, accepts);
      if (item === undefined) continue;
      isOver = false;
      yield item;
    }
  }
}

/** The frame that a session gives in its turn number `turn`, from 0: its runs take turns, too. */
function frameOfTurn<R, T>(
  session: WaitingSession<R, T>,
  turn: number,
  accepts: (run: R) => boolean,
): T | undefined {
  let left = turn;
  for (let round = 0; round <= turn; round++) {
    for (const { run, items } of session.runs.values()) {
      const item = items[round];
      if (item !== undefined && accepts(run) && left-- === 0) return item;
    }
  }
  return undefined;
}

/** For each waiting run how many frames go before its first one. */
export function* runPositions<R, T>(
  waiting: Turns<string, WaitingSession<R, T>>,
): Iterable<RunPosition<R, T>> {
  const sessions = [...waiting.values()];
  const maxRuns = sessions.reduce((max, { runs }) => Math.max(max, runs.size), 0);
  const runs = sessions.map((session) => [...session.runs.values()]);
  // A session's run number r gets its turn in round r: until then each session that still has frames
  // has given one a round.
  for (let round = 0; round < maxRuns; round++) {
    let ahead = sessions.reduce((sum, { count }) => sum + Math.min(count, round), 0);
    for (const [index, { count }] of sessions.entries()) {
      const of = runs[index]?.[round];
      const first = of?.items[0];
      if (of && first !== undefined) yield [of.run, first, ahead];
      ahead += Math.min(count, round + 1) - Math.min(count, round);
    }
  }
}
