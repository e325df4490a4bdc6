/** Services as cards. They are links: a click is handled once for all of them. */
import type { ServiceJson } from "../../wire/mod.ts";
import { byId } from "../base/dom.ts";
import { icon, make } from "../base/element.ts";
import { Emitter } from "../base/emitter.ts";
import { foreign, write } from "../base/sentence.ts";
import { fill, plural, text } from "../base/text.ts";
import { hrefOf } from "./address.ts";
import {
  deploymentWords,
  isFound,
  KIND_ICONS,
  modesWords,
  remarksOf,
  searchText,
  sizeWords,
} from "./service_words.ts";

/** Events of {@linkcode Cards}. */
export interface CardsEvents {
  /** Name of the service. */
  open: string;
}

interface Card {
  place: HTMLLIElement;
  service: ServiceJson;
  searched: string;
}

export class Cards extends Emitter<CardsEvents> {
  #list = byId("services-cards", HTMLUListElement);
  #search = byId("services-search", HTMLInputElement);
  #filter = byId("services-filter", HTMLSelectElement);
  #count = byId("services-count", HTMLElement);
  #none = byId("services-none", HTMLElement);
  #cards: Card[] = [];
  #shown = "";

  constructor() {
    super();
    this.#search.addEventListener("input", () => this.#choose());
    this.#filter.addEventListener("change", () => this.#choose());
    this.#list.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target instanceof Element
        ? event.target.closest<HTMLAnchorElement>("a[data-service]")
        : null;
      if (!link) return;
      event.preventDefault();
      this.emit("open", link.dataset.service ?? "");
    });
  }

  focusSearch(): void {
    this.#search.focus();
  }

  /** The card that leads to a service gets the focus, if it is there. */
  focusCard(name: string): void {
    this.#cards.find(({ service }) => service.name === name)?.place.querySelector("a")?.focus();
  }

  /** @param otherwise what stands in the place of cards where there are none */
  show(services: readonly ServiceJson[], otherwise: string): void {
    const shown = JSON.stringify(services);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#cards = services.map((service) => ({
        place: cardOf(service),
        service,
        searched: searchText(service),
      }));
      this.#list.replaceChildren(...this.#cards.map(({ place }) => place));
      this.#showKinds();
    }
    this.#choose();
    if (services.length === 0) this.#none.textContent = otherwise;
  }

  /** Kinds of input that there are. */
  #showKinds() {
    const kinds = new Set(this.#cards.map(({ service }) => service.input));
    for (const option of this.#filter.options) {
      option.hidden = option.value !== "" && !kinds.has(option.value as ServiceJson["input"]);
      if (option.hidden && option.selected) this.#filter.value = "";
    }
  }

  #choose() {
    const { value: kind } = this.#filter;
    let n = 0;
    for (const { place, service, searched } of this.#cards) {
      const isShown = (kind === "" || service.input === kind) &&
        isFound(searched, this.#search.value.trim());
      place.hidden = !isShown;
      if (isShown) n += 1;
    }
    const counted = this.#cards.length === 0 ? "" : plural(text.services.count, n);
    if (this.#count.textContent !== counted) this.#count.textContent = counted;
    this.#none.hidden = n > 0;
    if (n === 0) this.#none.textContent = text.services.nothingFound;
  }
}

function cardOf(service: ServiceJson): HTMLLIElement {
  const title = make("h3");
  write(title, foreign(service.title === "" ? service.service : service.title));
  const name = make("span", "service-name");
  write(name, foreign(service.name));
  const state = deploymentWords(service);
  const image = make("span", "service-image");
  write(image, foreign(service.image));
  image.title = service.image;
  const link = linkOf(service);
  link.append(title);
  const card = make("li", "service-card", link, name, kindsOf(service), factsOf(service));
  if (state !== undefined) card.append(stateOf(service, state));
  for (const remark of remarksOf(service)) card.append(make("p", "quiet", remark));
  if (service.image !== "") card.append(image);
  return card;
}

/** One that is a web page of its own only leads there. */
function linkOf({ name, web_page }: ServiceJson): HTMLAnchorElement {
  const link = make("a", "service-link");
  if (web_page === null) {
    link.href = hrefOf(name);
    link.dataset.service = name;
  } else leadOut(link, web_page);
  return link;
}

/** An address of a cluster's: nothing but a page on the web is followed. */
export function leadOut(link: HTMLAnchorElement, address: string): void {
  const { protocol } = URL.canParse(address) ? new URL(address) : { protocol: "" };
  if (!/^https?:$/.test(protocol)) return;
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}

/** What goes in, and what comes out: icons for the eye, one sentence for the ear. */
export function kindsOf({ input, output, web_page }: ServiceJson): HTMLElement {
  if (web_page !== null) {
    return make("p", "service-kinds", icon("link"), make("span", "", text.services.openWebPage));
  }
  const names = { input: text.services.inputs[input], output: text.services.outputs[output] };
  const shown = make(
    "span",
    "service-flow",
    ...[icon(KIND_ICONS[input]), make("span", "", names.input), icon("arrow")],
    ...[icon(KIND_ICONS[output]), make("span", "", names.output)],
  );
  shown.setAttribute("aria-hidden", "true");
  const spoken = make("span", "visually-hidden", fill(text.services.takesGives, names));
  return make("p", "service-kinds", shown, spoken);
}

function factsOf(service: ServiceJson): HTMLElement {
  const facts = service.web_page === null
    ? [...sizeWords(service), modesWords(service)]
    : sizeWords(service);
  return make("p", "service-facts", facts.join(" · "));
}

/** The state with a mark of its own; its colour adds nothing to the text.services. */
export function stateOf({ deployment }: ServiceJson, words: string): HTMLElement {
  const state = make("p", "service-state", words);
  state.dataset.state = deployment?.state ?? "unavailable";
  return state;
}
