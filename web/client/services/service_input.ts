/** The input side of a service: what it is, the form that fits what it takes, and how it is called. */
import type { ServiceJson } from "../../wire/mod.ts";
import { announce } from "../base/announce.ts";
import { byId } from "../base/dom.ts";
import { make } from "../base/element.ts";
import { Emitter } from "../base/emitter.ts";
import { foreign, write } from "../base/sentence.ts";
import { fill, text } from "../base/text.ts";
import { durationText } from "./call_words.ts";
import { kindsOf, leadOut, stateOf } from "./cards.ts";
import { FileForm } from "./file_form.ts";
import type { InputForm } from "./input_form.ts";
import { JsonFilesForm } from "./json_files_form.ts";
import { NothingForm } from "./nothing_form.ts";
import {
  deploymentWords,
  type Mode,
  modesWords,
  obstacleWords,
  remarksOf,
  sizeWords,
} from "./service_words.ts";
import type { InputKind, Task } from "./shown_call.ts";
import { TextForm } from "./text_form.ts";

/** Events of {@linkcode ServiceInput}. */
export interface ServiceInputEvents {
  /** Is to be sent. */
  tasks: readonly Task[];
}

export class ServiceInput extends Emitter<ServiceInputEvents> {
  #title = byId("service-title", HTMLElement);
  #about = byId("service-about", HTMLElement);
  #place = byId("service-form", HTMLElement);
  #kind = byId("service-kind", HTMLSelectElement);
  #mode = byId("service-mode", HTMLSelectElement);
  #run = byId("service-run", HTMLButtonElement);
  #foot = byId("service-foot", HTMLElement);
  #examples = byId("services-examples", HTMLElement);
  #maxBytes = Number(byId("tab-services", HTMLElement).dataset.maxVideo);
  #service: ServiceJson | undefined;
  /** By kind: what was given stays when the kind is changed and changed back. */
  #forms = new Map<InputKind, InputForm>();
  #aboutShown = "";

  constructor() {
    super();
    this.#kind.addEventListener("change", () => this.#showForm());
    this.#run.addEventListener("click", () => this.run());
    this.#place.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.run();
    });
  }

  /**
   * @param service undefined: it is not known
   * @param name of it
   */
  show(service: ServiceJson | undefined, name: string): void {
    const isOther = service?.name !== this.#service?.name;
    this.#service = service;
    write(this.#title, foreign(titleOf(service) ?? name));
    const canBeCalled = service !== undefined && service.preferred !== null;
    this.#foot.hidden = !canBeCalled;
    if (!service) {
      this.#aboutShown = "";
      this.#clear();
      const why = fill(text.services.notListed, { service: name });
      return this.#about.replaceChildren(make("p", "bad", why));
    }
    this.#showAbout(service);
    if (!isOther) return;
    this.#clear();
    if (!canBeCalled) return;
    this.#kind.value = service.input;
    this.#offerModes(service);
    this.#showForm();
  }

  take(files: readonly File[]): void {
    const form = this.#forms.get(this.#chosen);
    if (form) form.take(files);
    else announce(text.services.openFirst);
  }

  async run(): Promise<void> {
    const service = this.#service;
    const form = this.#forms.get(this.#chosen);
    if (!service || !form || this.#run.disabled) return;
    this.#run.disabled = true;
    try {
      const given = await form.given();
      if (!given) return;
      const mode: Mode = this.#mode.value === "async" ? "async" : "sync";
      const shared = { service: service.name, mode, kind: this.#chosen };
      this.emit("tasks", given.map(({ name, body }) => ({ ...shared, name, body })));
      form.sent?.();
    } finally {
      this.#run.disabled = false;
    }
  }

  /** Another page is looked at. */
  left(): void {
    for (const form of this.#forms.values()) form.left?.();
  }

  get #chosen(): InputKind {
    return this.#kind.value as InputKind;
  }

  #clear() {
    this.left();
    this.#forms.clear();
    this.#examples.hidden = true;
    this.#place.after(this.#examples);
    this.#place.replaceChildren();
  }

  #showAbout(service: ServiceJson) {
    const shown = JSON.stringify(service);
    if (shown === this.#aboutShown) return;
    this.#aboutShown = shown;
    const { name, web_page, usual_seconds: usual } = service;
    const facts = web_page === null
      ? [...sizeWords(service), modesWords(service)]
      : sizeWords(service);
    if (usual !== null) facts.push(fill(text.services.usual, { time: durationText(usual) }));
    const own = make("span", "service-name");
    write(own, foreign(name));
    const state = deploymentWords(service);
    this.#about.replaceChildren(
      own,
      kindsOf(service),
      make("p", "service-facts", facts.join(" · ")),
      ...state === undefined ? [] : [stateOf(service, state)],
      ...remarksOf(service).map((remark) => make("p", "quiet", remark)),
    );
    if (web_page === null) return;
    const link = make("a", "button primary", text.services.openWebPage);
    leadOut(link, web_page);
    this.#about.append(link);
  }

  /** Both ways are named; one that can't be taken names the reason. */
  #offerModes(service: ServiceJson) {
    for (const mode of ["sync", "async"] as const) {
      const option = [...this.#mode.options].find(({ value }) => value === mode);
      if (!option) continue;
      const obstacle = obstacleWords(service, mode);
      option.textContent = obstacle ?? text.services.modes[mode];
      option.disabled = obstacle !== undefined;
    }
    this.#mode.value = service.preferred ?? "sync";
  }

  #showForm() {
    const service = this.#service;
    if (!service) return;
    this.left();
    const kind = this.#chosen;
    const form = this.#forms.get(kind) ?? this.#formOf(kind, service);
    this.#forms.set(kind, form);
    this.#place.replaceChildren(form.root);
  }

  #formOf(kind: InputKind, { name }: ServiceJson): InputForm {
    if (kind === "text" || kind === "json") return new TextForm(kind);
    if (kind === "json-files") return new JsonFilesForm(name);
    if (kind === "nothing") return new NothingForm();
    return new FileForm(kind, this.#maxBytes, this.#examples);
  }
}

function titleOf(service: ServiceJson | undefined): string | undefined {
  if (!service) return undefined;
  return service.title === "" ? service.service : service.title;
}
