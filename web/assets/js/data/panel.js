/**
 * The panel of data: a tree, tables and plots of one run's data.mat, and what is chosen in them as
 * CSV and JSON. Loaded when the strip is first opened.
 */
import { announce } from "../announce.js";
import { byId } from "../dom.js";
import { text } from "../text.js";
import { DataPlot } from "./plot.js";
import { DataSource } from "./source.js";
import { DataTable } from "./table.js";
import { DataTree } from "./tree.js";

/**
 * What one view is.
 * @typedef {object} DataView
 * @property {() => void} reset another run is looked at
 * @property {() => Promise<void>} refresh there is more, or it is looked at again
 * @property {() => Selection | undefined} selection what is chosen in it
 * @property {(message: import("../../../wire/mod.ts").ResultMessage) => void} [result] a result came
 */

/**
 * What an export is asked for.
 * @typedef {object} Selection
 * @property {Record<string, string | number | readonly string[] | undefined>} query
 * @property {boolean} hasRange whether it is of some frames
 * @property {"csv" | "json"} copies as what it is copied
 * @property {boolean} hasCsv
 */

/** More is not put on the clipboard. */
const MAX_COPIED = 5_000_000;

const NAMES = /** @type {const} */ (["tree", "table", "plot"]);

export class DataPanel {
  #details;
  #source;
  /** @type {Record<typeof NAMES[number], DataView>} */
  #views;
  /** @type {typeof NAMES[number]} */
  #current = "tree";
  #csv = byId("data-csv", HTMLAnchorElement);
  #json = byId("data-json", HTMLAnchorElement);
  #from = byId("data-from", HTMLInputElement);
  #to = byId("data-to", HTMLInputElement);

  /**
   * @param {import("../live_socket.js").LiveSocket} socket
   * @param {HTMLDetailsElement} details nothing is asked for while they are closed
   */
  constructor(socket, details) {
    this.#details = details;
    this.#source = new DataSource(socket);
    const changed = () => this.#offer();
    const table = new DataTable(this.#source, changed);
    this.#views = {
      tree: new DataTree(this.#source, (part) => {
        table.look(part);
        changed();
      }),
      table,
      plot: new DataPlot(this.#source, changed),
    };
    socket.addEventListener("result", (event) => {
      const { message } = /** @type {CustomEvent} */ (event).detail;
      if (message.run === this.#source.run && this.#isOpen) this.#view.result?.(message);
    });
    socket.addEventListener("status", (event) => {
      const { event: what, run } = /** @type {CustomEvent} */ (event).detail;
      if (what === "reset" && run === this.#source.run) this.#reset();
    });
    details.addEventListener("toggle", () => this.#refresh());
    this.#listenToTabs();
    for (const field of [this.#from, this.#to]) field.addEventListener("change", changed);
    byId("data-copy", HTMLElement).addEventListener("click", () => this.#copy());
    // Till now a click on it would have been lost.
    byId("data-panel", HTMLElement).hidden = false;
  }

  /**
   * The run has other data now, or another run is looked at.
   * @param {string | undefined} run
   */
  show(run) {
    if (run !== this.#source.run) {
      this.#source.run = run;
      this.#reset();
    } else this.#refresh();
  }

  get #isOpen() {
    return this.#details.open;
  }

  get #view() {
    return this.#views[this.#current];
  }

  #reset() {
    for (const name of NAMES) this.#views[name].reset();
    this.#from.value = this.#to.value = "";
    this.#refresh();
  }

  async #refresh() {
    if (!this.#isOpen) return;
    const none = byId("data-none", HTMLElement);
    try {
      if (this.#source.run !== undefined) await this.#view.refresh();
    } catch (error) {
      announce(error instanceof Error ? error.message : String(error));
    }
    none.hidden = this.#view.selection() !== undefined || this.#current === "plot";
    this.#offer();
  }

  #listenToTabs() {
    const tabs = NAMES.map((name) => byId(`data-tab-${name}`, HTMLButtonElement));
    /** @param {number} index */
    const open = (index) => {
      const name = NAMES[index];
      if (!name) return;
      this.#current = name;
      for (const [i, tab] of tabs.entries()) {
        tab.setAttribute("aria-selected", String(i === index));
        tab.tabIndex = i === index ? 0 : -1;
        byId(`data-${NAMES[i]}`, HTMLElement).hidden = i !== index;
      }
      this.#refresh();
    };
    for (const [i, tab] of tabs.entries()) {
      tab.addEventListener("click", () => open(i));
      tab.addEventListener("keydown", (event) => {
        const last = tabs.length - 1;
        /** @type {Record<string, number>} */
        const to = { ArrowLeft: i - 1, ArrowRight: i + 1, Home: 0, End: last };
        const next = to[event.key];
        if (next === undefined) return;
        event.preventDefault();
        const index = (next + tabs.length) % tabs.length;
        open(index);
        tabs[index]?.focus();
      });
    }
  }

  /** @param {"csv" | "json"} kind */
  #url(kind) {
    const selection = this.#view.selection();
    if (!selection) return undefined;
    const range = selection.hasRange ? { from: this.#from.value, to: this.#to.value } : {};
    return this.#source.url(`export.${kind}`, { ...selection.query, ...range });
  }

  /** Shows what can be done with what is chosen. */
  #offer() {
    const selection = this.#view.selection();
    byId("data-tools", HTMLElement).hidden = selection === undefined;
    if (!selection) return;
    byId("data-range", HTMLElement).hidden = !selection.hasRange;
    this.#csv.hidden = !selection.hasCsv;
    this.#csv.href = this.#url("csv") ?? "";
    this.#json.href = this.#url("json") ?? "";
  }

  async #copy() {
    const url = this.#url(this.#view.selection()?.copies ?? "json");
    if (url === undefined) return;
    const response = await fetch(url);
    const copied = await readUpTo(response, MAX_COPIED);
    if (copied === undefined) return announce(text.data.tooMuch);
    await toClipboard(copied.replace(/^\ufeff/, ""));
    announce(text.copied);
  }
}

/**
 * @param {Response} response
 * @param {number} maxLength characters
 * @returns {Promise<string | undefined>} undefined: there are more
 */
async function readUpTo(response, maxLength) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let read = "";
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) return read;
    read += piece.value;
    if (read.length > maxLength) {
      await reader?.cancel();
      return undefined;
    }
  }
}

/** Pages that are not secure have no clipboard of their own. @param {string} copied */
async function toClipboard(copied) {
  if (navigator.clipboard) return await navigator.clipboard.writeText(copied);
  const field = document.createElement("textarea");
  field.value = copied;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
