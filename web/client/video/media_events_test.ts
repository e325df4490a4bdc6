import assert from "node:assert/strict";
import { TestTime } from "../base/test_time.ts";
import { showAt } from "./media_events.ts";

/** A video element as `showAt` uses it. */
class TestVideo extends EventTarget {
  currentTime = 0;
  readonly #asked: VideoFrameRequestCallback[] = [];

  requestVideoFrameCallback(callback: VideoFrameRequestCallback): number {
    return this.#asked.push(callback);
  }

  cancelVideoFrameCallback(): void {
    this.#asked.length = 0;
  }

  seeked(): void {
    this.dispatchEvent(new Event("seeked"));
  }

  /** Shows the frame that begins there. */
  shows(mediaTime: number): void {
    const asked = this.#asked.splice(0);
    for (const callback of asked) callback(0, { mediaTime } as VideoFrameCallbackMetadata);
  }
}

/** Moves into the second of ten frames a second. */
function moved(signal = new AbortController().signal) {
  const video = new TestVideo();
  const state = { there: false };
  const showing = showAt(video as EventTarget as HTMLVideoElement, 0.15, 0.1, signal)
    .then(() => void (state.there = true));
  return { video, state, showing };
}

const settled = () =>
  new Promise((resolve) => queueMicrotask(() => queueMicrotask(() => resolve(0))));

Deno.test("after a seek the picture before doesn't count, nor does one that is far away", async () => {
  const { video, state, showing } = moved();
  assert.equal(video.currentTime, 0.15);
  video.shows(1.4);
  video.seeked();
  await settled();
  video.shows(1.4);
  video.shows(0.3);
  await settled();
  assert.equal(state.there, false);
  video.shows(0.1);
  await showing;
});

Deno.test("a picture that is shown before the seek's end counts", async () => {
  const { video, state, showing } = moved();
  video.shows(0.1);
  await settled();
  assert.equal(state.there, false);
  video.seeked();
  await showing;
});

Deno.test("where no picture is reported, the limit counts from the seek's end", async () => {
  const time = new TestTime();
  try {
    const { video, state, showing } = moved();
    time.pass(5000);
    await settled();
    assert.equal(state.there, false);
    video.seeked();
    await settled();
    time.pass(499);
    await settled();
    assert.equal(state.there, false);
    time.pass(1);
    await showing;
  } finally {
    time.restore();
  }
});

Deno.test("a seek that is given up ends with the reason", async () => {
  const controller = new AbortController();
  const { showing } = moved(controller.signal);
  controller.abort(new Error("given up"));
  await assert.rejects(showing, { message: "given up" });
});
