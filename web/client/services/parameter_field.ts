/** A field for one parameter of a service: what fits its type, its default, and a way back to it. */
import type { ServiceParameterJson } from "../../wire/mod.ts";
import { make, tool } from "../base/element.ts";
import { foreign, write } from "../base/sentence.ts";
import { fill, text } from "../base/text.ts";
import { valueOf, type ValueProblem } from "./request_with_files.ts";

const PROBLEMS: Readonly<Record<Exclude<ValueProblem, "json">, string>> = {
  missing: text.services.missing,
  notNumber: text.services.notNumber,
  notInteger: text.services.notInteger,
};

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export class ParameterField {
  root = make("div", "service-parameter");
  parameter: ServiceParameterJson;
  #field: Field;
  #problem = make("p", "service-note bad");
  #reset = tool("reset", text.services.reset);
  #initial: string;

  /** @param changed called when another value is typed or chosen */
  constructor(parameter: ServiceParameterJson, changed: () => void) {
    this.parameter = parameter;
    this.#field = fieldOf(parameter);
    this.#initial = this.#field.value;
    const label = make("label", "service-field");
    const name = make("span", "mono");
    write(name, foreign(parameter.name));
    label.append(make("span", "", name, ...marksOf(parameter)), this.#field);
    const help = make("p", "quiet");
    write(help, foreign(parameter.help));
    this.#reset.hidden = true;
    this.#reset.addEventListener("click", () => {
      this.#field.value = this.#initial;
      this.#show(changed);
      this.#field.focus();
    });
    this.#field.addEventListener("input", () => this.#show(changed));
    this.root.append(make("div", "service-parameter-line", label, this.#reset), help);
    this.root.append(this.#problem);
  }

  /** What is sent; undefined where nothing is. */
  get value(): unknown {
    return valueOf(this.parameter, this.#field.value).value;
  }

  /** Shows what is wrong with what was typed. @returns it can be sent */
  check(): boolean {
    const { problem } = valueOf(this.parameter, this.#field.value);
    const { name } = this.parameter;
    const sentence = problem === undefined
      ? ""
      : problem === "json"
      ? text.services.jsonFaults.value
      : fill(PROBLEMS[problem], { name });
    this.#problem.textContent = sentence;
    if (problem === undefined) this.#field.removeAttribute("aria-invalid");
    else this.#field.setAttribute("aria-invalid", "true");
    return problem === undefined;
  }

  focus(): void {
    this.#field.focus();
  }

  #show(changed: () => void) {
    const isChanged = this.#field.value !== this.#initial;
    this.root.classList.toggle("changed", isChanged);
    this.#reset.hidden = !isChanged;
    this.check();
    changed();
  }
}

function marksOf({ required, default: byDefault }: ServiceParameterJson): string[] {
  return [
    required ? ` · ${text.services.required}` : "",
    byDefault === null ? "" : ` · ${fill(text.services.byDefault, { value: byDefault })}`,
  ];
}

function fieldOf(parameter: ServiceParameterJson): Field {
  const { type, choices, required, default: byDefault } = parameter;
  if (choices) return chooserOf(choices.map((value) => [shown(value), shown(value)]), parameter);
  if (type === "boolean") {
    return chooserOf([["true", text.services.yes], ["false", text.services.no]], parameter);
  }
  const field = make(type === "json" ? "textarea" : "input");
  if (field instanceof HTMLInputElement) field.type = "text";
  if (type === "integer" || type === "number") field.inputMode = "decimal";
  field.spellcheck = false;
  field.placeholder = byDefault ?? "";
  field.required = required;
  return field;
}

/** The first choice is none where it may be left out. */
function chooserOf(
  options: readonly (readonly [string, string])[],
  { required, default: byDefault }: ServiceParameterJson,
) {
  const field = make("select");
  if (!required || byDefault === null) field.append(new Option("", ""));
  for (const [value, name] of options) field.append(new Option(name, value));
  const wanted = byDefault?.toLowerCase();
  const found = options.find(([value]) => value.toLowerCase() === wanted);
  field.value = found?.[0] ?? "";
  return field;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
