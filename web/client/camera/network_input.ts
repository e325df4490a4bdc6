/** A network camera on the camera tab: its picture at the left, and in words what it waits for. */
import type { LiveSocket } from "../live/socket.ts";
import type { ProcessorChoice } from "../live/processor_choice.ts";
import type { CameraResults } from "./results.ts";
import type { CameraJson } from "../../wire/mod.ts";
import { announce } from "../base/announce.ts";
import { byId } from "../base/dom.ts";
import type { SentenceLike } from "../base/sentence.ts";
import { fill, text, wordOf } from "../base/text.ts";
import { NetworkCamera } from "./network_camera.ts";
import { NetworkView } from "./network_view.ts";

/** What it is given. */
export interface NetworkInputParts {
  /** Of the camera. */
  name: string;
  socket: LiveSocket;
  choice: ProcessorChoice;
  results: CameraResults;
  /** In place of a picture; no title: no words. */
  showState: (title: string, sentence: string) => void;
  /** The server refuses it. */
  failed: (sentence: SentenceLike) => void;
}

export class NetworkInput {
  parts: NetworkInputParts;
  camera: NetworkCamera;
  #view = new NetworkView();
  #away = byId("camera-away", HTMLElement);
  #size = byId("camera-shown-size", HTMLElement);
  #paused = false;
  /** Pictures come. */
  #isLive = false;
  #wasAway = false;
  #hasPicture = false;
  #listening = new AbortController();

  /** Begins at once. */
  constructor(parts: NetworkInputParts) {
    this.parts = parts;
    const { name, socket, choice, results } = parts;
    this.#showConnecting();
    const camera = this.camera = new NetworkCamera(socket, name, () => choice.chosen);
    camera.on("started", ({ run, processor }) => {
      results.fed(run, processor);
    });
    camera.on("watching", () => this.#look());
    camera.on("lost", () => this.#view.freeze());
    camera.on("camera", (detail) => this.#onStatus(detail));
    camera.on("failed", (detail) => parts.failed(detail));
    const { signal } = this.#listening;
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.camera.setPaused(paused);
    this.#look();
    this.#hold();
  }

  /** Ends the run and shows nothing. */
  stop(): void {
    this.#listening.abort();
    this.camera.stop();
    this.#hideAway();
    this.#view.close();
  }

  /** @returns the same picture once more */
  mirror(): HTMLElement {
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

  /** @param status how the camera is doing */
  #onStatus(status: CameraJson) {
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

  #showAway({ since, reason }: { since: string; reason: string | null }) {
    const { name } = this.parts;
    // As this user's browser writes it, with 12 hours or 24.
    const time = new Date(since).toLocaleTimeString([], { timeStyle: "short" });
    const title = fill(text.cameras.away, { name, time });
    const why = wordOf(text.cameras.reasons, reason ?? "") ?? text.cameras.reasons.failed;
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
