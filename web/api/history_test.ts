import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { char, numeric, scalar, struct, writeElement } from "../../mat/mod.ts";
import { assertError, file, jpegResult, withFramebox } from "../test_framebox.ts";

/** A result that finds a number. */
function finding(mean: number) {
  const value = struct({
    mean: scalar(mean),
    label: char("light"),
    map: numeric("uint8", [1, 2], [1, 2]),
  });
  const element = writeElement("data_00000", value);
  return { variables: [{ name: "data_00000", class: "struct", dims: [1, 1], element }] };
}

Deno.test("a client that was away reads what came meanwhile", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker("detector");
    const session = await framebox.session();
    const live = await framebox.live(session);
    const results = async (query: string) => {
      const path = `/api/v1/sessions/${session}/runs/1/results${query}`;
      return await (await framebox.call("GET", path)).json();
    };
    for (let i = 0; i < 3; i++) {
      live.send(await file());
      await worker.answer({ ...await jpegResult(), ...finding(i), text: `number ${i}` });
      assert.equal((await live.result()).message.seq, i + 1);
    }
    const { results: [second, third], ...rest } = await results("?after=1");
    const run = { run: "1", processor: "workers", ended: false };
    assert.deepEqual(rest, { ...run, first: 1, last: 3, missing: 0 });
    const { timings, ...entry } = third;
    assert.ok(timings.total_ms >= timings.processing_ms);
    assert.deepEqual(entry, {
      seq: 3,
      frame: 2,
      kind: "done",
      by: "detector",
      width: 4,
      height: 3,
      labels: [],
      text: "number 2",
      variables: [{ name: "data_00000", class: "struct", dims: [1, 1] }],
      values: { mean: 2 },
      boxes: null,
      scale: null,
      remarks: [],
      image_url: `/api/v1/sessions/${session}/runs/1/frames/2.jpg`,
      error: null,
    });
    // Of a camera only the newest picture is kept.
    assert.deepEqual([second.seq, second.image_url], [2, null]);
    assert.equal((await framebox.call("GET", third.image_url)).status, 200);
    assert.deepEqual(
      (await results("?limit=1")).results.map(({ text }: { text: string }) => text),
      [
        "number 0",
      ],
    );
  }));

Deno.test("what is no longer kept is counted", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    const live = await framebox.live(session);
    for (let i = 0; i < 5; i++) {
      live.send(await file());
      await worker.answer({ text: "x" });
      await live.result();
    }
    const path = `/api/v1/sessions/${session}/runs/1/results?after=1`;
    const { first, last, missing, results } = await (await framebox.call("GET", path)).json();
    assert.deepEqual([first, last, missing, results.length], [4, 5, 2, 2]);
  }, { hub: { resultHistory: 2 } }));

Deno.test("a frame that failed is among the results, with its sentence; NaN is null", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    const live = await framebox.live(session, "?policy=lossless");
    live.send(await file());
    live.send(await file());
    (await worker.take()).fail(new FrameboxError("INVALID_ARGUMENT", "No."), { again: false });
    await worker.answer(finding(NaN));
    await live.result();
    const path = `/api/v1/sessions/${session}/runs/1/results`;
    const { results: [failed, done] } = await (await framebox.call("GET", path)).json();
    assert.deepEqual([failed.kind, failed.error], ["failed", {
      code: "INVALID_ARGUMENT",
      message: "No.",
    }]);
    assert.deepEqual(done.values, { mean: null });
  }));

Deno.test("wrong bounds, unknown runs and sessions are refused in words", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const of = (run: string, query = "") =>
      framebox.call("GET", `/api/v1/sessions/${session}/runs/${run}/results${query}`);
    await assertError(await of("7"), 404, "NOT_FOUND", /no such run/);
    framebox.hub.session(session)!.start({
      kind: "image",
      policy: "lossless",
      processor: "workers",
    });
    await assertError(await of("1", "?after=x"), 400, "INVALID_ARGUMENT", /after is a whole/);
    await assertError(await of("1", "?limit=0"), 400, "INVALID_ARGUMENT", /limit is a whole/);
    assert.equal((await of("1", "?limit=999999")).status, 200);
  }));
