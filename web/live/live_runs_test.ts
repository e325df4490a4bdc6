import assert from "node:assert/strict";
import { dataResult, file, withFramebox } from "../test_framebox.ts";

Deno.test("a reset starts again at frame 0 without data", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    const live = await framebox.live(session);
    for (let i = 0; i < 2; i++) {
      live.send(await file());
      await worker.answer(dataResult(`data_0000${i}`));
      assert.equal((await live.result()).message.frame, i);
    }
    live.send({ type: "reset" });
    await live.status("reset");
    live.send(await file());
    await worker.answer({ text: "x" });
    const { message } = await live.result();
    assert.deepEqual([message.frame, message.sent, message.run], [0, 2, "1"]);
    assert.equal((await framebox.call("GET", `/api/v1/sessions/${session}/data.mat`)).status, 404);
  }));

Deno.test("a late result of the count before a reset is not shown", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const live = await framebox.live(await framebox.session());
    live.send(await file());
    const old = await worker.take();
    live.send({ type: "reset" });
    await live.status("reset");
    live.send(await file());
    const fresh = await worker.take();
    await old.complete({ text: "old" });
    await fresh.complete({ text: "fresh" });
    assert.equal((await live.result()).message.text, "fresh");
  }));

Deno.test("the processor can be changed on the way", () =>
  withFramebox(async (framebox) => {
    const [grey, edges] = [framebox.worker("g", "grey"), framebox.worker("e", "edges")];
    const live = await framebox.live(await framebox.session(), "?processor=grey");
    live.send(await file());
    await grey.answer({ text: "grey" });
    assert.equal((await live.result()).message.processor, "grey");
    live.send({ type: "processor", processor: "edges" });
    assert.equal((await live.status("processor")).processor, "edges");
    live.send(await file());
    await edges.answer({ text: "edges" });
    assert.equal((await live.result()).message.processor, "edges");
  }));

Deno.test("a run without a chosen processor follows the workers when they connect", () =>
  withFramebox(async (framebox) => {
    const grey = framebox.worker("g", "grey");
    const live = await framebox.live(await framebox.session());
    assert.equal((await live.status("open")).processor, "grey");
    live.send(await file());
    await grey.answer({ text: "grey" });
    await live.result();
    const worker = framebox.worker("detector");
    const taking = worker.take();
    assert.equal((await live.status("workers")).came, "detector");
    assert.equal((await live.status("processor")).processor, "workers");
    live.send(await file());
    await (await taking).complete({ text: "theirs" });
    assert.equal((await live.result()).message.by, "detector");
  }));

Deno.test("finish ends the run when its frames are answered; the next frame starts a new one", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const live = await framebox.live(await framebox.session(), "?policy=lossless");
    live.send(await file());
    live.send(await file());
    live.send({ type: "finish" });
    live.send(await file());
    for (const expected of [["1", 0], ["1", 1], ["2", 0]]) {
      await worker.answer({ text: "x" });
      const { message } = await live.result();
      assert.deepEqual([message.run, message.frame], expected);
      if (expected[1] === 1) assert.equal((await live.status("ended")).run, "1");
    }
  }));

Deno.test("a page that comes back resumes its run", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    const first = await framebox.live(session);
    first.send(await file());
    await worker.answer({ text: "x" });
    await first.result();
    first.close(4999);
    await first.closed;
    const second = await framebox.live(session, "?run=1");
    assert.equal((await second.status("open")).run, "1");
    second.send(await file());
    await worker.answer({ text: "x" });
    const { message } = await second.result();
    assert.deepEqual([message.run, message.frame, message.sent], ["1", 1, 0]);
  }));

Deno.test("a socket that still carries the run is replaced by the one that resumes it", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    const first = await framebox.live(session);
    first.send(await file());
    await worker.answer({ text: "x" });
    await first.result();
    const second = await framebox.live(session, "?run=1");
    assert.equal((await first.closed).code, 4001);
    second.send(await file());
    await worker.answer({ text: "y" });
    assert.equal((await second.result()).message.text, "y");
  }));

Deno.test("a page that doesn't come back leaves a run that ends", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const id = await framebox.session();
    const live = await framebox.live(id);
    live.send(await file());
    await worker.answer({ text: "x" });
    await live.result();
    const { ended } = framebox.hub.session(id)!.current!;
    live.close(4999);
    await new Promise((resolve) => ended.addEventListener("abort", resolve));
    assert.equal(framebox.hub.status.runs, 0);
  }, { web: { liveReconnectMs: 1 } }));

Deno.test("closing with 1000 finishes the run; what was sent is still worked on", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const id = await framebox.session();
    const live = await framebox.live(id, "?policy=lossless");
    live.send(await file());
    live.send(await file());
    live.close(1000);
    await worker.answer(dataResult("data_00000"));
    const { ended } = framebox.hub.session(id)!.current!;
    await worker.answer(dataResult("data_00001"));
    if (!ended.aborted) await new Promise((resolve) => ended.addEventListener("abort", resolve));
    const list = await (await framebox.call("GET", `/api/v1/sessions/${id}/data`)).json();
    assert.equal(list.variables.length, 2);
  }));

Deno.test("a picture that its page has given up on is withdrawn: no worker gets it", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const live = await framebox.live(session);
    const path = `/api/v1/sessions/${session}/images?processor=workers`;
    const answer = framebox.call("POST", path, { body: await file() });
    const { run } = await live.status("started");
    live.send({ type: "cancel", run });
    assert.equal((await answer).status, 409);
    assert.equal((await live.status("ended")).run, run);
    assert.deepEqual(framebox.hub.status.waiting, {});
  }));
