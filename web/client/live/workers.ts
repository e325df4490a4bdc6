/**
 * Who is connected: the header's count, the popover, the hints, and a word when one comes or goes; and
 * which processors can be chosen.
 */
import type { LiveSocket } from "./socket.ts";
import type { ProcessorChoice } from "./processor_choice.ts";
import { announce } from "../base/announce.ts";
import { updateWorkers } from "./worker_activity.ts";
import { byId } from "../base/dom.ts";
import { fill, plural, text } from "../base/text.ts";

export function watchWorkers(socket: LiveSocket, choice: ProcessorChoice): void {
  const popover = byId("workers-popover", HTMLElement);
  socket.on("status", (message) => {
    if (message.event === "processors") choice.setProcessors(message.processors);
    if (message.event !== "workers") return;
    updateWorkers(message);
    showCount(message.workers.length);
    choice.setWorkers(message.workers.length);
    if (popover.matches(":popover-open")) popover.dispatchEvent(new Event("workers-changed"));
    if (message.came) announce(fill(text.workerCame, { name: message.came }));
    if (message.left) announce(fill(text.workerLeft, { name: message.left }));
  });
}

function showCount(count: number) {
  byId("workers-button", HTMLElement).dataset.count = String(count);
  const words = count === 0 ? text.noWorker : plural(text.worker, count);
  byId("workers-count", HTMLElement).textContent = words;
  for (const hint of document.querySelectorAll<HTMLElement>("[data-no-worker]")) {
    hint.hidden = count > 0;
  }
  for (const hint of document.querySelectorAll<HTMLElement>("[data-with-worker]")) {
    hint.hidden = count === 0;
  }
}
