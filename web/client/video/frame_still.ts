/** Single frames of a video file, by seeking. */
import { eventOf, unload } from "./media_events.ts";

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

  /** The frame at a time. */
  async at(seconds: number, signal: AbortSignal): Promise<ImageBitmap> {
    const seeked = eventOf(this.video, "seeked", signal);
    this.video.currentTime = seconds;
    await seeked;
    return await createImageBitmap(this.video);
  }

  close(): void {
    unload(this.video);
  }
}
