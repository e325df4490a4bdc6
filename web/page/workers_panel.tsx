/**
 * Who is connected: the content of the popover under the header's worker count.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { WorkerInfo } from "../../hub/mod.ts";
import { NoWorkerHint } from "./no_worker_hint.tsx";
import { EN, fill } from "./text.ts";

/** What the popover shows. */
export interface WorkersPanelProps {
  readonly workers: readonly WorkerInfo[];
  readonly now: Date;
  readonly workerCode: string;
}

/** A table of workers, or how to connect one. */
export function WorkersPanel({ workers, now, workerCode }: WorkersPanelProps): JSX.Element {
  if (workers.length === 0) return <NoWorkerHint code={workerCode} />;
  return (
    <table>
      <caption>{EN.page.workersTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{EN.page.workerName}</th>
          <th scope="col" class="number">{EN.page.workerSince}</th>
          <th scope="col" class="number">{EN.page.workerDone}</th>
          <th scope="col" class="number">{EN.page.workerInHand}</th>
        </tr>
      </thead>
      <tbody>
        {workers.map((worker) => (
          <tr>
            <th scope="row">
              {worker.name}
              {worker.leaving ? <small>{EN.page.workerLeaving}</small> : null}
            </th>
            <td class="number">{sinceText(worker.since, now)}</td>
            <td class="number">{worker.framesDone}</td>
            <td class="number">{worker.inHand}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sinceText(since: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000));
  if (seconds < 60) return fill(EN.page.seconds, { n: seconds });
  if (seconds < 3600) return fill(EN.page.minutes, { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return fill(EN.page.hours, { n: Math.floor(seconds / 3600) });
  return fill(EN.page.days, { n: Math.floor(seconds / 86_400) });
}
