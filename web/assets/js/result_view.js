/** The right side of a tab: its picture, states, answers and facts. */
import { button, moveFocus, part } from "./dom.js";
import { announce, inSentences } from "./announce.js";
import { Answers } from "./answers.js";
import { BoxOverlay } from "./boxes/overlay.js";
import { remarkText } from "./remark_text.js";
import { scaleText } from "./scale_text.js";

/** @typedef {{label: string, action: () => void, primary?: boolean}} Action */
/** @typedef {{title: string, text?: string, textIsEnglish?: boolean, actions?: Action[], tone?: "warn" | "bad", busy?: boolean}} State */
/** @typedef {import("../../wire/mod.ts").LabelJson} Label */

export class ResultView {
  #actionLabels = "";
  #answers;
  /** The worker that the note names: its frames are made smaller. */
  #scaledFor = "";
  /** The note's other words. */
  #scaleWords = "";
  #remarkWords = "";

  /** @param {"image" | "camera" | "video" | "stream"} kind */
  constructor(kind) {
    this.isLive = kind === "camera" || kind === "stream";
    const root = document.querySelector(`[data-result="${kind}"]`);
    if (!(root instanceof HTMLElement)) throw new Error(`the page has no result for ${kind}`);
    this.root = root;
    this.stage = part(root, "stage", HTMLElement);
    this.stage.tabIndex = -1;
    this.picture = /** @type {HTMLImageElement | HTMLCanvasElement | HTMLVideoElement} */ (part(
      root,
      "picture",
      HTMLElement,
    ));
    this.tools = part(root, "tools", HTMLElement);
    this.empty = part(root, "empty", HTMLElement);
    this.facts = part(root, "facts", HTMLElement);
    this.answers = part(root, "answers", HTMLElement);
    this.#answers = new Answers(this.answers);
    this.note = part(root, "note", HTMLElement);
    this.state = part(root, "state", HTMLElement);
    this.stateTitle = part(root, "state-title", HTMLElement);
    this.stateText = part(root, "state-text", HTMLElement);
    this.stateActions = part(root, "state-actions", HTMLElement);
    this.busy = part(root, "busy", HTMLElement);
    const boxesButton = root.querySelector('[data-part="boxes-button"]');
    this.boxes = new BoxOverlay(
      this.stage,
      this.picture,
      boxesButton instanceof HTMLButtonElement ? boxesButton : null,
    );
  }

  get hasPicture() {
    return !this.picture.hidden;
  }

  /** A picture is there. */
  showPicture() {
    this.picture.hidden = false;
    this.tools.hidden = false;
    this.facts.hidden = false;
    this.empty.hidden = true;
  }

  /** Back to the beginning. */
  clear() {
    this.picture.hidden = true;
    this.tools.hidden = true;
    this.facts.hidden = true;
    this.empty.hidden = false;
    this.answers.hidden = true;
    this.boxes.show(undefined);
    this.hideScale();
    this.showRemarks(undefined);
    this.clearState();
  }

  /**
   * Shows that frames are made smaller for a worker, until it gets one as it is.
   * @param {import("./scale_text.js").Scale | null | undefined} scale of a frame; none: as it is
   * @param {string} name of the worker that has it
   */
  showScale(scale, name) {
    if (!scale) return name === this.#scaledFor ? this.hideScale() : undefined;
    this.#scaledFor = name;
    this.#scaleWords = scaleText(scale, name);
    this.#showNote();
  }

  hideScale() {
    this.#scaledFor = this.#scaleWords = "";
    this.#showNote();
  }

  /**
   * Shows what is to be known of how the picture was read.
   * @param {readonly import("./remark_text.js").Remark[] | undefined} remarks none: nothing
   */
  showRemarks(remarks) {
    this.#remarkWords = (remarks ?? []).map(remarkText).join(" ");
    this.#showNote();
  }

  #showNote() {
    const words = [this.#remarkWords, this.#scaleWords].filter((part) => part !== "").join(" ");
    this.note.hidden = words === "";
    if (this.note.textContent !== words) this.note.textContent = words;
  }

  /**
   * Shows what happens; what was shown stays, dimmed. The bar runs while something is under way.
   * @param {State} state
   */
  showState({ title, text = "", textIsEnglish = false, actions = [], tone, busy = false }) {
    const isNew = Boolean(this.state.hidden) || this.stateTitle.textContent !== title;
    this.empty.hidden = true;
    this.busy.hidden = !busy;
    this.stage.classList.add("dim");
    this.state.className = tone ? `state ${tone}` : "state";
    this.stateTitle.textContent = title;
    this.stateText.textContent = text;
    // The server's and the workers' own sentences; a screen reader speaks them in their language.
    if (textIsEnglish) this.stateText.lang = "en";
    else this.stateText.removeAttribute("lang");
    this.#showActions(actions, isNew);
    this.state.hidden = false;
    if (isNew) announce(inSentences(title, text), { quiet: true });
  }

  /**
   * Buttons stay the same while a state only counts its seconds, so that a click is not lost.
   * @param {Action[]} actions
   * @param {boolean} isNew
   */
  #showActions(actions, isNew) {
    const labels = actions.map(({ label }) => label).join("\n");
    if (!isNew && labels === this.#actionLabels) return;
    this.#actionLabels = labels;
    moveFocus(this.stateActions, this.stage);
    this.stateActions.replaceChildren(
      ...actions.map(({ label, action, primary }) => button(label, action, primary)),
    );
  }

  clearState() {
    moveFocus(this.state, this.stage);
    this.state.hidden = true;
    this.busy.hidden = true;
    this.stage.classList.remove("dim");
  }

  /**
   * @param {readonly Label[]} labels
   * @param {string | null} text
   */
  showAnswers(labels, text) {
    const hasAnswers = this.#answers.show(labels, text);
    // While frames come, the place of its answers stays: the picture doesn't jump between frames.
    this.answers.hidden = !hasAnswers && !(this.isLive && !this.answers.hidden);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setFact(name, value) {
    const fact = this.facts.querySelector(`[data-fact="${name}"]`);
    if (fact && fact.textContent !== value) fact.textContent = value;
  }

  /**
   * @param {{jpeg?: string, png?: string, mat?: string}} links
   */
  setDownloads(links) {
    for (const kind of /** @type {const} */ (["jpeg", "png", "mat"])) {
      const link = part(this.root, kind, HTMLAnchorElement);
      link.hidden = links[kind] === undefined;
      if (links[kind] !== undefined) link.href = links[kind];
    }
  }
}
