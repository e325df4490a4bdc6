import assert from "node:assert/strict";
import { readRecord, storeOver } from "./storage.ts";

function fake(): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

Deno.test("what is kept is kept in the browser's storage", () => {
  const storage = fake();
  storeOver(() => storage).set("a", "1");
  assert.equal(storeOver(() => storage).get("a"), "1");
  storeOver(() => storage).remove("a");
  assert.equal(storeOver(() => storage).get("a"), undefined);
});

Deno.test("blocked storage: the page remembers by itself", () => {
  const store = storeOver(() => {
    throw new DOMException("denied", "SecurityError");
  });
  assert.equal(store.get("a"), undefined);
  store.set("a", "1");
  assert.equal(store.get("a"), "1");
  store.remove("a");
  assert.equal(store.get("a"), undefined);
});

Deno.test("full storage: the new value counts, not the old one that is still there", () => {
  const storage = fake();
  const store = storeOver(() => storage);
  store.set("a", "old");
  storage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  store.set("a", "new");
  assert.equal(store.get("a"), "new");
  store.remove("a");
  assert.equal(store.get("a"), undefined);
  assert.equal(storage.getItem("a"), null);
});

Deno.test("what can't be read as JSON is nothing", () => {
  const store = storeOver(fake);
  assert.equal(readRecord<{ b: number }>(store, "a", { b: "number" }), undefined);
  const kept = storeOver(((storage) => () => storage)(fake()));
  kept.set("a", "{");
  assert.equal(readRecord<{ b: number }>(kept, "a", { b: "number" }), undefined);
  kept.set("a", '{"b":1}');
  assert.deepEqual(readRecord<{ b: number }>(kept, "a", { b: "number" }), { b: 1 });
});

Deno.test("what has other fields than those asked for is nothing; more than those are left out", () => {
  const kept = storeOver(((storage) => () => storage)(fake()));
  const fields = { run: "string", total: "number" } as const;
  for (const value of ['"run"', "1", "[]", "null", '{"run":"a"}', '{"run":"a","total":"2"}']) {
    kept.set("a", value);
    assert.equal(readRecord<{ run: string; total: number }>(kept, "a", fields), undefined, value);
  }
  kept.set("a", '{"run":"a","total":2,"more":3}');
  assert.deepEqual(readRecord<{ run: string; total: number }>(kept, "a", fields), {
    run: "a",
    total: 2,
  });
});
