/** A text, or JSON that is checked as it is typed. Files that are given are read into the field. */
import { announce } from "../base/announce.ts";
import { button } from "../base/dom.ts";
import { make } from "../base/element.ts";
import { bytesText, fill, limitText, text } from "../base/text.ts";
import type { Given, InputForm } from "./input_form.ts";
import { jsonProblem } from "./json_check.ts";

/** What can be edited; larger files are sent as files. */
const MAX_BYTES = 2 * 2 ** 20;

export class TextForm implements InputForm {
  root = make("div", "service-form");
  field = make("textarea", "service-text");
  #isJson: boolean;
  #note = make("p", "quiet service-note");

  constructor(kind: "text" | "json") {
    this.#isJson = kind === "json";
    const label = make("label", "service-field");
    label.append(
      make("span", "", this.#isJson ? text.services.jsonLabel : text.services.textLabel),
      this.field,
    );
    this.field.spellcheck = !this.#isJson;
    this.field.classList.toggle("mono", this.#isJson);
    this.field.rows = 10;
    this.#note.id = `services-note-${kind}`;
    this.field.setAttribute("aria-describedby", this.#note.id);
    this.root.append(label, this.#note);
    if (this.#isJson) {
      const format = button(text.services.jsonFormat, () => this.#format());
      format.classList.add("small");
      this.root.append(format);
      this.field.addEventListener("input", () => this.#check());
    }
    this.#note.textContent = text.services.textHint;
  }

  async take(files: readonly File[]): Promise<void> {
    const [file] = files;
    if (!file) return;
    if (file.size > MAX_BYTES) {
      const values = { name: file.name, size: bytesText(file.size), limit: limitText(MAX_BYTES) };
      return announce(fill(text.services.tooLarge, values));
    }
    this.field.value = await file.text();
    if (this.#isJson) this.#check();
  }

  given(): Promise<readonly Given[] | undefined> {
    const { value } = this.field;
    const isComplete = value.trim() !== "" && (!this.#isJson || this.#check());
    if (!isComplete) {
      if (value.trim() === "") announce(text.services.giveFirst);
      else announce(this.#note.textContent ?? "");
      this.field.focus();
      return Promise.resolve(undefined);
    }
    const [name, type] = this.#isJson
      ? ["input.json", "application/json"]
      : ["text.txt", "text/plain"];
    return Promise.resolve([{ name, body: new Blob([value], { type }) }]);
  }

  /** @returns it is JSON */
  #check(): boolean {
    const { value } = this.field;
    const problem = value.trim() === "" ? undefined : jsonProblem(value);
    this.#note.classList.toggle("bad", problem !== undefined);
    if (problem) {
      const { line, column, fault } = problem;
      const what = text.services.jsonFaults[fault];
      this.#note.textContent = fill(text.services.jsonAt, { line, column, what });
    } else {this.#note.textContent = value.trim() === ""
        ? text.services.textHint
        : text.services.jsonGood;}
    if (problem) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
    return problem === undefined;
  }

  #format() {
    if (this.field.value.trim() === "" || !this.#check()) return this.field.focus();
    this.field.value = JSON.stringify(JSON.parse(this.field.value), null, 2);
  }
}
