/** Keeps the strip below on the run that is looked at. htmx fetches its line; its panel is loaded
 * when it is first opened. */
import { announce } from "./announce.js";
import { byId } from "./dom.js";
import { text } from "./text.js";

/** A camera's results may come faster than a user reads. */
const SHOW_MS = 500;

export class DataStrip {
  #timer = 0;
  /** @type {string | undefined} */
  #run;
  /** @type {import("./data/panel.js").DataPanel | undefined} */
  #panel;
  #loading = false;
  #socket;
  #details = byId("data-details", HTMLDetailsElement);

  /** @param {import("./live_socket.js").LiveSocket} socket */
  constructor(socket) {
    this.#socket = socket;
    this.facts = byId("data-facts", HTMLElement);
    document.body.addEventListener("htmx:configRequest", (event) => {
      const { headers, elt } = /** @type {CustomEvent} */ (event).detail;
      if (elt !== this.facts) return;
      if (socket.session !== undefined) headers["framebox-session"] = socket.session;
      if (this.#run !== undefined) headers["framebox-run"] = this.#run;
    });
    this.#details.addEventListener("toggle", () => this.#open());
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
    this.facts.dispatchEvent(new Event("data-changed"));
    this.#panel?.show(this.#run);
  }

  async #open() {
    if (this.#panel || this.#loading || !this.#details.open) return;
    this.#loading = true;
    try {
      const { DataPanel } = await import("./data/panel.js");
      this.#panel = new DataPanel(this.#socket, this.#details);
      this.#panel.show(this.#run);
    } catch (error) {
      announce(text.tabFailed);
      reportError(error);
    } finally {
      this.#loading = false;
    }
  }
}
