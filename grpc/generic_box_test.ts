import { encodePicture, Picture, pictureIn } from "../media/image/mod.ts";
import assert from "node:assert/strict";
import type { RunEvent } from "../hub/mod.ts";
import { numberOf, readMat, scalar, struct, writeMat } from "../mat/mod.ts";
import { brief, hashOf, img, leased, png, RED, withFramebox } from "./test_framebox.ts";
import { limit } from "../tests/support/limit.ts";

Deno.test("submit gives im as RGB planes, frame and session_hash", () =>
  withFramebox(async (framebox) => {
    const { run, file } = await leased(framebox);
    const mat = readMat(file);
    const im = mat.get("im")?.value;
    assert.ok(im?.kind === "numeric");
    assert.deepEqual([im.class, ...im.dims], ["uint8", 3, 4, 3]);
    assert.deepEqual([im.data[0], im.data[12], im.data[24]], [255, 0, 0]);
    assert.equal(numberOf(mat.get("frame")?.value), 0);
    assert.equal(hashOf(file), run.hash);
  }));

Deno.test("display settles the frame with its picture and variables", () =>
  withFramebox(async (framebox) => {
    const { client, file, outcome, run } = await leased(framebox);
    await client.display(img(hashOf(file)), writeMat([["data_00000", struct({ a: scalar(1) })]]));
    const result = await outcome;
    assert.ok(result.kind === "done");
    assert.equal(result.processedBy, "worker");
    const source = pictureIn(result.content.payload)?.source;
    assert.ok(source?.kind === "raster");
    assert.deepEqual([source.raster.order, ...source.raster.data], ["BGR", 10, 20, 30]);
    assert.deepEqual(run.data.list().map((one) => one.name), ["data_00000"]);
  }));

Deno.test("a frame pushed while submit waits is given to it", () =>
  withFramebox(async (framebox) => {
    const run = await framebox.start();
    const client = framebox.client();
    const submit = client.submit();
    await run.push(await png(RED));
    assert.equal(hashOf(await submit), run.hash);
  }));

Deno.test("a display by another connection than submit's counts, for the worker that holds the frame", () =>
  withFramebox(async (framebox) => {
    const { file, outcome } = await leased(framebox);
    await framebox.client().display(img(hashOf(file)));
    const result = await outcome;
    assert.ok(result.kind === "done");
    assert.equal(result.processedBy, "worker");
    assert.deepEqual(framebox.hub.status.workers.map((one) => [one.name, one.framesDone]), [[
      "worker",
      1,
    ]]);
  }));

Deno.test("a worker is shown by its worker-name, cleaned, from its first submit until it leaves", () =>
  withFramebox(async (framebox) => {
    const came = new Promise<string>((resolve) =>
      framebox.hub.subscribe((event) => event.type === "worker-came" && resolve(event.name))
    );
    const leaving = new AbortController();
    const client = framebox.client();
    await client.display(img("abc"));
    assert.deepEqual(framebox.hub.status.workers, []);
    const name = `detector ${"x".repeat(100)}`;
    const submit = client.submit({ metadata: { "worker-name": name }, signal: leaving.signal });
    assert.match(await came, /^detector x{51}$/);
    leaving.abort();
    await assert.rejects(submit, { code: 1 });
  }));

Deno.test("a worker that gives up waiting leaves its frame to the next", () =>
  withFramebox(async (framebox) => {
    const run = await framebox.start();
    const [first, second] = [framebox.client(), framebox.client()];
    await assert.rejects(first.submit({ deadlineMs: 200 }), { code: 4 });
    await run.push(await png(RED));
    assert.equal(hashOf(await second.submit()), run.hash);
  }));

Deno.test("a picture that can't be decoded fails with a sentence, and submit takes the next one", () =>
  withFramebox(async (framebox) => {
    const run = await framebox.start({ kind: "images" });
    const raster = { widthPx: 64, heightPx: 64, channels: 1, layout: "interleaved" } as const;
    const noise = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i * 2654435761) >>> 24);
    const jpeg = await encodePicture({ ...raster, order: "RGB", data: noise }, "jpeg");
    const broken = await run.push(Picture.fromFile(jpeg.subarray(0, jpeg.length / 2)));
    await run.push(await png(RED));
    const mat = readMat(await framebox.client().submit());
    assert.equal(numberOf(mat.get("frame")?.value), 1);
    const outcome = await broken.outcome;
    assert.equal(brief(outcome), "failed 0 INVALID_ARGUMENT");
    assert.ok(outcome.kind === "failed");
    assert.match(outcome.error.message, /JPEG/);
  }));

Deno.test("submitFormat jpeg and submitMaxBytes shape what submit gives", async () => {
  await withFramebox(async (framebox) => {
    const { file } = await leased(framebox);
    const im = readMat(file).get("im")?.value;
    assert.ok(im?.kind === "numeric");
    assert.deepEqual([im.dims.length, im.dims[0], im.data[0], im.data[1]], [2, 1, 0xff, 0xd8]);
  }, { grpc: { submitFormat: "jpeg" } });
  await withFramebox(async (framebox) => {
    const run = await framebox.start();
    await run.push(await png(RED, 300, 100));
    const file = await framebox.client().submit();
    assert.ok(file.length <= 10_000);
  }, { grpc: { submitMaxBytes: 10_000 } });
});

Deno.test("a client that refuses large messages is recognised, and its run is notified", () =>
  withFramebox(async (framebox) => {
    const run = await framebox.start();
    const notices: string[] = [];
    const notified = new Promise<void>((resolve) =>
      run.subscribe((event: RunEvent) => {
        if (event.type !== "notice") return;
        notices.push(`${event.code}: ${event.message}`);
        resolve();
      })
    );
    const { outcome } = await run.push(await png(RED, 1920, 1080));
    const limited = framebox.client({ "grpc.max_receive_message_length": 4 * 1024 * 1024 });
    const enough = new AbortController();
    const failing = (async () => {
      while (!enough.signal.aborted) {
        // It declares no limit, but its library has one.
        const metadata = { "max-receive-bytes": "-1" };
        await limited.submit({ metadata, signal: enough.signal }).catch(() => {});
      }
    })();
    await notified;
    assert.match(
      notices[0]!,
      /^frame-too-large: This picture is 6\.2 MB as \.mat; the worker accepts 4 MB/,
    );
    const result = await outcome;
    assert.equal(brief(result), "failed 0 RESOURCE_EXHAUSTED");
    enough.abort();
    await failing;
  }));

Deno.test("draining: a waiting submit ends with UNAVAILABLE, the result of a leased frame is still taken", () =>
  withFramebox(async (framebox) => {
    const { client, file, outcome } = await leased(framebox);
    const waiting = framebox.client().submit();
    const refused = assert.rejects(waiting, { code: 14 });
    const drained = framebox.server.drain(limit());
    await refused;
    await client.display(img(hashOf(file)));
    await drained;
    assert.equal(brief(await outcome), "done 0");
  }));
