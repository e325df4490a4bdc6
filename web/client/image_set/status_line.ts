/** How far all of them are: bar, count, pace, what is left, and what can be done about it. */
import type { Entries } from "./entries.ts";
import { byId } from "../base/dom.ts";
import { partsOf, type SentenceLike, sentenceOf } from "../base/sentence.ts";
import { fill, numberText, text } from "../base/text.ts";

export interface Status {
  entries: Entries;
  /** of the job: running, paused, done, cancelled */
  phase: string;
  /** pictures a second */
  fps: number | null;
  /** address of the archive */
  zip: string;
}

export class StatusLine {
  #line = byId("image-set-status", HTMLElement);
  #bar = byId("image-set-progress", HTMLProgressElement);
  #retry = byId("image-set-retry", HTMLButtonElement);
  #pause = byId("image-set-pause", HTMLButtonElement);
  #cancel = byId("image-set-cancel", HTMLButtonElement);
  #over = byId("image-set-over", HTMLButtonElement);
  #zip = byId("image-set-zip", HTMLAnchorElement);
  #note = byId("image-set-note", HTMLElement);
  #noteShown = "";

  constructor(actions: Record<"retry" | "pause" | "cancel" | "over", () => void>) {
    this.#retry.addEventListener("click", actions.retry);
    this.#pause.addEventListener("click", actions.pause);
    this.#cancel.addEventListener("click", actions.cancel);
    this.#over.addEventListener("click", actions.over);
  }

  hide(): void {
    this.#line.hidden = true;
  }

  show({ entries, phase, fps, zip }: Status): void {
    const { counts, settled, all } = entries;
    const total = all.length;
    this.#line.hidden = total === 0;
    this.#bar.max = Math.max(1, total);
    this.#bar.value = settled;
    const isOver = phase === "cancelled" || (settled === total && phase !== "paused");
    this.#write(
      "image-set-count",
      fill(text.imageSet.count, {
        done: numberText(counts.done),
        total: numberText(total),
      }),
    );
    const failed = counts.failed + counts.refused;
    this.#write(
      "image-set-failed",
      failed > 0 ? fill(text.imageSet.failedCount, { n: numberText(failed) }) : "",
    );
    const { unsent } = entries;
    this.#write(
      "image-set-unsent",
      unsent > 0 ? fill(text.imageSet.toSend, { n: numberText(unsent) }) : "",
    );
    const moves = phase === "running" && !isOver && fps !== null && fps > 0;
    const still = phase === "cancelled"
      ? text.imageSet.cancelled
      : phase === "paused"
      ? text.imageSet.paused
      : "";
    this.#write("image-set-pace", moves ? paceText(fps) : still);
    this.#write("image-set-left", moves ? leftText((total - settled) / fps) : "");
    this.#retry.hidden = counts.failed === 0 || phase === "cancelled";
    this.#retry.textContent = fill(text.imageSet.retry, { n: numberText(counts.failed) });
    this.#pause.hidden = isOver;
    this.#pause.textContent = phase === "paused" ? text.resume : text.pause;
    this.#cancel.hidden = isOver;
    this.#over.hidden = !isOver;
    this.#zip.hidden = counts.done === 0;
    if (zip !== "") this.#zip.href = zip;
  }

  /**
   * What else there is to know, below; the first sentence with a button where something can be done.
   *
   * @param sentences empty ones are left out
   */
  note(sentences: readonly SentenceLike[], action?: HTMLButtonElement): void {
    const [first, ...rest] = sentences.filter((shown) => sentenceOf(shown).text !== "");
    const shown = JSON.stringify([first, action?.textContent, rest]);
    if (shown === this.#noteShown) return;
    this.#noteShown = shown;
    this.#note.hidden = first === undefined;
    const button = action ? [" ", action] : [];
    this.#note.replaceChildren(...partsOf([first ?? ""]), ...button, " ", ...partsOf(rest));
  }

  #write(id: string, words: string) {
    const place = byId(id, HTMLElement);
    if (place.textContent !== words) place.textContent = words;
  }
}

function paceText(perSecond: number) {
  if (perSecond >= 1) {
    return fill(text.imageSet.perSecond, { n: numberText(perSecond, perSecond < 10 ? 1 : 0) });
  }
  return fill(text.imageSet.perMinute, { n: numberText(perSecond * 60, perSecond < 0.1 ? 1 : 0) });
}

function leftText(seconds: number) {
  if (seconds < 100) {
    return fill(text.imageSet.secondsLeft, { n: numberText(Math.max(1, Math.round(seconds))) });
  }
  return fill(text.imageSet.minutesLeft, { n: numberText(Math.round(seconds / 60)) });
}
