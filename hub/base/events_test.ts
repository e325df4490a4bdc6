import assert from "node:assert/strict";
import { type Logger, silentLogger } from "../../base/log/mod.ts";
import { Emitter, MicrotaskQueue } from "./events.ts";

Deno.test("microtasks run in their order after the present step, those that they add after them", async () => {
  const done: string[] = [];
  const microtasks = new MicrotaskQueue(silentLogger());
  microtasks.add(() => {
    done.push("a");
    microtasks.add(() => done.push("c"));
  });
  microtasks.add(() => done.push("b"));
  assert.deepEqual(done, []);
  await Promise.resolve();
  assert.deepEqual(done, ["a", "b"]);
  await Promise.resolve();
  assert.deepEqual(done, ["a", "b", "c"]);
});

Deno.test("a microtask that throws is logged, and stops no other", async () => {
  const errors: unknown[] = [];
  const log = { error: (event: string, error: unknown) => errors.push(event, error) };
  const microtasks = new MicrotaskQueue(log as unknown as Logger);
  const done: string[] = [];
  const broken = new Error("broken");
  microtasks.add(() => {
    throw broken;
  });
  microtasks.add(() => done.push("b"));
  await Promise.resolve();
  assert.deepEqual([errors, done], [["listener_failed", broken], ["b"]]);
});

Deno.test("an event reaches the listeners that were subscribed when it was emitted, and still are", async () => {
  const emitter = new Emitter<number>(new MicrotaskQueue(silentLogger()));
  const emitted: string[] = [];
  assert.ok(!emitter.hasListeners);
  const stop = emitter.subscribe((event) => emitted.push(`a${event}`));
  const stopOther = emitter.subscribe((event) => emitted.push(`b${event}`));
  assert.ok(emitter.hasListeners);
  emitter.emit(1);
  emitter.subscribe((event) => emitted.push(`late${event}`));
  stop();
  assert.deepEqual(emitted, []);
  await Promise.resolve();
  assert.deepEqual(emitted, ["b1"]);
  emitter.emit(2);
  stopOther();
  await Promise.resolve();
  assert.deepEqual(emitted, ["b1", "late2"]);
});
