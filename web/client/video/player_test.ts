import assert from "node:assert/strict";
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
