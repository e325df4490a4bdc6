import assert from "node:assert/strict";
import { Picture } from "../../image/mod.ts";
import { example, through, withPeerBox } from "./support.ts";

Deno.test("an orchestrator hands frames to predict, track and plot of another box and gives back the result", () =>
  withPeerBox(async (box) => {
    const pipeline = box.python("pipeline_box.py");
    const [, port] = (await pipeline.line(/^port/)).split(" ");
    const orchestrator = box.python("orchestrator.py", { PIPELINE: `127.0.0.1:${port}` });
    await orchestrator.line(/^started/);
    const run = await box.start({ kind: "folder" });
    const picture = await example("astronaut_small.jpg");
    for (const number of [0, 1, 2]) {
      const outcome = await through(run, picture);
      assert.ok(outcome.kind === "done", JSON.stringify(outcome));
      assert.equal(outcome.number, number);
      const { picture: shown, variables } = outcome.content;
      assert.deepEqual(
        [shown?.widthPx, shown?.heightPx, shown?.channels],
        [picture.widthPx, picture.heightPx, 3],
      );
      assert.deepEqual(variables?.map((one) => one.name), [`data_0000${number}`]);
    }
    assert.deepEqual(
      run.data.list().map((one) => one.name),
      ["data_00000", "data_00001", "data_00002"],
    );
  }));

Deno.test("an orchestrator with gRPC's own limits goes on through frames of 1080p and 4K", () =>
  withPeerBox(async (box) => {
    const LIMITED = "1";
    const pipeline = box.python("pipeline_box.py", { LIMITED });
    const [, port] = (await pipeline.line(/^port/)).split(" ");
    const orchestrator = box.python("orchestrator.py", { PIPELINE: `127.0.0.1:${port}`, LIMITED });
    await orchestrator.line(/^started/);
    const run = await box.start({ kind: "folder" });
    for (const [widthPx, heightPx] of [[1920, 1080], [3840, 2160], [1920, 1080]] as const) {
      const data = new Uint8Array(widthPx * heightPx * 3).fill(90);
      const form = { channels: 3, layout: "interleaved", order: "RGB" } as const;
      const outcome = await through(run, Picture.fromRaster({ widthPx, heightPx, ...form, data }));
      assert.ok(outcome.kind === "done", JSON.stringify(outcome));
      const { picture, scale } = outcome.content;
      assert.deepEqual([picture?.widthPx, picture?.heightPx], [1539, 865]);
      assert.deepEqual([scale?.sourceWidthPx, scale?.by], [widthPx, "default"]);
    }
    assert.equal(run.data.list().length, 3);
  }));
