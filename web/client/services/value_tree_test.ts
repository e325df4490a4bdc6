import assert from "node:assert/strict";
import { press, showPage } from "../base/test_dom.ts";
import { ValueTree } from "./value_tree.ts";

function shown(value: unknown): { tree: ValueTree; lines: () => string[] } {
  showPage("<main></main>");
  const tree = new ValueTree(value, "out.json");
  document.querySelector("main")?.append(tree.root);
  const lines = () =>
    [...tree.root.querySelectorAll<HTMLElement>("[role=treeitem]")]
      .filter((line) => !line.closest("[hidden]"))
      .map((line) => line.textContent?.trim().replace(/\s+/g, " ") ?? "");
  return { tree, lines };
}

Deno.test("data are lines with their key, value and kind; what they hold comes when they are opened", () => {
  const { lines } = shown({ status: "OK", n: 1.5, list: [1, 2], none: null });
  assert.deepEqual(lines(), [
    ...["status OK text", "n 1.5 number", "list 1, 2 list 2", "none – nothing"],
  ]);
  const list = document.querySelectorAll<HTMLElement>("[role=treeitem]")[2];
  list?.focus();
  press("ArrowRight");
  assert.deepEqual(lines().slice(2, 5), ["list 1, 2 list 2", "0 1 number", "1 2 number"]);
  press("ArrowLeft");
  assert.equal(lines().length, 4);
});

Deno.test("a single value is one line, and markup in it is text", () => {
  assert.deepEqual(shown("<img src=x onerror=alert(1)>").lines(), [
    "<img src=x onerror=alert(1)> text",
  ]);
  assert.equal(document.querySelector("main img"), null);
});

Deno.test("of a long list the first hundred are shown, and the next when asked for", () => {
  const { lines } = shown(Array.from({ length: 150 }, (_, i) => i));
  assert.equal(lines().length, 101);
  assert.equal(lines()[100], "First 100 of 150. Show more");
  document.querySelector<HTMLElement>(".more")?.click();
  assert.equal(lines().length, 150);
});
