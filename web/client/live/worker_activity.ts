/**
 * Why a frame has no answer, as far as the server has published it: its worker has it and is connected, or those
 * who worked have stopped asking for frames. web/api/no_answer.ts sends the same to programs.
 */
import type { GoneJson, StatusOf, WorkerJson } from "../../wire/mod.ts";
import { limits } from "../base/limits.ts";
import { fill, text } from "../base/text.ts";

export type Worker = WorkerJson;

let known: { workers: readonly Worker[]; gone: GoneJson | null } = { workers: [], gone: null };

/** @param message the status `workers` */
export function updateWorkers(message: StatusOf<"workers">): void {
  known = { workers: message.workers, gone: message.gone };
}

/** How many ask for frames, or are at work on some. */
export function activeWorkers(workers: readonly Worker[]): number {
  return workers.filter(({ leaving, stopped_asking_at }) => !leaving && !stopped_asking_at).length;
}

/** Whether no worker is there that would take a frame. */
export function hasNoActiveWorker(): boolean {
  return activeWorkers(known.workers) === 0;
}

/** Whether a worker is connected, whatever it does. */
export function hasConnectedWorker(): boolean {
  return known.workers.some(({ leaving }) => !leaving);
}

/** What is waited for where no worker takes frames. The title stays while the text counts its seconds. */
export function noWorkerState(): { title: string; text: string } {
  const title = hasConnectedWorker() ? text.asking.noWorker : text.waitingForWorker;
  return { title, text: stoppedSentence() };
}

/** Who stopped asking last, and when; empty where a worker still asks, or none ever did. */
export function stoppedSentence(): string {
  const last = lastStopped();
  if (!last) return "";
  const { name, time, at } = last;
  return fill(text.asking.stopped, { name, time, ago: ago(at.getTime()) });
}

/** The same without counted seconds. */
export function stoppedAtSentence(): string {
  const last = lastStopped();
  return last ? fill(text.asking.stoppedAt, { name: last.name, time: last.time }) : "";
}

function lastStopped(): { name: string; time: string; at: Date } | undefined {
  const { workers, gone } = known;
  const stopped = workers.length > 0 ? workers : gone ? [gone] : [];
  const times = stopped.map((worker) => worker.stopped_asking_at ?? "");
  if (times.length === 0 || times.includes("")) return undefined;
  // In ISO 8601 the latest is the largest.
  const latest = times.toSorted().at(-1) ?? "";
  const at = new Date(latest);
  const time = new Intl.DateTimeFormat(text.language, { timeStyle: "medium" }).format(at);
  return { name: stopped[times.indexOf(latest)]?.name ?? "", time, at };
}

/**
 * What is shown when the longest time has passed.
 *
 * @param isForWorkers whether workers were to answer
 * @param holder who has the frame, since when (`Date.now()`)
 */
export function noAnswerSentence(
  isForWorkers: boolean,
  holder: { name: string; since: number } | undefined,
): string {
  const why = (isForWorkers && (heldSentence(holder) || stoppedSentence())) || text.asking.unknown;
  return fill(text.asking.noAnswer, { n: limits().resultTimeoutMs / 1000, why });
}

function heldSentence(holder: { name: string; since: number } | undefined) {
  const isThere = known.workers.some(({ name, leaving }) => name === holder?.name && !leaving);
  if (!holder || !isThere) return "";
  return fill(text.asking.held, { name: holder.name, ago: ago(holder.since) });
}

/** @param since as `Date.now()` counts */
function ago(since: number) {
  const seconds = Math.max(0, Math.round((Date.now() - since) / 1000));
  const words = text.asking.ago;
  if (seconds < 60) return fill(words.seconds, { n: seconds });
  if (seconds < 3600) return fill(words.minutes, { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return fill(words.hours, { n: Math.floor(seconds / 3600) });
  return fill(words.days, { n: Math.floor(seconds / 86_400) });
}
