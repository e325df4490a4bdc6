/** The page's side of jpeg_worker.ts. */

export class JpegEncoder {
  /** Beside the bundled scripts, as an entry of its own. */
  #worker = new Worker(new URL("./jpeg_worker.js", import.meta.url), { type: "module" });

  /** Encodes what the video shows now. Call again only after the answer. */
  async encode(video: HTMLVideoElement): Promise<ArrayBuffer> {
    const { videoWidth: width, videoHeight: height } = video;
    // A VideoFrame shares the camera's own buffer; browsers without it copy.
    const picture = "VideoFrame" in self ? new VideoFrame(video) : await createImageBitmap(video);
    return await this.encodePicture(picture, width, height);
  }

  /** Encodes a picture, which is gone afterwards. Call again only after the answer. */
  encodePicture(
    picture: VideoFrame | ImageBitmap,
    width: number,
    height: number,
  ): Promise<ArrayBuffer> {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = (event) => resolve(event.data);
      this.#worker.onerror = () => reject(new Error("the picture could not be encoded"));
      this.#worker.postMessage({ picture, width, height }, [picture]);
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}
