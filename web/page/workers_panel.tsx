/**
 * Who is connected: the content of the popover under the header's worker count.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { WorkerInfo } from "../../hub/mod.ts";
import { NoWorkerHint } from "./no_worker_hint.tsx";
import { fill, numberText } from "./text/mod.ts";
import type { View } from "./view.ts";

/** What the popover shows. */
export interface WorkersPanelProps {
  readonly view: View;
  readonly workers: readonly WorkerInfo[];
  readonly now: Date;
}

/** A table of workers, or how to connect one. */
export function WorkersPanel({ view, workers, now }: WorkersPanelProps): JSX.Element {
  const { text, language } = view;
  if (workers.length === 0) return <NoWorkerHint view={view} />;
  return (
    <table>
      <caption>{text.workersTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{text.workerName}</th>
          <th scope="col" class="number">{text.workerSince}</th>
          <th scope="col" class="number">{text.workerDone}</th>
          <th scope="col" class="number">{text.workerHeld}</th>
        </tr>
      </thead>
      <tbody>
        {workers.map((worker) => (
          <tr>
            <th scope="row">
              {worker.name}
              {stateText(view, worker, now)}
            </th>
            <td class="number">{sinceText(view, worker.since, now)}</td>
            <td class="number">{numberText(worker.framesDone, language)}</td>
            <td class="number">{worker.framesHeld}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stateText(view: View, worker: WorkerInfo, now: Date): JSX.Element | null {
  const { leaving, stoppedAskingAt } = worker;
  const { text } = view;
  if (leaving) return <small>{text.workerLeaving}</small>;
  if (!stoppedAskingAt) return null;
  const ago = sinceText(view, stoppedAskingAt, now);
  return <small>{fill(text.asking.stopped, { ago })}</small>;
}

function sinceText({ text }: View, since: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000));
  if (seconds < 60) return fill(text.seconds, { n: seconds });
  if (seconds < 3600) return fill(text.minutes, { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return fill(text.hours, { n: Math.floor(seconds / 3600) });
  return fill(text.days, { n: Math.floor(seconds / 86_400) });
}
