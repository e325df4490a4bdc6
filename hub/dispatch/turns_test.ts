import assert from "node:assert/strict";
import { servingsByName, Turns } from "./turns.ts";

function turns(): Turns<string, string> {
  return new Turns(servingsByName());
}

function order(turns: Turns<string, string>): string {
  return [...turns.values()].join("");
}

Deno.test("the one served the longest ago is next, newcomers come after all that wait", () => {
  const all = turns();
  for (const name of "abc") all.join(name, name);
  all.serve("a", true);
  all.serve("b", true);
  assert.equal(order(all), "c");
  all.join("b", "b");
  all.join("new", "n");
  all.join("a", "a");
  assert.equal(order(all), "cabn");
});

Deno.test("one that still waits after its turn is the last", () => {
  const all = turns();
  for (const name of "abc") all.join(name, name);
  all.serve("b", false);
  assert.equal(order(all), "acb");
  all.join("d", "d");
  assert.equal(order(all), "acbd");
});

Deno.test("one that leaves without having been served keeps its last turn", () => {
  const all = turns();
  for (const name of "ab") all.join(name, name);
  all.serve("a", true);
  all.serve("b", true);
  all.join("b", "b");
  all.join("a", "a");
  all.leave("a");
  assert.deepEqual([order(all), all.size, all.get("a")], ["b", 1, undefined]);
  all.join("a", "a");
  assert.equal(order(all), "ab");
});

Deno.test("of those that come once only some are remembered", () => {
  const all = turns();
  all.join("first", "1");
  all.serve("first", true);
  for (let i = 0; i < 2000; i++) {
    all.join(`once ${i}`, "x");
    all.serve(`once ${i}`, true);
  }
  all.join("once 1999", "n");
  all.join("first", "1");
  // It would be before the other if its turn were known.
  assert.equal(order(all), "n1");
});
