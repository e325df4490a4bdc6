import assert from "node:assert/strict";
import { Picture, sniffFormat } from "../../image/mod.ts";
import { dataResult, file, jpegResult, raster, withBox } from "../test_box.ts";

Deno.test("a frame goes in, its result and its picture come out", () =>
  withBox(async (box) => {
    const worker = box.worker("detector");
    const live = await box.live(await box.session());
    assert.equal((await live.status("open")).processor, "workers");
    live.send(await file());
    await worker.answer({ ...await jpegResult(), ...dataResult(), text: "hello" });
    const { message, picture } = await live.result();
    const { timings, ...rest } = message;
    assert.deepEqual(rest, {
      type: "result",
      run: "1",
      frame: 0,
      sent: 0,
      width: 4,
      height: 3,
      dropped: 0,
      processor: "workers",
      by: "detector",
      labels: [],
      text: "hello",
      variables: [{ name: "data_00000", class: "double", dims: [1, 2] }],
    });
    assert.deepEqual(Object.keys(timings as object), ["queued_ms", "processing_ms", "total_ms"]);
    assert.deepEqual(picture, await file("jpeg"));
  }));

Deno.test("a result without a picture has width 0 and no binary message", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const live = await box.live(await box.session());
    for (const text of ["one", "two"]) {
      live.send(await file());
      await worker.answer({ text });
      const { message } = await live.result();
      assert.deepEqual([message.width, message.height, message.text], [0, 0, text]);
    }
    assert.ok(live.received.every((each) => !(each instanceof Uint8Array)));
  }));

Deno.test("format=png gives pictures without loss", () =>
  withBox(async (box) => {
    const live = await box.live(await box.session(), "?processor=invert&format=png");
    live.send(await file());
    const { picture } = await live.result();
    assert.equal(sniffFormat(picture!), "png");
  }, { builtIns: true }));

Deno.test("policy latest drops what waits when a newer frame comes, and counts it", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const live = await box.live(await box.session());
    live.send(await file());
    const first = await worker.take();
    for (let i = 0; i < 5; i++) live.send(await file());
    // Messages keep their order: when the answer to this one is there, all frames are.
    live.send("nonsense");
    await live.status("error");
    await first.complete({ text: "first" });
    assert.equal((await live.result()).message.frame, 0);
    await worker.answer({ text: "last" });
    const { message } = await live.result();
    assert.deepEqual([message.frame, message.sent, message.dropped], [5, 5, 4]);
  }));

Deno.test("policy lossless gives every result, in order, to a client that heeds nothing", () =>
  withBox(async (box) => {
    const live = await box.live(await box.session(), "?policy=lossless&processor=grey");
    const frame = await file();
    for (let i = 0; i < 100; i++) live.send(frame);
    for (let i = 0; i < 100; i++) {
      const { message } = await live.result();
      assert.deepEqual([message.frame, message.sent, message.dropped], [i, i, 0]);
    }
  }, { builtIns: true }));

Deno.test("lossless: the window says how many may have been sent, and moves on", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const live = await box.live(await box.session(), "?policy=lossless");
    const first = Number((await live.status("window")).frames);
    for (let i = 0; i < first; i++) live.send(await file());
    assert.ok(Number((await live.status("window")).frames) > first);
    const serving = worker.serve(() => ({ text: "x" }));
    for (let i = 0; i < first; i++) assert.equal((await live.result()).message.sent, i);
    worker.leave();
    await serving;
  }));

Deno.test("lossless: frames far beyond the memory for them are refused one by one, the rest go on", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const live = await box.live(await box.session(), "?policy=lossless");
    const frame = await file();
    for (let i = 0; i < 40; i++) live.send(frame);
    const refused = await live.status("error");
    assert.equal((refused.error as { code: string }).code, "RESOURCE_EXHAUSTED");
    const serving = worker.serve(() => ({ text: "x" }));
    for (let i = 0; i < Number(refused.sent); i++) {
      assert.equal((await live.result()).message.sent, i);
    }
    assert.equal(live.socket.readyState, WebSocket.OPEN);
    worker.leave();
    await serving;
  }, { web: { bufferBytes: 1000 }, hub: { runWindow: 2 } }));

Deno.test("credit paces results: none beyond it, the newest when there is some", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const live = await box.live(await box.session(), "?credit=1");
    for (let i = 0; i < 4; i++) {
      live.send(await file());
      await worker.answer({ text: String(i) });
    }
    assert.equal((await live.result()).message.text, "0");
    // The answer to this comes after everything that was sent before it.
    live.send("nonsense");
    await live.status("error");
    assert.equal(live.received.filter((m) => "type" in m && m.type === "result").length, 1);
    live.send({ type: "credit", frames: 1 });
    const { message } = await live.result();
    assert.deepEqual([message.text, message.dropped], ["3", 2]);
  }));

Deno.test("what is no frame gets an error of its own, and the socket goes on", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const live = await box.live(await box.session());
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

Deno.test("a frame that fails is told with its number", () =>
  withBox(async (box) => {
    const live = await box.live(await box.session(), "?processor=grey");
    live.send((await file()).slice(0, 66));
    const { run, frame, sent, error } = await live.status("error");
    assert.deepEqual([run, frame, sent], ["1", 0, 0]);
    assert.match((error as { message: string }).message, /PNG picture can't be read/);
  }, { builtIns: true }));

Deno.test("messages that are none are answered with what they may be", () =>
  withBox(async (box) => {
    const live = await box.live(await box.session());
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

Deno.test("a reset starts again at frame 0 without data", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const session = await box.session();
    const live = await box.live(session);
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
    assert.equal((await box.call("GET", `/api/v1/sessions/${session}/data.mat`)).status, 404);
  }));

Deno.test("a late result of the count before a reset is not shown", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const live = await box.live(await box.session());
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
  withBox(async (box) => {
    const [grey, edges] = [box.worker("g", "grey"), box.worker("e", "edges")];
    const live = await box.live(await box.session(), "?processor=grey");
    live.send(await file());
    await grey.answer({ text: "grey" });
    assert.equal((await live.result()).message.processor, "grey");
    live.send({ type: "processor", processor: "edges" });
    assert.equal((await live.status("processor")).processor, "edges");
    live.send(await file());
    await edges.answer({ text: "edges" });
    assert.equal((await live.result()).message.processor, "edges");
  }));

Deno.test("a run for which nobody chose follows the workers when they come", () =>
  withBox(async (box) => {
    const grey = box.worker("g", "grey");
    const live = await box.live(await box.session());
    assert.equal((await live.status("open")).processor, "grey");
    live.send(await file());
    await grey.answer({ text: "grey" });
    await live.result();
    const worker = box.worker("detector");
    const taking = worker.take();
    assert.equal((await live.status("workers")).came, "detector");
    assert.equal((await live.status("processor")).processor, "workers");
    live.send(await file());
    await (await taking).complete({ text: "theirs" });
    assert.equal((await live.result()).message.by, "detector");
  }));

Deno.test("finish ends the run when its frames are answered; the next frame starts a new one", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const live = await box.live(await box.session(), "?policy=lossless");
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

Deno.test("a page that comes back goes on with its run", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const session = await box.session();
    const first = await box.live(session);
    first.send(await file());
    await worker.answer({ text: "x" });
    await first.result();
    first.close(4999);
    await first.closed;
    const second = await box.live(session, "?run=1");
    assert.equal((await second.status("open")).run, "1");
    second.send(await file());
    await worker.answer({ text: "x" });
    const { message } = await second.result();
    assert.deepEqual([message.run, message.frame, message.sent], ["1", 1, 0]);
  }));

Deno.test("a socket that still carries the run makes way for the one that comes back to it", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const session = await box.session();
    const first = await box.live(session);
    first.send(await file());
    await worker.answer({ text: "x" });
    await first.result();
    const second = await box.live(session, "?run=1");
    assert.equal((await first.closed).code, 4001);
    second.send(await file());
    await worker.answer({ text: "y" });
    assert.equal((await second.result()).message.text, "y");
  }));

Deno.test("a page that doesn't come back leaves a run that ends", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const id = await box.session();
    const live = await box.live(id);
    live.send(await file());
    await worker.answer({ text: "x" });
    await live.result();
    const { ended } = box.hub.session(id)!.current!;
    live.close(4999);
    await new Promise((resolve) => ended.addEventListener("abort", resolve));
    assert.equal(box.hub.status.runs, 0);
  }, { web: { liveReconnectMs: 1 } }));

Deno.test("closing with 1000 finishes the run; what was sent is still worked on", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const id = await box.session();
    const live = await box.live(id, "?policy=lossless");
    live.send(await file());
    live.send(await file());
    live.close(1000);
    await worker.answer(dataResult("data_00000"));
    const { ended } = box.hub.session(id)!.current!;
    await worker.answer(dataResult("data_00001"));
    if (!ended.aborted) await new Promise((resolve) => ended.addEventListener("abort", resolve));
    const list = await (await box.call("GET", `/api/v1/sessions/${id}/data`)).json();
    assert.equal(list.variables.length, 2);
  }));

Deno.test("an image of the session is told of on its page's socket", () =>
  withBox(async (box) => {
    const worker = box.worker("detector");
    const session = await box.session();
    const live = await box.live(session);
    const answer = box.call("POST", `/api/v1/sessions/${session}/images`, { body: await file() });
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

Deno.test("a picture that waits longer than a blink is told its place", () =>
  withBox(async (box) => {
    const live = await box.live(await box.session(), "?processor=workers");
    live.send(await file());
    const { frame, ahead, eta_ms, kind } = await live.status("waiting");
    assert.deepEqual([frame, ahead, eta_ms, kind], [0, 0, null, "camera"]);
  }));

Deno.test("workers are told of as they come and go", () =>
  withBox(async (box) => {
    const live = await box.live(await box.session());
    assert.deepEqual((await live.status("workers")).workers, []);
    const worker = box.worker("detector");
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

Deno.test("a session that ends closes its sockets and says so", () =>
  withBox(async (box) => {
    const session = await box.session();
    const live = await box.live(session);
    await box.call("DELETE", `/api/v1/sessions/${session}`);
    const { code, reason } = await live.closed;
    assert.deepEqual([code, reason], [1001, "ended by its owner"]);
  }));

Deno.test("what the address asks wrongly is refused before the upgrade", () =>
  withBox(async (box) => {
    const session = await box.session();
    const open = (query: string) =>
      box.call("GET", `/api/v1/sessions/${session}/live${query}`, {
        headers: { upgrade: "websocket", connection: "upgrade" },
      });
    for (const query of ["processor=x", "policy=x", "format=gif", "credit=0", "credit=x"]) {
      assert.equal((await open(`?${query}`)).status, 400, query);
    }
    assert.equal((await open("?run=5")).status, 404);
    assert.equal((await open("")).status, 400, "no proper handshake");
    const plain = await box.call("GET", `/api/v1/sessions/${session}/live`);
    assert.equal(plain.status, 426);
    await assert.rejects(box.live("a".repeat(22)));
  }));

Deno.test("no more sockets are open than may be", () =>
  withBox(async (box) => {
    const session = await box.session();
    const first = await box.live(session);
    await assert.rejects(box.live(session));
    first.close();
    await first.closed;
    await box.live(session);
  }, { web: { maxSockets: 1 } }));

Deno.test("two people at once see their own results only", () =>
  withBox(async (box) => {
    const worker = box.worker();
    const pages = await Promise.all([0, 1].map(async () => await box.live(await box.session())));
    pages[0]!.send(await file());
    const first = await worker.take();
    pages[1]!.send(await file());
    const second = await worker.take();
    await second.complete({ text: "second" });
    await first.complete({ picture: Picture.fromRaster(raster(7)), text: "first" });
    assert.equal((await pages[0]!.result()).message.text, "first");
    assert.equal((await pages[1]!.result()).message.text, "second");
  }));
