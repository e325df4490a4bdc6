import type { Principal } from "../auth/mod.ts";
import assert from "node:assert/strict";
import { BUILT_INS, type ProcessorInfo, ProcessorRegistry, RAW_VIDEO, registryOf } from "./mod.ts";

const SPOT: ProcessorInfo = {
  name: "spot",
  title: "Spot",
  help: "The brightest spot.",
  kind: "own",
  takes: ["image/*"],
  gives: ["image/*"],
};

const names = (registry: ProcessorRegistry) => registry.list().map(({ name }) => name);

Deno.test("workers come first, then each provider's processors in their order", () => {
  const registry = registryOf(BUILT_INS);
  registry.add({ list: () => [SPOT] });
  assert.deepEqual(names(registry), ["workers", "grey", "edges", "invert", "intensity", "spot"]);
  assert.deepEqual(
    registry.list().map(({ kind }) => kind).filter((k, i, all) => all.indexOf(k) === i),
    [
      "workers",
      "built-in",
      "own",
    ],
  );
});

Deno.test("a setting that names no processor is refused with a list of those there are", () => {
  const registry = registryOf([{ ...SPOT, name: "grey" }, SPOT]);
  registry.checkChosen({ DEFAULT_PROCESSOR: "spot", AVA_PROCESSOR: "workers" });
  assert.throws(
    () => registry.checkChosen({ DEFAULT_PROCESSOR: "grey", AVA_PROCESSOR: "yolo" }),
    {
      code: "FAILED_PRECONDITION",
      message:
        "AVA_PROCESSOR names a processor yolo, and there is none; there are workers, grey, spot.",
    },
  );
});

Deno.test("a name that is taken, or comes twice, is refused, and nothing is added", () => {
  const registry = registryOf(BUILT_INS);
  for (const taken of [[{ ...SPOT, name: "workers" }], [{ ...SPOT, name: "grey" }], [SPOT, SPOT]]) {
    assert.throws(() => registry.add({ list: () => taken }), { code: "FAILED_PRECONDITION" });
  }
  assert.equal(registry.find("spot"), undefined);
});

Deno.test("listeners are notified when a provider comes, changes and goes, until they unsubscribe", () => {
  const registry = new ProcessorRegistry();
  const seen: string[][] = [];
  const unsubscribe = registry.subscribe(() => seen.push(names(registry)));
  let list: ProcessorInfo[] = [];
  let changed = () => {};
  let isSubscribed = false;
  const remove = registry.add({
    list: () => list,
    subscribe(listener) {
      changed = listener;
      isSubscribed = true;
      return () => isSubscribed = false;
    },
  });
  list = [SPOT];
  changed();
  assert.deepEqual(seen, [["workers"], ["workers", "spot"]]);
  remove();
  remove();
  assert.deepEqual(seen, [["workers"], ["workers", "spot"], ["workers"]]);
  assert.equal(isSubscribed, false);
  unsubscribe();
  registry.add({ list: () => [SPOT] });
  assert.equal(seen.length, 3);
});

Deno.test("a processor that a provider came to know later hides none of the others", () => {
  const registry = registryOf([SPOT]);
  let list: ProcessorInfo[] = [];
  registry.add({ list: () => list });
  list = [{ ...SPOT, title: "Another" }];
  assert.equal(registry.find("spot")?.title, "Spot");
  assert.equal(registry.list().length, 2);
});

Deno.test("what takes a video's planes declares so by its media type", () => {
  const registry = registryOf([...BUILT_INS, SPOT]);
  assert.equal(registry.takes("grey", RAW_VIDEO), true);
  assert.equal(registry.takes("spot", RAW_VIDEO), false);
  assert.equal(registry.takes("workers", RAW_VIDEO), false);
  assert.equal(registry.takes("nobody", "image/*"), false);
});

Deno.test("a provider lists processors for a caller, and other callers neither see nor find them", () => {
  const registry = registryOf(BUILT_INS);
  const caller = (id: string): Principal => {
    return { id, roles: new Set() };
  };
  registry.add({ list: (principal) => principal?.id === "ana" ? [SPOT] : [] });
  assert.equal(registry.find("spot", caller("ana"))?.name, "spot");
  assert.equal(registry.find("spot", caller("rui")), undefined);
  assert.equal(registry.find("spot"), undefined);
  assert.deepEqual(registry.list(caller("ana")).map(({ name }) => name).slice(-2), [
    "intensity",
    "spot",
  ]);
});

const LISTENER: ProcessorInfo = {
  name: "listener",
  title: "Listener",
  help: "What is said.",
  kind: "own",
  takes: ["audio/wav", "audio/mpeg"],
  gives: ["text/plain"],
};

Deno.test("a processor that takes no pictures is listed, and can't be chosen for them", () => {
  const registry = registryOf([SPOT, LISTENER]);
  assert.deepEqual(names(registry), ["workers", "spot", "listener"]);
  assert.deepEqual(registry.choices().map(({ name }) => name), ["workers", "spot"]);
  assert.equal(registry.choose("spot"), SPOT);
  assert.throws(() => registry.choose("listener"), {
    code: "INVALID_ARGUMENT",
    message: "listener takes audio, not pictures; choose one of workers, spot.",
    because: {
      code: "processor-without-pictures",
      details: { processor: "listener", processors: "workers, spot" },
    },
  });
  assert.throws(() => registry.choose("nobody"), {
    code: "INVALID_ARGUMENT",
    message: "There is no such processor; there are workers, spot.",
  });
});

Deno.test("one kind of picture is enough to be chosen", () => {
  const registry = registryOf([{ ...SPOT, takes: ["image/png"] }]);
  assert.equal(registry.choose("spot").name, "spot");
  assert.equal(registry.takes("spot", "image/jpeg"), false);
});

Deno.test("a setting that names a processor which takes no pictures is refused", () => {
  assert.throws(() => registryOf([LISTENER]).checkChosen({ WATCH_PROCESSOR: "listener" }), {
    code: "FAILED_PRECONDITION",
    message: "WATCH_PROCESSOR names the processor listener, which takes audio, not pictures; " +
      "choose one of workers.",
  });
});
