/** The camera tab: what the camera sees goes out, what comes back is drawn, until it is stopped. */
import { announce } from "./announce.js";
import {
  CameraError,
  chosenNetworkCamera,
  listCameras,
  openCamera,
  rememberCamera,
  restoreCamera,
} from "./camera_device.js";
import { CameraResults } from "./camera_results.js";
import { CameraSource } from "./camera_source.js";
import { byId, moveFocus } from "./dom.js";
import { Pace } from "./pace.js";
import { fill, text } from "./text.js";

export class CameraTab {
  #video = byId("camera-video", HTMLVideoElement);
  #pause = byId("camera-pause", HTMLButtonElement);
  #pace = new Pace();
  /** @type {MediaStream | undefined} */
  #stream;
  /** @type {CameraSource | undefined} */
  #source;
  /** @type {import("./cameras/network_input.js").NetworkInput | undefined} */
  #network;
  #paused = false;
  #starting = false;

  /**
   * @param {object} parts
   * @param {import("./live_socket.js").LiveSocket} parts.socket
   * @param {import("./processor_choice.js").ProcessorChoice} parts.choice
   * @param {import("./data_strip.js").DataStrip} parts.data
   */
  constructor({ socket, choice, data }) {
    this.socket = socket;
    this.choice = choice;
    this.results = new CameraResults({
      socket,
      choice,
      data,
      pace: this.#pace,
      inputCopy: () => this.#copy(),
      inputShown: () => this.#shown(),
      onRoom: () => this.#source?.wake(),
      onSmaller: () => this.#network ? undefined : () => this.#setSize("1280x720"),
    });
    byId("camera-start", HTMLElement).addEventListener("click", () => this.start());
    byId("camera-stop", HTMLElement).addEventListener("click", () => this.stop());
    byId("camera-reset", HTMLElement).addEventListener("click", () => this.reset());
    this.#pause.addEventListener("click", () => this.togglePause());
    byId("camera-device", HTMLElement).addEventListener("change", () => {
      rememberCamera();
      this.#chosen();
    });
    byId("camera-size", HTMLElement).addEventListener("change", () => this.#chosen());
    for (const event of ["change", "gone"]) {
      choice.addEventListener(event, () => this.results.switchProcessor(this.#network?.camera));
    }
    restoreCamera();
    this.#chosen();
  }

  get isRunning() {
    return this.#stream !== undefined || this.#network !== undefined;
  }

  async start() {
    if (this.#starting) return;
    this.#starting = true;
    const network = chosenNetworkCamera();
    // A run that is resumed as another camera's would mix their pictures.
    if (this.isRunning && (network !== undefined || this.#network)) this.stop();
    this.#release();
    if (network !== undefined) return await this.#startNetwork(network);
    this.#showInputState(text.cameraStarting, text.cameraAllow);
    try {
      const stream = await openCamera();
      this.#stream = stream;
      const track = stream.getVideoTracks()[0];
      track?.addEventListener("ended", () => this.#lost(stream));
      this.#video.srcObject = stream;
      await this.#video.play();
      this.#begin();
      await listCameras(track?.getSettings().deviceId);
    } catch (error) {
      this.#release();
      this.#fail(error);
    } finally {
      this.#starting = false;
    }
  }

  stop() {
    if (!this.#network) this.socket.sendJson({ type: "finish" });
    this.#release();
    this.results.end();
    this.#showInputState(text.cameraAgainTitle, "");
  }

  togglePause() {
    if (!this.isRunning) return;
    this.#paused = !this.#paused;
    this.#pause.textContent = this.#paused ? text.resume : text.pause;
    if (this.#network) this.#network.setPaused(this.#paused);
    else {
      if (this.#paused) this.#video.pause();
      else this.#video.play();
      this.results.setPaused(this.#paused);
    }
    announce(this.#paused ? text.paused : text.resume, { quiet: true });
  }

  reset() {
    if (!this.isRunning) return;
    if (this.#network) this.#network.camera.reset();
    else this.socket.sendJson({ type: "reset" });
  }

  /** @param {string} name */
  async #startNetwork(name) {
    try {
      const { NetworkInput } = await import("./cameras/network_input.js");
      const start = byId("camera-start", HTMLElement);
      this.#showTools();
      moveFocus(start, this.#pause);
      start.hidden = true;
      // What is shown there is another camera's.
      this.results.view.clear();
      this.results.begin();
      this.#network = new NetworkInput({
        name,
        socket: this.socket,
        choice: this.choice,
        results: this.results,
        showState: (title, sentence) => this.#showNetworkState(title, sentence),
        failed: (sentence) => {
          this.stop();
          this.#fail(new CameraError("other", text.cameraFailedTitle, sentence));
        },
      });
    } catch (error) {
      this.#release();
      this.#fail(error);
    } finally {
      this.#starting = false;
    }
  }

  /**
   * @param {string} title
   * @param {string} sentence
   */
  #showNetworkState(title, sentence) {
    if (title === "") byId("camera-empty", HTMLElement).hidden = true;
    else this.#showInputState(title, sentence);
  }

  /** Another camera or size: the one that runs makes way. A network camera has its own size. */
  #chosen() {
    byId("camera-size", HTMLSelectElement).disabled = chosenNetworkCamera() !== undefined;
    if (this.isRunning) this.start();
  }

  #showTools() {
    this.#paused = false;
    this.#pause.textContent = text.pause;
    byId("camera-tools", HTMLElement).hidden = false;
  }

  #begin() {
    this.#showTools();
    this.#video.hidden = false;
    const empty = byId("camera-empty", HTMLElement);
    moveFocus(empty, this.#pause);
    empty.hidden = true;
    const { videoWidth: w, videoHeight: h } = this.#video;
    byId("camera-shown-size", HTMLElement).textContent = fill(text.frames, { w, h });
    this.results.begin();
    this.#source = new CameraSource(this.#video, {
      maySend: () =>
        this.socket.isOpen && !this.#paused &&
        this.#pace.maySend(performance.now(), this.socket.bufferedBytes),
      send: (jpeg, seenAt) => this.#send(jpeg, seenAt),
    });
  }

  /**
   * @param {ArrayBuffer} jpeg
   * @param {number} seenAt
   */
  #send(jpeg, seenAt) {
    if (!this.isRunning) return;
    const index = this.socket.sendFrame(jpeg);
    if (index !== undefined) this.#pace.sent(index, seenAt, performance.now());
  }

  #release() {
    this.#network?.stop();
    this.#network = undefined;
    this.#source?.close();
    this.#source = undefined;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.#video.srcObject = null;
    const tools = byId("camera-tools", HTMLElement);
    const empty = byId("camera-empty", HTMLElement);
    byId("camera-start", HTMLElement).hidden = false;
    if (tools.contains(document.activeElement)) empty.hidden = false;
    moveFocus(tools, byId("camera-start", HTMLElement));
    tools.hidden = true;
    byId("camera-shown-size", HTMLElement).textContent = "";
  }

  /** @param {MediaStream} stream */
  #lost(stream) {
    if (stream !== this.#stream) return;
    this.stop();
    this.#showInputState(text.cameraLostTitle, text.cameraLost);
  }

  /** @param {unknown} error */
  #fail(error) {
    const known = error instanceof CameraError;
    const title = known ? error.title : text.cameraFailedTitle;
    this.#showInputState(
      title,
      known ? error.message : String(error),
      known ? error.kind : "other",
    );
    announce(title, { quiet: true });
  }

  /**
   * @param {string} title
   * @param {string} sentence
   * @param {string} [problem]
   */
  #showInputState(title, sentence, problem = "") {
    const empty = byId("camera-empty", HTMLElement);
    empty.hidden = false;
    empty.dataset.problem = problem;
    this.#video.hidden = true;
    byId("camera-empty-title", HTMLElement).textContent = title;
    byId("camera-empty-text", HTMLElement).textContent = sentence;
  }

  /** @param {string} size */
  #setSize(size) {
    byId("camera-size", HTMLSelectElement).value = size;
    if (this.isRunning) this.start();
  }

  /** What shows the input now. */
  #shown() {
    const image = byId("camera-network", HTMLImageElement);
    if (!image.hidden && image.naturalWidth > 0) return image;
    return this.#stream ? this.#video : undefined;
  }

  #copy() {
    if (this.#network) return this.#network.mirror();
    const video = document.createElement("video");
    video.srcObject = this.#stream ?? null;
    video.muted = true;
    video.playsInline = true;
    video.autoplay = true;
    video.className = "picture";
    return video;
  }
}
