import assert from "node:assert/strict";
import { Emitter } from "./emitter.ts";

class Counter extends Emitter<{ counted: number; full: void }> {
  count(n: number): void {
    this.emit("counted", n);
  }

  fill(): void {
    this.emit("full");
  }
}

/** Errors that are reported while the action runs, kept from ending the test. */
function reportedBy(action: () => void): unknown[] {
  const errors: unknown[] = [];
  const listening = new AbortController();
  addEventListener("error", (event) => {
    event.preventDefault();
    errors.push(event.error);
  }, { signal: listening.signal });
  action();
  listening.abort();
  return errors;
}

Deno.test("listeners get the detail of their event, in the order in which they came", () => {
  const counter = new Counter();
  const seen: unknown[] = [];
  counter.on("counted", (n) => seen.push(n));
  counter.on("counted", (n) => seen.push(-n));
  counter.on("full", (nothing) => seen.push(nothing));
  counter.count(3);
  counter.fill();
  assert.deepEqual(seen, [3, -3, undefined]);
});

Deno.test("an event without a listener is no error", () => {
  new Counter().count(1);
});

Deno.test("a listener is removed by its signal, and never added by an aborted one", () => {
  const counter = new Counter();
  const seen: number[] = [];
  const listening = new AbortController();
  counter.on("counted", (n) => seen.push(n), { signal: listening.signal });
  counter.on("counted", (n) => seen.push(n), { signal: AbortSignal.abort() });
  counter.count(1);
  listening.abort();
  counter.count(2);
  assert.deepEqual(seen, [1]);
});

Deno.test("a listener that is removed by an earlier one is not called any more", () => {
  const counter = new Counter();
  const seen: string[] = [];
  const listening = new AbortController();
  counter.on("full", () => listening.abort());
  counter.on("full", () => seen.push("removed"), { signal: listening.signal });
  counter.fill();
  assert.deepEqual(seen, []);
});

Deno.test("a listener that is added by another one is first called at the next event", () => {
  const counter = new Counter();
  const seen: number[] = [];
  counter.on("counted", () => counter.on("counted", (n) => seen.push(n)), { once: true });
  counter.count(1);
  assert.deepEqual(seen, []);
  counter.count(2);
  assert.deepEqual(seen, [2]);
});

Deno.test("a listener with `once` is called once, also when it emits the event itself", () => {
  const counter = new Counter();
  const seen: number[] = [];
  counter.on("counted", (n) => {
    seen.push(n);
    counter.count(n + 1);
  }, { once: true });
  counter.count(1);
  counter.count(5);
  assert.deepEqual(seen, [1]);
});

Deno.test("a listener's error is reported and keeps no other listener from its event", () => {
  const counter = new Counter();
  const seen: number[] = [];
  const error = new Error("of a listener");
  counter.on("counted", () => {
    throw error;
  });
  counter.on("counted", (n) => seen.push(n));
  assert.deepEqual(reportedBy(() => counter.count(7)), [error]);
  assert.deepEqual(seen, [7]);
});
