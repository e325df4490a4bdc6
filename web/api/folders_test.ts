import assert from "node:assert/strict";
import { assertError, file, jpegResult, type TestBox, withBox } from "../test_box.ts";

/** Starts a run and gives its path. */
async function start(box: TestBox, task: unknown = {}): Promise<string> {
  const session = await box.session();
  const body = JSON.stringify(task);
  const answer = await box.call("POST", `/api/v1/sessions/${session}/folders`, { body });
  assert.equal(answer.status, 201);
  const { run, kind, job } = await answer.json();
  assert.deepEqual([kind, job.phase], ["folder", "running"]);
  assert.equal(answer.headers.get("location"), `/api/v1/sessions/${session}/runs/${run}`);
  return `/api/v1/sessions/${session}/runs/${run}`;
}

/** Resolves when the run's job is in that phase. */
function untilPhase(box: TestBox, path: string, phase: string): Promise<void> {
  const [, , , , session = "", , run = ""] = path.split("/");
  const found = box.hub.session(session)?.runs.find(({ id }) => id === run);
  const job = found && box.context.jobs.of(found);
  assert.ok(job);
  if (job.state.phase === phase) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = job.subscribe((state) => {
      if (state.phase !== phase) return;
      stop();
      resolve();
    });
  });
}

const give = async (box: TestBox, path: string, name: string, body?: Uint8Array<ArrayBuffer>) =>
  await box.call("POST", `${path}/images?name=${encodeURIComponent(name)}`, {
    body: body ?? await file("jpeg"),
  });

Deno.test("pictures are given one by one; each is listed with what became of it", () =>
  withBox(async (box) => {
    const path = await start(box, { processor: "workers", total: 2 });
    const first = await give(box, path, "day/a.jpg");
    assert.equal(first.status, 201);
    assert.deepEqual((await first.json()).state, "waiting");
    assert.equal((await give(box, path, "../a.png", await file("png"))).status, 201);
    assert.equal((await box.call("POST", `${path}/finish`)).status, 204);
    const worker = box.worker();
    const done = untilPhase(box, path, "done");
    await worker.answer({ ...await jpegResult(7), text: "=cmd()" });
    await worker.answer({});
    await done;
    const list = await (await box.call("GET", `${path}/items`)).json();
    assert.deepEqual(
      list.items.map(({ item, name, state, frame }: Record<string, unknown>) =>
        [item, name, state, frame].join(" ")
      ).sort(),
      ["0 day/a.jpg done 0", "1 a.png done 1"],
    );
    assert.equal(list.more, false);
    const after = await (await box.call("GET", `${path}/items?after=${list.last}`)).json();
    assert.deepEqual(after.items, []);
    const { job } = await (await box.call("GET", path)).json();
    assert.deepEqual([job.phase, job.done, job.total], ["done", 2, 2]);
  }));

Deno.test("pictures come as they were given, as results, and small, to be kept for ever", () =>
  withBox(async (box) => {
    const path = await start(box, { processor: "workers" });
    const given = await file("png", 60);
    await give(box, path, "a.png", given);
    await assertError(
      await box.call("GET", `${path}/items/0/result`),
      404,
      "NOT_FOUND",
      /no result/,
    );
    await box.call("POST", `${path}/finish`);
    const result = await file("jpeg", 200);
    const done = untilPhase(box, path, "done");
    await box.worker().answer(await jpegResult(200));
    await done;
    const input = await box.call("GET", `${path}/items/0/input`);
    assert.deepEqual(await input.bytes(), given);
    assert.match(input.headers.get("cache-control") ?? "", /immutable/);
    assert.deepEqual(await (await box.call("GET", `${path}/items/0/result`)).bytes(), result);
    assert.equal((await box.call("HEAD", `${path}/items/0/result`)).status, 200);
    const small = await box.call("GET", `${path}/items/0/input?width=320`);
    assert.equal(small.headers.get("content-type"), "image/jpeg");
    assert.deepEqual([...(await small.bytes()).subarray(0, 2)], [0xff, 0xd8]);
    for (const wrong of ["0", "321", "99999", "x", ""]) {
      const answer = await box.call("GET", `${path}/items/0/input?width=${wrong}`);
      await assertError(answer, 400, "INVALID_ARGUMENT", /160, 320, 640/);
    }
    for (const item of ["1", "-1", "x", "00000000", "1e3"]) {
      assert.equal((await box.call("GET", `${path}/items/${item}/input`)).status, 404, item);
    }
  }));

Deno.test("a picture that is sent again under its key is there once", () =>
  withBox(async (box) => {
    const path = await start(box, { processor: "workers" });
    const send = async () =>
      await box.call("POST", `${path}/images?name=a.jpg&key=p-1`, { body: await file("jpeg") });
    const answers = [await send(), await send()];
    assert.deepEqual(answers.map(({ status }) => status), [201, 200]);
    assert.deepEqual((await answers[1]?.json()).item, 0);
    const bad = await box.call("POST", `${path}/images?key=a/b`, { body: await file("jpeg") });
    await assertError(bad, 400, "INVALID_ARGUMENT", /key is/);
  }));

Deno.test("what is no picture, too large, or one too many is refused in words", () =>
  withBox(async (box) => {
    const path = await start(box, { processor: "workers" });
    const text = new TextEncoder().encode("this is no picture, but it is long enough");
    await assertError(await give(box, path, "x", text), 400, "INVALID_ARGUMENT", /no picture/);
    await assertError(
      await give(box, path, "x", new Uint8Array(0)),
      400,
      "INVALID_ARGUMENT",
      /empty/,
    );
    const large = new Uint8Array(1024 * 1024 + 1);
    await assertError(await give(box, path, "x", large), 413, "RESOURCE_EXHAUSTED", /1 MB/);
    assert.equal((await give(box, path, "1")).status, 201);
    await assertError(await give(box, path, "2"), 413, "RESOURCE_EXHAUSTED", /takes 1 pictures/);
    assert.equal(box.context.budget.used, 0);
  }, { web: { maxImagesPerRun: 1 } }));

Deno.test("failed ones are given out again, by another processor if that is wanted", () =>
  withBox(async (box) => {
    const path = await start(box, { processor: "workers" });
    await give(box, path, "a.jpg");
    await box.call("POST", `${path}/finish`);
    const { FrameboxError } = await import("../../base/errors/mod.ts");
    const failed = untilPhase(box, path, "done");
    const lease = await box.worker().take();
    lease.fail(new FrameboxError("INTERNAL", "The model fell over."), { again: false });
    await failed;
    const { items: [item] } = await (await box.call("GET", `${path}/items`)).json();
    assert.deepEqual([item.state, item.error.message], ["failed", "The model fell over."]);
    const body = JSON.stringify({ processor: "grey" });
    const answer = await box.call("POST", `${path}/retry`, { body });
    assert.deepEqual(await answer.json(), { items: 1 });
    await untilPhase(box, path, "done");
    const again = await (await box.call("GET", `${path}/items?after=${item.change}`)).json();
    assert.deepEqual([again.items[0].state, again.items[0].by], ["done", "grey"]);
    const none = await (await box.call("POST", `${path}/retry`)).json();
    assert.deepEqual(none, { items: 0 });
  }, { builtIns: true }));

Deno.test("what waits for workers can be given to a built-in", () =>
  withBox(async (box) => {
    const path = await start(box, { processor: "workers" });
    await give(box, path, "a.jpg");
    await box.call("POST", `${path}/finish`);
    const none = await box.call("POST", `${path}/processor`);
    await assertError(none, 400, "INVALID_ARGUMENT", /The body is JSON/);
    const body = '{"processor": "invert"}';
    assert.equal((await box.call("POST", `${path}/processor`, { body })).status, 204);
    await untilPhase(box, path, "done");
    const { items } = await (await box.call("GET", `${path}/items`)).json();
    assert.deepEqual([items[0].state, items[0].by], ["done", "invert"]);
  }, { builtIns: true }));

Deno.test("starting another run closes the one that is done, and its results stay", () =>
  withBox(async (box) => {
    const path = await start(box, { processor: "grey" });
    await give(box, path, "a.jpg");
    await box.call("POST", `${path}/finish`);
    await untilPhase(box, path, "done");
    const folders = path.replace(/\/runs\/.*/, "/folders");
    assert.equal((await box.call("POST", folders)).status, 201);
    assert.equal((await box.call("GET", `${path}/items/0/result`)).status, 200);
    await assertError(await give(box, path, "b.jpg"), 409, "FAILED_PRECONDITION", /has ended/);
    await assertError(await box.call("POST", `${path}/retry`), 409, "FAILED_PRECONDITION", /ended/);
  }, { builtIns: true }));

Deno.test("what is no task, and runs that are none of many, are told so", () =>
  withBox(async (box) => {
    const session = await box.session();
    const folders = `/api/v1/sessions/${session}/folders`;
    for (const body of ["[]", "no", '{"processor": 1}', '{"total": -1}', '{"total": "x"}']) {
      const answer = await box.call("POST", folders, { body });
      await assertError(answer, 400, "INVALID_ARGUMENT", /The body is JSON/);
    }
    const unknown = await box.call("POST", folders, { body: '{"processor": "nope"}' });
    await assertError(unknown, 400, "INVALID_ARGUMENT", /no such processor/);
    const images = `/api/v1/sessions/${session}/images?processor=grey`;
    await box.call("POST", images, { body: await file() });
    const items = await box.call("GET", `/api/v1/sessions/${session}/runs/1/items`);
    await assertError(items, 404, "NOT_FOUND", /not one of many/);
  }, { builtIns: true }));
