import assert from "node:assert/strict";
import { FrameboxProcess } from "./framebox_process.ts";
import { nothingIsLeft, processors, scenario } from "./media_graph_support.ts";

const STREAMS = "ava_streams.py";

Deno.test("MediaGraphExtension: with five shared slots and batches of eight no client waits for ever", () =>
  FrameboxProcess.with(async (framebox) => {
    await scenario(framebox, STREAMS, "five_slots");
    await nothingIsLeft(framebox);
  }, { ...processors("together"), AVA_BATCH_SIZE: "8" }));

Deno.test("MediaGraphExtension: eight frames are processed together, and the rest when the stream ends", () =>
  FrameboxProcess.with(async (framebox) => {
    await scenario(framebox, STREAMS, "full_batches");
    await scenario(framebox, STREAMS, "intensity_batches");
    await nothingIsLeft(framebox);
  }, { ...processors("together"), AVA_BATCH_SIZE: "8", AVA_BATCH_WAIT_MS: "60000" }));

Deno.test("MediaGraphExtension: sixteen streams at once, and each gets what is its own", () =>
  FrameboxProcess.with(async (framebox) => {
    await scenario(framebox, STREAMS, "sixteen");
    const opened = framebox.child.output.split("\n").filter((line) =>
      line.includes("stream_opened")
    );
    assert.equal(opened.length, 16);
    await nothingIsLeft(framebox);
  }, processors("sums")));

Deno.test("MediaGraphExtension: a sample without content is acknowledged", () =>
  FrameboxProcess.with((framebox) =>
    scenario(framebox, STREAMS, "without_content").then(() => undefined)
  ));

Deno.test("MediaGraphExtension: a stream chooses its processor; the default replaces one that isn't there", () =>
  FrameboxProcess.with(async (framebox) => {
    await scenario(framebox, STREAMS, "unknown_processor");
    await scenario(framebox, STREAMS, "pipeline_name");
    await nothingIsLeft(framebox);
  }, processors("sums")));

Deno.test("MediaGraphExtension: frames that a processor fails at are acknowledged, with an event", () =>
  FrameboxProcess.with(async (framebox) => {
    await scenario(framebox, STREAMS, "failing");
    await nothingIsLeft(framebox);
  }, processors("failing")));

Deno.test("MediaGraphExtension: a worker's boxes are entities, its text a text, the rest JSON", () =>
  FrameboxProcess.with(async (framebox) => {
    framebox.python("finding_worker.py");
    await scenario(framebox, STREAMS, "worker");
    await nothingIsLeft(framebox);
  }));
