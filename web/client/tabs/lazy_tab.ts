/**
 * A tab whose script is loaded when it is first opened, so that users who never open it don't
 * wait for it.
 */
import type { LiveSocket } from "../live/socket.ts";
import type { ProcessorChoice } from "../live/processor_choice.ts";
import type { DataStrip } from "../data/strip.ts";
import type { StageTools } from "../result/stage_tools.ts";
import { announce } from "../base/announce.ts";
import { text } from "../base/text.ts";

/** What a tab's script is given. */
export interface TabParts {
  socket: LiveSocket;
  choice: ProcessorChoice;
  data: DataStrip;
}

/** What a tab's script gives back; all of it may be missing. */
export interface Tab {
  /** the run whose data the strip below shows */
  run?: string | undefined;
  /** what C and F work on */
  tools?: StageTools | undefined;
  /** by key as in keyboard.ts; only while it is looked at */
  keys?: Record<string, () => void>;
  /** it is looked at again */
  shown?: () => void;
  /** another tab is looked at */
  left?: () => void;
  /** files are given to it */
  take?: (files: File[], transfer?: DataTransfer) => void;
}

export class LazyTab {
  #tab: Tab | undefined;
  #loading: Promise<void> | undefined;
  #load: () => Promise<{ openTab: (parts: TabParts) => Tab }>;
  #parts: TabParts;

  /** @param load imports the tab's script */
  constructor(load: () => Promise<{ openTab: (parts: TabParts) => Tab }>, parts: TabParts) {
    this.#load = load;
    this.#parts = parts;
  }

  get run(): string | undefined {
    return this.#tab?.run;
  }

  get tools(): StageTools | undefined {
    return this.#tab?.tools;
  }

  get keys(): Record<string, () => void> {
    return this.#tab?.keys ?? {};
  }

  /** It is looked at; the first time, its script comes. */
  async show(): Promise<void> {
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

  /** @param transfer where they were dropped, as long as that is handled */
  async take(files: File[], transfer?: DataTransfer): Promise<void> {
    if (this.#tab) return this.#tab.take?.(files, transfer);
    await this.show();
    this.#opened?.take?.(files);
  }

  get #opened() {
    return this.#tab;
  }

  leave(): void {
    this.#tab?.left?.();
  }
}
