/** Keeps the strip below on the run that is looked at. htmx fetches; this says when and which. */
import { byId } from "./dom.js";

/** A camera's results may come faster than anyone reads. */
const SHOW_MS = 500;

export class DataStrip {
  #timer = 0;
  /** @type {string | undefined} */
  #run;

  /** @param {import("./live_socket.js").LiveSocket} socket */
  constructor(socket) {
    this.list = byId("data-list", HTMLElement);
    document.body.addEventListener("htmx:configRequest", (event) => {
      const { headers, elt } = /** @type {CustomEvent} */ (event).detail;
      if (elt !== this.list) return;
      if (socket.session !== undefined) headers["framebox-session"] = socket.session;
      if (this.#run !== undefined) headers["framebox-run"] = this.#run;
    });
  }

  /**
   * The run has other data now, or another run is looked at.
   * @param {string | undefined} run
   */
  show(run) {
    if (run === this.#run) {
      this.#timer ||= setTimeout(() => this.#ask(), SHOW_MS);
    } else {
      this.#run = run;
      this.#ask();
    }
  }

  #ask() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.list.dispatchEvent(new Event("data-changed"));
  }
}
