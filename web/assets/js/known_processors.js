/** Processors by their names: those that can be chosen now, and words for those that could be before. */

/**
 * @typedef {import("../../wire/mod.ts").ProcessorJson} Processor
 * @typedef {Pick<Processor, "name" | "title" | "help" | "kind">} Known
 */

export class KnownProcessors {
  /** @type {Map<string, Known>} */
  #known = new Map();
  /** What can be chosen now, in the order of the menus. @type {readonly Known[]} */
  choices = [];

  /** @param {readonly Known[]} choices as the page came with them */
  constructor(choices) {
    this.#set(choices);
  }

  /**
   * Takes a list of the server's; what takes no pictures is no choice.
   * @param {readonly Processor[]} processors
   * @returns {{came: readonly Known[], left: readonly Known[]}}
   */
  update(processors) {
    const before = this.choices;
    this.#set(processors.filter(takesPictures).map((processor) => this.#inWords(processor)));
    const isIn = (/** @type {readonly Known[]} */ list) => (/** @type {Known} */ { name }) =>
      list.some((other) => other.name === name);
    return {
      came: this.choices.filter((known) => !isIn(before)(known)),
      left: before.filter((known) => !isIn(this.choices)(known)),
    };
  }

  /** @param {string} name */
  has(name) {
    return this.choices.some((known) => known.name === name);
  }

  /** @param {string} name */
  kindOf(name) {
    return this.#known.get(name)?.kind;
  }

  /** @param {string} name */
  titleOf(name) {
    return this.#known.get(name)?.title ?? name;
  }

  /** The one that stands for all workers. */
  get workers() {
    return this.choices.find(({ kind }) => kind === "workers")?.name ?? "";
  }

  /**
   * The page has framebox's own in its language; others are called as their authors call them.
   * @param {Processor} processor
   * @returns {Known}
   */
  #inWords(processor) {
    const { name, kind } = processor;
    const isOurs = kind === "built-in" || kind === "workers";
    return isOurs ? this.#known.get(name) ?? processor : processor;
  }

  /** @param {readonly Known[]} choices */
  #set(choices) {
    this.choices = choices;
    for (const known of choices) this.#known.set(known.name, known);
  }
}

/** @param {Processor} processor */
function takesPictures({ takes }) {
  return takes.some((type) => /^(image|\*)\//i.test(type));
}
