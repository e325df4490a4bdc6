/** What is shown over the gallery when nothing more comes of it. */
import { announce, inSentences } from "../base/announce.ts";
import { byId } from "../base/dom.ts";
import { type SentenceLike, write } from "../base/sentence.ts";

export class GalleryState {
  #place = byId("image-set-state", HTMLElement);
  #stage = byId("image-set-stage", HTMLElement);

  /** The pictures stay, dimmed. */
  show(title: string, words: SentenceLike, action: HTMLElement): void {
    byId("image-set-state-title", HTMLElement).textContent = title;
    write(byId("image-set-state-text", HTMLElement), words);
    byId("image-set-state-actions", HTMLElement).replaceChildren(action);
    this.#place.hidden = false;
    this.#stage.classList.add("dim");
    announce(inSentences(title, words), { quiet: true });
  }

  hide(): void {
    this.#place.hidden = true;
    this.#stage.classList.remove("dim");
  }
}
