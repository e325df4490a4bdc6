// @ts-check
/**
 * What happens to a frame that takes longer than a blink, in words: its place in the line, who
 * works on it and for how long. Made from the status messages of its run.
 */
import { fill, text } from "./text.js";

/** Shorter waits show nothing, so that a fast result doesn't flicker. */
export const BLINK_MS = 250;
const TICK_MS = 1000;

export class Progress {
  #timer = 0;
  #since = 0;
  /** @type {{title: string, text: string, counts: boolean}} */
  #said = { title: text.working, text: "", counts: true };
  /** The box has said something about the frame, so the upload has no more to say. */
  #heard = false;
  #shownOnce = false;

  /** @param {(state: {title: string, text: string}) => void} show */
  constructor(show) {
    this.show = show;
  }

  /** @param {number} [delayMs] before the first word */
  start(delayMs = BLINK_MS) {
    this.stop();
    this.#since = performance.now();
    this.#said = { title: text.working, text: "", counts: true };
    this.#heard = false;
    this.#shownOnce = false;
    this.#timer = setTimeout(() => this.#tick(), delayMs);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** @param {number} share of the bytes, 0–1 */
  sent(share) {
    if (this.#heard) return;
    if (share >= 1) return this.#say(text.working, "", true);
    this.#say(fill(text.sending, { percent: Math.round(share * 100) }), "", false);
  }

  /**
   * @param {any} message a status message
   * @param {{workers: number, processor: string}} now
   */
  hear(message, now) {
    if (this.#timer === 0) return;
    this.#heard = true;
    if (message.event === "leased") {
      this.#since = performance.now();
      this.#say(fill(text.workedOnBy, { name: message.by }), "", true);
    } else if (message.event === "waiting") {
      this.#say(placeInLine(message, now), "", false);
    } else if (message.event === "redelivered") {
      this.#say(fill(text.again, { reason: message.reason }), "", false);
    }
  }

  /**
   * @param {string} title
   * @param {string} detail
   * @param {boolean} counts seconds go on
   */
  #say(title, detail, counts) {
    this.#said = { title, text: detail, counts };
    if (this.#shownOnce) this.#showNow();
  }

  #tick() {
    this.#shownOnce = true;
    this.#showNow();
    this.#timer = setTimeout(() => this.#tick(), TICK_MS);
  }

  #showNow() {
    if (this.#timer === 0) return;
    const seconds = Math.floor((performance.now() - this.#since) / 1000);
    const counted = this.#said.counts && seconds > 0 ? fill(text.forSeconds, { n: seconds }) : "";
    this.show({ title: this.#said.title, text: this.#said.text || counted });
  }
}

/**
 * @param {{ahead: number, eta_ms: number | null}} message
 * @param {{workers: number, processor: string}} now
 */
function placeInLine({ ahead, eta_ms }, { workers, processor }) {
  if (processor === "workers" && workers === 0) return text.waitingForWorker;
  const position = text.inLine[ahead] ?? fill(text.inLineMore, { n: ahead });
  if (typeof eta_ms !== "number" || eta_ms < 1000) return position;
  return fill(text.about, { position, n: Math.round(eta_ms / 1000) });
}
