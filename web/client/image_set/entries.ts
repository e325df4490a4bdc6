/** The pictures of one gallery, and the server's state of each. */
import type { ItemJson } from "../../wire/mod.ts";
import type { Given } from "./intake.ts";
import { type Sentence, type SentenceLike, sentenceOf } from "../base/sentence.ts";
import { errorSentence } from "../server/server_text.ts";

export type State =
  | "queued"
  | "sending"
  | "waiting"
  | "working"
  | "done"
  | "failed"
  | "refused"
  | "cancelled";

export interface Entry {
  /** its place in the gallery */
  index: number;
  name: string;
  state: State;
  /** missing after a reload */
  file: File | undefined;
  key: string;
  /** its state on the server; undefined until it is there */
  item: ItemJson | undefined;
  /** why it failed; undefined: it did not */
  error: Sentence | undefined;
  /** grows with each change */
  version: number;
}

export class Entries {
  all: Entry[] = [];
  #byKey = new Map<string, Entry>();
  #byItem = new Map<number, Entry>();
  counts: Record<State, number> = {
    queued: 0,
    sending: 0,
    waiting: 0,
    working: 0,
    done: 0,
    failed: 0,
    refused: 0,
    cancelled: 0,
  };

  /** The newest item whose frame was made smaller for its worker. */
  scaled: ItemJson | undefined;
  /** The newest item of which there is something to be known. */
  remarked: ItemJson | undefined;

  /** Those that have their end. */
  get settled(): number {
    const { done, failed, refused, cancelled } = this.counts;
    return done + failed + refused + cancelled;
  }

  /** Those that are not at the server yet. */
  get unsent(): number {
    return this.counts.queued + this.counts.sending;
  }

  /** @returns `undefined`: it is there already */
  add({ file, path }: Given, key: string): Entry | undefined {
    const known = this.#byKey.get(key);
    if (known) {
      known.file ??= file;
      return undefined;
    }
    return this.#push({ name: path, file, key, state: "queued", item: undefined });
  }

  /** Takes in the server's state of one. */
  update(item: ItemJson): Entry {
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
    this.turn(entry, item.state, item.error ? errorSentence(item.error) : undefined);
    return entry;
  }

  /** @param error why it failed, if it did */
  turn(entry: Entry, state: State, error?: SentenceLike): void {
    this.counts[entry.state] -= 1;
    this.counts[state] += 1;
    entry.state = state;
    entry.error = error === undefined ? undefined : sentenceOf(error);
    entry.version += 1;
  }

  #push(what: Pick<Entry, "name" | "file" | "key" | "state" | "item">): Entry {
    const entry = { ...what, index: this.all.length, error: undefined, version: 0 };
    this.all.push(entry);
    this.#byKey.set(entry.key, entry);
    this.counts[entry.state] += 1;
    return entry;
  }
}
