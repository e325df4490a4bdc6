import assert from "node:assert/strict";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { file, withFramebox } from "../test_framebox.ts";

Deno.test("what is no frame gets an error of its own, and the socket stays open", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const live = await framebox.live(await framebox.session());
    live.send(new Uint8Array(0));
    live.send(new Uint8Array([1, 2, 3]));
    live.send(new Uint8Array(1024 * 1024 + 1));
    const codes: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const { sent, error } = await live.status("error");
      codes.push([sent, (error as { code: string }).code]);
    }
    assert.deepEqual(codes, [
      [0, "INVALID_ARGUMENT"],
      [1, "INVALID_ARGUMENT"],
      [2, "RESOURCE_EXHAUSTED"],
    ]);
    live.send(await file());
    await worker.answer({ text: "x" });
    const { message } = await live.result();
    assert.deepEqual([message.frame, message.sent], [0, 3]);
  }));

Deno.test("messages that are none are answered with what they may be", () =>
  withFramebox(async (framebox) => {
    const live = await framebox.live(await framebox.session());
    const bad = [
      "",
      "{",
      "null",
      "[]",
      '{"type":"x"}',
      '{"type":"credit"}',
      '{"type":"credit","frames":-1}',
      '{"type":"credit","frames":1.5}',
      '{"type":"processor","processor":5}',
      `{"type":"reset","x":"${"x".repeat(5000)}"}`,
    ];
    for (const text of bad) {
      live.send(text);
      const { error } = await live.status("error");
      assert.match((error as { message: string }).message, /A text message is/, text);
    }
    live.send({ type: "processor", processor: "sharpen" });
    const { error } = await live.status("error");
    assert.match((error as { message: string }).message, /workers, grey/);
  }));

Deno.test("an image of the session has its status on its page's socket", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker("detector");
    const session = await framebox.session();
    const live = await framebox.live(session);
    const answer = framebox.call("POST", `/api/v1/sessions/${session}/images`, {
      body: await file(),
    });
    assert.equal((await live.status("started")).kind, "image");
    const lease = await worker.take();
    const leased = await live.status("leased");
    assert.deepEqual([leased.kind, leased.by, leased.run], ["image", "detector", "1"]);
    lease.run.notice("frame-too-large", "It is too large.");
    assert.equal((await live.status("notice")).code, "frame-too-large");
    await lease.complete({});
    assert.equal((await live.status("ended")).run, "1");
    await answer;
  }));

Deno.test("the status of a picture that waits longer than a blink has its place", () =>
  withFramebox(async (framebox) => {
    const live = await framebox.live(await framebox.session(), "?processor=workers");
    live.send(await file());
    const { frame, ahead, eta_ms, kind } = await live.status("waiting");
    assert.deepEqual([frame, ahead, eta_ms, kind], [0, 0, null, "camera"]);
  }));

Deno.test("a frame that is given out again has the reason, with a code where the reason has one", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker("detector");
    const taking = worker.take();
    const live = await framebox.live(await framebox.session(), "?processor=workers");
    live.send(await file());
    const why = because("worker-timeout", { worker: "detector", waited_ms: 60_000 });
    const lease = await taking;
    lease.fail(new FrameboxError("DEADLINE_EXCEEDED", "It is late.", undefined, why), {
      again: true,
    });
    const { reason, code, details } = await live.status("redelivered");
    assert.deepEqual([reason, code, details], ["It is late.", why.code, why.details]);
    const again = await worker.take();
    again.fail(new FrameboxError("UNAVAILABLE", "It fell over."), { again: true });
    const other = await live.status("redelivered");
    assert.deepEqual([other.reason, other.code], ["It fell over.", undefined]);
  }));

Deno.test("workers are published as they come and go", () =>
  withFramebox(async (framebox) => {
    const live = await framebox.live(await framebox.session());
    assert.deepEqual((await live.status("workers")).workers, []);
    const worker = framebox.worker("detector");
    const taking = assert.rejects(worker.take());
    const came = await live.status("workers");
    assert.equal(came.came, "detector");
    assert.equal((came.workers as { name: string }[])[0]?.name, "detector");
    worker.leave();
    await taking;
    let change = await live.status("workers");
    while (change.left === undefined) change = await live.status("workers");
    assert.equal(change.left, "detector");
  }, { hub: { reconnectGraceMs: 1 } }));

Deno.test("a session that ends closes its sockets and sends the reason", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const live = await framebox.live(session);
    await framebox.call("DELETE", `/api/v1/sessions/${session}`);
    const { code, reason } = await live.closed;
    assert.deepEqual([code, reason], [1001, "ended by its owner"]);
  }));

Deno.test("what the address asks wrongly is refused before the upgrade", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const open = (query: string) =>
      framebox.call("GET", `/api/v1/sessions/${session}/live${query}`, {
        headers: { upgrade: "websocket", connection: "upgrade" },
      });
    for (const query of ["processor=x", "policy=x", "format=gif", "credit=0", "credit=x"]) {
      assert.equal((await open(`?${query}`)).status, 400, query);
    }
    assert.equal((await open("?run=5")).status, 404);
    assert.equal((await open("")).status, 400, "no proper handshake");
    const plain = await framebox.call("GET", `/api/v1/sessions/${session}/live`);
    assert.equal(plain.status, 426);
    await assert.rejects(framebox.live("a".repeat(22)));
  }));

Deno.test("no more sockets are open than may be", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const first = await framebox.live(session);
    await assert.rejects(framebox.live(session));
    first.close();
    await first.closed;
    await framebox.live(session);
  }, { web: { maxSockets: 1 } }));
