import assert from "node:assert/strict";
import type { Run } from "../../hub/mod.ts";
import {
  assertError,
  file,
  jpegResult,
  raw,
  type TestFramebox,
  withFramebox,
} from "../test_framebox.ts";
import { fakeVideoTools, startVideo, upload } from "../test_videos.ts";

const FRAMES = 5;

function watchTest(
  name: string,
  test: (framebox: TestFramebox, session: string) => Promise<void>,
): void {
  Deno.test(name, () =>
    withFramebox(async (framebox) => {
      await test(framebox, await framebox.session());
    }, { videoTools: fakeVideoTools(FRAMES) }));
}

async function start(framebox: TestFramebox, session: string): Promise<Run> {
  await startVideo(framebox, session, await upload(framebox, session), "workers");
  const run = framebox.hub.session(session)?.current;
  assert.ok(run);
  return run;
}

async function answer(framebox: TestFramebox, frames: number): Promise<void> {
  const worker = framebox.worker();
  for (let i = 0; i < frames; i++) await worker.answer(await jpegResult(90 + i));
  worker.leave();
}

watchTest(
  "the session's pages are sent the progress of a video, to its end",
  async (framebox, session) => {
    const client = await framebox.live(session);
    await client.status("open");
    const run = await start(framebox, session);
    assert.equal((await client.status("started")).kind, "video");
    const first = await client.status("progress");
    assert.deepEqual([first.run, first.phase, first.done, first.total], [
      "1",
      "running",
      0,
      FRAMES,
    ]);
    await answer(framebox, FRAMES);
    await framebox.longRunOf(run)?.over;
    let last = first;
    while (last.phase !== "done") last = await client.status("progress");
    assert.deepEqual([last.done, last.failed, last.error], [FRAMES, 0, null]);
    assert.ok(
      !client.received.some((each) => each instanceof Uint8Array),
      "no reader asked for pictures",
    );
  },
);

watchTest(
  "who watches gets results by credit, and without credit holds nothing back",
  async (framebox, session) => {
    const run = await start(framebox, session);
    const watching = await framebox.live(session, "?credit=1");
    const silent = await framebox.live(session, "?credit=1");
    for (const client of [watching, silent]) {
      client.send({ type: "watch", run: run.id });
      assert.equal((await client.status("progress")).done, 0);
    }
    await answer(framebox, 1);
    for (const client of [watching, silent]) {
      const { message, picture } = await client.result();
      assert.deepEqual([message.run, message.frame, message.sent], ["1", 0, null]);
      assert.ok(picture);
    }
    await answer(framebox, FRAMES - 2);
    watching.send({ type: "credit", frames: 1 });
    const { message } = await watching.result();
    assert.equal(message.frame, FRAMES - 2, "the newest one");
    await answer(framebox, 1);
    await framebox.longRunOf(run)?.over;
    assert.equal(framebox.longRunOf(run)?.state.phase, "done");
    assert.equal(silent.received.filter((each) => each instanceof Uint8Array).length, 1);
  },
);

watchTest(
  "who no longer watches gets no more results, but still progress",
  async (framebox, session) => {
    const run = await start(framebox, session);
    const client = await framebox.live(session);
    client.send({ type: "watch", run: run.id });
    await client.status("progress");
    await answer(framebox, 1);
    await client.result();
    client.send({ type: "unwatch", run: run.id });
    // Messages keep their order: when the answer to this one is there, nothing is watched.
    client.send("nonsense");
    await client.status("error");
    assert.equal(framebox.longRunOf(run)?.state.phase, "running");
    await answer(framebox, FRAMES - 1);
    while ((await client.status("progress")).phase !== "done");
    assert.equal(client.received.filter((each) => each instanceof Uint8Array).length, 1);
  },
);

watchTest(
  "a page that comes back sees where its video is; leaving does not end it",
  async (framebox, session) => {
    const run = await start(framebox, session);
    const before = await framebox.live(session);
    before.send({ type: "watch", run: run.id });
    await before.status("progress");
    before.close(1000);
    await before.closed;
    await answer(framebox, 2);
    const after = await framebox.live(session);
    after.send({ type: "watch", run: run.id });
    assert.equal((await after.status("progress")).run, "1");
    await answer(framebox, 1);
    assert.equal((await after.result()).message.frame, 2);
    await answer(framebox, FRAMES - 3);
    while ((await after.status("progress")).phase !== "done");
    after.send({ type: "watch", run: run.id });
    assert.equal((await after.status("progress")).phase, "done", "and once more, when it is asked");
  },
);

watchTest("a socket can cancel a video, not feed or reset it", async (framebox, session) => {
  const run = await start(framebox, session);
  const answerOfUpgrade = await raw(
    framebox,
    `GET /api/v1/sessions/${session}/live?run=${run.id} HTTP/1.1\r\n` +
      `Host: 127.0.0.1:${framebox.server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  );
  assert.match(answerOfUpgrade, /^HTTP\/1.1 409 /);
  const client = await framebox.live(session);
  client.send({ type: "reset" });
  client.send({ type: "watch", run: "7" });
  const error = await client.status("error");
  assert.match(JSON.stringify(error), /no such run/);
  assert.equal(framebox.longRunOf(run)?.state.phase, "running");
  client.send({ type: "watch", run: run.id });
  client.send({ type: "cancel", run: run.id });
  let last = await client.status("progress");
  while (last.phase === "running") last = await client.status("progress");
  assert.equal(last.phase, "cancelled");
  const video = await framebox.call("GET", `/api/v1/sessions/${session}/runs/${run.id}/video`);
  await assertError(video, 404, "NOT_FOUND", /ended before/);
});

watchTest(
  "the status of a watched video that waits has its place and its estimated time",
  async (framebox, session) => {
    const worker = framebox.worker();
    const other = await framebox.live(await framebox.session(), "?processor=workers");
    other.send(await file());
    await worker.answer(await jpegResult());
    await other.result();
    const live = await framebox.live(session);
    const run = await start(framebox, session);
    live.send({ type: "watch", run: run.id });
    const { kind, ahead, eta_ms } = await live.status("waiting");
    assert.deepEqual([kind, ahead, typeof eta_ms], ["video", 0, "number"]);
  },
);

watchTest("a run that gives nothing takes no credit from others", async (framebox, session) => {
  const options = { kind: "video", policy: "lossless", processor: "workers" } as const;
  const quiet = framebox.hub.session(session)?.start(options);
  assert.ok(quiet);
  const client = await framebox.live(session, "?credit=1");
  const worker = framebox.worker();
  for (let i = 0; i < 3; i++) {
    client.send({ type: "watch", run: quiet.id });
    client.send(await file());
    await worker.answer(await jpegResult(90));
    assert.notEqual((await client.result()).message.run, quiet.id);
    client.send({ type: "unwatch", run: quiet.id });
    client.send({ type: "credit", frames: 1 });
  }
});
