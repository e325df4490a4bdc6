/** Single frames of a video file, by seeking. */
import { eventOf, showAt, unload } from "./media_events.ts";

export class FrameStill {
  video: HTMLVideoElement;
  constructor(video: HTMLVideoElement) {
    this.video = video;
  }

  static async open(url: string, signal: AbortSignal): Promise<FrameStill> {
    const video = document.createElement("video");
    video.muted = true;
    video.preload = "auto";
    video.src = url;
    await eventOf(video, "loadeddata", signal);
    return new FrameStill(video);
  }

  /**
   * The frame at a time.
   *
   * @param seconds in the middle of the frame
   * @param interval seconds that a frame takes
   */
  async at(seconds: number, interval: number, signal: AbortSignal): Promise<ImageBitmap> {
    await showAt(this.video, seconds, interval, signal);
    return await createImageBitmap(this.video);
  }

  close(): void {
    unload(this.video);
  }
}
