import assert from "node:assert/strict";
import { file, withFramebox } from "../test_framebox.ts";

Deno.test("status lists workers, processors and counts, and no id", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const worker = framebox.worker("detector");
    const answer = framebox.call("POST", `/api/v1/sessions/${session}/images`, {
      body: await file(),
    });
    const lease = await worker.take();
    const text = await (await framebox.call("GET", "/api/v1/status")).text();
    const status = JSON.parse(text);
    assert.deepEqual(
      status.workers.map(({ name, in_hand }: Record<string, unknown>) => [name, in_hand]),
      [["detector", 1]],
    );
    assert.equal(status.default_processor, "workers");
    const names = status.processors.map(({ name }: { name: string }) => name);
    assert.deepEqual(names, ["workers", "grey", "edges", "invert", "intensity"]);
    assert.deepEqual([status.sessions, status.runs, status.leased], [1, 1, 1]);
    for (const id of [session, lease.hash]) assert.ok(!text.includes(id));
    await lease.complete({});
    await answer;
  }));

Deno.test("readyz reports that framebox is stopping, healthz does not", () =>
  withFramebox(async (framebox) => {
    assert.equal((await framebox.call("GET", "/readyz")).status, 200);
    await framebox.hub.drain(AbortSignal.abort());
    assert.equal((await framebox.call("GET", "/readyz")).status, 503);
    assert.equal((await framebox.call("GET", "/healthz")).status, 200);
    assert.equal((await framebox.call("POST", "/api/v1/sessions")).status, 503);
    const image = await framebox.call("POST", "/api/v1/images", { body: await file() });
    assert.equal(image.status, 503);
    assert.equal(image.headers.get("retry-after"), "2");
  }));

Deno.test("a data directory that was removed makes readyz fail once, and is made again", () =>
  withFramebox(async (framebox) => {
    const before = await framebox.session();
    const { directory } = framebox.hub.session(before) ?? assert.fail();
    const root = directory.replace(/\/box-.*/, "");
    await Deno.remove(root, { recursive: true });
    const failed = await framebox.call("GET", "/readyz");
    assert.equal(failed.status, 503);
    assert.match(await failed.text(), /DATA_DIR.* removed .*made again/);
    assert.equal((await framebox.call("GET", "/healthz")).status, 200);
    assert.equal((await framebox.call("GET", "/readyz")).status, 200);
    for (const session of [before, await framebox.session()]) {
      const answer = await framebox.call("POST", `/api/v1/sessions/${session}/images`, {
        body: await file(),
      });
      assert.equal(answer.status, 200);
    }
    // In the way of it: that it isn't ready stays so.
    await Deno.remove(root, { recursive: true });
    await Deno.writeTextFile(root, "");
    for (let i = 0; i < 2; i++) {
      const failed = await framebox.call("GET", "/readyz");
      assert.equal(failed.status, 503);
      const text = await failed.text();
      assert.match(text, /DATA_DIR.*can't be made again/);
      assert.ok(!text.includes(root), "a caller learns no path");
    }
    const refused = await framebox.call("POST", "/api/v1/sessions");
    assert.equal(refused.status, 503);
    await Deno.remove(root);
    assert.equal((await framebox.call("GET", "/readyz")).status, 503);
    assert.equal((await framebox.call("GET", "/readyz")).status, 200);
  }, { builtIns: true }));
