/**
 * Fairness in the reference model.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { ModelConnection, ModelRun } from "./reference_types.ts";

/** What the turns need of the model. */
export interface TurnsOfModel {
  readonly runs: readonly ModelRun[];
  waiting(run: ModelRun): readonly unknown[];
  accepts(connection: ModelConnection, run: ModelRun): boolean;
}

/**
 * Between two turns of a session no other session gets two frames that it could have had; nor does
 * another run of the same session between two turns of a run.
 */
export class ModelTurns {
  readonly #model: TurnsOfModel;
  /** `a < b`: how many frames b got that a could have had, since a's last turn. */
  readonly #passed = new Map<string, number>();

  constructor(model: TurnsOfModel) {
    this.#model = model;
  }

  /** A connection gets a frame of a run. Called before the frame is counted as given. */
  took(run: ModelRun, connection: ModelConnection): void {
    const couldHave = this.#model.runs.filter((other) =>
      other !== run && this.#waits(other) && this.#model.accepts(connection, other)
    );
    const [session, one] = [turnOfSession(run), turnOfRun(run)];
    const sessions = new Set(couldHave.map(turnOfSession));
    sessions.delete(session);
    for (const other of sessions) this.#pass(other, session);
    this.#startAgain(session);
    for (const other of couldHave) {
      if (other.session === run.session) this.#pass(turnOfRun(other), one);
    }
    this.#startAgain(one);
  }

  /** A frame of the run begins to wait: if none did, it is at the end of the turns. */
  joins(run: ModelRun): void {
    if (!this.#waits(run)) this.moved(run);
  }

  /** The run waits at the end of the turns. */
  moved(run: ModelRun): void {
    this.#startAgain(turnOfRun(run));
    const alone = !this.#model.runs.some((other) =>
      other !== run && turnOfSession(other) === turnOfSession(run) && this.#waits(other)
    );
    if (alone) this.#startAgain(turnOfSession(run));
  }

  #waits(run: ModelRun): boolean {
    return this.#model.waiting(run).length > 0;
  }

  #pass(waits: string, gets: string): void {
    const key = `${waits} < ${gets}`;
    const times = (this.#passed.get(key) ?? 0) + 1;
    assert.ok(times <= 1, `${gets} got ${times} frames while ${waits} waited`);
    this.#passed.set(key, times);
  }

  #startAgain(turn: string): void {
    for (const key of [...this.#passed.keys()]) {
      if (key.startsWith(`${turn} < `)) this.#passed.delete(key);
    }
  }
}

function turnOfSession(run: ModelRun): string {
  return `session ${run.session} at ${run.processor}`;
}

function turnOfRun(run: ModelRun): string {
  return `run ${run.session}/${run.run.id} at ${run.processor}`;
}
