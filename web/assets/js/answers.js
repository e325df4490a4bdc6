/** The answers of a processor about a frame: ranked bars, labels without a probability, words. */
import { Ranks } from "./ranks.js";

/** @typedef {import("../../wire/mod.ts").LabelJson} Label */

/** Labels without a probability; those with one are ranked. */
const LABELS_SHOWN = 12;

export class Answers {
  #ranks = new Ranks();

  /** @param {HTMLElement} root where they stand */
  constructor(root) {
    this.root = root;
  }

  /**
   * @param {readonly Label[]} labels
   * @param {string | null} text
   * @returns {boolean} whether there is an answer
   */
  show(labels, text) {
    const isRanked = (/** @type {Label} */ { probability }) => typeof probability === "number";
    const ranked = labels.filter(isRanked);
    const items = labels.filter((label) => !isRanked(label)).slice(0, LABELS_SHOWN).map(chip);
    if (ranked.length > 0) {
      this.#ranks.show(ranked);
      items.unshift(this.#ranks.root);
    }
    if (text) {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      items.push(paragraph);
    }
    if (!sameItems(this.root.children, items)) this.root.replaceChildren(...items);
    return items.length > 0;
  }
}

/**
 * @param {Label} label
 * @returns {HTMLElement}
 */
function chip({ label }) {
  const made = document.createElement("span");
  made.className = "label";
  made.textContent = label;
  return made;
}

/**
 * Bars that are written over stay where they are: focus in them stays, too.
 * @param {HTMLCollection} shown
 * @param {Element[]} items
 */
function sameItems(shown, items) {
  return shown.length === items.length && items.every((item, i) => item === shown[i]);
}
