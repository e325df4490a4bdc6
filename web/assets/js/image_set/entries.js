/** The pictures of one gallery, and the server's state of each. */
import { errorSentence } from "../server_text.js";

const NO_ERROR = { text: "", isEnglish: false };

/** @typedef {"queued" | "sending" | "waiting" | "working" | "done" | "failed" | "refused" | "cancelled"} State */

/**
 * @typedef {object} Entry
 * @property {number} index its place in the gallery
 * @property {string} name
 * @property {State} state
 * @property {File | undefined} file missing after a reload
 * @property {string} key
 * @property {import("../../../wire/mod.ts").ItemJson | undefined} item its state on the server; undefined until it is there
 * @property {string} error why it failed, in words
 * @property {boolean} errorIsEnglish they are the server's own
 * @property {number} version grows with each change
 */

export class Entries {
  /** @type {Entry[]} */
  all = [];
  /** @type {Map<string, Entry>} */
  #byKey = new Map();
  /** @type {Map<number, Entry>} */
  #byItem = new Map();
  /** @type {Record<State, number>} */
  counts = {
    queued: 0,
    sending: 0,
    waiting: 0,
    working: 0,
    done: 0,
    failed: 0,
    refused: 0,
    cancelled: 0,
  };

  /** The newest item whose frame was made smaller for its worker. @type {import("../../../wire/mod.ts").ItemJson | undefined} */
  scaled;
  /** The newest item of which there is something to be known. @type {import("../../../wire/mod.ts").ItemJson | undefined} */
  remarked;

  /** Those that have their end. */
  get settled() {
    const { done, failed, refused, cancelled } = this.counts;
    return done + failed + refused + cancelled;
  }

  /** Those that are not at the server yet. */
  get unsent() {
    return this.counts.queued + this.counts.sending;
  }

  /**
   * @param {import("./intake.js").Given} given
   * @param {string} key
   * @returns {Entry | undefined} `undefined`: it is there already
   */
  add({ file, path }, key) {
    const known = this.#byKey.get(key);
    if (known) {
      known.file ??= file;
      return undefined;
    }
    return this.#push({ name: path, file, key, state: "queued", item: undefined });
  }

  /**
   * Takes in the server's state of one.
   * @param {import("../../../wire/mod.ts").ItemJson} item
   * @returns {Entry}
   */
  update(item) {
    const entry = this.#byItem.get(item.item) ??
      (item.key === null ? undefined : this.#byKey.get(item.key)) ??
      this.#push({
        name: item.name,
        file: undefined,
        key: item.key ?? `item-${item.item}`,
        state: item.state,
        item,
      });
    this.#byItem.set(item.item, entry);
    // An answer may come after a newer one.
    if (entry.item && entry.item.change > item.change) return entry;
    entry.item = item;
    if (item.scale) this.scaled = item;
    if (item.remarks.length > 0) this.remarked = item;
    entry.name = item.name;
    const { text, isEnglish } = item.error ? errorSentence(item.error) : NO_ERROR;
    this.turn(entry, item.state, text, isEnglish);
    return entry;
  }

  /**
   * @param {Entry} entry
   * @param {State} state
   * @param {string} [error]
   * @param {boolean} [isEnglish] the error is in the server's own words
   */
  turn(entry, state, error = "", isEnglish = false) {
    this.counts[entry.state] -= 1;
    this.counts[state] += 1;
    entry.state = state;
    entry.error = error;
    entry.errorIsEnglish = isEnglish;
    entry.version += 1;
  }

  /**
   * @param {Pick<Entry, "name" | "file" | "key" | "state" | "item">} what
   * @returns {Entry}
   */
  #push(what) {
    const entry = { ...what, index: this.all.length, error: "", errorIsEnglish: false, version: 0 };
    this.all.push(entry);
    this.#byKey.set(entry.key, entry);
    this.counts[entry.state] += 1;
    return entry;
  }
}
