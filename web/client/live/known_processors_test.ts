import assert from "node:assert/strict";
import "../base/test_page.ts";
import type { ProcessorJson } from "../../wire/mod.ts";
import { KnownProcessors } from "./known_processors.ts";

const WORKERS = { name: "workers", title: "Trabalhadores", help: "", kind: "workers" } as const;
const GREY = { name: "grey", title: "Cinza", help: "Em cinza.", kind: "built-in" } as const;

const processor = (
  name: string,
  kind: ProcessorJson["kind"] = "own",
  takes: readonly string[] = ["image/*"],
): ProcessorJson => {
  return { name, kind, title: `The ${name}`, help: "Helps.", takes, gives: ["image/*"] };
};

const SERVED = [processor("workers", "workers"), processor("grey", "built-in")];

Deno.test("a list of the server's keeps framebox's own words, and has others' as they are", () => {
  const known = new KnownProcessors([WORKERS, GREY]);
  assert.deepEqual(known.update(SERVED), { came: [], left: [] });
  assert.deepEqual(known.choices, [WORKERS, GREY]);
  const { came, left } = known.update([...SERVED, processor("spot")]);
  assert.deepEqual([came.map(({ title }) => title), left], [["The spot"], []]);
  known.update([...SERVED, { ...processor("spot"), title: "Spot" }]);
  assert.equal(known.titleOf("spot"), "Spot");
});

Deno.test("what a cluster's service is stands in the page's language", () => {
  const known = new KnownProcessors([WORKERS]);
  known.update([...SERVED, processor("lab/plants", "cluster")]);
  const { title, help } = known.choices.find(({ name }) => name === "lab/plants")!;
  assert.deepEqual([title, help], ["The lab/plants", "A service of the OSCAR cluster lab."]);
});

Deno.test("what has gone can't be chosen, and keeps its name and kind for results that it made", () => {
  const known = new KnownProcessors([WORKERS, GREY]);
  known.update([...SERVED, processor("spot")]);
  const { came, left } = known.update(SERVED);
  assert.deepEqual([came, left.map(({ name }) => name)], [[], ["spot"]]);
  assert.deepEqual([known.has("spot"), known.has("grey")], [false, true]);
  assert.deepEqual([known.titleOf("spot"), known.kindOf("spot")], ["The spot", "own"]);
  assert.deepEqual([known.titleOf("nobody"), known.kindOf("nobody")], ["nobody", undefined]);
});

Deno.test("only what takes pictures is a choice", () => {
  const known = new KnownProcessors([WORKERS, GREY]);
  const { came } = known.update([
    ...SERVED,
    processor("listener", "own", ["audio/*", "video/raw"]),
    processor("png", "own", ["text/plain", "IMAGE/png"]),
    processor("all", "cluster", ["*/*"]),
    processor("none", "own", []),
  ]);
  assert.deepEqual(came.map(({ name }) => name), ["png", "all"]);
});

Deno.test("workers are known by their kind, whatever they are called", () => {
  const known = new KnownProcessors([{ ...WORKERS, name: "hands" }, GREY]);
  assert.equal(known.workers, "hands");
  assert.deepEqual([known.kindOf("hands"), known.kindOf("workers")], ["workers", undefined]);
});
