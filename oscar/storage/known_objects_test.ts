import assert from "node:assert/strict";
import { KnownObjects } from "./known_objects.ts";
import type { StoredObject } from "./object_storage.ts";

const START = Date.parse("2026-11-29T20:00:00Z");

function object(key: string, atMs: number, etag = "e"): StoredObject {
  return { key, byteLength: 1, modifiedAt: new Date(START + atMs), etag };
}

Deno.test("an object is new once, whether an event or a list shows it first", () => {
  const known = new KnownObjects();
  known.addBase(object("old", 0));
  assert.equal(known.isNewEvent(object("a", 10_002)), true);
  assert.equal(known.isNewInList(object("a", 10_000)), false);
  assert.equal(known.isNewInList(object("b", 10_000)), true);
  assert.equal(known.isNewEvent(object("b", 10_002)), false);
  assert.equal(known.isNewInList(object("b", 10_000)), false);
});

Deno.test("what was there before is not new, even where it was written just before", () => {
  const known = new KnownObjects();
  const base = [object("a", 0), object("b", 9_000), object("c", 10_000), object("d", 2000)];
  for (const one of base) known.addBase(one);
  for (const one of base) assert.equal(known.isNewInList(one), false, one.key);
  assert.equal(known.isNewInList(object("late", 9_500)), true, "its writing began before");
});

Deno.test("an object that is overwritten is new again", () => {
  const known = new KnownObjects();
  known.addBase(object("output.png", 0));
  assert.equal(known.isNewEvent(object("output.png", 20_000, "f")), true);
  assert.equal(known.isNewEvent(object("output.png", 30_000, "f")), true, "with the same content");
  assert.equal(known.isNewEvent(object("output.png", 30_300, "f")), true, "and at once");
  assert.equal(known.isNewInList(object("output.png", 30_299, "f")), false);
  assert.equal(known.isNewInList(object("output.png", 40_000, "f")), true);
  assert.equal(known.isNewInList(object("output.png", 40_000, "g")), true);
});

Deno.test("a list that is older than an event doesn't show its object again", () => {
  const known = new KnownObjects();
  known.addBase(object("output.png", 0));
  assert.equal(known.isNewEvent(object("output.png", 20_000, "f")), true);
  assert.equal(known.isNewInList(object("output.png", 0)), false);
  assert.equal(known.isNewInList(object("output.png", 15_000, "x")), false);
});

Deno.test("what is forgotten is not new again", () => {
  const known = new KnownObjects();
  for (let i = 0; i < 12_000; i++) {
    assert.equal(known.isNewEvent(object(`k${i}`, 20_000 + i * 10)), true);
  }
  for (let i = 0; i < 12_000; i++) {
    assert.equal(known.isNewInList(object(`k${i}`, 20_000 + i * 10)), false);
  }
  assert.equal(known.isNewInList(object("next", 1_000_000)), true);
});
