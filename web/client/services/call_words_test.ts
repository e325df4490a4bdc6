import assert from "node:assert/strict";
import "../base/test_page.ts";
import { sentenceOf } from "../base/sentence.ts";
import { durationText, endWords, progressWords, shareOf, stateWords, whyOf } from "./call_words.ts";
import { type ShownCall, shownOf } from "./shown_call.ts";
import { callOf } from "./test_services.ts";

const since = "2026-01-01T10:00:00.000Z";
const later = (seconds: number) => Date.parse(since) + seconds * 1000;

Deno.test("each state of a call has its words, with its time or its share", () => {
  const words = (more: Parameters<typeof callOf>[1], seconds = 40) =>
    stateWords(shownOf(callOf("s/1", { since, ...more })), later(seconds));
  assert.equal(words({ state: "queued" }), "Waits for its turn");
  const half = { sent_bytes: 500, total_bytes: 1000 };
  assert.equal(words({ state: "uploading", ...half }), "Uploading to the cluster, 50 %");
  assert.equal(words({ state: "waiting" }), "Waits in the cluster, 40 s");
  assert.equal(words({ state: "running" }, 125), "Runs since 2 min 5 s");
  assert.equal(words({ state: "fetching" }), "Fetching the result");
  assert.equal(words({ state: "done", seconds: 2.5 }), "Done in 2.5 s");
  assert.equal(words({ state: "done", seconds: null }), "Done");
  assert.equal(words({ state: "failed" }), "Failed");
  assert.equal(words({ state: "cancelled" }), "Cancelled");
});

Deno.test("a clock that is behind the server's counts from zero", () => {
  const shown = shownOf(callOf("s/1", { state: "running", since }));
  assert.equal(stateWords(shown, later(-30)), "Runs since 0 s");
});

Deno.test("what is on its way to the server has its share, before that it is to be sent", () => {
  const shown = { key: "a", service: "lab/x", name: "a.txt", startedMs: 0 };
  assert.equal(stateWords({ ...shown, sent: -1 }, 0), "To be sent");
  assert.equal(stateWords({ ...shown, sent: 0.404 }, 0), "Sending, 40 %");
  assert.equal(shareOf({ ...shown, sent: -1 }), 0);
  assert.equal(shareOf({ ...shown, sent: 0.5, refused: "No." }), undefined);
});

Deno.test("while a call is under way its words include how long the last one took", () => {
  const running = callOf("s/1", { state: "running", since, usual_seconds: 52 });
  assert.equal(progressWords(shownOf(running), later(40)), "Runs since 40 s; took 52 s last time");
  const done = { ...running, state: "done", seconds: 50 } as const;
  assert.equal(progressWords(shownOf(done), later(50)), "Done in 50 s");
});

Deno.test("why a call waits or failed is a sentence of the server's, or the page's own", () => {
  const because = { reason: "waits", details: {}, message: "The cluster is full." };
  const why = (more: Parameters<typeof callOf>[1]) =>
    sentenceOf(whyOf(shownOf(callOf("s/1", more)))).text;
  assert.equal(why({ state: "waiting", because }), "The cluster is full.");
  assert.equal(why({ state: "done", because }), "");
  const error = { code: "INTERNAL", message: "It failed." };
  assert.equal(why({ state: "failed", error }), "It failed.");
  assert.match(why({ state: "done", script_failed: true }), /with an error/);
});

Deno.test("the end of a call is announced with its name and its reason", () => {
  const error = { code: "INTERNAL", message: "It failed." };
  const words = (shown: ShownCall) => endWords(shown, 0).map(({ text }) => text).join(" ");
  assert.equal(
    words(shownOf(callOf("s/1", { state: "failed", error }))),
    "rose.jpg: Failed. It failed.",
  );
  assert.equal(
    words(shownOf(callOf("s/1", { state: "done", seconds: 3 }))),
    "rose.jpg: Done in 3 s.",
  );
});

Deno.test("times are written to the second, short ones with tenths", () => {
  const words = [0, 0.25, 9.96, 59.4, 59.9, 3599, 7325].map(durationText);
  assert.deepEqual(words, [
    ...["0 s", "0.3 s", "10 s", "59 s", "1 min 0 s", "59 min 59 s", "2 h 2 min"],
  ]);
});
