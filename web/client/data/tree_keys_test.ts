import assert from "node:assert/strict";
import { press, showPage } from "../base/test_dom.ts";
import { lineAbove, TreeKeys } from "./tree_keys.ts";

const line = (name: string, more = "") =>
  `<div role="treeitem" id="${name}" tabindex="-1" aria-selected="false" ${more}>${name}</div>`;

/** Two variables; the first is open and has two fields, of which the second is closed. */
const TREE = `<ul role="tree">
  <li role="none">${line("a", 'aria-expanded="true"')}
    <ul role="group"><li>${line("a1")}</li>
    <li>${line("a2", 'aria-expanded="false"')}<ul role="group" hidden><li>${
  line("a21")
}</li></ul></li></ul>
  </li>
  <li role="none">${line("b")}</li>
  <li class="more" role="treeitem" id="more" tabindex="-1">more</li>
</ul>`;

const byId = (id: string) => document.getElementById(id)!;
const focused = () => document.activeElement?.id;

function opened(): { keys: TreeKeys; chosen: string[]; toggled: [string, boolean][] } {
  showPage(TREE);
  const chosen: string[] = [];
  const toggled: [string, boolean][] = [];
  const root = document.querySelector<HTMLElement>("[role=tree]")!;
  const keys = new TreeKeys(root, {
    toggle: (line, open) => toggled.push([line.id, open]),
    chosen: (line) => chosen.push(line.id),
  });
  return { keys, chosen, toggled };
}

Deno.test("arrows go through the lines that can be seen, and stop at both ends", () => {
  const { keys, chosen } = opened();
  keys.focus(byId("a"));
  for (const id of ["a1", "a2", "b", "more", "more"]) {
    press("ArrowDown");
    assert.equal(focused(), id);
  }
  press("ArrowUp");
  press("ArrowUp");
  assert.equal(focused(), "a2");
  press("Home");
  assert.equal(focused(), "a");
  press("ArrowUp");
  assert.equal(focused(), "a");
  press("End");
  assert.equal(focused(), "more");
  // What only brings more lines is nothing to choose.
  assert.deepEqual(chosen, ["a", "a1", "a2", "b", "b", "a2", "a"]);
});

Deno.test("the line that is chosen is marked, alone, and is the one that Tab reaches", () => {
  const { keys } = opened();
  keys.keepOne();
  assert.equal(byId("a").tabIndex, 0);
  keys.focus(byId("a1"));
  keys.focus(byId("b"));
  const marked = [...document.querySelectorAll('[aria-selected="true"]')].map(({ id }) => id);
  const reached = [...document.querySelectorAll('[tabindex="0"]')].map(({ id }) => id);
  assert.deepEqual([marked, reached], [["b"], ["b"]]);
  keys.keepOne();
  assert.equal(byId("a").tabIndex, -1);
  keys.focus(byId("more"));
  assert.equal(byId("more").tabIndex, 0);
  assert.equal(document.querySelectorAll('[aria-selected="true"]').length, 0);
  keys.focus(byId("b"));
  assert.ok(!byId("more").hasAttribute("aria-selected"));
});

Deno.test("to the right a line opens, and then leads into itself; to the left it closes, and then leads out", () => {
  const { keys, toggled } = opened();
  keys.focus(byId("a2"));
  press("ArrowRight");
  assert.deepEqual(toggled, [["a2", true]]);
  keys.focus(byId("a"));
  press("ArrowRight");
  assert.equal(focused(), "a1");
  press("ArrowRight");
  assert.equal(focused(), "a1");
  press("ArrowLeft");
  assert.equal(focused(), "a");
  press("ArrowLeft");
  assert.deepEqual(toggled, [["a2", true], ["a", false]]);
});

Deno.test("Enter and the space bar open and close; with a modifier a key is the browser's", () => {
  const { keys, toggled } = opened();
  let asked = 0;
  byId("more").addEventListener("click", () => asked++);
  keys.focus(byId("a"));
  assert.ok(press("Enter").defaultPrevented);
  keys.focus(byId("a2"));
  press(" ");
  keys.focus(byId("a1"));
  press("Enter");
  press(" ");
  assert.deepEqual(toggled, [["a", false], ["a2", true], ["a1", true], ["a1", true]]);
  keys.focus(byId("more"));
  press("Enter");
  press(" ");
  assert.equal(asked, 2);
  assert.ok(!press("x").defaultPrevented);
  const held = new KeyboardEvent("keydown", { key: "Home", ctrlKey: true, bubbles: true });
  byId("more").dispatchEvent(held);
  assert.equal(focused(), "more");
});

Deno.test("a click chooses a line, and opens or closes one that has lines of its own", () => {
  const { chosen, toggled } = opened();
  byId("b").click();
  byId("a").click();
  byId("more").click();
  assert.equal(focused(), "a");
  assert.deepEqual(chosen, ["b", "a"]);
  assert.deepEqual(toggled, [["a", false]]);
});

Deno.test("above a line is the one whose group it lies in", () => {
  opened();
  assert.equal(lineAbove(byId("a21"))?.id, "a2");
  assert.equal(lineAbove(byId("a2"))?.id, "a");
  assert.equal(lineAbove(byId("a")), null);
});
