/**
 * Keeps the strip below on the run that is looked at. htmx fetches its line; its panel is loaded
 * when it is first opened.
 */
import type {} from "../base/dom_events.ts";
import type { DataPanel } from "./panel.ts";
import type { LiveSocket } from "../live/socket.ts";
import { announce } from "../base/announce.ts";
import { byId } from "../base/dom.ts";
import { text } from "../base/text.ts";

/** A camera's results may come faster than a user reads. */
const SHOW_MS = 500;

export class DataStrip {
  facts: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #run: string | undefined;
  #panel: DataPanel | undefined;
  #loading = false;
  #socket: LiveSocket;
  #details = byId("data-details", HTMLDetailsElement);

  constructor(socket: LiveSocket) {
    this.#socket = socket;
    this.facts = byId("data-facts", HTMLElement);
    document.body.addEventListener("htmx:configRequest", ({ detail: { headers, elt } }) => {
      if (elt !== this.facts) return;
      if (socket.session !== undefined) headers["framebox-session"] = socket.session;
      if (this.#run !== undefined) headers["framebox-run"] = this.#run;
    });
    this.#details.addEventListener("toggle", () => this.#open());
  }

  /** The run has other data now, or another run is looked at. */
  show(run: string | undefined): void {
    if (run === this.#run) {
      this.#timer ||= setTimeout(() => this.#ask(), SHOW_MS);
    } else {
      this.#run = run;
      this.#ask();
    }
  }

  #ask() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.facts.dispatchEvent(new Event("data-changed"));
    this.#panel?.show(this.#run);
  }

  async #open() {
    if (this.#panel || this.#loading || !this.#details.open) return;
    this.#loading = true;
    try {
      const { DataPanel } = await import("./panel.ts");
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
