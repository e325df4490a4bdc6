/** The downloads of what the camera's result side shows: of the server's newest picture, or of the one that is seen. */
import { serverUrl } from "../base/url.ts";
import type { ResultCanvas } from "../result/result_canvas.ts";
import type { ResultView } from "../result/result_view.ts";

export class ResultDownloads {
  #view: ResultView;
  #canvas: ResultCanvas;
  #jpegUrl = "";

  constructor(view: ResultView, canvas: ResultCanvas) {
    this.#view = view;
    this.#canvas = canvas;
    for (const link of view.tools.querySelectorAll('[data-part="jpeg"]')) {
      link.addEventListener("click", () => this.#saveJpeg(link));
    }
  }

  /** Those of a run. */
  offer(session: string | undefined, run: string): void {
    const frame = serverUrl(`/api/v1/sessions/${session}/runs/${run}/frames/latest`);
    this.#view.setDownloads({ jpeg: `${frame}.jpg?download=1`, png: `${frame}.png?download=1` });
  }

  /** The picture that is shown, not the one that has come since. */
  #saveJpeg(link: Element) {
    const shown = this.#canvas.picture;
    if (!shown || !(link instanceof HTMLAnchorElement)) return;
    URL.revokeObjectURL(this.#jpegUrl);
    this.#jpegUrl = URL.createObjectURL(shown);
    link.href = this.#jpegUrl;
    link.download = "result.jpg";
  }
}
