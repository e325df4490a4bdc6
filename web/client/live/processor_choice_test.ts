import assert from "node:assert/strict";
import { showPage } from "../base/test_dom.ts";
import type { ProcessorJson } from "../../wire/mod.ts";
import { ProcessorChoice } from "./processor_choice.ts";

const processor = (name: string, kind: ProcessorJson["kind"]): ProcessorJson => {
  return { name, kind, title: `The ${name}`, help: "Helps.", takes: ["image/*"], gives: [] };
};
const WORKERS = processor("workers", "workers");
const GREY = processor("grey", "built-in");
const SPOT = processor("spot", "own");

const MENU = `<select data-processor>
  <option value="grey" data-kind="built-in" title="Helps.">Grey</option>
  <option value="edges" data-kind="built-in" title="Helps.">Edges</option>
  <option value="workers" data-kind="workers" title="Helps.">Workers (none connected)</option>
</select>`;

/** Two menus; framebox's default is grey. */
function opened() {
  showPage(`<main id="main" data-default-processor="grey">${MENU}${MENU}</main>`);
  const choice = new ProcessorChoice();
  const events: string[] = [];
  for (const name of ["change", "gone"] as const) choice.on(name, () => events.push(name));
  const menus = [...document.querySelectorAll("select")];
  return { choice, events, menus, shown: () => menus.map(({ value }) => value) };
}
const announced = () => document.getElementById("live-region")?.textContent;

Deno.test("until the user chooses, the menus follow the workers", () => {
  const { choice, events, shown } = opened();
  choice.setWorkers(1);
  assert.deepEqual(shown(), ["workers", "workers"]);
  assert.ok(choice.isForWorkers());
  choice.setWorkers(0);
  assert.deepEqual(shown(), ["grey", "grey"]);
  assert.ok(!choice.isForWorkers() && choice.isForWorkers("workers"));
  assert.deepEqual([choice.chosen, events], ["", []]);
});

Deno.test("what a user chooses in one menu is chosen in all, and stays when workers come", () => {
  const { choice, events, menus, shown } = opened();
  menus[1]!.value = "edges";
  menus[1]!.dispatchEvent(new Event("change"));
  assert.deepEqual([choice.chosen, choice.current, shown()], ["edges", "edges", [
    "edges",
    "edges",
  ]]);
  choice.setWorkers(2);
  choice.hold("workers");
  assert.deepEqual(shown(), ["edges", "edges"]);
  assert.deepEqual(events, ["change"]);
});

Deno.test("a running camera's processor stays while workers come and go, until it ends", () => {
  const { choice, shown } = opened();
  choice.hold("workers");
  choice.setWorkers(0);
  assert.deepEqual(shown(), ["workers", "workers"]);
  choice.release();
  assert.deepEqual(shown(), ["grey", "grey"]);
});

Deno.test("the workers' entry shows whether there are any", () => {
  const { choice, menus } = opened();
  choice.setWorkers(1);
  assert.equal(menus[0]?.options[2]?.textContent, "Workers");
  choice.setWorkers(0);
  assert.equal(menus[0]?.options[2]?.textContent, "Workers (none connected)");
  assert.equal(menus[0]?.options[0]?.textContent, "Grey");
});

Deno.test("services of a cluster are in a group with its name, behind the others", () => {
  const { choice, menus } = opened();
  const services = ["lab/plants", "hall/plants", "lab/yolo"].map((name) =>
    processor(name, "cluster")
  );
  choice.setProcessors([GREY, WORKERS, ...services]);
  const groups = [...menus[0]!.querySelectorAll("optgroup")].map((
    { label, children },
  ) => [label, [...children].map((option) => option.getAttribute("value"))]);
  assert.deepEqual(groups, [["lab", ["lab/plants", "lab/yolo"]], ["hall", ["hall/plants"]]]);
  choice.choose("hall/plants");
  assert.equal(menus[1]?.value, "hall/plants");
  assert.ok(!choice.isForWorkers());
  choice.setProcessors([GREY, WORKERS]);
  assert.equal(menus[0]?.querySelector("optgroup"), null);
  assert.equal(choice.current, "grey");
});

Deno.test("a processor that comes can be chosen, and what is chosen stays chosen", () => {
  const { choice, events, menus, shown } = opened();
  choice.choose("grey");
  choice.setProcessors([GREY, SPOT, WORKERS]);
  assert.deepEqual([...menus[1]!.options].map(({ value }) => value), ["grey", "spot", "workers"]);
  assert.equal(menus[1]?.options[1]?.dataset.kind, "own");
  assert.deepEqual(shown(), ["grey", "grey"]);
  assert.deepEqual(events, ["change"]);
  assert.equal(announced(), "The spot can be chosen now. Edges can't be chosen any more.");
  assert.ok(choice.has("spot") && !choice.has("edges"));
});

Deno.test("an unchanged list leaves an open menu alone", () => {
  const { choice, menus } = opened();
  choice.setProcessors([GREY, SPOT, WORKERS]);
  const [first] = menus[0]!.options;
  choice.setProcessors([GREY, SPOT, WORKERS]);
  assert.equal(menus[0]?.options[0], first);
  choice.setProcessors([GREY, { ...SPOT, title: "Spot" }, WORKERS]);
  assert.notEqual(menus[0]?.options[0], first);
  assert.equal(menus[0]?.options[1]?.textContent, "Spot");
});

Deno.test("where what is wanted goes, another one takes over, and its name is announced", () => {
  const { choice, events, shown } = opened();
  choice.choose("edges");
  choice.setProcessors([GREY, WORKERS]);
  assert.deepEqual([choice.chosen, shown()], ["", ["grey", "grey"]]);
  assert.deepEqual(events, ["change", "gone"]);
  assert.equal(announced(), "Edges is not there any more; Grey answers from now on.");
});

Deno.test("without its default the server's workers stand in, and a result is named by who made it", () => {
  const { choice } = opened();
  assert.equal(choice.builtIn, "grey");
  assert.equal(choice.nameOf({ by: "Ada", processor: "workers" }), "Ada");
  assert.equal(choice.nameOf({ by: "framebox", processor: "edges" }), "Edges");
  choice.setProcessors([SPOT, WORKERS]);
  assert.equal(choice.builtIn, "workers");
  assert.equal(choice.title("workers"), "Workers");
  assert.equal(choice.title("edges"), "Edges");
});
