/** The right side of a tab: its picture, states, answers and facts. */
import type { LabelJson } from "../../wire/mod.ts";
import { type Scale, scaleText } from "../server/scale_text.ts";
import { type Remark, remarkText } from "../server/remark_text.ts";
import { button, type Kind, moveFocus, part } from "../base/dom.ts";
import { announce, inSentences } from "../base/announce.ts";
import { type SentenceLike, write } from "../base/sentence.ts";
import { Answers } from "./answers.ts";
import { BoxOverlay } from "../boxes/overlay.ts";

export type Action = { label: string; action: () => void; primary?: boolean };
export type State = {
  title: string;
  text?: SentenceLike;
  actions?: Action[];
  tone?: "warn" | "bad";
  busy?: boolean;
};
export type Label = LabelJson;

/** What shows a result. */
export type Picture = HTMLImageElement | HTMLCanvasElement | HTMLVideoElement;

export class ResultView<Shown extends Picture = Picture> {
  isLive: boolean;
  root: HTMLElement;
  stage: HTMLElement;
  picture: Shown;
  tools: HTMLElement;
  empty: HTMLElement;
  facts: HTMLElement;
  answers: HTMLElement;
  note: HTMLElement;
  state: HTMLElement;
  stateTitle: HTMLElement;
  stateText: HTMLElement;
  stateActions: HTMLElement;
  busy: HTMLElement;
  boxes: BoxOverlay;
  #actionLabels = "";
  #answers: Answers;
  /** The worker that the note names: its frames are made smaller. */
  #scaledFor = "";
  /** The note's other words. */
  #scaleWords = "";
  #remarks: readonly SentenceLike[] = [];
  #noteShown = "";

  constructor(kind: "image" | "camera" | "video" | "stream", picture: Kind<Shown>) {
    this.isLive = kind === "camera" || kind === "stream";
    const root = document.querySelector(`[data-result="${kind}"]`);
    if (!(root instanceof HTMLElement)) throw new Error(`the page has no result for ${kind}`);
    this.root = root;
    this.stage = part(root, "stage", HTMLElement);
    this.stage.tabIndex = -1;
    this.picture = part(root, "picture", picture);
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

  get hasPicture(): boolean {
    return !this.picture.hidden;
  }

  /** A picture is there. */
  showPicture(): void {
    this.picture.hidden = false;
    this.tools.hidden = false;
    this.facts.hidden = false;
    this.empty.hidden = true;
  }

  /** Back to the beginning. */
  clear(): void {
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
   *
   * @param scale of a frame; none: as it is
   * @param name of the worker that has it
   */
  showScale(scale: Scale | null | undefined, name: string): void {
    if (!scale) return name === this.#scaledFor ? this.hideScale() : undefined;
    this.#scaledFor = name;
    this.#scaleWords = scaleText(scale, name);
    this.#showNote();
  }

  hideScale(): void {
    this.#scaledFor = this.#scaleWords = "";
    this.#showNote();
  }

  /**
   * Shows what is to be known of how the picture was read.
   *
   * @param remarks none: nothing
   */
  showRemarks(remarks: readonly Remark[] | undefined): void {
    this.#remarks = (remarks ?? []).map(remarkText);
    this.#showNote();
  }

  #showNote() {
    const sentences = [...this.#remarks, this.#scaleWords];
    const shown = JSON.stringify(sentences);
    if (shown === this.#noteShown) return;
    this.#noteShown = shown;
    write(this.note, ...sentences);
    this.note.hidden = this.note.textContent === "";
  }

  /** Shows what happens; what was shown stays, dimmed. The bar runs while something is under way. */
  showState(
    { title, text = "", actions = [], tone, busy = false }: State,
  ): void {
    const isNew = Boolean(this.state.hidden) || this.stateTitle.textContent !== title;
    this.empty.hidden = true;
    this.busy.hidden = !busy;
    this.stage.classList.add("dim");
    this.state.className = tone ? `state ${tone}` : "state";
    this.stateTitle.textContent = title;
    write(this.stateText, text);
    this.#showActions(actions, isNew);
    this.state.hidden = false;
    if (isNew) announce(inSentences(title, text), { quiet: true });
  }

  /** Buttons stay the same while a state only counts its seconds, so that a click is not lost. */
  #showActions(actions: Action[], isNew: boolean) {
    const labels = actions.map(({ label }) => label).join("\n");
    if (!isNew && labels === this.#actionLabels) return;
    this.#actionLabels = labels;
    moveFocus(this.stateActions, this.stage);
    this.stateActions.replaceChildren(
      ...actions.map(({ label, action, primary }) => button(label, action, primary)),
    );
  }

  clearState(): void {
    moveFocus(this.state, this.stage);
    this.state.hidden = true;
    this.busy.hidden = true;
    this.stage.classList.remove("dim");
  }

  showAnswers(labels: readonly Label[], text: string | null): void {
    const hasAnswers = this.#answers.show(labels, text);
    // While frames come, the place of its answers stays: the picture doesn't jump between frames.
    this.answers.hidden = !hasAnswers && !(this.isLive && !this.answers.hidden);
  }

  setFact(name: string, value: string): void {
    const fact = this.facts.querySelector(`[data-fact="${name}"]`);
    if (fact && fact.textContent !== value) fact.textContent = value;
  }

  setDownloads(links: { jpeg?: string; png?: string; mat?: string }): void {
    for (const kind of (["jpeg", "png", "mat"] as const)) {
      const link = part(this.root, kind, HTMLAnchorElement);
      link.hidden = links[kind] === undefined;
      if (links[kind] !== undefined) link.href = links[kind];
    }
  }
}
