import assert from "node:assert/strict";
import { folded } from "./folded.ts";

const room = (width: number, maxPlaces = Infinity) => ({ width, moreWidth: 50, maxPlaces });

Deno.test("nothing is folded where all links fit, to the pixel", () => {
  assert.deepEqual(folded([100, 100, 100], room(300), 0), []);
  assert.deepEqual(folded([100.2, 100.1, 99.9], room(300), 0), []);
  assert.deepEqual(folded([], room(0), -1), []);
  assert.deepEqual(folded([60, 60, 60, 60, 60], room(320, 5), 4), []);
});

Deno.test("the last links make room for the menu's button", () => {
  assert.deepEqual(folded([100, 100, 100], room(299), 0), [2]);
  assert.deepEqual(folded([100, 100, 100], room(250), 0), [2]);
  assert.deepEqual(folded([100, 100, 100], room(249), 0), [1, 2]);
  assert.deepEqual(folded([100, 100, 100], room(249), -1), [1, 2]);
});

Deno.test("the active link stays in the bar, and takes the last place there", () => {
  assert.deepEqual(folded([100, 100, 100, 100], room(350), 3), [2]);
  assert.deepEqual(folded([100, 100, 100, 100], room(250), 3), [1, 2]);
  assert.deepEqual(folded([100, 100, 100, 100], room(250), 1), [2, 3]);
  // It is wider than those whose place it takes.
  assert.deepEqual(folded([100, 100, 100, 180], room(350), 3), [1, 2]);
});

Deno.test("where there is room for none, the active link and the menu remain", () => {
  assert.deepEqual(folded([100, 100, 100], room(20), 1), [0, 2]);
  assert.deepEqual(folded([100, 100, 100], room(20), -1), [0, 1, 2]);
});

Deno.test("a link that fits doesn't overtake one that doesn't", () => {
  assert.deepEqual(folded([100, 200, 20, 300], room(300), 0), [1, 2, 3]);
});

Deno.test("a bar has no more places than it may have, the menu's button among them", () => {
  const eight = Array<number>(8).fill(40);
  assert.deepEqual(folded(eight, room(1000, 5), 0), [4, 5, 6, 7]);
  assert.deepEqual(folded(eight, room(1000, 5), 3), [4, 5, 6, 7]);
  assert.deepEqual(folded(eight, room(1000, 5), 6), [3, 4, 5, 7]);
  assert.deepEqual(folded(eight, room(1000, 5), -1), [4, 5, 6, 7]);
});
