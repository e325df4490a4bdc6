/**
 * The calls of all sessions.
 *
 * @module
 */
import { type Clock, pause, systemClock } from "../../base/clock/mod.ts";
import type { Session } from "../../hub/mod.ts";
import { Turns } from "../../oscar/calls/mod.ts";
import { PoolReader } from "../reading/mod.ts";
import { type Call, isFinal } from "./call.ts";
import { SessionCalls } from "./session_calls.ts";
import type { CallOwner, CallsDeps, CallsOptions, SharedCalls } from "./shared_calls.ts";
import { UsualTimes } from "./usual_times.ts";

/** Pictures that are made smaller at once. */
const MAX_RESIZED = 2;

/** See the module. */
export class CallStore {
  readonly #sessions = new Map<Session, SessionCalls>();
  readonly #shared: SharedCalls;
  readonly #options: CallsOptions;
  readonly #closed = new AbortController();
  /** Calls that have ended, the oldest first, with what they hold in memory. */
  readonly #ended = new Map<Call, { readonly calls: CallOwner; readonly bytes: number }>();
  readonly #usual = new UsualTimes();
  #endedBytes = 0;

  /** None yet. */
  constructor(options: CallsOptions, deps: Omit<CallsDeps, "clock"> & { readonly clock?: Clock }) {
    this.#options = options;
    this.#shared = {
      ...deps,
      clock: deps.clock ?? systemClock(),
      options,
      usual: this.#usual,
      turns: new Turns(MAX_RESIZED),
      answers: new PoolReader(deps.pool),
      closed: this.#closed.signal,
      ended: (calls, call) => this.#ends(calls, call),
      removed: (call) => this.#forget(call),
    };
  }

  /** Aborts when framebox stops. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** The calls of a session. */
  of(session: Session): SessionCalls {
    const known = this.#sessions.get(session);
    if (known) return known;
    const calls = new SessionCalls(session, this.#shared);
    if (session.ended.aborted) return calls;
    this.#sessions.set(session, calls);
    session.ended.addEventListener("abort", () => {
      this.#sessions.delete(session);
      // The hub removes the files with the session's directory.
      for (const call of calls.all) this.#forget(call);
    }, { once: true });
    return calls;
  }

  /** Sessions of an owner that have calls. */
  ofOwner(owner: string): readonly SessionCalls[] {
    return [...this.#sessions.values()].filter(({ session }) => session.owner === owner);
  }

  /** Calls of all sessions that have not ended, with their session. */
  get open(): readonly { readonly session: Session; readonly call: Call }[] {
    return [...this.#sessions].flatMap(([session, { all }]) =>
      all.filter(({ state }) => !isFinal(state)).map((call) => ({ session, call }))
    );
  }

  /** How long the newest call of a service took that went well, in milliseconds. */
  usualMs(owner: string, service: string): number | undefined {
    return this.#usual.of(owner, service);
  }

  /** Cancels all calls, and resolves when they have ended, or at the signal. */
  async close(signal?: AbortSignal): Promise<void> {
    this.#closed.abort();
    const ended = Promise.all([...this.#sessions.values()].map((calls) => calls.idle()));
    if (signal === undefined) await ended;
    else await Promise.race([ended, pause(undefined, signal)]);
  }

  #ends(calls: CallOwner, call: Call): void {
    if (calls.session.ended.aborted) return;
    const bytes = heldBytes(call);
    this.#ended.set(call, { calls, bytes });
    this.#endedBytes += bytes;
    for (const [oldest, { calls: owner }] of this.#ended) {
      if (this.#endedBytes <= this.#options.maxKeptBytes) break;
      // It leaves the map at once; its files follow.
      owner.remove(oldest.id).catch(() => {});
    }
  }

  #forget(call: Call): void {
    this.#endedBytes -= this.#ended.get(call)?.bytes ?? 0;
    this.#ended.delete(call);
  }
}

/** What a call holds in memory, about. */
function heldBytes({ outputs, other, log }: Call): number {
  const all = [...outputs, ...other ? [other] : []];
  return all.reduce((sum, { text, labels, boxes }) => {
    return sum + 500 + 2 * (text?.length ?? 0) + 100 * labels.length +
      200 * (boxes?.xyxy.length ?? 0);
  }, 1000 + 2 * log.length);
}
