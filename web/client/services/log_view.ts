/** The log of a call, folded away; it is read when it is opened, and again when the call changes. */
import type { CallJson } from "../../wire/mod.ts";
import { button, byId, part } from "../base/dom.ts";
import { foreign, write } from "../base/sentence.ts";
import { text } from "../base/text.ts";
import { sentenceIn } from "../server/answer_error.ts";
import { askLog } from "./api.ts";

export class LogView {
  root = byId("services-log", HTMLDetailsElement);
  #lines = part(this.root, "lines", HTMLElement);
  #call: CallJson | undefined;
  /** Of what has been read. */
  #read = "";
  /** The user or a failure has opened or closed it for this call. */
  #openedFor = "";

  constructor() {
    const again = button(text.services.logRefresh, () => this.#load());
    again.classList.add("small");
    part(this.root, "tools", HTMLElement).append(again);
    this.root.addEventListener("toggle", () => this.#refresh());
  }

  /** @param isFirst it is what is to be read first */
  show(call: CallJson | undefined, isFirst: boolean): void {
    const isOther = call?.call !== this.#call?.call || call?.session !== this.#call?.session;
    this.#call = call;
    this.root.hidden = !call?.has_log;
    if (isOther) {
      this.#lines.textContent = "";
      this.#read = "";
      this.root.open = false;
    }
    const key = `${call?.session}/${call?.call}`;
    if (isFirst && this.#openedFor !== key && call?.has_log) {
      this.#openedFor = key;
      this.root.open = true;
    }
    this.#refresh();
  }

  #refresh() {
    const call = this.#call;
    if (!this.root.open || !call?.has_log) return;
    // Progress of an upload brings nothing new into it.
    const wanted = `${call.session}/${call.call}/${call.state}/${call.outputs.length}`;
    if (wanted === this.#read) return;
    this.#read = wanted;
    this.#load();
  }

  async #load() {
    const call = this.#call;
    if (!call) return;
    let shown;
    try {
      const log = await askLog(call);
      shown = log === "" ? text.services.logNone : foreign(log);
    } catch (error) {
      shown = sentenceIn(error, text.noAnswer);
    }
    if (this.#call?.call !== call.call) return;
    write(this.#lines, shown);
    this.#lines.scrollTop = this.#lines.scrollHeight;
  }
}
