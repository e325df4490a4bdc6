import assert from "node:assert/strict";
import type { WorkerInfo } from "../hub/mod.ts";
import { type ProcessorInfo, type ProcessorKind, registryOf } from "../processors/mod.ts";
import { ProcessorChoice } from "./processor_choice.ts";

const CALLER = { id: "ada", roles: new Set<never>() } as const;

function info(name: string, kind: ProcessorKind): ProcessorInfo {
  return { name, kind, title: name, help: "", takes: ["image/*"], gives: [] };
}

/** The choice among some processors while this many workers are connected. */
function choiceWith(workerCount: number, ...infos: readonly ProcessorInfo[]): ProcessorChoice {
  const workers = Array.from({ length: workerCount }, (_, i): WorkerInfo => ({
    name: `worker ${i}`,
    since: new Date(0),
    framesDone: 0,
    framesHeld: 0,
    leaving: false,
    stoppedAskingAt: undefined,
  }));
  return new ProcessorChoice({ status: { workers } }, registryOf(infos), "grey");
}

Deno.test("without a choice workers get the frames while there are any, and a run follows them", () => {
  const grey = info("grey", "built-in");
  assert.deepEqual(choiceWith(0, grey).ofRun(CALLER, undefined), {
    processor: "grey",
    followWorkers: true,
  });
  assert.deepEqual(choiceWith(1, grey).ofRun(CALLER, undefined), {
    processor: "workers",
    followWorkers: true,
  });
  assert.deepEqual(choiceWith(1, grey).ofRun(CALLER, "edges"), {
    processor: "edges",
    followWorkers: false,
  });
});

Deno.test("a default that is gone, takes no pictures or is for others is none: the caller's first choice besides workers is", () => {
  const choice = (...infos: readonly ProcessorInfo[]) => choiceWith(0, ...infos);
  const [mean, spot] = [info("mean", "own"), info("spot", "own")];
  assert.equal(choice(mean, info("grey", "built-in")).usual(CALLER), "grey");
  assert.equal(choice(info("gpus", "workers"), mean, spot).usual(CALLER), "mean");
  assert.equal(choice({ ...info("grey", "own"), takes: ["audio/*"] }, spot).usual(CALLER), "spot");
  assert.equal(choice().usual(CALLER), "workers");
  const registry = registryOf([mean]);
  registry.add({ list: (caller) => caller?.id === "rui" ? [info("grey", "own")] : [] });
  const shared = new ProcessorChoice({ status: { workers: [] } }, registry, "grey");
  const usual = (id: string) => shared.usual({ ...CALLER, id });
  assert.deepEqual([usual("rui"), usual("ada")], ["grey", "mean"]);
  assert.deepEqual(shared.ofRun(CALLER, undefined), { processor: "mean", followWorkers: true });
  assert.deepEqual(
    [shared.orUsual(CALLER, undefined), shared.orUsual(CALLER, "spot")],
    ["mean", "spot"],
  );
});

Deno.test("how many work on a processor's frames depends on its kind, not on its name", () => {
  const choice = choiceWith(3, info("gpus", "workers"), info("helpers", "own"));
  assert.deepEqual([choice.workerCount("gpus"), choice.workerCount("helpers")], [3, 1]);
  assert.deepEqual([choice.isWorkers("gpus"), choice.isWorkers("helpers")], [true, false]);
  assert.equal(choice.isWorkers("nobody"), false);
});

Deno.test("a name that is left out or empty is no choice; an unknown one is refused with those there are", () => {
  const choice = choiceWith(0, info("grey", "built-in"), info("mean", "own"));
  for (const none of [undefined, null, ""]) assert.equal(choice.chosen(CALLER, none), undefined);
  assert.equal(choice.chosen(CALLER, "mean"), "mean");
  assert.throws(() => choice.chosen(CALLER, "mead"), {
    code: "INVALID_ARGUMENT",
    message: "There is no such processor; there are workers, grey, mean.",
    because: { code: "no-such-processor", details: { processors: "workers, grey, mean" } },
  });
  assert.throws(() => choice.known(CALLER, ""), { code: "INVALID_ARGUMENT" });
});
