/** One picture from the camera: what it sees is shown in the form until the picture is taken. */
import { button } from "../base/dom.ts";
import { make } from "../base/element.ts";
import { text } from "../base/text.ts";
import { cameraError, insecure } from "../camera/camera_error.ts";

export class CameraShot {
  root = make("div", "service-camera");
  #video = make("video", "picture");
  #stream: MediaStream | undefined;

  /** @param taken gets the picture; undefined: the user has closed the camera */
  constructor(taken: (picture: File | undefined) => void) {
    this.#video.playsInline = this.#video.muted = true;
    this.#video.setAttribute("aria-label", text.services.cameraAlt);
    const end = (picture?: File) => {
      this.stop();
      taken(picture);
    };
    const take = button(text.services.takePicture, async () => end(await this.#picture()), true);
    const close = button(text.services.closeCamera, () => end());
    const stage = make("div", "stage", this.#video);
    this.root.append(stage, make("div", "actions", take, close));
    this.root.hidden = true;
  }

  /** @throws {CameraError} */
  async start(): Promise<void> {
    if (!isSecureContext || !navigator.mediaDevices) throw insecure();
    try {
      const video = { width: { ideal: 1920 }, height: { ideal: 1080 } };
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio: false, video });
    } catch (error) {
      throw cameraError(error);
    }
    this.#video.srcObject = this.#stream;
    this.root.hidden = false;
    await this.#video.play();
    this.root.querySelector("button")?.focus();
  }

  stop(): void {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = undefined;
    this.#video.srcObject = null;
    this.root.hidden = true;
  }

  async #picture(): Promise<File | undefined> {
    const { videoWidth: width, videoHeight: height } = this.#video;
    if (width === 0) return undefined;
    const canvas = make("canvas");
    Object.assign(canvas, { width, height });
    canvas.getContext("2d")?.drawImage(this.#video, 0, 0);
    const type = "image/jpeg";
    const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, 0.92));
    const name = `${text.services.shot}.jpg`;
    return picture ? new File([picture], name, { type }) : undefined;
  }
}
