/** What a network camera sees, on the left side of the camera tab; away, its last picture stays. */
import { byId } from "../base/dom.ts";

export class NetworkView {
  #image = byId("camera-network", HTMLImageElement);
  /** Holds the last picture while none comes. */
  #still = "";
  /** Counts what is to be shown: a copy that is ready too late is not wanted any more. */
  #turn = 0;

  /** @param url of a stream */
  show(url: string): void {
    this.#turn++;
    this.#release();
    this.#image.src = url;
  }

  /** The picture stays as it is, and the connection to the server is let go. */
  async freeze(): Promise<void> {
    const turn = ++this.#turn;
    const still = await this.#copy();
    if (turn !== this.#turn) return;
    if (still) {
      this.#release();
      this.#still = URL.createObjectURL(still);
      this.#image.src = this.#still;
    } else this.#image.removeAttribute("src");
  }

  /** Shows nothing. */
  close(): void {
    this.#turn++;
    this.#image.hidden = true;
    this.#image.removeAttribute("src");
    this.#release();
  }

  /** Something to see is there, and what it is. */
  reveal(alt: string): void {
    this.#image.alt = alt;
    this.#image.hidden = false;
  }

  /** @returns another view of the same, without another connection */
  mirror(): HTMLElement {
    const canvas = document.createElement("canvas");
    canvas.className = "picture";
    const context = canvas.getContext("2d");
    const draw = () => {
      const { naturalWidth: width, naturalHeight: height } = this.#image;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      if (width > 0 && this.#image.complete) context?.drawImage(this.#image, 0, 0);
      if (canvas.isConnected) requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
    return canvas;
  }

  /** @returns what is shown now */
  #copy(): Promise<Blob | null> {
    const { naturalWidth: width, naturalHeight: height } = this.#image;
    if (width === 0) return Promise.resolve(null);
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    try {
      canvas.getContext("2d")?.drawImage(this.#image, 0, 0);
    } catch {
      return Promise.resolve(null); // Broken off before its first picture was whole.
    }
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
  }

  #release() {
    URL.revokeObjectURL(this.#still);
    this.#still = "";
  }
}
