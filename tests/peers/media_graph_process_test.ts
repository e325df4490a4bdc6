import assert from "node:assert/strict";
import { FrameboxProcess } from "./framebox_process.ts";
import { nothingIsLeft, processors, scenario } from "./media_graph_support.ts";

const STREAMS = "ava_streams.py";

for (const processor of ["intensity", "slow"]) {
  Deno.test(`MediaGraphExtension: a client killed in the middle leaves nothing in framebox (${processor})`, () =>
    FrameboxProcess.with(async (framebox) => {
      const client = framebox.python(STREAMS, { SCENARIO: "endless", PROCESSOR: processor });
      const memory = (await client.line(/^memory /)).slice("memory ".length);
      await client.line(/^answered 40$/);
      await client.stop("SIGKILL");
      await framebox.child.line(/stream_closed.*The client has gone/);
      // Whatever was being processed is over, too.
      await scenario(framebox, STREAMS, "without_content");
      await nothingIsLeft(framebox);
      // The client could not take its memory away any more.
      await Deno.remove(memory);
    }, { ...processors("slow"), AVA_BATCH_SIZE: "4" }));
}

Deno.test("MediaGraphExtension: a slow processor holds a fast client back, and framebox's memory stays bounded", () =>
  FrameboxProcess.with(async (framebox) => {
    // A gigabyte.
    const output = await scenario(framebox, STREAMS, "flood", { FRAMES: "160" });
    const ahead = Number(/^ahead (\d+)$/m.exec(output)?.[1]);
    // Four in the window, one that waits for room, one read ahead; the rest is in HTTP/2 and the client.
    assert.ok(ahead >= 4 && ahead <= 12, `${ahead} frames ahead`);
    const status = await Deno.readTextFile(`/proc/${framebox.child.pid}/status`);
    const peakMb = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    assert.ok(peakMb < 700, `${peakMb} MB at most`);
    await nothingIsLeft(framebox);
  }, { ...processors("slow"), RUN_WINDOW: "4" }));
