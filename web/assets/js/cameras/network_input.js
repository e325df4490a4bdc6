/** A network camera on the camera tab: its picture at the left, and in words what it waits for. */
import { announce } from "../announce.js";
import { byId } from "../dom.js";
import { fill, text } from "../text.js";
import { NetworkCamera } from "./network_camera.js";
import { NetworkView } from "./network_view.js";

export class NetworkInput {
  #view = new NetworkView();
  #away = byId("camera-away", HTMLElement);
  #size = byId("camera-shown-size", HTMLElement);
  #paused = false;
  /** Pictures come. */
  #isLive = false;
  #wasAway = false;
  #hasPicture = false;
  #listening = new AbortController();

  /**
   * Begins at once.
   * @param {object} parts
   * @param {string} parts.name of the camera
   * @param {import("../live_socket.js").LiveSocket} parts.socket
   * @param {import("../processor_choice.js").ProcessorChoice} parts.choice
   * @param {import("../camera_results.js").CameraResults} parts.results
   * @param {(title: string, sentence: string) => void} parts.showState in place of a picture; no title: no words
   * @param {(sentence: string) => void} parts.failed the server refuses it
   */
  constructor(parts) {
    this.parts = parts;
    const { name, socket, choice, results } = parts;
    this.#showConnecting();
    const camera = this.camera = new NetworkCamera(socket, name, () => choice.chosen);
    camera.addEventListener("started", (event) => {
      const { run, processor } = /** @type {CustomEvent} */ (event).detail;
      results.fed(run, processor);
    });
    camera.addEventListener("watching", () => this.#look());
    camera.addEventListener("lost", () => this.#view.freeze());
    camera.addEventListener("camera", (event) => {
      this.#onStatus(/** @type {CustomEvent} */ (event).detail);
    });
    camera.addEventListener("failed", (event) => {
      parts.failed(/** @type {CustomEvent} */ (event).detail);
    });
    const { signal } = this.#listening;
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
  }

  /** @param {boolean} paused */
  setPaused(paused) {
    this.#paused = paused;
    this.camera.setPaused(paused);
    this.#look();
    this.#hold();
  }

  /** Ends the run and shows nothing. */
  stop() {
    this.#listening.abort();
    this.camera.stop();
    this.#hideAway();
    this.#view.close();
  }

  /** @returns {HTMLElement} the same picture once more */
  mirror() {
    return this.#view.mirror();
  }

  /**
   * The picture moves while it is visible: browsers open six connections to a server at most, and
   * pages in the background must not hold them all.
   */
  #look() {
    if (this.camera.run === undefined) return;
    if (this.#paused || document.hidden) this.#view.freeze();
    else this.#view.show(this.camera.streamUrl);
  }

  /** @param {import("../../../wire/mod.ts").CameraJson} status how the camera is doing */
  #onStatus(status) {
    const { name } = this.parts;
    const { state, width, height } = status;
    this.#isLive = state === "live";
    if (this.#isLive) {
      this.#hasPicture = true;
      this.parts.showState("", "");
      this.#hideAway();
      this.#view.reveal(fill(text.cameras.alt, { name }));
      if (width !== null && height !== null) {
        this.#size.textContent = fill(text.frames, { w: width, h: height });
      }
      if (this.#wasAway) announce(fill(text.cameras.back, { name }));
      this.#wasAway = false;
    } else if (state === "away") {
      this.#showAway(status);
    } else if (!this.#hasPicture && state === "connecting") {
      this.#showConnecting();
    }
    this.#hold();
  }

  /** Results are waited for only while pictures come. */
  #hold() {
    const { results } = this.parts;
    results.setPaused(this.#paused || !this.#isLive);
    if (!this.#isLive) results.view.stage.classList.add("dim");
  }

  #showConnecting() {
    const title = fill(text.cameras.connecting, { name: this.parts.name });
    this.parts.showState(title, text.cameras.connectingText);
  }

  /** @param {{since: string, reason: string | null}} status */
  #showAway({ since, reason }) {
    const { name } = this.parts;
    // As this user's browser writes it, with 12 hours or 24.
    const time = new Date(since).toLocaleTimeString([], { timeStyle: "short" });
    const title = fill(text.cameras.away, { name, time });
    const why = text.cameras.reasons[reason ?? "failed"] ?? text.cameras.reasons.failed;
    const next = reason === "no-ffmpeg" ? "" : ` ${text.cameras.tryingAgain}`;
    this.parts.showState("", "");
    byId("camera-away-title", HTMLElement).textContent = title;
    byId("camera-away-text", HTMLElement).textContent = `${why}.${next}`;
    this.#away.hidden = false;
    this.#away.parentElement?.classList.add("dim");
    if (!this.#wasAway) announce(`${title}. ${why}.${next}`, { quiet: true });
    this.#wasAway = true;
  }

  #hideAway() {
    this.#away.hidden = true;
    this.#away.parentElement?.classList.remove("dim");
  }
}
