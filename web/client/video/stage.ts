/** The result's side of the Video tab: the frames of a run as they come, and its video at the end. */
import type { ResultMessage } from "../../wire/mod.ts";
import { byId, part } from "../base/dom.ts";
import { fill, numberText, text } from "../base/text.ts";
import { serverUrl } from "../base/url.ts";
import { FrameData } from "../data/frame_data.ts";
import { ResultCanvas } from "../result/result_canvas.ts";
import { ResultView } from "../result/result_view.ts";
import { PairPlayer, type PlayedVideos } from "./player.ts";
import { hasData } from "./send.ts";

export class VideoStage {
  view = new ResultView<HTMLCanvasElement | HTMLVideoElement>("video", HTMLCanvasElement);
  player: PairPlayer;
  #canvas = part(this.view.root, "picture", HTMLCanvasElement);
  #live = new ResultCanvas(this.#canvas);
  #frameData = new FrameData(this.view.boxes, byId("video-values", HTMLElement));
  #link = part(this.view.root, "mp4", HTMLAnchorElement);

  /** @param original what shows the video that was given */
  constructor(original: HTMLVideoElement) {
    this.player = new PairPlayer(original, part(this.view.root, "video", HTMLVideoElement));
    this.player.on("frame", () => {
      this.#showFrame();
      this.#frameData.show(this.player.frame);
    });
  }

  /** Draws a frame of a run that is under way. */
  async draw(picture: Blob): Promise<void> {
    await this.#live.draw(picture).catch(() => false);
  }

  /**
   * What was found in such a frame.
   *
   * @param by who answered, as users read it
   */
  showResult(message: ResultMessage, by: string, hasPicture: boolean): void {
    if (hasPicture && !this.view.hasPicture) this.view.showPicture();
    this.view.boxes.show(message.boxes);
    this.player.glance(message.frame);
    this.view.setFact("frame", numberText(message.frame));
    this.view.setFact("size", fill(text.frames, { w: message.width, h: message.height }));
    this.view.setFact("by", by);
    this.view.showAnswers(message.labels ?? [], message.text ?? null);
  }

  /**
   * Both videos are there.
   *
   * @param name of the file that was given
   */
  open(videos: PlayedVideos, name: string): void {
    const { result } = videos;
    this.player.open(videos);
    this.#canvas.hidden = true;
    this.#show(this.player.result);
    this.view.clearState();
    this.view.showAnswers([], null);
    this.view.showPicture();
    this.#link.hidden = false;
    // One that the browser has made has no address of the server's, and no name yet.
    const isOwn = result.startsWith("blob:");
    this.#link.href = isOwn ? result : `${result}?download=1`;
    this.#link.download = isOwn ? `${name.replace(/\.\w{1,8}$/, "")}-result.webm` : "";
    this.#showFrame();
  }

  /**
   * The data of the frame that is shown, if the run left any.
   *
   * @param isWanted whether the run is still the one that is shown
   */
  async openData(session: string, run: string, isWanted: () => boolean): Promise<void> {
    if (!await hasData(session, run) || !isWanted()) return;
    this.#frameData.open(serverUrl(`/api/v1/sessions/${session}/runs/${run}/data`));
    this.#frameData.show(this.player.frame);
  }

  /** The data is gone; what is shown stays. */
  closeData(): void {
    this.#frameData.close();
  }

  /** As it was at the beginning. */
  clear(): void {
    this.player.close();
    this.player.result.hidden = true;
    this.#show(this.#canvas);
    this.#frameData.close();
    this.view.clear();
    this.#link.hidden = true;
  }

  #showFrame() {
    this.view.setFact("frame", numberText(this.player.frame));
  }

  /** The live frames while it runs, then the video. */
  #show(picture: HTMLCanvasElement | HTMLVideoElement) {
    this.view.picture = picture;
    this.view.boxes.picture = picture;
    this.view.boxes.show(undefined);
  }
}
