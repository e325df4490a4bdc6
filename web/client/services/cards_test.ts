import assert from "node:assert/strict";
import { showPage } from "../base/test_dom.ts";
import { Cards } from "./cards.ts";
import { serviceOf } from "./test_services.ts";

function opened(): { cards: Cards; opened: string[]; seen: () => string[] } {
  showPage(`<input id="services-search"><select id="services-filter"><option value=""></option>
    <option value="picture"></option><option value="text"></option><option value="audio"></option>
    </select><span id="services-count"></span><p id="services-none"></p>
    <ul id="services-cards"></ul>`);
  const cards = new Cards();
  const names: string[] = [];
  cards.on("open", (name) => names.push(name));
  const seen = () =>
    [...document.querySelectorAll<HTMLElement>(".service-card")].filter(({ hidden }) => !hidden)
      .map((card) => card.querySelector(".service-name")?.textContent ?? "");
  return { cards, opened: names, seen };
}

function type(query: string) {
  const field = document.querySelector<HTMLInputElement>("#services-search");
  if (field) field.value = query;
  field?.dispatchEvent(new Event("input"));
}

const SERVICES = [
  serviceOf("lab/plants", { title: "Plants" }),
  serviceOf("lab/cowsay", { input: "text", output: "text" }),
];

Deno.test("cards are searched by all words and by what they take, and their number is shown", () => {
  const { cards, seen } = opened();
  cards.show(SERVICES, "");
  const count = document.getElementById("services-count");
  assert.deepEqual([seen(), count?.textContent], [["lab/plants", "lab/cowsay"], "2 services"]);
  type("LAB cow");
  assert.deepEqual([seen(), count?.textContent], [["lab/cowsay"], "1 service"]);
  type("zebra");
  assert.deepEqual(seen(), []);
  assert.equal(document.getElementById("services-none")?.textContent, "No service is like that.");
  type("");
  const filter = document.querySelector<HTMLSelectElement>("#services-filter");
  assert.deepEqual([...filter?.options ?? []].map(({ hidden }) => hidden), [
    ...[false, false, false, true],
  ]);
  if (filter) filter.value = "picture";
  filter?.dispatchEvent(new Event("change"));
  assert.deepEqual(seen(), ["lab/plants"]);
});

Deno.test("a click on a card opens its service in the page, one for a new window is the browser's", () => {
  const { cards, opened: names } = opened();
  cards.show(SERVICES, "");
  const link = document.querySelector<HTMLAnchorElement>("a[data-service]");
  assert.equal(link?.getAttribute("href"), "/services/lab/plants");
  const click = (ctrlKey: boolean) => {
    const event = new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey });
    link?.querySelector("h3")?.dispatchEvent(event);
    return event.defaultPrevented;
  };
  assert.deepEqual([click(false), click(true)], [true, false]);
  assert.deepEqual(names, ["lab/plants"]);
});

Deno.test("words of a cluster are text, and a service that is a web page leads only to the web", () => {
  const { cards } = opened();
  const web = { input: "nothing", output: "web-page" } as const;
  cards.show([
    serviceOf("lab/x", { title: "<img src=x>" }),
    serviceOf("lab/jupyter", { ...web, web_page: "https://lab.example/x" }),
    serviceOf("lab/evil", { ...web, web_page: "javascript:alert(1)" }),
  ], "");
  assert.equal(document.querySelector("#services-cards img"), null);
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a.service-link")];
  assert.deepEqual(links.slice(1).map((link) => link.getAttribute("href")), [
    ...["https://lab.example/x", null],
  ]);
  assert.equal(links[1]?.rel, "noopener noreferrer");
});

Deno.test("what is the same stays where it is, and where there are none it is shown why", () => {
  const { cards } = opened();
  cards.show(SERVICES, "");
  const first = document.querySelector(".service-card");
  cards.show(structuredClone(SERVICES), "");
  assert.equal(document.querySelector(".service-card"), first);
  cards.show([], "Log in first.");
  assert.equal(document.getElementById("services-none")?.textContent, "Log in first.");
  assert.equal(document.querySelector(".service-card"), null);
});
