import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Clock } from "../../base/clock/mod.ts";
import type { LongRunState } from "./long_run.ts";
import { Progress } from "./progress.ts";

/** A manual clock with one timer at most. */
class OneTimer implements Clock {
  #now = 0;
  #timer: { at: number; action: () => void } | undefined;

  get pending(): boolean {
    return this.#timer !== undefined;
  }

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(this.#now);
  }

  after(delayMs: number, action: () => void): () => void {
    assert.equal(this.#timer, undefined, "one timer at most");
    this.#timer = { at: this.#now + delayMs, action };
    return () => this.#timer = undefined;
  }

  advance(byMs: number): void {
    this.#now += byMs;
    const timer = this.#timer;
    if (!timer || timer.at > this.#now) return;
    this.#timer = undefined;
    timer.action();
  }
}

function followed(): {
  clock: OneTimer;
  progress: Progress;
  published: LongRunState[];
  stop: () => void;
} {
  const clock = new OneTimer();
  const progress = new Progress(clock);
  const published: LongRunState[] = [];
  return { clock, progress, published, stop: progress.subscribe((state) => published.push(state)) };
}

Deno.test("progress is published four times a second at most, and the last state always", () => {
  const { clock, progress, published } = followed();
  for (let i = 0; i < 100; i++) {
    progress.settled("done");
    clock.advance(10);
  }
  assert.ok(published.length >= 4 && published.length <= 5, String(published.length));
  clock.advance(250);
  assert.equal(published.at(-1)?.done, 100);
  assert.ok(!clock.pending);
});

Deno.test("a change of phase is published at once, and after the last nothing more", () => {
  const { clock, progress, published } = followed();
  progress.settled("done");
  progress.settled("done");
  progress.turn("finishing");
  assert.equal(published.at(-1)?.phase, "finishing");
  assert.equal(published.at(-1)?.done, 2);
  const error = new FrameboxError("INTERNAL", "It broke.");
  assert.ok(progress.turn("failed", error));
  assert.ok(!progress.turn("done"));
  assert.equal(published.at(-1)?.error, error);
  assert.equal(published.length, 3);
  assert.ok(!clock.pending);
});

Deno.test("pace and time left are those of the last seconds", () => {
  const { clock, progress } = followed();
  progress.expect(200);
  assert.equal(progress.state.framesPerSecond, undefined);
  for (let i = 0; i < 20; i++) {
    clock.advance(1000);
    progress.settled("done");
  }
  assert.equal(progress.state.framesPerSecond, 1);
  assert.equal(progress.state.remainingMs, 180_000);
  for (let i = 0; i < 70; i++) {
    clock.advance(100);
    progress.settled(i % 2 === 0 ? "done" : "failed");
  }
  assert.equal(Math.round(progress.state.framesPerSecond ?? 0), 10);
  assert.equal(Math.round((progress.state.remainingMs ?? 0) / 1000), 11);
});

Deno.test("a pause does not count as slowness", () => {
  const { clock, progress } = followed();
  const second = () => {
    clock.advance(1000);
    progress.settled("done");
  };
  second();
  progress.turn("paused");
  assert.equal(progress.state.framesPerSecond, undefined);
  clock.advance(3_600_000);
  progress.turn("running");
  second();
  assert.equal(progress.state.framesPerSecond, 1);
});

Deno.test("without a listener no timer is set, and one that stops gets nothing more", () => {
  const { clock, progress, published, stop } = followed();
  progress.settled("done");
  progress.settled("done");
  assert.ok(clock.pending);
  stop();
  assert.ok(!clock.pending);
  progress.settled("done");
  clock.advance(1000);
  assert.equal(published.length, 1);
});

Deno.test("the same remark is made once", () => {
  const { progress } = followed();
  progress.remark("frame-failed", "Frame 3 failed.");
  progress.remark("frame-failed", "Frame 4 failed.");
  progress.remark("ends-early", "It ends early.");
  assert.deepEqual(progress.state.remarks.map(({ message }) => message), [
    "Frame 3 failed.",
    "It ends early.",
  ]);
});

Deno.test("a steady pace stands still, whenever it is looked at, and falls when nothing comes", () => {
  const { clock, progress } = followed();
  for (let i = 0; i < 100; i++) {
    clock.advance(100);
    if (i > 2) assert.equal(Math.round((progress.state.framesPerSecond ?? 0) * 10), 50, `${i}`);
    clock.advance(100);
    progress.settled("done");
    if (i > 2) assert.equal(Math.round((progress.state.framesPerSecond ?? 0) * 10), 50, `${i}`);
  }
  clock.advance(5000);
  assert.ok((progress.state.framesPerSecond ?? 0) < 2.6);
});
