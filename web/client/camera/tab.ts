/** The camera tab: what the camera sees goes out, what comes back is drawn, until it is stopped. */
import type { NetworkInput } from "./network_input.ts";
import type { Tab, TabParts } from "../tabs/lazy_tab.ts";
import { announce } from "../base/announce.ts";
import { CameraError } from "./camera_error.ts";
import {
  chosenNetworkCamera,
  listCameras,
  openCamera,
  rememberCamera,
  restoreCamera,
} from "./device.ts";
import { CameraResults } from "./results.ts";
import { CameraSource } from "./source.ts";
import { byId, moveFocus } from "../base/dom.ts";
import { foreign, type SentenceLike, write } from "../base/sentence.ts";
import { Pace } from "../live/pace.ts";
import { fill, text } from "../base/text.ts";

export function openTab(parts: TabParts): Tab {
  const tab = new CameraTab(parts);
  return {
    get run() {
      return tab.results.run;
    },
    get isRunning() {
      return tab.isRunning;
    },
    tools: tab.results.tools,
    keys: { r: () => tab.reset(), Space: () => tab.togglePause() },
  };
}

class CameraTab {
  socket: TabParts["socket"];
  choice: TabParts["choice"];
  results: CameraResults;
  #video = byId("camera-video", HTMLVideoElement);
  #pause = byId("camera-pause", HTMLButtonElement);
  #pace = new Pace();
  #stream: MediaStream | undefined;
  #source: CameraSource | undefined;
  #network: NetworkInput | undefined;
  #paused = false;
  #starting = false;

  constructor({ socket, choice, data }: TabParts) {
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
    const start = byId("camera-start", HTMLButtonElement);
    start.addEventListener("click", () => this.start());
    // Only now does a click do anything.
    start.disabled = false;
    byId("camera-stop", HTMLElement).addEventListener("click", () => this.stop());
    byId("camera-reset", HTMLElement).addEventListener("click", () => this.reset());
    this.#pause.addEventListener("click", () => this.togglePause());
    byId("camera-device", HTMLElement).addEventListener("change", () => {
      rememberCamera();
      this.#chosen();
    });
    byId("camera-size", HTMLElement).addEventListener("change", () => this.#chosen());
    for (const event of ["change", "gone"] as const) {
      choice.on(event, () => this.results.switchProcessor(this.#network?.camera));
    }
    // What was chosen before this script was there.
    if (choice.chosen !== socket.processor) this.results.switchProcessor();
    restoreCamera();
    this.#chosen();
  }

  get isRunning(): boolean {
    return this.#stream !== undefined || this.#network !== undefined;
  }

  async start(): Promise<void> {
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

  stop(): void {
    if (!this.#network) this.socket.sendJson({ type: "finish" });
    this.#release();
    this.results.end();
    this.#showInputState(text.cameraAgainTitle, "");
  }

  togglePause(): void {
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

  reset(): void {
    if (!this.isRunning) return;
    if (this.#network) this.#network.camera.reset();
    else this.socket.sendJson({ type: "reset" });
  }

  async #startNetwork(name: string) {
    try {
      const { NetworkInput } = await import("./network_input.ts");
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

  #showNetworkState(title: string, sentence: string) {
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

  #send(jpeg: ArrayBuffer, seenAt: number) {
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

  #lost(stream: MediaStream) {
    if (stream !== this.#stream) return;
    this.stop();
    this.#showInputState(text.cameraLostTitle, text.cameraLost);
  }

  #fail(error: unknown) {
    const known = error instanceof CameraError;
    const title = known ? error.title : text.cameraFailedTitle;
    this.#showInputState(
      title,
      known ? error.sentence : foreign(String(error)),
      known ? error.kind : "other",
    );
    announce(title, { quiet: true });
  }

  #showInputState(title: string, sentence: SentenceLike, problem: string = "") {
    const empty = byId("camera-empty", HTMLElement);
    empty.hidden = false;
    empty.dataset.problem = problem;
    this.#video.hidden = true;
    byId("camera-empty-title", HTMLElement).textContent = title;
    write(byId("camera-empty-text", HTMLElement), sentence);
  }

  #setSize(size: string) {
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
