/** The call that is looked at: how far it is, what came of it so far, and its log. */
import type { CallJson, OutputJson } from "../../wire/mod.ts";
import { button, byId, moveFocus, part } from "../base/dom.ts";
import { sentenceOf, write } from "../base/sentence.ts";
import { text } from "../base/text.ts";
import { progressWords, shareOf, whyOf } from "./call_words.ts";
import type { CallActions } from "./call_rows.ts";
import { LogView } from "./log_view.ts";
import { linkOf, outputView, stagePicture } from "./output_view.ts";
import { PictureStage, type StagePicture } from "./picture_stage.ts";
import { hasEnded, hasFailed, type ShownCall } from "./shown_call.ts";

export class CallResult {
  pictures = new PictureStage();
  #empty = byId("services-result-empty", HTMLElement);
  #status = byId("services-status", HTMLElement);
  #line = part(this.#status, "line", HTMLElement);
  #why = part(this.#status, "why", HTMLElement);
  #bar = part(this.#status, "bar", HTMLProgressElement);
  #actions = part(this.#status, "actions", HTMLElement);
  #readings = byId("services-readings", HTMLElement);
  #outputs = byId("services-outputs", HTMLElement);
  #links = byId("services-links", HTMLElement);
  #log = new LogView();
  #callActions: CallActions;
  #shown: ShownCall | undefined;
  #drawn = "";
  #showsOther = false;
  /** By their outputs: what is shown stays as it is when more comes. */
  #views = new Map<string, HTMLElement>();
  #ofArchives = new Map<string, readonly StagePicture[]>();

  constructor(actions: CallActions) {
    this.#callActions = actions;
  }

  /** @param nowMs by the server's clock */
  show(shown: ShownCall | undefined, nowMs: number): void {
    if (shown?.key !== this.#shown?.key) {
      this.#drawn = "";
      this.#showsOther = false;
      this.#views.clear();
      this.#ofArchives.clear();
    }
    this.#shown = shown;
    this.#empty.hidden = shown !== undefined;
    this.#status.hidden = shown === undefined;
    this.#log.show(shown?.call, shown !== undefined && hasFailed(shown));
    this.#showStatus(nowMs);
    this.#showOutputs();
  }

  /** A second has passed. */
  tick(nowMs: number): void {
    if (!this.#shown || hasEnded(this.#shown)) return;
    const words = progressWords(this.#shown, nowMs);
    if (this.#line.textContent !== words) this.#line.textContent = words;
  }

  /** Shows how far it is, where that is below the input or below other calls; its outputs come under it. */
  bringIntoView(): void {
    const { top } = this.#status.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) this.#status.scrollIntoView();
  }

  #showStatus(nowMs: number) {
    const shown = this.#shown;
    if (!shown) return;
    const isOver = hasEnded(shown);
    this.#status.dataset.failed = String(hasFailed(shown));
    this.#line.textContent = shown.refused === undefined
      ? progressWords(shown, nowMs)
      : text.services.states.failed;
    const isWithout = shown.call?.state === "done" && shown.call.outputs.length === 0;
    const isPartial = !isOver && (shown.call?.outputs.length ?? 0) > 0;
    const why = whyOf(shown);
    write(
      this.#why,
      why,
      isWithout ? text.services.noOutputs : isPartial ? text.services.partial : "",
    );
    this.#why.hidden = sentenceOf(why).text === "" && !isWithout && !isPartial;
    this.#bar.hidden = isOver;
    const share = shareOf(shown);
    if (share === undefined) this.#bar.removeAttribute("value");
    else this.#bar.value = share;
    const label = isOver ? text.services.again : text.services.cancel;
    if (this.#actions.textContent === label) return;
    const act = button(label, () => {
      if (this.#shown) this.#callActions[isOver ? "again" : "end"](this.#shown);
    });
    act.classList.add("small");
    moveFocus(this.#actions, byId("services-result-scroll", HTMLElement));
    this.#actions.replaceChildren(act);
  }

  #showOutputs() {
    const call = this.#shown?.call;
    const outputs = this.#read(call);
    const drawn = JSON.stringify([this.#shown?.key, outputs, this.#showsOther, call?.data_url]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const views = outputs.map((output) => this.#viewOf(output));
    for (const old of [...this.#outputs.children]) {
      if (!views.some((view) => view === old)) old.remove();
    }
    for (const [i, view] of views.entries()) {
      const before = this.#outputs.children[i];
      if (before !== view) this.#outputs.insertBefore(view, before ?? null);
    }
    this.#showPictures(outputs);
    this.#showReadings(call);
    this.#showLinks(call);
  }

  #viewOf(output: OutputJson): HTMLElement {
    const key = JSON.stringify(output);
    const known = this.#views.get(key);
    if (known) return known;
    const view = outputView(output, (pictures) => {
      if (this.#views.get(key) !== view) return;
      this.#ofArchives.set(key, pictures);
      this.#showPictures(this.#read(this.#shown?.call));
    });
    this.#views.set(key, view);
    return view;
  }

  #read(call: CallJson | undefined): readonly OutputJson[] {
    if (!call) return [];
    return this.#showsOther && call.other ? [call.other] : call.outputs;
  }

  /** What has boxes without a picture of its own is drawn over the input. */
  #showPictures(outputs: readonly OutputJson[]) {
    const input = this.#shown?.call?.input;
    const made = [
      ...outputs.map(stagePicture).filter((picture) => picture !== undefined),
      ...outputs.flatMap((output) => this.#ofArchives.get(JSON.stringify(output)) ?? []),
    ];
    const boxes = outputs.find(({ kind, boxes }) => kind !== "picture" && boxes)?.boxes ?? null;
    const url = input?.kind === "picture" ? input.shown_url : null;
    // After a failure its log comes first.
    const isAlone = made.length === 0 && this.#shown?.call?.state !== "failed";
    if (input && typeof url === "string" && (boxes !== null || isAlone)) {
      made.unshift({ name: input.name, url, download: input.url, boxes, isInput: true });
    }
    this.pictures.show(made, url ?? undefined);
  }

  #showReadings(call: CallJson | undefined) {
    this.#readings.hidden = !call?.other;
    if (!call?.other) return this.#readings.replaceChildren();
    const { other } = call;
    const otherIsText = other.kind === "text";
    const names = otherIsText
      ? [text.services.decoded, text.services.asText]
      : [text.services.asText, text.services.decoded];
    const buttons = names.map((name, i) => {
      const made = button(name, () => {
        this.#showsOther = i === 1;
        this.#showOutputs();
        this.#readings.querySelectorAll("button")[i]?.focus();
      });
      made.classList.add("small");
      made.setAttribute("aria-pressed", String(this.#showsOther === (i === 1)));
      return made;
    });
    this.#readings.replaceChildren(...buttons);
  }

  #showLinks(call: CallJson | undefined) {
    const links = call ? [linkOf(call.input.url, text.services.downloadInput)] : [];
    if (call?.data_url) links.push(linkOf(call.data_url, text.services.downloadData));
    if (call?.zip_url) links.push(linkOf(call.zip_url, text.services.downloadZip));
    this.#links.replaceChildren(...links);
    this.#links.hidden = links.length === 0;
  }
}
