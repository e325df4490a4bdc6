import assert from "node:assert/strict";
import "../base/test_page.ts";
import type { ItemJson } from "../../wire/mod.ts";
import { Entries } from "./entries.ts";
import { keyOf } from "./intake.ts";

const file = (name: string, bytes = 1) => new File(["x".repeat(bytes)], name, { lastModified: 1 });
const item = (more: Partial<ItemJson> = {}): ItemJson => ({
  ...{ item: 0, key: "k", name: "a.png", change: 1, state: "waiting", frame: null },
  ...{ width: 4, height: 3, bytes: 9, result: null, labels: [], text: null, variables: [] },
  ...{ scale: null, remarks: [], error: null, by: null, seconds: null, ...more },
});

Deno.test("a picture that is given twice is there once, and gets its file back after a reload", () => {
  const entries = new Entries();
  entries.update(item());
  assert.equal(entries.all[0]?.file, undefined);
  const given = { file: file("a.png"), path: "a.png" };
  assert.equal(entries.add(given, "k"), undefined);
  assert.equal(entries.all.length, 1);
  assert.equal(entries.all[0]?.file, given.file);
  assert.equal(entries.add(given, "other")?.index, 1);
});

Deno.test("counts follow the states", () => {
  const entries = new Entries();
  const [a, b] = ["a", "b"].map((name) => entries.add({ file: file(name), path: name }, name));
  assert.ok(a && b);
  assert.deepEqual([entries.unsent, entries.settled], [2, 0]);
  entries.turn(a, "sending");
  assert.deepEqual([entries.unsent, entries.counts.sending], [2, 1]);
  entries.update(item({ key: "a", state: "done" }));
  entries.turn(b, "refused", "It is too large.");
  assert.deepEqual([entries.unsent, entries.settled], [0, 2]);
  assert.deepEqual(b.error, { text: "It is too large.", lang: "en" });
  assert.deepEqual([a.version, b.version], [2, 1]);
});

Deno.test("an answer that is older than what is known changes nothing", () => {
  const entries = new Entries();
  entries.update(item({ change: 3, state: "done" }));
  entries.update(item({ change: 2, state: "working" }));
  assert.equal(entries.all[0]?.state, "done");
  entries.update(item({ change: 3, state: "failed" }));
  assert.equal(entries.all[0]?.state, "failed");
  entries.add({ file: file("b"), path: "b" }, "b");
  entries.update(item({ item: 1, key: "b", change: 5, state: "done" }));
  entries.update(item({ item: 1, key: "b", change: 4, state: "working" }));
  assert.equal(entries.all[1]?.state, "done");
});

Deno.test("a failure has its sentence, and another try has none", () => {
  const entries = new Entries();
  const error = { code: "INTERNAL", message: "It failed." };
  const entry = entries.update(item({ state: "failed", error }));
  assert.equal(entry.error?.text, "It failed.");
  entries.update(item({ change: 2 }));
  assert.equal(entry.error, undefined);
});

Deno.test("the counts of a set begin with none, and those that have their end are counted together", () => {
  const entries = new Entries();
  assert.deepEqual([...new Set(Object.values(entries.counts))], [0]);
  const states = ["done", "failed", "failed", "cancelled", "cancelled", "cancelled"] as const;
  for (const [i, state] of states.entries()) entries.update(item({ item: i, key: `${i}`, state }));
  assert.equal(entries.settled, 6);
  assert.deepEqual([entries.counts.failed, entries.counts.cancelled], [2, 3]);
});

Deno.test("the newest that was made smaller, and the newest with a remark, are known", () => {
  const entries = new Entries();
  const scale = {
    ...{ width: 2, height: 1, source_width: 4, source_height: 2, source_bytes: 9, limit_bytes: 5 },
    ...{ by: "default", format: "mat" } as const,
  };
  const remarks = [{ code: "first-picture-only", message: "The first.", details: {} }];
  entries.update(item());
  assert.deepEqual([entries.scaled, entries.remarked], [undefined, undefined]);
  entries.update(item({ item: 1, key: "b", scale, remarks }));
  entries.update(item({ item: 2, key: "c" }));
  assert.deepEqual([entries.scaled?.item, entries.remarked?.item], [1, 1]);
});

Deno.test("a picture without a key is known by its number", () => {
  const entries = new Entries();
  const first = entries.update(item({ key: null, item: 7 }));
  assert.equal(first.key, "item-7");
  assert.equal(entries.update(item({ key: null, item: 7, change: 2, name: "b.png" })), first);
  assert.equal(first.name, "b.png");
  assert.notEqual(entries.update(item({ key: null, item: 8 })), first);
});

Deno.test("a file's key is the same each time, and another one for another path, size or time", () => {
  const key = keyOf({ file: file("a"), path: "a" });
  assert.equal(keyOf({ file: file("a"), path: "a" }), key);
  const others = [
    keyOf({ file: file("a"), path: "x/a" }),
    keyOf({ file: file("a", 2), path: "a" }),
    keyOf({ file: new File(["x"], "a", { lastModified: 2 }), path: "a" }),
  ];
  assert.equal(new Set([key, ...others]).size, 4);
});
