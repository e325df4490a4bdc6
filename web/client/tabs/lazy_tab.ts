/**
 * A tab whose script and styles are loaded when it is first opened, so that users who never open it don't
 * wait for them. What the server has written into its panel names them.
 */
import type { LiveSocket } from "../live/socket.ts";
import type { ProcessorChoice } from "../live/processor_choice.ts";
import type { DataStrip } from "../data/strip.ts";
import type { DroppedEntries } from "../base/dropped.ts";
import type { StageTools } from "../result/stage_tools.ts";
import { announce } from "../base/announce.ts";
import { text } from "../base/text.ts";
import { addStyles } from "./styles.ts";

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
  /** it works whether it is looked at or not, and shows by itself that the connection is lost */
  isRunning?: boolean;
  /** it is looked at again */
  shown?: () => void;
  /** another tab is looked at */
  left?: () => void;
  /** files are given to it */
  take?: (files: File[], entries?: DroppedEntries) => void;
  /** @returns what it shows is gone with the session: the user decides when another one is begun */
  sessionEnded?: () => boolean;
}

type Given = Parameters<Required<Tab>["take"]>;
type OpenTab = (parts: TabParts) => Tab;

export class LazyTab {
  readonly name: string;
  /** Kinds of what may be given to it, as `data-takes` lists them. */
  readonly takes: readonly string[];
  #tab: Tab | undefined;
  #loading: Promise<void> | undefined;
  #failures = 0;
  #given: Given[] = [];
  #panel: HTMLElement;
  #parts: TabParts;

  /** @param panel of the tab; `data-script` and `data-styles` are the addresses of what is loaded */
  constructor(panel: HTMLElement, parts: TabParts) {
    const { tabPanel = "", takes = "" } = panel.dataset;
    this.name = tabPanel;
    this.takes = takes.split(" ").filter((kind) => kind !== "");
    this.#panel = panel;
    this.#parts = parts;
  }

  /** What its script gave back, once it is there. */
  get opened(): Tab | undefined {
    return this.#tab;
  }

  /** It is looked at; the first time, its script comes. */
  async show(): Promise<void> {
    if (this.#tab) return this.#tab.shown?.();
    await (this.#loading ??= this.#open());
  }

  /** What is given before its script is there waits for it. */
  take(...given: Given): void {
    if (this.#tab) return this.#tab.take?.(...given);
    this.#given.push(given);
    this.show();
  }

  async #open() {
    const { script = "", styles } = this.#panel.dataset;
    // A browser may remember that a script didn't come, and not ask for its address again.
    const address = this.#failures === 0 ? script : `${script}?again=${this.#failures}`;
    try {
      const [openTab] = await Promise.all([scriptOf(address), this.#style(styles)]);
      this.#tab = openTab(this.#parts);
      showPictures(this.#panel);
      const { run } = this.#tab;
      if (run !== undefined && !this.#panel.hidden) this.#parts.data.show(run);
      for (const given of this.#given.splice(0)) this.#tab.take?.(...given);
    } catch (error) {
      this.#failures += 1;
      announce(text.tabFailed);
      reportError(error);
    } finally {
      this.#loading = undefined;
    }
  }

  /** The panel keeps its place, but is not seen before it looks as it should. */
  async #style(url: string | undefined) {
    const styled = url === undefined ? undefined : addStyles(url);
    if (!styled) return;
    this.#panel.classList.add("unstyled");
    await styled;
    this.#panel.classList.remove("unstyled");
  }
}

/** A tab's script; what it is comes from outside the bundle, so it is checked. */
async function scriptOf(address: string): Promise<OpenTab> {
  const script: unknown = await import(address);
  if (!isTabScript(script)) throw new TypeError(`${address} has no function openTab`);
  return script.openTab;
}

function isTabScript(script: unknown): script is { openTab: OpenTab } {
  return typeof script === "object" && script !== null && "openTab" in script &&
    typeof script.openTab === "function";
}

/** Small pictures of examples come after the page was painted: nothing that is needed waits for them. */
function showPictures(panel: HTMLElement) {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      for (const image of panel.querySelectorAll<HTMLImageElement>("img[data-src]")) {
        image.src = image.dataset.src ?? "";
        image.removeAttribute("data-src");
      }
    })
  );
}
