/** Processors by their names: those that can be chosen now, and words for those that could be before. */
import type { ProcessorJson } from "../../wire/mod.ts";
import { fill, text } from "../base/text.ts";

export type Processor = ProcessorJson;

export type Known = Pick<Processor, "name" | "title" | "help"> & {
  /** As {@link Processor} has it; a server of another version may have others. */
  kind: string;
};

export class KnownProcessors {
  #known = new Map<string, Known>();
  /** What can be chosen now, in the order of the menus. */
  choices: readonly Known[] = [];

  /** @param choices as the page came with them */
  constructor(choices: readonly Known[]) {
    this.#set(choices);
  }

  /** Takes a list of the server's; what takes no pictures is no choice. */
  update(processors: readonly Processor[]): { came: readonly Known[]; left: readonly Known[] } {
    const before = this.choices;
    this.#set(processors.filter(takesPictures).map((processor) => this.#inWords(processor)));
    const isIn = (list: readonly Known[]) => ({ name }: Known) =>
      list.some((other) => other.name === name);
    return {
      came: this.choices.filter((known) => !isIn(before)(known)),
      left: before.filter((known) => !isIn(this.choices)(known)),
    };
  }

  has(name: string): boolean {
    return this.choices.some((known) => known.name === name);
  }

  kindOf(name: string): string | undefined {
    return this.#known.get(name)?.kind;
  }

  titleOf(name: string): string {
    return this.#known.get(name)?.title ?? name;
  }

  /** The one that stands for all workers. */
  get workers(): string {
    return this.choices.find(({ kind }) => kind === "workers")?.name ?? "";
  }

  /** The page has framebox's own in its language; others are called as their authors call them. */
  #inWords(processor: Processor): Known {
    const { name, kind } = processor;
    if (kind === "cluster") {
      const [cluster = ""] = name.split("/");
      return { ...processor, help: fill(text.clusterService, { cluster }) };
    }
    const isOurs = kind === "built-in" || kind === "workers";
    return isOurs ? this.#known.get(name) ?? processor : processor;
  }

  #set(choices: readonly Known[]) {
    this.choices = choices;
    for (const known of choices) this.#known.set(known.name, known);
  }
}

function takesPictures({ takes }: Processor) {
  return takes.some((type) => /^(image|\*)\//i.test(type));
}
