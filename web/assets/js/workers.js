/**
 * Who is connected: the header's count, the popover, the hints, and a word when one comes or goes; and
 * which processors can be chosen.
 */
import { announce } from "./announce.js";
import { updateWorkers } from "./worker_activity.js";
import { byId } from "./dom.js";
import { fill, plural, text } from "./text.js";

/**
 * @param {import("./live_socket.js").LiveSocket} socket
 * @param {import("./processor_choice.js").ProcessorChoice} choice
 */
export function watchWorkers(socket, choice) {
  const popover = byId("workers-popover", HTMLElement);
  socket.addEventListener("status", (event) => {
    const message = /** @type {CustomEvent} */ (event).detail;
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

/** @param {number} count */
function showCount(count) {
  byId("workers-button", HTMLElement).dataset.count = String(count);
  const words = count === 0 ? text.noWorker : plural(text.worker, count);
  byId("workers-count", HTMLElement).textContent = words;
  for (const hint of document.querySelectorAll("[data-no-worker]")) {
    /** @type {HTMLElement} */ (hint).hidden = count > 0;
  }
  for (const hint of document.querySelectorAll("[data-with-worker]")) {
    /** @type {HTMLElement} */ (hint).hidden = count === 0;
  }
}
