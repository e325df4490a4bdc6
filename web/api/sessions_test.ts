import assert from "node:assert/strict";
import { readMat } from "../../mat/mod.ts";
import { assertError, dataResult, file, jpegResult, withFramebox } from "../test_framebox.ts";

Deno.test("a session is opened, listed and ended", () =>
  withFramebox(async (framebox) => {
    const opened = await framebox.call("POST", "/api/v1/sessions");
    const { session } = await opened.json();
    assert.equal(opened.status, 201);
    assert.equal(opened.headers.get("location"), `/api/v1/sessions/${session}`);
    const path = `/api/v1/sessions/${session}`;
    assert.deepEqual((await (await framebox.call("GET", path)).json()).runs, []);
    assert.equal((await framebox.call("DELETE", path)).status, 204);
    await assertError(await framebox.call("GET", path), 404, "NOT_FOUND", /no such session/);
    await assertError(await framebox.call("DELETE", path), 404, "NOT_FOUND", /no such session/);
  }));

Deno.test("what can't be a session's id is not looked for", () =>
  withFramebox(async (framebox) => {
    const ids = ["x", "..%2f..%2fetc%2fpasswd", "%00", "a".repeat(5000), "%F0%9F%98%80", "a%20b"];
    for (const id of ids) {
      for (const what of ["", "/data.mat", "/data", "/live", "/runs/1/frames/0.jpg"]) {
        const answer = await fetch(framebox.url(`/api/v1/sessions/${id}${what}`));
        await assertError(answer, 404, "NOT_FOUND", /no such session/);
      }
      const image = { method: "POST", body: await file() };
      const answer = await fetch(framebox.url(`/api/v1/sessions/${id}/images`), image);
      await assertError(answer, 404, "NOT_FOUND", /no such session/);
    }
    assert.equal(framebox.hub.status.sessions, 0);
  }));

Deno.test("data.mat is 404 while there is none, and the file of the last run after", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const path = `/api/v1/sessions/${session}/data.mat`;
    await assertError(
      await framebox.call("GET", path),
      404,
      "NOT_FOUND",
      /Nothing has been started/,
    );
    const worker = framebox.worker();
    const image = async () =>
      await (await framebox.call("POST", `/api/v1/sessions/${session}/images`, {
        body: await file(),
      }))
        .json();
    const [, first] = await Promise.all([worker.answer({ text: "no data" }), image()]);
    assert.equal(first.data_url, null);
    await assertError(await framebox.call("GET", path), 404, "NOT_FOUND", /no data.mat yet/);
    const [, second] = await Promise.all([worker.answer(dataResult()), image()]);
    const answer = await framebox.call("GET", second.data_url);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    assert.equal(answer.headers.get("content-length"), String(bytes.byteLength));
    assert.ok(readMat(bytes).get("data_00000"));
    const head = await framebox.call("HEAD", path);
    assert.equal(head.headers.get("content-length"), String(bytes.byteLength));
    const list = await (await framebox.call("GET", path.replace(".mat", ""))).json();
    assert.equal(list.bytes, bytes.byteLength);
  }));

Deno.test("a reset removes data.mat and kept pictures, of an image that is done too", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const reset = () => framebox.call("POST", `/api/v1/sessions/${session}/reset`);
    assert.equal((await reset()).status, 204);
    const served = framebox.worker().answer({ ...await jpegResult(), ...dataResult() });
    const path = `/api/v1/sessions/${session}/images`;
    const json = await (await framebox.call("POST", path, { body: await file() })).json();
    await served;
    assert.equal((await framebox.call("GET", json.image_url)).status, 200);
    assert.equal((await reset()).status, 204);
    await assertError(await framebox.call("GET", json.data_url), 404, "NOT_FOUND", /no data.mat/);
    await assertError(
      await framebox.call("GET", json.image_url),
      404,
      "NOT_FOUND",
      /no such picture/,
    );
  }));

Deno.test("a reset while a worker has the picture drops it", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const worker = framebox.worker();
    const path = `/api/v1/sessions/${session}`;
    const answer = framebox.call("POST", `${path}/images`, { body: await file() });
    const lease = await worker.take();
    assert.equal((await framebox.call("POST", `${path}/reset`)).status, 204);
    await assertDropped(await answer);
    assert.equal(lease.over.aborted, true);
  }));

Deno.test("ending a session ends what waits in it", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const path = `/api/v1/sessions/${session}`;
    const worker = framebox.worker();
    const answer = framebox.call("POST", `${path}/images`, { body: await file() });
    await worker.take();
    assert.equal((await framebox.call("DELETE", path)).status, 204);
    await assertDropped(await answer);
  }));

Deno.test("kept pictures are found by run and frame only", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const served = framebox.worker().answer(await jpegResult());
    const body = await file();
    await framebox.call("POST", `/api/v1/sessions/${session}/images`, { body });
    await served;
    const frames = `/api/v1/sessions/${session}/runs/1/frames`;
    for (const name of ["0", "0.jpg", "0.png", "latest", "latest.png"]) {
      assert.equal((await framebox.call("GET", `${frames}/${name}`)).status, 200, name);
    }
    for (const name of ["1", "-1", "0.gif", "00000000000", "latest.mat", "%2e%2e"]) {
      assert.equal((await fetch(framebox.url(`${frames}/${name}`))).status, 404, name);
    }
    for (const run of ["0", "2", "x", "1.5", "9999999999"]) {
      const path = `/api/v1/sessions/${session}/runs/${run}/frames/0`;
      await assertError(await framebox.call("GET", path), 404, "NOT_FOUND", /no such run/);
    }
    const download = await framebox.call("GET", `${frames}/0.png?download=1`);
    const disposition = download.headers.get("content-disposition");
    assert.equal(disposition, 'attachment; filename="frame-0.png"');
  }));

Deno.test("no id of a session comes into the log", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    await framebox.call("POST", `/api/v1/sessions/${session}/images?processor=grey`, {
      body: (await file()).slice(0, 45),
    });
    const live = await framebox.live(session);
    live.send(await file());
    await live.result();
    await framebox.call("DELETE", `/api/v1/sessions/${session}`);
    await live.closed;
    assert.ok(framebox.log.length > 0);
    assert.ok(!framebox.log.join("\n").includes(session));
  }, { builtIns: true }));

async function assertDropped(answer: Response): Promise<void> {
  await assertError(answer, 409, "FAILED_PRECONDITION", /has ended, or was reset/);
}
