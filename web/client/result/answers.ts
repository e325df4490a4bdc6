/** The answers of a processor about a frame: ranked bars, labels without a probability, words. */
import type { LabelJson } from "../../wire/mod.ts";
import { foreign, write } from "../base/sentence.ts";
import { Ranks } from "./ranks.ts";

export type Label = LabelJson;

/** Labels without a probability; those with one are ranked. */
const LABELS_SHOWN = 12;

export class Answers {
  root: HTMLElement;
  #ranks = new Ranks();

  /** @param root where they stand */
  constructor(root: HTMLElement) {
    this.root = root;
  }

  /** @returns whether there is an answer */
  show(labels: readonly Label[], text: string | null): boolean {
    const isRanked = ({ probability }: Label) => typeof probability === "number";
    const ranked = labels.filter(isRanked);
    const items = labels.filter((label) => !isRanked(label)).slice(0, LABELS_SHOWN).map(chip);
    if (ranked.length > 0) {
      this.#ranks.show(ranked);
      items.unshift(this.#ranks.root);
    }
    if (text) {
      const paragraph = document.createElement("p");
      write(paragraph, foreign(text));
      items.push(paragraph);
    }
    if (!sameItems(this.root.children, items)) this.root.replaceChildren(...items);
    return items.length > 0;
  }
}

function chip({ label }: Label): HTMLElement {
  const made = document.createElement("span");
  made.className = "label";
  write(made, foreign(label));
  return made;
}

/** Bars that are written over stay where they are: focus in them stays, too. */
function sameItems(shown: HTMLCollection, items: Element[]) {
  return shown.length === items.length && items.every((item, i) => item === shown[i]);
}
