import assert from "node:assert/strict";
import { showPage } from "../base/test_dom.ts";
import type { StreamJson } from "../../wire/mod.ts";
import { ProcessorChoice } from "../live/processor_choice.ts";
import { rateText, StreamList } from "./list.ts";

const stream = (id: string, more: Partial<StreamJson> = {}): StreamJson => ({
  ...{ stream: id, name: `Camera ${id}`, kind: "media-graph", format: "JPEG" },
  ...{ since: "2026-01-01T10:00:00Z", processor: "grey", frames: 1, failed: 0, fps: 5 },
  ...{ queued_ms: 1, processing_ms: 1, failure: null, error: null, ...more },
});

function opened(): { list: StreamList; picked: string[]; lines: () => HTMLElement[] } {
  showPage(`<main id="main"></main><span id="streams-count"></span><p id="streams-none"></p>
    <ul id="streams-list"></ul>`);
  const list = new StreamList(new ProcessorChoice());
  const picked: string[] = [];
  list.on("picked", (stream) => picked.push(stream.stream));
  return {
    list,
    picked,
    lines: () => [...document.querySelectorAll<HTMLElement>("button.stream")],
  };
}

Deno.test("lines stay where they are while their figures change, and go with their stream", () => {
  const { list, lines } = opened();
  list.show([stream("a"), stream("b")], "a");
  const [first, second] = lines();
  assert.equal(document.getElementById("streams-count")?.textContent, "2");
  list.show([stream("a", { fps: 0 }), stream("b"), stream("c")], "a");
  assert.deepEqual(lines().slice(0, 2), [first, second]);
  list.show([stream("b")], undefined);
  assert.deepEqual(lines(), [second]);
  assert.ok(document.getElementById("streams-none")?.hidden);
  list.show([], undefined);
  assert.ok(!document.getElementById("streams-none")?.hidden);
  assert.equal(document.getElementById("streams-count")?.textContent, "");
});

Deno.test("a line shows whether its stream fails, comes, or is silent", () => {
  const { list, lines } = opened();
  const error = { code: "INTERNAL", message: "It failed." };
  list.show([stream("a"), stream("b", { fps: 0 }), stream("c", { error, failed: 2 })], undefined);
  assert.deepEqual(lines().map(({ dataset }) => dataset.state), ["live", "silent", "failing"]);
  assert.equal(lines()[0]?.querySelector(".stream-failed")?.textContent, "");
  assert.match(lines()[2]?.querySelector(".stream-failed")?.textContent ?? "", /2/);
});

Deno.test("one line is pressed: the one that is picked", () => {
  const { list, picked, lines } = opened();
  list.show([stream("a"), stream("b")], "b");
  const pressed = () => lines().map((line) => line.getAttribute("aria-pressed"));
  assert.deepEqual(pressed(), ["false", "true"]);
  lines()[0]?.click();
  assert.deepEqual(picked, ["a"]);
  list.mark("a");
  assert.deepEqual(pressed(), ["true", "false"]);
  list.mark(undefined);
  assert.deepEqual(pressed(), ["false", "false"]);
});

Deno.test("a rate below ten has tenths, at once from the first", () => {
  assert.deepEqual([0, 5, 9.94, 9.96, 30].map(rateText), [
    ...["0.0 fps", "5.0 fps", "9.9 fps", "10 fps", "30 fps"],
  ]);
});
