import assert from "node:assert/strict";
import {
  assertError,
  file,
  jpegResult,
  type TestFramebox,
  withFramebox,
} from "../test_framebox.ts";

/** Starts a run and gives its path. */
async function start(framebox: TestFramebox, task: unknown = {}): Promise<string> {
  const session = await framebox.session();
  const body = JSON.stringify(task);
  const answer = await framebox.call("POST", `/api/v1/sessions/${session}/image-sets`, { body });
  assert.equal(answer.status, 201);
  const { run, kind, job } = await answer.json();
  assert.deepEqual([kind, job.phase], ["images", "running"]);
  assert.equal(answer.headers.get("location"), `/api/v1/sessions/${session}/runs/${run}`);
  return `/api/v1/sessions/${session}/runs/${run}`;
}

/** Resolves when the run's long run is in that phase. */
function untilPhase(framebox: TestFramebox, path: string, phase: string): Promise<void> {
  const [, , , , session = "", , run = ""] = path.split("/");
  const found = framebox.hub.session(session)?.runs.find(({ id }) => id === run);
  const longRun = found && framebox.parts.longRuns.of(found);
  assert.ok(longRun);
  if (longRun.state.phase === phase) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = longRun.subscribe((state) => {
      if (state.phase !== phase) return;
      stop();
      resolve();
    });
  });
}

const give = async (
  framebox: TestFramebox,
  path: string,
  name: string,
  body?: Uint8Array<ArrayBuffer>,
) =>
  await framebox.call("POST", `${path}/images?name=${encodeURIComponent(name)}`, {
    body: body ?? await file("jpeg"),
  });

Deno.test("pictures are given one by one; each is listed with what became of it", () =>
  withFramebox(async (framebox) => {
    const path = await start(framebox, { processor: "workers", total: 2 });
    const first = await give(framebox, path, "day/a.jpg");
    assert.equal(first.status, 201);
    assert.deepEqual((await first.json()).state, "waiting");
    assert.equal((await give(framebox, path, "../a.png", await file("png"))).status, 201);
    assert.equal((await framebox.call("POST", `${path}/finish`)).status, 204);
    const worker = framebox.worker();
    const done = untilPhase(framebox, path, "done");
    await worker.answer({ ...await jpegResult(7), text: "=cmd()" });
    await worker.answer({});
    await done;
    const list = await (await framebox.call("GET", `${path}/items`)).json();
    assert.deepEqual(
      list.items.map(({ item, name, state, frame }: Record<string, unknown>) =>
        [item, name, state, frame].join(" ")
      ).sort(),
      ["0 day/a.jpg done 0", "1 a.png done 1"],
    );
    assert.equal(list.more, false);
    const after = await (await framebox.call("GET", `${path}/items?after=${list.last}`)).json();
    assert.deepEqual(after.items, []);
    const { job } = await (await framebox.call("GET", path)).json();
    assert.deepEqual([job.phase, job.done, job.total], ["done", 2, 2]);
  }));

Deno.test("pictures come as they were given, as results, and small, to be kept for ever", () =>
  withFramebox(async (framebox) => {
    const path = await start(framebox, { processor: "workers" });
    const given = await file("png", 60);
    await give(framebox, path, "a.png", given);
    await assertError(
      await framebox.call("GET", `${path}/items/0/result`),
      404,
      "NOT_FOUND",
      /no result/,
    );
    await framebox.call("POST", `${path}/finish`);
    const result = await file("jpeg", 200);
    const done = untilPhase(framebox, path, "done");
    await framebox.worker().answer(await jpegResult(200));
    await done;
    const input = await framebox.call("GET", `${path}/items/0/input`);
    assert.deepEqual(await input.bytes(), given);
    assert.match(input.headers.get("cache-control") ?? "", /immutable/);
    assert.deepEqual(await (await framebox.call("GET", `${path}/items/0/result`)).bytes(), result);
    assert.equal((await framebox.call("HEAD", `${path}/items/0/result`)).status, 200);
    const small = await framebox.call("GET", `${path}/items/0/input?width=320`);
    assert.equal(small.headers.get("content-type"), "image/jpeg");
    assert.deepEqual([...(await small.bytes()).subarray(0, 2)], [0xff, 0xd8]);
    for (const wrong of ["0", "321", "99999", "x", ""]) {
      const answer = await framebox.call("GET", `${path}/items/0/input?width=${wrong}`);
      await assertError(answer, 400, "INVALID_ARGUMENT", /160, 320, 640/);
    }
    for (const item of ["1", "-1", "x", "00000000", "1e3"]) {
      assert.equal((await framebox.call("GET", `${path}/items/${item}/input`)).status, 404, item);
    }
  }));

Deno.test("a picture that is sent again under its key is there once", () =>
  withFramebox(async (framebox) => {
    const path = await start(framebox, { processor: "workers" });
    const send = async () =>
      await framebox.call("POST", `${path}/images?name=a.jpg&key=p-1`, {
        body: await file("jpeg"),
      });
    const answers = [await send(), await send()];
    assert.deepEqual(answers.map(({ status }) => status), [201, 200]);
    assert.deepEqual((await answers[1]?.json()).item, 0);
    const bad = await framebox.call("POST", `${path}/images?key=a/b`, { body: await file("jpeg") });
    await assertError(bad, 400, "INVALID_ARGUMENT", /key is/);
  }));

Deno.test("what is no picture, too large, or one too many is refused in words", () =>
  withFramebox(async (framebox) => {
    const path = await start(framebox, { processor: "workers" });
    const text = new TextEncoder().encode("this is no picture, but it is long enough");
    await assertError(await give(framebox, path, "x", text), 400, "INVALID_ARGUMENT", /no picture/);
    await assertError(
      await give(framebox, path, "x", new Uint8Array(0)),
      400,
      "INVALID_ARGUMENT",
      /empty/,
    );
    const large = new Uint8Array(1024 * 1024 + 1);
    await assertError(await give(framebox, path, "x", large), 413, "RESOURCE_EXHAUSTED", /1 MB/);
    assert.equal((await give(framebox, path, "1")).status, 201);
    await assertError(
      await give(framebox, path, "2"),
      413,
      "RESOURCE_EXHAUSTED",
      /takes 1 pictures/,
    );
    assert.equal(framebox.parts.intake.budget.used, 0);
  }, { web: { maxImagesPerRun: 1 } }));

Deno.test("failed ones are given out again, by another processor if that is wanted", () =>
  withFramebox(async (framebox) => {
    const path = await start(framebox, { processor: "workers" });
    await give(framebox, path, "a.jpg");
    await framebox.call("POST", `${path}/finish`);
    const { FrameboxError } = await import("../../base/errors/mod.ts");
    const failed = untilPhase(framebox, path, "done");
    const lease = await framebox.worker().take();
    lease.fail(new FrameboxError("INTERNAL", "The model fell over."), { again: false });
    await failed;
    const { items: [item] } = await (await framebox.call("GET", `${path}/items`)).json();
    assert.deepEqual([item.state, item.error.message], ["failed", "The model fell over."]);
    const body = JSON.stringify({ processor: "grey" });
    const answer = await framebox.call("POST", `${path}/retry`, { body });
    assert.deepEqual(await answer.json(), { items: 1 });
    await untilPhase(framebox, path, "done");
    const again = await (await framebox.call("GET", `${path}/items?after=${item.change}`)).json();
    assert.deepEqual([again.items[0].state, again.items[0].by], ["done", "grey"]);
    const none = await (await framebox.call("POST", `${path}/retry`)).json();
    assert.deepEqual(none, { items: 0 });
  }, { builtIns: true }));

Deno.test("what waits for workers can be given to a built-in", () =>
  withFramebox(async (framebox) => {
    const path = await start(framebox, { processor: "workers" });
    await give(framebox, path, "a.jpg");
    await framebox.call("POST", `${path}/finish`);
    const none = await framebox.call("POST", `${path}/processor`);
    await assertError(none, 400, "INVALID_ARGUMENT", /The body is JSON/);
    const body = '{"processor": "invert"}';
    assert.equal((await framebox.call("POST", `${path}/processor`, { body })).status, 204);
    await untilPhase(framebox, path, "done");
    const { items } = await (await framebox.call("GET", `${path}/items`)).json();
    assert.deepEqual([items[0].state, items[0].by], ["done", "invert"]);
  }, { builtIns: true }));

Deno.test("starting another run closes the one that is done, and its results stay", () =>
  withFramebox(async (framebox) => {
    const path = await start(framebox, { processor: "grey" });
    await give(framebox, path, "a.jpg");
    await framebox.call("POST", `${path}/finish`);
    await untilPhase(framebox, path, "done");
    const folders = path.replace(/\/runs\/.*/, "/image-sets");
    assert.equal((await framebox.call("POST", folders)).status, 201);
    assert.equal((await framebox.call("GET", `${path}/items/0/result`)).status, 200);
    await assertError(await give(framebox, path, "b.jpg"), 409, "FAILED_PRECONDITION", /has ended/);
    await assertError(
      await framebox.call("POST", `${path}/retry`),
      409,
      "FAILED_PRECONDITION",
      /ended/,
    );
  }, { builtIns: true }));

Deno.test("what is no task, and runs that are no image set, are refused with a sentence", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const folders = `/api/v1/sessions/${session}/image-sets`;
    for (const body of ["[]", "no", '{"processor": 1}', '{"total": -1}', '{"total": "x"}']) {
      const answer = await framebox.call("POST", folders, { body });
      await assertError(answer, 400, "INVALID_ARGUMENT", /The body is JSON/);
    }
    const unknown = await framebox.call("POST", folders, { body: '{"processor": "nope"}' });
    await assertError(unknown, 400, "INVALID_ARGUMENT", /no such processor/);
    const images = `/api/v1/sessions/${session}/images?processor=grey`;
    await framebox.call("POST", images, { body: await file() });
    const items = await framebox.call("GET", `/api/v1/sessions/${session}/runs/1/items`);
    await assertError(items, 404, "NOT_FOUND", /is no image set/);
  }, { builtIns: true }));

Deno.test("the address that an image set had before starts one, too, and is deprecated", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const answer = await framebox.call("POST", `/api/v1/sessions/${session}/folders`, {
      body: '{"processor": "grey"}',
    });
    assert.equal(answer.status, 201);
    assert.equal((await answer.json()).kind, "images");
    const { paths } = await framebox.document();
    const at = "/api/v1/sessions/{session}";
    const { post: before } = paths[`${at}/folders`] ?? {};
    const { post: now } = paths[`${at}/image-sets`] ?? {};
    assert.deepEqual([before?.deprecated, now?.deprecated], [true, undefined]);
    assert.deepEqual(before?.requestBody, now?.requestBody);
    assert.notEqual(before?.operationId, now?.operationId);
  }, { builtIns: true }));
