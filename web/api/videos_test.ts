import assert from "node:assert/strict";
import type { Run } from "../../hub/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import {
  assertError,
  raster,
  type TestFramebox,
  type TestFrameboxOptions,
  withFramebox,
} from "../test_framebox.ts";
import { fakeVideoTools, startVideo, upload } from "../test_videos.ts";

/** What most of these tests begin with. */
interface Started {
  readonly framebox: TestFramebox;
  readonly session: string;
  /** Address of the run. */
  readonly at: string;
  readonly run: Run;
}

/** A server with a video for workers under way. */
function videoTest(
  name: string,
  test: (started: Started) => Promise<void>,
  options: TestFrameboxOptions = {},
): void {
  Deno.test(name, () =>
    withFramebox(async (framebox) => {
      const session = await framebox.session();
      const file = await upload(framebox, session, "video", "my hölidäy.mov");
      const answer = await startVideo(framebox, session, file, "workers");
      assert.equal(answer.status, 201);
      const at = answer.headers.get("location") ?? "";
      const run = framebox.hub.session(session)?.current;
      assert.ok(run);
      await test({ framebox, session, at, run });
    }, { videoTools: fakeVideoTools(3), ...options }));
}

/** Answers all frames and waits until the video is complete. */
async function complete({ framebox, run }: Started, frames = 3): Promise<void> {
  const over = framebox.longRunOf(run)?.over;
  const worker = framebox.worker();
  for (let i = 0; i < frames; i++) await worker.answer();
  await over;
}

videoTest("a video runs, and its state holds what it is and how far it is", async (started) => {
  const { framebox, at, session } = started;
  const before = await (await framebox.call("GET", at)).json();
  assert.equal(before.kind, "video");
  assert.equal(before.job.phase, "running");
  assert.equal(before.job.total, 3);
  const { video } = before;
  assert.deepEqual([video.name, video.width, video.height], ["my hölidäy.mov", 4, 3]);
  assert.deepEqual([video.rate, video.frames, video.bytes], [29.97, 3, 5]);
  assert.equal(video.result, null);
  await assertError(
    await framebox.call("GET", `${at}/video`),
    409,
    "FAILED_PRECONDITION",
    /not complete/,
  );
  await complete(started);
  const after = await (await framebox.call("GET", at)).json();
  assert.deepEqual([after.job.phase, after.job.done, after.job.failed], ["done", 3, 0]);
  assert.deepEqual(after.video.result, { width: 4, height: 3, bytes: 1000, url: `${at}/video` });
  const { runs } = await (await framebox.call("GET", `/api/v1/sessions/${session}`)).json();
  assert.deepEqual(runs, [after]);
  const times = await (await framebox.call("GET", `${at}/timestamps`)).json();
  assert.deepEqual(times, { rate: 29.97, timestamps_ms: [0, 10, 20] });
});

videoTest("the result and the original are given whole, in ranges, and as downloads", async (s) => {
  const { framebox, at } = s;
  await complete(s);
  const whole = await framebox.call("GET", `${at}/video`);
  assert.equal(whole.status, 200);
  assert.equal(whole.headers.get("content-type"), "video/mp4");
  assert.equal(whole.headers.get("accept-ranges"), "bytes");
  assert.equal((await whole.arrayBuffer()).byteLength, 1000);
  const etag = whole.headers.get("etag") ?? "";
  const range = async (value: string, headers: Record<string, string> = {}) => {
    const answer = await framebox.call("GET", `${at}/video`, {
      headers: { range: value, ...headers },
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return [answer.status, answer.headers.get("content-range"), bytes[0], bytes.length];
  };
  assert.deepEqual(await range("bytes=10-19"), [206, "bytes 10-19/1000", 10, 10]);
  assert.deepEqual(await range("bytes=990-"), [206, "bytes 990-999/1000", 222, 10]);
  assert.deepEqual(await range("bytes=-1"), [206, "bytes 999-999/1000", 231, 1]);
  assert.deepEqual(await range("bytes=0-5000"), [206, "bytes 0-999/1000", 0, 1000]);
  assert.deepEqual(await range("bytes=1-2,5-6"), [200, null, 0, 1000]);
  assert.deepEqual(await range("bytes=9-2"), [200, null, 0, 1000]);
  assert.deepEqual(await range("bytes=1-2", { "if-range": etag }), [206, "bytes 1-2/1000", 1, 2]);
  assert.deepEqual(await range("bytes=1-2", { "if-range": '"other"' }), [200, null, 0, 1000]);
  const beyond = await framebox.call("GET", `${at}/video`, { headers: { range: "bytes=1000-" } });
  assert.equal(beyond.headers.get("content-range"), "bytes */1000");
  await assertError(beyond, 416, "INVALID_ARGUMENT", /has 1000 bytes/);
  const head = await framebox.call("HEAD", `${at}/video`, { headers: { range: "bytes=1-2" } });
  assert.deepEqual([head.status, head.headers.get("content-length")], [206, "2"]);
  const same = await framebox.call("GET", `${at}/video`, { headers: { "if-none-match": etag } });
  assert.equal(same.status, 304);
  const download = await framebox.call("GET", `${at}/video?download=1`);
  assert.equal(
    download.headers.get("content-disposition"),
    `attachment; filename="my h_lid_y-result.mp4"; filename*=UTF-8''my%20h%C3%B6lid%C3%A4y-result.mp4`,
  );
  const original = await fetch(framebox.url(`${at}/original`));
  assert.equal(original.headers.get("content-type"), "application/octet-stream");
  assert.equal(original.headers.get("x-content-type-options"), "nosniff");
  assert.equal(await original.text(), "video");
});

videoTest("a video is paused, resumed and cancelled", async ({ framebox, at, run }) => {
  const post = (what: string) => framebox.call("POST", `${at}/${what}`);
  const phase = async () => (await (await framebox.call("GET", at)).json()).job.phase;
  assert.equal((await post("pause")).status, 204);
  assert.equal(await phase(), "paused");
  assert.equal((await post("resume")).status, 204);
  assert.equal(await phase(), "running");
  assert.equal((await post("cancel")).status, 204);
  assert.ok(run.ended.aborted);
  await framebox.longRunOf(run)?.over;
  assert.equal(await phase(), "cancelled");
  await assertError(await post("pause"), 409, "FAILED_PRECONDITION", /ended already/);
  assert.equal((await post("cancel")).status, 204);
  await assertError(
    await framebox.call("GET", `${at}/video`),
    404,
    "NOT_FOUND",
    /before its video/,
  );
  const answer = await framebox.call("POST", `${at}/cancel`, {
    headers: { origin: "http://evil.example" },
  });
  await assertError(answer, 403, "PERMISSION_DENIED", /another site's page/);
});

videoTest("a video that is removed makes room, done or under way", async (started) => {
  const { framebox, session, at } = started;
  await complete(started);
  const directory = framebox.hub.session(session)?.directory ?? "";
  const second = await startVideo(framebox, session, await upload(framebox, session), "workers");
  const other = second.headers.get("location") ?? "";
  for (const address of [at, other]) {
    assert.equal((await framebox.call("DELETE", address)).status, 204);
    await assertError(await framebox.call("DELETE", address), 404, "NOT_FOUND", /no such run/);
    assert.equal((await framebox.call("GET", `${address}/original`)).status, 404);
  }
  assert.deepEqual([...Deno.readDirSync(directory)], []);
  assert.ok(framebox.hub.session(session)?.takeSpace(2000));
}, { hub: { sessionQuotaBytes: 2000 } });

Deno.test("runs that others feed can be cancelled, not paused, and are no videos", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    framebox.hub.session(session)?.start({
      kind: "camera",
      policy: "latest",
      processor: "workers",
    });
    const at = `/api/v1/sessions/${session}/runs/1`;
    const state = await (await framebox.call("GET", at)).json();
    assert.deepEqual([state.kind, state.job, state.video], ["camera", null, null]);
    await assertError(
      await framebox.call("POST", `${at}/pause`),
      409,
      "FAILED_PRECONDITION",
      /sender/,
    );
    for (const file of ["video", "original", "timestamps"]) {
      await assertError(
        await framebox.call("GET", `${at}/${file}`),
        404,
        "NOT_FOUND",
        /is no video/,
      );
    }
    assert.equal((await framebox.call("POST", `${at}/cancel`)).status, 204);
    assert.equal((await (await framebox.call("GET", at)).json()).ended, true);
  }));

Deno.test("what can't be a video is refused with a sentence, and its upload is removed", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const bad = await upload(framebox, session, "words");
    await assertError(
      await startVideo(framebox, session, bad),
      400,
      "INVALID_ARGUMENT",
      /no video/,
    );
    await assertError(await startVideo(framebox, session, bad), 404, "NOT_FOUND", /no such upload/);
    const good = await upload(framebox, session);
    const wrong = await startVideo(framebox, session, good, "nobody");
    await assertError(wrong, 400, "INVALID_ARGUMENT", /no such processor/);
    assert.equal((await startVideo(framebox, session, good)).status, 201);
    await assertError(
      await startVideo(framebox, session, good),
      404,
      "NOT_FOUND",
      /no such upload/,
    );
    for (const body of ["", "[]", '{"upload": 1}', '{"upload": "a", "processor": 2}']) {
      const answer = await framebox.call("POST", `/api/v1/sessions/${session}/videos`, { body });
      await assertError(answer, 400, "INVALID_ARGUMENT", /The body is JSON/);
    }
    const long = await framebox.call("POST", `/api/v1/sessions/${session}/videos`, {
      body: " ".repeat(5000),
    });
    assert.equal(long.status, 413);
  }, { videoTools: fakeVideoTools(3) }));

Deno.test("an upload that is not complete can't be started", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const made = await framebox.call("POST", `/api/v1/sessions/${session}/uploads`, {
      headers: { "Upload-Length": "5" },
    });
    const id = made.headers.get("location")?.split("/").at(-1) ?? "";
    const answer = await startVideo(framebox, session, id);
    await assertError(answer, 409, "FAILED_PRECONDITION", /0 of 5 bytes/);
  }, { videoTools: fakeVideoTools(3) }));

Deno.test("a server without ffmpeg answers with an error that names it, and keeps the upload", () =>
  withFramebox(async (framebox) => {
    const status = await (await framebox.call("GET", "/api/v1/status")).json();
    assert.deepEqual(status.video, { decoder: null, max_bytes: 16 * 1024 ** 2 });
    const session = await framebox.session();
    const file = await upload(framebox, session);
    await assertError(await startVideo(framebox, session, file), 501, "UNIMPLEMENTED", /no ffmpeg/);
    const state = await framebox.call("GET", `/api/v1/sessions/${session}/uploads/${file}`);
    assert.equal((await state.json()).complete, true);
  }));

videoTest("a video continues without a client, and its files stay with its run", async (s) => {
  const { framebox, session, at } = s;
  await complete(s);
  assert.ok(!framebox.hub.session(session)?.ended.aborted);
  assert.equal((await framebox.call("GET", `${at}/video`)).status, 200);
  await framebox.call("DELETE", `/api/v1/sessions/${session}`);
  assert.equal((await framebox.call("GET", `${at}/video`)).status, 404);
});

videoTest(
  "the video of a run is run again by another, without being sent again",
  async (started) => {
    const { framebox, at, session } = started;
    await complete(started);
    const body = JSON.stringify({ run: at.split("/").at(-1), processor: "invert" });
    const answer = await framebox.call("POST", `/api/v1/sessions/${session}/videos`, { body });
    assert.equal(answer.status, 201);
    const again = answer.headers.get("location") ?? "";
    assert.notEqual(again, at);
    const run = framebox.hub.session(session)?.current;
    assert.ok(run);
    const invert = framebox.worker("Invert", "invert");
    for (let i = 0; i < 3; i++) await invert.answer();
    await framebox.longRunOf(run)?.over;
    // Each has the file for itself.
    assert.equal((await framebox.call("DELETE", at)).status, 204);
    assert.equal(await (await fetch(framebox.url(`${again}/original`))).text(), "video");
    const state = await (await framebox.call("GET", again)).json();
    assert.deepEqual([state.processor, state.job.phase], ["invert", "done"]);
    assert.equal(state.video.name, "my hölidäy.mov");
    const gone = await framebox.call("POST", `/api/v1/sessions/${session}/videos`, { body });
    await assertError(gone, 404, "NOT_FOUND", /run/);
  },
);

videoTest("waiting frames of a video move to another processor", async ({ framebox, at, run }) => {
  await framebox.worker().answer();
  const body = JSON.stringify({ processor: "invert" });
  assert.equal((await framebox.call("POST", `${at}/processor`, { body })).status, 204);
  const invert = framebox.worker("Invert", "invert");
  for (let i = 0; i < 2; i++) await invert.answer();
  await framebox.longRunOf(run)?.over;
  const { processor, job } = await (await framebox.call("GET", at)).json();
  assert.deepEqual([processor, job.phase, job.done], ["invert", "done", 3]);
});

videoTest(
  "a video of grey frames can't continue with another processor",
  async ({ framebox, session }) => {
    const file = await upload(framebox, session, "video", "grey.mov");
    const answer = await startVideo(framebox, session, file, "grey");
    const run = framebox.hub.session(session)?.current;
    assert.ok(run);
    const { widthPx, heightPx } = raster();
    const data = new Uint8Array(widthPx * heightPx);
    const picture = Picture.fromRaster({ ...raster(), data, channels: 1 });
    const grey = framebox.worker("Grey", "grey");
    for (let i = 0; i < 3; i++) await grey.answer({ payload: picture });
    await framebox.longRunOf(run)?.over;
    const body = JSON.stringify({ processor: "invert" });
    const at = answer.headers.get("location");
    const refused = await framebox.call("POST", `${at}/processor`, { body });
    await assertError(refused, 409, "FAILED_PRECONDITION", /grey/);
  },
);
