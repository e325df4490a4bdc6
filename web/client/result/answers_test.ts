import assert from "node:assert/strict";
import "../base/test_dom.ts";
import { Answers } from "./answers.ts";

function opened(): { answers: Answers; root: HTMLElement } {
  const root = document.createElement("div");
  return { answers: new Answers(root), root };
}
const textsIn = (root: HTMLElement, selector: string) =>
  [...root.querySelectorAll(selector)].map((element) => element.textContent);

Deno.test("labels with a probability are ranked, the others follow, and then the words", () => {
  const { answers, root } = opened();
  const labels = [
    { label: "blue" },
    { label: "cat", probability: 0.2 },
    { label: "dog", probability: 0.75 },
  ];
  assert.ok(answers.show(labels, "A dog."));
  assert.deepEqual(textsIn(root, ".rank span"), ["dog", "cat"]);
  assert.deepEqual(textsIn(root, ".rank b"), ["75.0 %", "20.0 %"]);
  assert.deepEqual([...root.children].map((child) => child.textContent).slice(1), [
    "blue",
    "A dog.",
  ]);
  assert.ok(!answers.show([], null));
  assert.equal(root.children.length, 0);
});

Deno.test("the language of what a processor answers is not known", () => {
  const { answers, root } = opened();
  answers.show([{ label: "Hund" }, { label: "Katze", probability: 1 }], "Ein Hund.");
  for (const selector of [".rank span", ":scope > .label", "p"]) {
    assert.equal(root.querySelector(selector)?.getAttribute("lang"), "", selector);
  }
});

Deno.test("five ranks are shown, and the others when asked for; no more than twelve labels without", () => {
  const { answers, root } = opened();
  const many = Array.from({ length: 20 }, (_, i) => ({ label: `${i}`, probability: i / 20 }));
  answers.show([...many, ...many.map(({ label }) => ({ label }))], null);
  assert.deepEqual(textsIn(root, ".rank span"), ["19", "18", "17", "16", "15"]);
  assert.equal(root.querySelectorAll(":scope > .label").length, 12);
  root.querySelector("button")?.click();
  assert.equal(root.querySelectorAll(".rank").length, 20);
  const [first] = root.querySelectorAll(".rank");
  answers.show(many, null);
  assert.equal(root.querySelector(".rank"), first);
  assert.equal(root.querySelector("button")?.getAttribute("aria-expanded"), "true");
  answers.show(many.slice(0, 5), null);
  assert.ok(root.querySelector("button")?.hidden);
});
