import assert from "node:assert/strict";
import { TestTime } from "../base/test_time.ts";
import { PairPlayer } from "./player.ts";

/** What the player uses of a video element that can't be asked for its frames. */
class TestVideo extends EventTarget {
  src = "";
  currentTime = 0;
  paused = true;
  ended = false;
  muted = false;
  seeking = false;
  hidden = false;
  readyState = 4;
  playbackRate = 1;
  isConnected = true;
  className = "";
  playsInline = false;

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }

  play(): Promise<void> {
    this.paused = false;
    this.dispatchEvent(new Event("play"));
    return Promise.resolve();
  }

  load(): void {}

  removeAttribute(): void {
    this.src = "";
  }
}

/** A player of two videos with ten frames a second. */
function opened(): { player: PairPlayer; original: TestVideo; result: TestVideo; shown: number[] } {
  globalThis.requestAnimationFrame = () => 0;
  const [original, result] = [new TestVideo(), new TestVideo()];
  const asElement = (video: TestVideo) => video as EventTarget as HTMLVideoElement;
  const player = new PairPlayer(asElement(original), asElement(result));
  const shown: number[] = [];
  player.on("frame", () => shown.push(player.frame));
  player.open({ original: "/o", result: "/r", rate: 10, frames: 5, timestamps: undefined });
  return { player, original, result, shown };
}

/** The frame of ten a second that is shown at a time. */
const frameAt = ({ currentTime }: TestVideo) => Math.floor(currentTime * 10 + 1e-6);

Deno.test("a step shows the next frame on both sides, and stops what plays", () => {
  const { player, original, result, shown } = opened();
  result.play();
  player.step(1);
  assert.ok(result.paused && original.paused);
  player.step(2);
  assert.deepEqual([frameAt(original), frameAt(result)], [3, 3]);
  player.step(-1);
  assert.deepEqual([frameAt(original), frameAt(result)], [2, 2]);
  assert.equal(shown.at(-1), 2);
});

Deno.test("steps end at the first and the last frame", () => {
  const { player, result } = opened();
  player.step(-1);
  assert.equal(player.frame, 0);
  player.step(100);
  assert.equal(player.frame, 4);
  assert.equal(frameAt(result), 4);
  player.step(1);
  assert.equal(player.frame, 4);
});

Deno.test("when playing stops, the original shows the frame at which the result stands", () => {
  const { player, original, result, shown } = opened();
  result.play();
  assert.ok(!original.paused);
  result.currentTime = 0.33;
  result.pause();
  assert.ok(original.paused);
  assert.equal(player.frame, 3);
  assert.equal(frameAt(original), 3);
  assert.equal(shown.at(-1), 3);
});

Deno.test("the original follows the result's speed, and is put right when it drifts", () => {
  const { original, result } = opened();
  result.playbackRate = 0.5;
  result.dispatchEvent(new Event("ratechange"));
  assert.equal(original.playbackRate, 0.5);
  original.currentTime = 0.3;
  result.currentTime = 0.32;
  result.play();
  assert.equal(original.currentTime, 0.3);
  result.pause();
  original.currentTime = 0.1;
  result.play();
  assert.equal(original.currentTime, result.currentTime);
});

Deno.test("a player that is closed shows nothing, and another video begins at its first frame", () => {
  const { player, original, result } = opened();
  player.show(3);
  player.close();
  assert.deepEqual([original.src, result.src], ["", ""]);
  player.open({ original: "/o2", result: "/r2", rate: 10, frames: 9, timestamps: undefined });
  assert.equal(player.frame, 0);
  assert.equal(player.frames, 9);
});

/** The same with a clock of its own, whose frames the test shows. */
class AskedVideo extends TestVideo {
  #shown: ((now: number, frame: { mediaTime: number }) => void)[] = [];

  requestVideoFrameCallback(shown: (now: number, frame: { mediaTime: number }) => void): number {
    return this.#shown.push(shown);
  }

  /** A frame is on the screen. */
  show(mediaTime: number): void {
    for (const shown of this.#shown.splice(0)) shown(0, { mediaTime });
  }
}

/** A player whose videos have clocks that begin at 5 and at 2 seconds. */
function asked() {
  globalThis.requestAnimationFrame = () => 0;
  const [original, result] = [new AskedVideo(), new AskedVideo()];
  const asElement = (video: TestVideo) => video as EventTarget as HTMLVideoElement;
  const player = new PairPlayer(asElement(original), asElement(result));
  player.open({ original: "/o", result: "/r", rate: 10, frames: 5, timestamps: undefined });
  return { player, original, result };
}

Deno.test("nothing is sought before the first frame's time is known, and then what was asked for", () => {
  const { player, original, result } = asked();
  player.show(3);
  assert.deepEqual([original.currentTime, result.currentTime], [0, 0]);
  result.show(2);
  assert.deepEqual([original.currentTime, result.currentTime], [0, 2.31]);
  original.show(5);
  assert.deepEqual([original.currentTime, result.currentTime], [5.31, 2.31]);
});

Deno.test("each counts from its own first frame while it plays, and where it stops", () => {
  const { player, original, result } = asked();
  result.show(2);
  original.show(5);
  assert.equal(original.currentTime, 0);
  result.currentTime = 2.2;
  result.play();
  assert.equal(original.currentTime, 5.2);
  result.show(2.4);
  result.pause();
  assert.equal(player.frame, 4);
  assert.ok(Math.abs(original.currentTime - 5.41) < 1e-9);
});

Deno.test("while it plays its frame is emitted a few times a second, and the original is kept in step", () => {
  const time = new TestTime();
  const { player, original, result, shown } = opened();
  const ticks: FrameRequestCallback[] = [];
  globalThis.requestAnimationFrame = (tick) => ticks.push(tick);
  const tick = () => ticks.shift()?.(0);
  player.toggle();
  assert.ok(player.isPlaying && ticks.length === 1);
  result.currentTime = 0.25;
  tick();
  assert.deepEqual([shown, original.currentTime], [[2], 0.25]);
  result.currentTime = 0.35;
  time.pass(199);
  tick();
  assert.deepEqual([shown, original.currentTime], [[2], 0.35]);
  time.pass(1);
  tick();
  assert.deepEqual(shown, [2, 3]);
  original.seeking = true;
  result.currentTime = 0.45;
  tick();
  assert.equal(original.currentTime, 0.35);
  original.seeking = false;
  original.readyState = 0;
  tick();
  assert.equal(original.currentTime, 0.35);
  player.toggle();
  assert.ok(!player.isPlaying);
  tick();
  assert.equal(ticks.length, 0);
  result.paused = false;
  result.ended = true;
  assert.ok(!player.isPlaying);
  result.currentTime = 0.15;
  result.dispatchEvent(new Event("ended"));
  assert.equal(player.frame, 1);
  time.restore();
});

Deno.test("a drift of up to a twentieth of a second is left alone", () => {
  const { original, result } = opened();
  for (const [drift, isLeft] of [[0.049, true], [0.051, false]] as const) {
    result.currentTime = 0.2;
    original.currentTime = 0.2 + drift;
    result.play();
    assert.equal(original.currentTime === 0.2 + drift, isLeft);
    result.paused = true;
  }
});

Deno.test("while its run is under way the original is moved on twice a second, if it can be seen", () => {
  const time = new TestTime();
  const { player, original } = opened();
  player.expect(20);
  time.pass(500);
  player.glance(3);
  assert.equal(original.currentTime, 0.175);
  time.pass(499);
  player.glance(5);
  assert.equal(original.currentTime, 0.175);
  time.pass(1);
  player.glance(5);
  assert.equal(original.currentTime, 0.275);
  for (const state of [{ seeking: true }, { hidden: true }, { readyState: 0 }]) {
    time.pass(500);
    const before = { seeking: false, hidden: false, readyState: 4 };
    Object.assign(original, state);
    player.glance(9);
    assert.equal(original.currentTime, 0.275, JSON.stringify(state));
    Object.assign(original, before);
  }
  player.expect(0);
  player.glance(9);
  assert.equal(original.currentTime, 9.5 / 30);
  time.restore();
});

Deno.test("a copy over the result follows as the original does, for as long as it is in the page", () => {
  const { player, original, result } = opened();
  const copies: TestVideo[] = [];
  const createElement = () => {
    copies.push(new TestVideo());
    return copies.at(-1);
  };
  Object.defineProperty(globalThis, "document", { value: { createElement }, configurable: true });
  player.copy(false);
  player.copy(true);
  const [alone, copy] = copies;
  assert.ok(alone && copy);
  assert.deepEqual([copy.src, copy.muted, copy.playsInline], ["/o", true, true]);
  player.show(2);
  assert.equal(frameAt(copy), 2);
  assert.equal(alone.currentTime, 0);
  copy.currentTime = 0;
  result.playbackRate = 2;
  copy.dispatchEvent(new Event("loadedmetadata"));
  assert.deepEqual([frameAt(copy), copy.paused, copy.playbackRate], [2, true, 2]);
  result.play();
  assert.ok(!copy.paused);
  copy.paused = true;
  copy.currentTime = 0;
  copy.dispatchEvent(new Event("loadedmetadata"));
  assert.deepEqual([copy.paused, copy.currentTime], [false, result.currentTime]);
  copy.isConnected = false;
  player.show(4);
  assert.deepEqual([frameAt(original), frameAt(copy)], [4, 2]);
});

Deno.test("a video is opened and closed on both sides, and begins as its file does", () => {
  const { player, original, result } = opened();
  assert.deepEqual([original.src, result.src, original.muted], ["/o", "/r", true]);
  const timestamps = [400, 500, 700];
  player.open({ original: "/o", result: "/r", rate: 10, frames: 3, timestamps });
  player.show(2);
  assert.ok(Math.abs(result.currentTime - 0.71) < 1e-9, "0.4 s is its first frame's time");
  assert.equal(player.timeOf(2), 0.3);
  result.play();
  player.close();
  assert.ok(result.paused && original.paused);
  player.open({ original: "/o", result: "/r", rate: 10, frames: 3, timestamps });
  result.currentTime = 0.5;
  result.pause();
  assert.equal(player.frame, 0);
});
