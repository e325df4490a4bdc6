/** JSON with files: a slot for each file, a field for each parameter that the service lists, and what is sent. */
import type { ServiceParameterJson } from "../../wire/mod.ts";
import { announce } from "../base/announce.ts";
import { button } from "../base/dom.ts";
import { make } from "../base/element.ts";
import { foreign, write } from "../base/sentence.ts";
import { bytesText, fill, limitText, text } from "../base/text.ts";
import { sentenceIn } from "../server/answer_error.ts";
import { askParameters } from "./api.ts";
import { base64Of } from "./base64.ts";
import type { Given, InputForm } from "./input_form.ts";
import { ParameterField } from "./parameter_field.ts";
import { fileKeys, previewOf, type RequestFile, requestWithFiles } from "./request_with_files.ts";

/** Files stand in one text in this page's memory. */
const MAX_FILE_BYTES = 64 * 2 ** 20;
/** A service that is asked for its parameters may have to start first. */
const PARAMETERS_LIMIT_MS = 330_000;

interface Slot {
  key: string;
  name: HTMLElement;
  file: RequestFile | undefined;
}

export class JsonFilesForm implements InputForm {
  root = make("div", "service-form");
  #service: string;
  #slots: Slot[] = [];
  #fields: ParameterField[] = [];
  #stop = new AbortController();
  #preview = make("pre");

  /** @param service its name */
  constructor(service: string) {
    this.#service = service;
    this.#load();
  }

  async take(files: readonly File[]): Promise<void> {
    for (const [i, file] of files.slice(0, this.#slots.length).entries()) {
      const slot = this.#slots[i];
      if (slot) await this.#put(slot, file);
    }
  }

  given(): Promise<readonly Given[] | undefined> {
    return Promise.resolve(this.#given());
  }

  left(): void {
    this.#stop.abort();
  }

  #given(): readonly Given[] | undefined {
    const empty = this.#slots.find(({ file }) => file === undefined);
    if (empty) {
      announce(text.services.giveFirst);
      this.root.querySelector("button")?.focus();
      return undefined;
    }
    const wrong = this.#fields.find((field) => !field.check());
    if (wrong) {
      wrong.focus();
      return undefined;
    }
    const body = new Blob([requestWithFiles(this.#files, this.#values)], {
      type: "application/json",
    });
    const stem = this.#files[0]?.name.replace(/\.\w+$/, "") ?? "input";
    return [{ name: `${stem}.json`, body }];
  }

  get #files(): RequestFile[] {
    return this.#slots.map(({ file }) => file).filter((file) => file !== undefined);
  }

  get #values(): Record<string, unknown> {
    return Object.fromEntries(this.#fields.map(({ parameter, value }) => [parameter.name, value]));
  }

  async #load() {
    this.root.replaceChildren(make("p", "quiet", text.services.parametersLoading));
    const limit = AbortSignal.timeout(PARAMETERS_LIMIT_MS);
    try {
      const signal = AbortSignal.any([this.#stop.signal, limit]);
      this.#show((await askParameters(this.#service, signal)).parameters);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const why = make("p", "bad");
      write(why, sentenceIn(error, text.noAnswer));
      this.root.replaceChildren(why, button(text.tryAgain, () => this.#load()));
    }
  }

  #show(parameters: readonly ServiceParameterJson[]) {
    this.#slots = fileKeys(parameters).map((key) => ({ key, name: make("span"), file: undefined }));
    this.#fields = parameters.filter(({ type }) => type !== "file")
      .map((parameter) => new ParameterField(parameter, () => this.#showPreview()));
    const none = this.#fields.length > 0 ? [] : [make("p", "quiet", text.services.parametersNone)];
    const preview = make("details", "service-preview");
    preview.append(make("summary", "", text.services.preview), this.#preview);
    this.#preview.tabIndex = 0;
    this.root.replaceChildren(
      ...this.#slots.map((slot) => this.#slotOf(slot)),
      ...this.#fields.map(({ root }) => root),
      ...none,
      preview,
    );
    this.#showPreview();
  }

  #slotOf(slot: Slot): HTMLElement {
    const field = make("input");
    field.type = "file";
    field.hidden = true;
    field.addEventListener("change", () => {
      const file = field.files?.[0];
      if (file) this.#put(slot, file);
      field.value = "";
    });
    const choose = button(text.services.chooseFile, () => field.click());
    const key = make("span", "mono");
    write(key, foreign(slot.key));
    slot.name.className = "given-name";
    return make("div", "service-slot", key, choose, slot.name, field);
  }

  async #put(slot: Slot, file: File) {
    if (file.size > MAX_FILE_BYTES) {
      const values = { name: file.name, size: bytesText(file.size) };
      const limit = limitText(MAX_FILE_BYTES);
      return announce(fill(text.services.tooLarge, { ...values, limit }));
    }
    slot.file = { key: slot.key, name: file.name, base64: await base64Of(file) };
    write(slot.name, foreign(`${file.name}, ${bytesText(file.size)}`));
    this.#showPreview();
  }

  #showPreview() {
    this.#preview.textContent = previewOf(this.#files, this.#values);
  }
}
