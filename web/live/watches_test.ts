import assert from "node:assert/strict";
import type { Run } from "../../hub/mod.ts";
import { assertError, file, jpegResult, raw, type TestBox, withBox } from "../test_box.ts";
import { fakeVideoTools, startVideo, upload } from "../test_videos.ts";

const FRAMES = 5;

function watchTest(
  name: string,
  test: (box: TestBox, session: string) => Promise<void>,
): void {
  Deno.test(name, () =>
    withBox(async (box) => {
      await test(box, await box.session());
    }, { videoTools: fakeVideoTools(FRAMES) }));
}

async function start(box: TestBox, session: string): Promise<Run> {
  await startVideo(box, session, await upload(box, session), "workers");
  const run = box.hub.session(session)?.current;
  assert.ok(run);
  return run;
}

async function answer(box: TestBox, frames: number): Promise<void> {
  const worker = box.worker();
  for (let i = 0; i < frames; i++) await worker.answer(await jpegResult(90 + i));
  worker.leave();
}

watchTest(
  "the session's pages hear of a video and how far it is, to its end",
  async (box, session) => {
    const client = await box.live(session);
    await client.status("open");
    const run = await start(box, session);
    assert.equal((await client.status("started")).kind, "video");
    const first = await client.status("progress");
    assert.deepEqual([first.run, first.phase, first.done, first.total], [
      "1",
      "running",
      0,
      FRAMES,
    ]);
    await answer(box, FRAMES);
    await box.jobOf(run)?.over;
    let last = first;
    while (last.phase !== "done") last = await client.status("progress");
    assert.deepEqual([last.done, last.failed, last.error], [FRAMES, 0, null]);
    assert.ok(
      !client.received.some((each) => each instanceof Uint8Array),
      "nobody asked for pictures",
    );
  },
);

watchTest(
  "who watches gets results by credit, and without credit holds nothing back",
  async (box, session) => {
    const run = await start(box, session);
    const watching = await box.live(session, "?credit=1");
    const silent = await box.live(session, "?credit=1");
    for (const client of [watching, silent]) {
      client.send({ type: "watch", run: run.id });
      assert.equal((await client.status("progress")).done, 0);
    }
    await answer(box, 1);
    for (const client of [watching, silent]) {
      const { message, picture } = await client.result();
      assert.deepEqual([message.run, message.frame, message.sent], ["1", 0, null]);
      assert.ok(picture);
    }
    await answer(box, FRAMES - 2);
    watching.send({ type: "credit", frames: 1 });
    const { message } = await watching.result();
    assert.equal(message.frame, FRAMES - 2, "the newest one");
    await answer(box, 1);
    await box.jobOf(run)?.over;
    assert.equal(box.jobOf(run)?.state.phase, "done");
    assert.equal(silent.received.filter((each) => each instanceof Uint8Array).length, 1);
  },
);

watchTest(
  "who no longer watches gets no more results, but still progress",
  async (box, session) => {
    const run = await start(box, session);
    const client = await box.live(session);
    client.send({ type: "watch", run: run.id });
    await client.status("progress");
    await answer(box, 1);
    await client.result();
    client.send({ type: "unwatch", run: run.id });
    // Messages keep their order: when the answer to this one is there, nothing is watched.
    client.send("nonsense");
    await client.status("error");
    assert.equal((await client.status("progress")).phase, "running");
    await answer(box, FRAMES - 1);
    while ((await client.status("progress")).phase !== "done");
    assert.equal(client.received.filter((each) => each instanceof Uint8Array).length, 1);
  },
);

watchTest(
  "a page that comes back sees where its video is; leaving does not end it",
  async (box, session) => {
    const run = await start(box, session);
    const before = await box.live(session);
    before.send({ type: "watch", run: run.id });
    await before.status("progress");
    before.close(1000);
    await before.closed;
    await answer(box, 2);
    const after = await box.live(session);
    after.send({ type: "watch", run: run.id });
    assert.equal((await after.status("progress")).run, "1");
    await answer(box, 1);
    assert.equal((await after.result()).message.frame, 2);
    await answer(box, FRAMES - 3);
    while ((await after.status("progress")).phase !== "done");
    after.send({ type: "watch", run: run.id });
    assert.equal((await after.status("progress")).phase, "done", "and once more, when it is asked");
  },
);

watchTest("a socket can cancel a video, not feed or reset it", async (box, session) => {
  const run = await start(box, session);
  const answerOfUpgrade = await raw(
    box,
    `GET /api/v1/sessions/${session}/live?run=${run.id} HTTP/1.1\r\n` +
      `Host: 127.0.0.1:${box.server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  );
  assert.match(answerOfUpgrade, /^HTTP\/1.1 409 /);
  const client = await box.live(session);
  client.send({ type: "reset" });
  client.send({ type: "watch", run: "7" });
  const error = await client.status("error");
  assert.match(JSON.stringify(error), /no such run/);
  assert.equal(box.jobOf(run)?.state.phase, "running");
  client.send({ type: "watch", run: run.id });
  client.send({ type: "cancel", run: run.id });
  let last = await client.status("progress");
  while (last.phase === "running") last = await client.status("progress");
  assert.equal(last.phase, "cancelled");
  const video = await box.call("GET", `/api/v1/sessions/${session}/runs/${run.id}/video`);
  await assertError(video, 404, "NOT_FOUND", /ended before/);
});

watchTest(
  "a watched video that waits is told its place, and how long that will be",
  async (box, session) => {
    const worker = box.worker();
    const other = await box.live(await box.session(), "?processor=workers");
    other.send(await file());
    await worker.answer(await jpegResult());
    await other.result();
    const live = await box.live(session);
    const run = await start(box, session);
    live.send({ type: "watch", run: run.id });
    const { kind, ahead, eta_ms } = await live.status("waiting");
    assert.deepEqual([kind, ahead, typeof eta_ms], ["video", 0, "number"]);
  },
);

watchTest("a run that gives nothing takes no credit from others", async (box, session) => {
  const options = { kind: "video", policy: "lossless", processor: "workers" } as const;
  const quiet = box.hub.session(session)?.start(options);
  assert.ok(quiet);
  const client = await box.live(session, "?credit=1");
  const worker = box.worker();
  for (let i = 0; i < 3; i++) {
    client.send({ type: "watch", run: quiet.id });
    client.send(await file());
    await worker.answer(await jpegResult(90));
    assert.notEqual((await client.result()).message.run, quiet.id);
    client.send({ type: "unwatch", run: quiet.id });
    client.send({ type: "credit", frames: 1 });
  }
});
