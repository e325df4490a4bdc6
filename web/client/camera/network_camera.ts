/**
 * A network camera's run: the server fetches the pictures, so nothing goes out from this page. It goes
 * on by itself when the camera, the network or the server comes back.
 */
import { type DetailOf, Emitter } from "../base/emitter.ts";
import type { SentenceLike } from "../base/sentence.ts";
import type { LiveSocket } from "../live/socket.ts";
import type { CameraJson, RunJson, StatusMessage } from "../../wire/mod.ts";
import { sentenceIn } from "../server/answer_error.ts";
import { isRun } from "../server/api_shapes.ts";
import { readAnswer } from "../server/read_answer.ts";
import { isAway, refusalOf } from "../server/proxy.ts";
import { serverUrl } from "../base/url.ts";

/** Events of {@linkcode NetworkCamera}. */
export interface NetworkCameraEvents {
  started: RunJson;
  /** Its results come, for the first time or again. */
  watching: void;
  /** The server is out of reach. */
  lost: void;
  /** How it is doing. */
  camera: CameraJson;
  /** A sentence of the server. */
  failed: SentenceLike;
}

export class NetworkCamera extends Emitter<NetworkCameraEvents> {
  socket: LiveSocket;
  name: string;
  processor: () => string;
  run: string | undefined;
  #paused = false;
  #isOver = false;
  #starting = false;
  #listening = new AbortController();
  /** Whose run it is */
  #session: string | undefined;

  /** @param processor what the user chose; empty: any that is there */
  constructor(socket: LiveSocket, name: string, processor: () => string) {
    super();
    this.socket = socket;
    this.name = name;
    this.processor = processor;
    const { signal } = this.#listening;
    socket.on("open", () => this.#connected(), { signal });
    socket.on("lost", () => this.emit("lost"), { signal });
    socket.on("status", (detail) => this.#onStatus(detail), { signal });
    if (socket.isOpen) this.#connected();
  }

  /** Where an `<img>` finds what the camera sees; another address each time, so that it is asked anew. */
  get streamUrl(): string {
    const name = encodeURIComponent(this.name);
    return serverUrl(`/api/v1/sessions/${this.#session}/cameras/${name}/stream?at=${Date.now()}`);
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#post(`runs/${this.run}/${paused ? "pause" : "resume"}`);
  }

  reset(): void {
    this.#post(`reset?run=${this.run}`);
  }

  switchProcessor(processor: string): void {
    if (processor !== "") this.#post(`runs/${this.run}/processor`, { processor });
  }

  /** Ends the run. */
  stop(): void {
    this.#isOver = true;
    this.#listening.abort();
    if (this.run === undefined) return;
    this.socket.unwatch(this.run);
    this.#post(`runs/${this.run}/cancel`);
  }

  /** The socket is open: for the first time, again, or for another session. */
  #connected() {
    if (this.run === undefined || this.#session !== this.socket.session) this.#start();
    else this.#watch(this.run);
  }

  #watch(run: string) {
    this.socket.sendJson({ type: "watch", run });
    this.emit("watching");
  }

  async #start() {
    if (this.#starting) return;
    this.#starting = true;
    const session = this.#session = this.socket.session;
    this.run = undefined;
    const processor = this.processor() || null;
    const response = await this.#post("cameras", { camera: this.name, processor });
    this.#starting = false;
    if (!response || this.socket.session !== session) return;
    // A server that is stopping, or a proxy in front that has lost it: the socket reports when it is back.
    if (isAway(response.status)) return this.emit("lost");
    let answer: RunJson;
    try {
      if (!response.ok) throw await refusalOf(response);
      answer = await readAnswer(response, isRun);
    } catch (error) {
      return this.emit("failed", sentenceIn(error));
    }
    this.run = answer.run;
    if (this.#isOver) return void this.#post(`runs/${this.run}/cancel`);
    if (this.#paused) this.setPaused(true);
    this.emit("started", answer);
    this.#watch(answer.run);
  }

  #onStatus(message: StatusMessage) {
    if (message.run !== this.run || this.run === undefined) return;
    if (message.event === "camera") this.emit("camera", message);
    // It was given up, perhaps while this page was away for long: another run takes its place.
    if (message.event === "ended") this.#start();
  }

  #post(what: string, body?: object) {
    return fetch(serverUrl(`/api/v1/sessions/${this.#session}/${what}`), {
      method: "POST",
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch(() => undefined);
  }

  /** Nothing is emitted after the end. */
  protected override emit<Name extends keyof NetworkCameraEvents>(
    name: Name,
    ...detail: DetailOf<NetworkCameraEvents, Name>
  ): void {
    if (!this.#isOver) super.emit(name, ...detail);
  }
}
