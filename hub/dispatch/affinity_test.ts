import assert from "node:assert/strict";
import type { RunKind } from "../api/mod.ts";
import { Affinity } from "./affinity.ts";

const A = { name: "a" };
const B = { name: "b" };

Deno.test("the first peer that gets a frame of a stateful run serves it alone", () => {
  const affinity = new Affinity("strict");
  const run = { kind: "camera" } as const;
  assert.ok(affinity.allows(run, A) && affinity.allows(run, B));
  affinity.bind(run, A);
  assert.deepEqual([affinity.allows(run, A), affinity.allows(run, B)], [true, false]);
  assert.ok(affinity.allows({ kind: "camera" }, B), "another run of the same kind");
});

Deno.test("affinity is for runs whose workers keep state, and only where it is strict", () => {
  const kinds: RunKind[] = ["image", "camera", "video", "images", "stream"];
  const bound = (mode: "strict" | "none") =>
    kinds.filter((kind) => {
      const affinity = new Affinity(mode);
      const run = { kind };
      affinity.bind(run, A);
      return !affinity.allows(run, B);
    });
  assert.deepEqual(bound("strict"), ["camera", "video", "stream"]);
  assert.deepEqual(bound("none"), []);
});

Deno.test("a run is released by the peer that serves it, by its end, or with all of a peer's", () => {
  const affinity = new Affinity("strict");
  const [one, two, three] = [{ kind: "video" }, { kind: "video" }, { kind: "video" }] as const;
  affinity.bind(one, A);
  affinity.bind(two, A);
  affinity.bind(three, B);
  affinity.release(one, B);
  assert.ok(!affinity.allows(one, B), "it is another peer's");
  affinity.release(one, A);
  assert.ok(affinity.allows(one, B));
  affinity.release(three);
  assert.ok(affinity.allows(three, A));
  affinity.bind(three, B);
  affinity.releaseAll(A);
  assert.deepEqual([affinity.allows(two, B), affinity.allows(three, A)], [true, false]);
});
