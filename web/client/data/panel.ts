/**
 * The panel of data: a tree, tables and plots of one run's data.mat, and what is chosen in them as
 * CSV and JSON. Loaded when the strip is first opened.
 */
import type { LiveSocket } from "../live/socket.ts";
import { announce } from "../base/announce.ts";
import { sentenceIn } from "../server/answer_error.ts";
import { byId } from "../base/dom.ts";
import { text } from "../base/text.ts";
import { DataPlot } from "./plot.ts";
import { DataSource } from "./source.ts";
import { DataTable } from "./table.ts";
import { DataTree } from "./tree.ts";
import type { PanelView } from "./view.ts";

/** More is not put on the clipboard. */
const MAX_COPIED = 5_000_000;

const NAMES = ["tree", "table", "plot"] as const;

export class DataPanel {
  #details: HTMLDetailsElement;
  #source: DataSource;
  #views: Record<typeof NAMES[number], PanelView>;
  #current: typeof NAMES[number] = "tree";
  #csv = byId("data-csv", HTMLAnchorElement);
  #json = byId("data-json", HTMLAnchorElement);
  #from = byId("data-from", HTMLInputElement);
  #to = byId("data-to", HTMLInputElement);

  /** @param details nothing is asked for while they are closed */
  constructor(socket: LiveSocket, details: HTMLDetailsElement) {
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
    socket.on("result", ({ message }) => {
      if (message.run === this.#source.run && this.#isOpen) this.#view.result?.(message);
    });
    socket.on("status", ({ event: what, run }) => {
      if (what === "reset" && run === this.#source.run) this.#reset();
    });
    details.addEventListener("toggle", () => this.#refresh());
    this.#listenToTabs();
    for (const field of [this.#from, this.#to]) field.addEventListener("change", changed);
    byId("data-copy", HTMLElement).addEventListener("click", () => this.#copy());
    // Till now a click on it would have been lost.
    byId("data-panel", HTMLElement).hidden = false;
  }

  /** The run has other data now, or another run is looked at. */
  show(run: string | undefined): void {
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
      announce(sentenceIn(error));
    }
    none.hidden = this.#view.selection() !== undefined || this.#current === "plot";
    this.#offer();
  }

  #listenToTabs() {
    const tabs = NAMES.map((name) => byId(`data-tab-${name}`, HTMLButtonElement));
    const open = (index: number) => {
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
        const to: Record<string, number> = {
          ArrowLeft: i - 1,
          ArrowRight: i + 1,
          Home: 0,
          End: last,
        };
        const next = to[event.key];
        if (next === undefined) return;
        event.preventDefault();
        const index = (next + tabs.length) % tabs.length;
        open(index);
        tabs[index]?.focus();
      });
    }
  }

  #url(kind: "csv" | "json") {
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
 * @param maxLength characters
 * @returns undefined: there are more
 */
async function readUpTo(response: Response, maxLength: number): Promise<string | undefined> {
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

/** Pages that are not secure have no clipboard of their own. */
async function toClipboard(copied: string) {
  if (navigator.clipboard) return await navigator.clipboard.writeText(copied);
  const field = document.createElement("textarea");
  field.value = copied;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
