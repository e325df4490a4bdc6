/**
 * A tab whose script is loaded when it is first opened, so that users who never open it don't
 * wait for it.
 */
import { announce } from "./announce.js";
import { text } from "./text.js";

/**
 * What a tab's script is given.
 * @typedef {object} TabParts
 * @property {import("./live_socket.js").LiveSocket} socket
 * @property {import("./processor_choice.js").ProcessorChoice} choice
 * @property {import("./data_strip.js").DataStrip} data
 */

/**
 * What a tab's script gives back; all of it may be missing.
 * @typedef {object} Tab
 * @property {string | undefined} [run] the run whose data the strip below shows
 * @property {import("./stage_tools.js").StageTools | undefined} [tools] what C and F work on
 * @property {Record<string, () => void>} [keys] by key as in keyboard.js; only while it is looked at
 * @property {() => void} [shown] it is looked at again
 * @property {() => void} [left] another tab is looked at
 * @property {(files: File[], transfer?: DataTransfer) => void} [take] files are given to it
 */

export class LazyTab {
  /** @type {Tab | undefined} */
  #tab;
  /** @type {Promise<void> | undefined} */
  #loading;
  /** @type {() => Promise<{openTab: (parts: TabParts) => Tab}>} */
  #load;
  /** @type {TabParts} */
  #parts;

  /**
   * @param {() => Promise<{openTab: (parts: TabParts) => Tab}>} load imports the tab's script
   * @param {TabParts} parts
   */
  constructor(load, parts) {
    this.#load = load;
    this.#parts = parts;
  }

  get run() {
    return this.#tab?.run;
  }

  get tools() {
    return this.#tab?.tools;
  }

  get keys() {
    return this.#tab?.keys ?? {};
  }

  /** It is looked at; the first time, its script comes. */
  async show() {
    if (this.#tab) return this.#tab.shown?.();
    await (this.#loading ??= this.#open());
  }

  async #open() {
    try {
      const { openTab } = await this.#load();
      this.#tab = openTab(this.#parts);
      this.#parts.data.show(this.#tab.run);
    } catch (error) {
      announce(text.tabFailed);
      reportError(error);
    } finally {
      this.#loading = undefined;
    }
  }

  /**
   * @param {File[]} files
   * @param {DataTransfer} [transfer] where they were dropped, as long as that is handled
   */
  async take(files, transfer) {
    if (this.#tab) return this.#tab.take?.(files, transfer);
    await this.show();
    this.#opened?.take?.(files);
  }

  get #opened() {
    return this.#tab;
  }

  leave() {
    this.#tab?.left?.();
  }
}
