/**
 * Which processor is wanted. The menus of all tabs show the same; until the user chooses, they
 * follow the workers, as the server does.
 */
import { Emitter } from "../base/emitter.ts";
import { type Known, KnownProcessors } from "./known_processors.ts";
import type { ProcessorJson } from "../../wire/mod.ts";
import { announce } from "../base/announce.ts";
import { byId } from "../base/dom.ts";
import { fill, text } from "../base/text.ts";

/** Events of {@linkcode ProcessorChoice}. */
export interface ProcessorChoiceEvents {
  /** The user chose. */
  change: void;
  /** What was wanted can't be chosen any more, and `current` is another one. */
  gone: void;
}

export class ProcessorChoice extends Emitter<ProcessorChoiceEvents> {
  /** What the user chose; empty: follow the workers. */
  chosen: string = "";
  /** Whose the running camera's frames are; it stays with workers that may come back. */
  #held = "";
  #workers = 0;
  #menus: HTMLSelectElement[] = Array.from(document.querySelectorAll("select[data-processor]"));
  #default = byId("main", HTMLElement).dataset.defaultProcessor ?? "";
  #known = new KnownProcessors(Array.from(this.#menus[0]?.options ?? [], knownOf));

  constructor() {
    super();
    for (const menu of this.#menus) {
      menu.addEventListener("change", () => this.choose(menu.value));
    }
  }

  /** What answers while no worker does. */
  get builtIn(): string {
    return this.#known.has(this.#default) ? this.#default : this.#known.workers;
  }

  /** Who will answer now. */
  get current(): string {
    return this.#menus[0]?.value ?? this.builtIn;
  }

  /**
   * Whether workers are to answer, and not framebox itself.
   *
   * @param name of a processor; the one that will answer now, if left out
   */
  isForWorkers(name: string = this.current): boolean {
    return this.#known.kindOf(name) === "workers";
  }

  /** Whether it can be chosen now. */
  has(name: string): boolean {
    return this.#known.has(name);
  }

  /** A processor's title. */
  title(name: string): string {
    return this.isForWorkers(name) ? text.workers : this.#known.titleOf(name);
  }

  choose(name: string): void {
    this.chosen = name;
    this.#show(name);
    this.emit("change");
  }

  /** @param count workers connected */
  setWorkers(count: number): void {
    this.#workers = count;
    for (const menu of this.#menus) {
      for (const option of menu.options) option.textContent = this.#labelOf(knownOf(option));
    }
    this.#follow();
  }

  /** @param processors those of the server */
  setProcessors(processors: readonly ProcessorJson[]): void {
    const wanted = this.current;
    const { came, left } = this.#known.update(processors);
    this.#fillMenus();
    if (this.#known.has(wanted)) {
      this.#show(wanted);
      this.#announce(came, left);
      return;
    }
    this.chosen = this.#held = "";
    this.#follow();
    const words = { name: this.title(wanted), other: this.title(this.current) };
    announce(fill(text.processorGone, words));
    this.emit("gone");
  }

  /** A camera runs, and the server names the processor of its frames. */
  hold(name: string): void {
    this.#held = name;
    this.#follow();
  }

  /** The camera has ended. */
  release(): void {
    this.hold("");
  }

  /** Who answered, as users read it: a worker by its name, a built-in by its title. */
  nameOf({ by, processor }: { by: string; processor: string }): string {
    return this.isForWorkers(processor) ? by : this.title(processor);
  }

  #follow() {
    if (this.chosen !== "") return;
    this.#show(this.#held || (this.#workers > 0 ? this.#known.workers : this.builtIn));
  }

  #show(name: string) {
    for (const menu of this.#menus) menu.value = name;
  }

  /** Makes the menus' options those that can be chosen; an open menu whose options stay is left alone. */
  #fillMenus() {
    for (const menu of this.#menus) {
      const options = this.#known.choices.map((known) => this.#optionOf(known));
      const isSame = options.length === menu.options.length &&
        options.every((option, i) => isSameOption(option, menu.options[i]));
      if (!isSame) menu.replaceChildren(...inGroups(options));
    }
  }

  #optionOf(known: Known) {
    const option = document.createElement("option");
    option.value = known.name;
    option.dataset.kind = known.kind;
    option.title = known.help;
    option.textContent = this.#labelOf(known);
    return option;
  }

  #labelOf({ kind, title }: Known) {
    if (kind !== "workers") return title;
    return this.#workers > 0 ? text.workers : text.workersNone;
  }

  /** For screen readers; the eye has it in the menu. */
  #announce(came: readonly Known[], left: readonly Known[]) {
    const sentence = (words: string, list: readonly Known[]) =>
      list.length === 0 ? "" : fill(words, { names: list.map(({ title }) => title).join(", ") });
    const words = `${sentence(text.processorsCame, came)} ${sentence(text.processorsLeft, left)}`;
    if (words.trim() !== "") announce(words.trim(), { quiet: true });
  }
}

/** Services of a cluster are in a group with its name. */
function inGroups(options: readonly HTMLOptionElement[]): HTMLElement[] {
  const groups = new Map<string, HTMLOptGroupElement>();
  return options.flatMap((option): HTMLElement[] => {
    if (option.dataset.kind !== "cluster") return [option];
    const [cluster = ""] = option.value.split("/");
    const known = groups.get(cluster);
    const group = known ?? document.createElement("optgroup");
    group.label = cluster;
    group.append(option);
    groups.set(cluster, group);
    return known ? [] : [group];
  });
}

function isSameOption({ value, title, textContent }: HTMLOptionElement, other?: HTMLOptionElement) {
  return other?.value === value && other.title === title && other.textContent === textContent;
}

/** @param option of a menu */
function knownOf({ value, textContent, title, dataset }: HTMLOptionElement): Known {
  return { name: value, title: textContent ?? "", help: title, kind: dataset.kind ?? "" };
}
