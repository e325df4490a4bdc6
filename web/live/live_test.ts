import assert from "node:assert/strict";
import { Picture, sniffFormat } from "../../media/image/mod.ts";
import { numeric, scalar, struct, writeElement } from "../../mat/mod.ts";
import { dataResult, file, jpegResult, raster, withFramebox } from "../test_framebox.ts";

Deno.test("a frame is sent, its result and its picture come back", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker("detector");
    const live = await framebox.live(await framebox.session());
    assert.equal((await live.status("open")).processor, "workers");
    live.send(await file());
    await worker.answer({ ...await jpegResult(), ...dataResult(), text: "hello" });
    const { message, picture } = await live.result();
    const { timings, ...rest } = message;
    assert.deepEqual(rest, {
      type: "result",
      run: "1",
      frame: 0,
      seq: 1,
      sent: 0,
      width: 4,
      height: 3,
      dropped: 0,
      processor: "workers",
      by: "detector",
      labels: [],
      text: "hello",
      variables: [{ name: "data_00000", class: "double", dims: [1, 2] }],
      values: {},
      boxes: null,
      scale: null,
      remarks: [],
    });
    const parts = ["queued_ms", "processing_ms", "total_ms", "box_ms"];
    assert.deepEqual(Object.keys(timings as object), parts);
    assert.deepEqual(picture, await file("jpeg"));
  }));

Deno.test("a result without a picture has width 0 and no binary message", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const live = await framebox.live(await framebox.session());
    for (const text of ["one", "two"]) {
      live.send(await file());
      await worker.answer({ text });
      const { message } = await live.result();
      assert.deepEqual([message.width, message.height, message.text], [0, 0, text]);
    }
    assert.ok(live.received.every((each) => !(each instanceof Uint8Array)));
  }));

Deno.test("a result lists the numbers and boxes in its data", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const live = await framebox.live(await framebox.session());
    live.send(await file());
    const found = struct({
      mean: scalar(0.5),
      share: scalar(NaN),
      xyxy: numeric("single", [1, 4], [1, 2, 3, 4]),
      conf: scalar(0.75, "single"),
      cls: scalar(0),
    });
    const element = writeElement("data_00000", found);
    const variable = { name: "data_00000", class: "struct", dims: [1, 1], element };
    await worker.answer({ variables: [variable] });
    const { message } = await live.result();
    assert.deepEqual(message.values, { mean: 0.5, share: null, boxes: 1 });
    assert.deepEqual(message.boxes, {
      xyxy: [[1, 2, 3, 4]],
      conf: [0.75],
      cls: [0],
      id: [null],
      names: [null],
    });
  }));

Deno.test("a result holds the scale of its frame; its boxes are in pixels of what is shown", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    const live = await framebox.live(session);
    const found = struct({ xyxy: numeric("single", [1, 4], [0, 0, 1, 1]) });
    const variables = [0, 1].map((number) => {
      const name = `data_0000${number}`;
      return { name, class: "struct", dims: [1, 1], element: writeElement(name, found) };
    });
    const results: Record<string, unknown>[] = [];
    for (const [i, picture] of [{}, await jpegResult()].entries()) {
      // 4×3 pixels.
      live.send(await file());
      const lease = await worker.take();
      lease.givenAs({
        ...{ widthPx: 2, heightPx: 1, sourceWidthPx: 4, sourceHeightPx: 3 },
        ...{ sourceBytes: 440, limitBytes: 410, by: "setting", format: "mat" },
      });
      lease.run.notice("frame-scaled", "It was scaled.", { worker: "worker", width: 2 });
      const notice = await live.status("notice");
      assert.deepEqual([notice.code, notice.message], ["frame-scaled", "It was scaled."]);
      assert.deepEqual(notice.details, { worker: "worker", width: 2 });
      await lease.complete({ ...picture, variables: [variables[i]!] });
      results.push((await live.result()).message as Record<string, unknown>);
    }
    const scale = {
      ...{ width: 2, height: 1, source_width: 4, source_height: 3 },
      ...{ source_bytes: 440, limit_bytes: 410, by: "setting", format: "mat" },
    };
    const path = `/api/v1/sessions/${session}/runs/1`;
    const history = await (await framebox.call("GET", `${path}/results`)).json();
    for (const result of [...results, ...history.results]) assert.deepEqual(result.scale, scale);
    // Without a picture, and beside one of the frame's own size.
    for (const [i, { width, boxes }] of results.entries()) {
      assert.deepEqual([width, (boxes as { xyxy: unknown }).xyxy], [4 * i, [[0, 0, 2, 3]]]);
      const data = await (await framebox.call("GET", `${path}/data/frames/${i}`)).json();
      assert.deepEqual(data.boxes.xyxy, [[0, 0, 2, 3]]);
      assert.deepEqual(data.boxes_over, { width: 4, height: 3 });
      // The worker's own numbers stay.
      const { elements: [element] } = data.variables[variables[i]!.name];
      assert.deepEqual(element.xyxy.numbers, [0, 0, 1, 1]);
    }
    const { rows } = await (await framebox.call("GET", `${path}/data/values`)).json();
    assert.deepEqual(rows[0].boxes.xyxy, [[0, 0, 1, 1]]);
  }));

Deno.test("format=png gives pictures without loss", () =>
  withFramebox(async (framebox) => {
    const live = await framebox.live(await framebox.session(), "?processor=invert&format=png");
    live.send(await file());
    const { picture } = await live.result();
    assert.equal(sniffFormat(picture!), "png");
  }, { builtIns: true }));

Deno.test("policy latest drops what waits when a newer frame comes, and counts it", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const live = await framebox.live(await framebox.session());
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
  withFramebox(async (framebox) => {
    const live = await framebox.live(await framebox.session(), "?policy=lossless&processor=grey");
    const frame = await file();
    for (let i = 0; i < 100; i++) live.send(frame);
    for (let i = 0; i < 100; i++) {
      const { message } = await live.result();
      assert.deepEqual([message.frame, message.sent, message.dropped], [i, i, 0]);
    }
  }, { builtIns: true }));

Deno.test("lossless: the window limits how many may have been sent, and advances", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const live = await framebox.live(await framebox.session(), "?policy=lossless");
    const first = Number((await live.status("window")).frames);
    for (let i = 0; i < first; i++) live.send(await file());
    assert.ok(Number((await live.status("window")).frames) > first);
    const serving = worker.serve(() => ({ text: "x" }));
    for (let i = 0; i < first; i++) assert.equal((await live.result()).message.sent, i);
    worker.leave();
    await serving;
  }));

Deno.test("lossless: frames far beyond the memory for them are refused one by one, the rest are taken", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const live = await framebox.live(await framebox.session(), "?policy=lossless");
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
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const live = await framebox.live(await framebox.session(), "?credit=1");
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

Deno.test("the error of a frame that fails has its number", () =>
  withFramebox(async (framebox) => {
    const live = await framebox.live(await framebox.session(), "?processor=grey");
    live.send((await file()).slice(0, 45));
    const { run, frame, sent, error } = await live.status("error");
    assert.deepEqual([run, frame, sent], ["1", 0, 0]);
    assert.match((error as { message: string }).message, /PNG picture can't be read/);
  }, { builtIns: true }));

Deno.test("two users at once see their own results only", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const pages = await Promise.all(
      [0, 1].map(async () => await framebox.live(await framebox.session())),
    );
    pages[0]!.send(await file());
    const first = await worker.take();
    pages[1]!.send(await file());
    const second = await worker.take();
    await second.complete({ text: "second" });
    await first.complete({ payload: Picture.fromRaster(raster(7)), text: "first" });
    assert.equal((await pages[0]!.result()).message.text, "first");
    assert.equal((await pages[1]!.result()).message.text, "second");
  }));
