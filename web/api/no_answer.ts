/**
 * Why a frame has no answer yet, as far as framebox knows: its worker has it and is connected, or those
 * who worked have stopped asking for frames. `web/client/live/worker_activity.ts` shows the same on the page.
 *
 * @module
 */
import type { HubStatus, RunEvent } from "../../hub/mod.ts";

/** Who has a frame, and since when. */
export interface Holder {
  readonly name: string;
  readonly since: Date;
}

/** Follows the holders of one frame by its run's events. */
export class HolderWatch {
  #holder: Holder | undefined;

  /** Takes in an event of the run. */
  onEvent(event: RunEvent): void {
    if (event.type === "leased") this.#holder = { name: event.by, since: new Date() };
    if (event.type === "redelivered") this.#holder = undefined;
  }

  /** Who has the frame now. */
  get holder(): Holder | undefined {
    return this.#holder;
  }
}

/**
 * The sentence for it.
 *
 * @param isForWorkers the frame goes to workers over gRPC
 * @param holder who has it
 */
export function whyNoAnswer(
  status: Pick<HubStatus, "workers" | "gone">,
  isForWorkers: boolean,
  holder: Holder | undefined,
  now: Date = new Date(),
): string {
  const { workers, gone } = status;
  if (!isForWorkers) return UNKNOWN;
  const isThere = workers.some(({ name, leaving }) => name === holder?.name && !leaving);
  if (holder && isThere) {
    return `${holder.name} took it ${
      span(holder.since, now)
    } ago and is connected; it may be busy.`;
  }
  const stopped = (workers.length > 0 ? workers : gone ? [gone] : [])
    .map(({ name, stoppedAskingAt }) => ({ name, at: stoppedAskingAt }));
  const [last] = stopped.toSorted((a, b) => Number(b.at) - Number(a.at));
  if (last?.at === undefined || stopped.some(({ at }) => at === undefined)) return UNKNOWN;
  const clock = last.at.toISOString().slice(11, 19);
  return `${last.name} stopped asking for frames at ${clock} UTC (${span(last.at, now)} ago); ` +
    "start the pipeline again.";
}

const UNKNOWN = "The worker may be busy or gone.";

/** A time that has passed, roughly. */
function span(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
