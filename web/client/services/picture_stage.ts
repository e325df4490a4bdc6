/** Pictures of a result: one large, to compare with the input, with its boxes; the others small beside it. */
import type { BoxesJson } from "../../wire/mod.ts";
import { BoxOverlay } from "../boxes/overlay.ts";
import { byId, part } from "../base/dom.ts";
import { make } from "../base/element.ts";
import { fill, text } from "../base/text.ts";
import { StageTools } from "../result/stage_tools.ts";

/** A picture that can be shown. */
export interface StagePicture {
  readonly name: string;
  /** In a form that browsers show. */
  readonly url: string;
  /** As it is. */
  readonly download: string;
  readonly boxes: BoxesJson | null;
  /** What was given, not what came of it. */
  readonly isInput: boolean;
}

/** More small ones are not drawn. */
const MAX_THUMBNAILS = 300;

export class PictureStage {
  root = byId("services-pictures", HTMLElement);
  stage = part(this.root, "stage", HTMLElement);
  tools: StageTools;
  #picture = part(this.root, "picture", HTMLImageElement);
  #name = part(this.root, "name", HTMLElement);
  #download = part(this.root, "download", HTMLAnchorElement);
  #compare = part(this.root, "compare-button", HTMLButtonElement);
  #thumbnails = part(this.root, "thumbnails", HTMLUListElement);
  #boxes = new BoxOverlay(
    this.stage,
    this.#picture,
    part(this.root, "boxes-button", HTMLButtonElement),
  );
  #pictures: readonly StagePicture[] = [];
  #input: string | undefined;
  #shown: StagePicture | undefined;

  constructor() {
    this.tools = new StageTools(this, () => this.#inputCopy());
    this.#picture.addEventListener("error", () => this.#picture.hidden = true);
    this.#picture.addEventListener("load", () => {
      this.#picture.hidden = false;
      this.#boxes.draw();
    });
    this.#thumbnails.addEventListener("click", (event) => {
      const pressed = event.target instanceof Element ? event.target.closest("button") : null;
      const picture = this.#pictures[Number(pressed?.dataset.index)];
      if (pressed && picture) this.#show(picture);
    });
  }

  get hasPicture(): boolean {
    return this.#shown !== undefined && !this.#picture.hidden;
  }

  /**
   * Shows pictures; none: nothing. The one that is looked at stays while more come.
   *
   * @param input the picture that was given, to compare
   */
  show(pictures: readonly StagePicture[], input: string | undefined): void {
    const isSame = JSON.stringify(pictures) === JSON.stringify(this.#pictures);
    if (isSame && input === this.#input) return;
    this.#pictures = pictures;
    this.#input = input;
    this.root.hidden = pictures.length === 0;
    this.tools.endCompare();
    const drawn = pictures.slice(0, MAX_THUMBNAILS);
    this.#thumbnails.hidden = pictures.length < 2;
    this.#thumbnails.replaceChildren(
      ...pictures.length < 2 ? [] : drawn.map((picture, i) => thumbnailOf(picture, i)),
    );
    const [first] = pictures;
    const shown = pictures.find(({ url }) => url === this.#shown?.url) ?? first;
    this.#shown = undefined;
    if (shown) this.#show(shown);
  }

  /** The picture before or after; for the keyboard. */
  step(step: number): void {
    const at = this.#pictures.findIndex((picture) => picture === this.#shown);
    const next = this.#pictures[at + step];
    if (at >= 0 && next) this.#show(next);
  }

  #show(picture: StagePicture) {
    this.#shown = picture;
    this.#picture.src = picture.url;
    const words = picture.isInput ? text.services.inputAlt : text.services.resultAlt;
    this.#picture.alt = fill(words, { name: picture.name });
    this.#name.textContent = picture.name;
    this.#name.lang = "";
    this.#download.href = picture.download;
    this.#boxes.show(picture.boxes);
    this.#compare.hidden = picture.isInput || this.#input === undefined;
    if (this.#compare.hidden) this.tools.endCompare();
    const at = String(this.#pictures.indexOf(picture));
    for (const button of this.#thumbnails.querySelectorAll("button")) {
      const isShown = button.dataset.index === at;
      button.setAttribute("aria-pressed", String(isShown));
      if (isShown && this.#pictures.length > 1) button.scrollIntoView({ block: "nearest" });
    }
  }

  #inputCopy() {
    const image = make("img", "picture");
    image.src = this.#input ?? "";
    image.alt = "";
    return image;
  }
}

function thumbnailOf({ name, url }: StagePicture, index: number): HTMLLIElement {
  const image = make("img");
  image.src = url;
  image.alt = "";
  image.loading = "lazy";
  const button = make("button", "", image);
  button.type = "button";
  button.dataset.index = String(index);
  button.title = name;
  button.setAttribute("aria-label", fill(text.services.showPicture, { name }));
  return make("li", "", button);
}
