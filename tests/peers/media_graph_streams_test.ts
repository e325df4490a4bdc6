import assert from "node:assert/strict";
import { BoxProcess } from "./box_process.ts";
import { nothingIsLeft, processors, scenario } from "./media_graph_support.ts";

const STREAMS = "ava_streams.py";

Deno.test("MediaGraphExtension: with five shared slots and batches of eight nobody waits for ever", () =>
  BoxProcess.with(async (box) => {
    await scenario(box, STREAMS, "five_slots");
    await nothingIsLeft(box);
  }, { ...processors("together"), AVA_BATCH_SIZE: "8" }));

Deno.test("MediaGraphExtension: eight frames are processed together, and the rest when the stream ends", () =>
  BoxProcess.with(async (box) => {
    await scenario(box, STREAMS, "full_batches");
    await scenario(box, STREAMS, "intensity_batches");
    await nothingIsLeft(box);
  }, { ...processors("together"), AVA_BATCH_SIZE: "8", AVA_BATCH_WAIT_MS: "60000" }));

Deno.test("MediaGraphExtension: sixteen streams at once, and each gets what is its own", () =>
  BoxProcess.with(async (box) => {
    await scenario(box, STREAMS, "sixteen");
    const opened = box.child.output.split("\n").filter((line) => line.includes("stream_opened"));
    assert.equal(opened.length, 16);
    await nothingIsLeft(box);
  }, processors("sums")));

Deno.test("MediaGraphExtension: a sample without content is acknowledged", () =>
  BoxProcess.with((box) => scenario(box, STREAMS, "without_content").then(() => undefined)));

Deno.test("MediaGraphExtension: a stream chooses its processor; for one that isn't there the default steps in", () =>
  BoxProcess.with(async (box) => {
    await scenario(box, STREAMS, "unknown_processor");
    await scenario(box, STREAMS, "pipeline_name");
    await nothingIsLeft(box);
  }, processors("sums")));

Deno.test("MediaGraphExtension: frames that a processor fails at are acknowledged, with an event", () =>
  BoxProcess.with(async (box) => {
    await scenario(box, STREAMS, "failing");
    await nothingIsLeft(box);
  }, processors("failing")));

Deno.test("MediaGraphExtension: a worker's boxes are entities, its text a text, the rest JSON", () =>
  BoxProcess.with(async (box) => {
    box.python("finding_worker.py");
    await scenario(box, STREAMS, "worker");
    await nothingIsLeft(box);
  }));
