import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import type { Outcome, RunEvent } from "../hub/mod.ts";
import { encodePicture, Picture } from "../image/mod.ts";
import {
  char,
  numberOf,
  numeric,
  readMat,
  scalar,
  struct,
  writeElement,
  writeMat,
} from "../mat/mod.ts";
import { hashOf, img, png, type TestBox, withBox } from "./test_box.ts";

const RED = [255, 0, 0] as const;

function brief(outcome: Outcome): string {
  return outcome.kind === "failed"
    ? `failed ${outcome.number} ${outcome.error.code}`
    : `${outcome.kind} ${outcome.number}`;
}

/** One frame in a worker's hands: its client, and the outcome to come. */
async function leased(box: TestBox) {
  const run = await box.start();
  const client = box.client();
  const pushed = await run.push(await png(RED));
  const file = await client.submit();
  return { run, client, file, outcome: pushed.outcome };
}

Deno.test("submit gives im as RGB planes, frame and session_hash", () =>
  withBox(async (box) => {
    const { run, file } = await leased(box);
    const mat = readMat(file);
    const im = mat.get("im")?.value;
    assert.ok(im?.kind === "numeric");
    assert.deepEqual([im.class, ...im.dims], ["uint8", 3, 4, 3]);
    assert.deepEqual([im.data[0], im.data[12], im.data[24]], [255, 0, 0]);
    assert.equal(numberOf(mat.get("frame")?.value), 0);
    assert.equal(hashOf(file), run.hash);
  }));

Deno.test("display settles the frame with its picture and variables", () =>
  withBox(async (box) => {
    const { client, file, outcome, run } = await leased(box);
    await client.display(img(hashOf(file)), writeMat([["data_00000", struct({ a: scalar(1) })]]));
    const result = await outcome;
    assert.ok(result.kind === "done");
    assert.equal(result.processedBy, "worker");
    const source = result.content.picture?.source;
    assert.ok(source?.kind === "raster");
    assert.deepEqual([source.raster.order, ...source.raster.data], ["BGR", 10, 20, 30]);
    assert.deepEqual(run.data.list().map((one) => one.name), ["data_00000"]);
  }));

Deno.test("a frame pushed while submit waits is given to it", () =>
  withBox(async (box) => {
    const run = await box.start();
    const client = box.client();
    const submit = client.submit();
    await run.push(await png(RED));
    assert.equal(hashOf(await submit), run.hash);
  }));

Deno.test("a display by another connection than submit's counts, for the worker that holds the frame", () =>
  withBox(async (box) => {
    const { file, outcome } = await leased(box);
    await box.client().display(img(hashOf(file)));
    const result = await outcome;
    assert.ok(result.kind === "done");
    assert.equal(result.processedBy, "worker");
    assert.deepEqual(box.hub.status.workers.map((one) => [one.name, one.framesDone]), [[
      "worker",
      1,
    ]]);
  }));

Deno.test("a worker is shown by its worker-name, cleaned, from its first submit until it leaves", () =>
  withBox(async (box) => {
    const came = new Promise<string>((resolve) =>
      box.hub.subscribe((event) => event.type === "worker-came" && resolve(event.name))
    );
    const leaving = new AbortController();
    const client = box.client();
    await client.display(img("abc"));
    assert.deepEqual(box.hub.status.workers, []);
    const name = `detector ${"x".repeat(100)}`;
    const submit = client.submit({ metadata: { "worker-name": name }, signal: leaving.signal });
    assert.match(await came, /^detector x{51}$/);
    leaving.abort();
    await assert.rejects(submit, { code: 1 });
  }));

Deno.test("a worker that gives up waiting leaves its frame to the next", () =>
  withBox(async (box) => {
    const run = await box.start();
    const [first, second] = [box.client(), box.client()];
    await assert.rejects(first.submit({ deadlineMs: 200 }), { code: 4 });
    await run.push(await png(RED));
    assert.equal(hashOf(await second.submit()), run.hash);
  }));

Deno.test("what can't be read, or lacks something, is INVALID_ARGUMENT and changes nothing", () =>
  withBox(async (box) => {
    const { client, file, outcome } = await leased(box);
    const hash = hashOf(file);
    const good = img(hash);
    const im = numeric("uint8", [1, 1, 3], [1, 2, 3]);
    const compressed = deflateSync(writeElement("im", im)).subarray(0, 30);
    const bad: [Uint8Array | undefined, Uint8Array?][] = [
      [undefined],
      [new Uint8Array()],
      [new Uint8Array(500)],
      [good.subarray(0, good.length - 9)],
      [Uint8Array.from([...good.subarray(0, 128), 15, 0, 0, 0, 30, 0, 0, 0, ...compressed])],
      [writeMat([["im", im]])],
      [writeMat([["session_hash", char(hash)]])],
      [img("../x")],
      [img("")],
      [img("x".repeat(500))],
      [writeMat([["im", char("no")], ["session_hash", char(hash)]])],
      [good, new Uint8Array(200)],
      [good, good.subarray(0, good.length - 9)],
    ];
    for (const [picture, data] of bad) {
      await assert.rejects(client.display(picture, data), (error: Error & { code?: number }) => {
        assert.equal(error.code, 3, error.message);
        assert.match(error.message, /\.$/);
        return true;
      });
    }
    await client.display(good);
    assert.equal(brief(await outcome), "done 0");
  }));

Deno.test("a zip bomb is refused within the limits, and the box goes on", () =>
  withBox(async (box) => {
    const { client, file, outcome } = await leased(box);
    const hash = hashOf(file);
    const zeros = numeric("uint8", [1, 30_000_000], new Uint8Array(30_000_000));
    const bomb = deflateSync(writeElement("data_00000", zeros));
    const size = new Uint8Array(new Uint32Array([15, bomb.length]).buffer);
    const data = Uint8Array.from([...writeMat([]).subarray(0, 128), ...size, ...bomb]);
    await assert.rejects(client.display(img(hash), data), { code: 3 });
    await client.display(img(hash));
    assert.equal(brief(await outcome), "done 0");
  }, {
    grpc: {
      matLimits: { maxFileBytes: 1e8, maxInflatedBytes: 1e7, maxElements: 1e9, maxNesting: 9 },
    },
  }));

Deno.test("results that nobody waits for are OK, dropped and counted", () =>
  withBox(async (box) => {
    const { client, file, run } = await leased(box);
    const hash = hashOf(file);
    await client.display(img("of_another-box"));
    await client.display(img(hash), writeMat([["data_00000", scalar(1)]]));
    await client.display(img(hash), writeMat([["data_00000", scalar(2)]]));
    await run.session.end("The page was closed.");
    await client.display(img(hash));
    assert.equal(box.hub.status.totals.lateResults, 3);
    assert.equal(box.hub.status.totals.done, 1);
  }));

Deno.test("results out of order find their frames by data_NNNNN", () =>
  withBox(async (box) => {
    const run = await box.start({ kind: "folder" });
    const client = box.client();
    const outcomes = [];
    for (let i = 0; i < 3; i++) outcomes.push((await run.push(await png(RED))).outcome);
    for (let i = 0; i < 3; i++) await client.submit();
    for (const number of [2, 0, 1]) {
      await client.display(img(run.hash), writeMat([[`data_0000${number}`, scalar(number)]]));
    }
    for (const outcome of outcomes) {
      const result = await outcome;
      assert.ok(result.kind === "done");
      assert.deepEqual(
        result.content.variables?.map((one) => one.name),
        [`data_0000${result.number}`],
      );
    }
  }));

Deno.test("compressed results and other forms are read, in the pool", () =>
  withBox(async (box) => {
    const { client, file, outcome, run } = await leased(box);
    const element = (name: string, value: Parameters<typeof writeElement>[1]) => {
      const bytes = deflateSync(writeElement(name, value));
      return [...new Uint8Array(new Uint32Array([15, bytes.length]).buffer), ...bytes];
    };
    const header = [...writeMat([]).subarray(0, 128)];
    const picture = Uint8Array.from([
      ...header,
      ...element("im", numeric("double", [1, 2], [0, 1])),
      ...element("session_hash", char(hashOf(file))),
    ]);
    const data = Uint8Array.from([...header, ...element("data_00000", struct({ a: char("é") }))]);
    await client.display(picture, data);
    const result = await outcome;
    assert.ok(result.kind === "done");
    const source = result.content.picture?.source;
    assert.ok(source?.kind === "raster");
    assert.deepEqual([...source.raster.data], [0, 255]);
    assert.deepEqual(run.data.list().map((one) => [one.name, one.class]), [[
      "data_00000",
      "struct",
    ]]);
  }));

Deno.test("a result that is a JPEG file stays as it came", () =>
  withBox(async (box) => {
    const { client, file, outcome } = await leased(box);
    const raster = {
      widthPx: 8,
      heightPx: 8,
      channels: 1,
      layout: "interleaved",
      order: "RGB",
    } as const;
    const jpeg = await encodePicture({ ...raster, data: new Uint8Array(64).fill(99) }, "jpeg");
    const im = numeric("uint8", [1, jpeg.length], jpeg);
    await client.display(writeMat([["im", im], ["session_hash", char(hashOf(file))]]));
    const result = await outcome;
    assert.ok(result.kind === "done");
    const source = result.content.picture?.source;
    assert.ok(source?.kind === "file");
    assert.deepEqual([...source.bytes], [...jpeg]);
  }));

Deno.test("a picture that can't be decoded fails with a sentence, and submit goes on to the next", () =>
  withBox(async (box) => {
    const run = await box.start({ kind: "folder" });
    const raster = { widthPx: 64, heightPx: 64, channels: 1, layout: "interleaved" } as const;
    const noise = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i * 2654435761) >>> 24);
    const jpeg = await encodePicture({ ...raster, order: "RGB", data: noise }, "jpeg");
    const broken = await run.push(Picture.fromFile(jpeg.subarray(0, jpeg.length / 2)));
    await run.push(await png(RED));
    const mat = readMat(await box.client().submit());
    assert.equal(numberOf(mat.get("frame")?.value), 1);
    const outcome = await broken.outcome;
    assert.equal(brief(outcome), "failed 0 INVALID_ARGUMENT");
    assert.ok(outcome.kind === "failed");
    assert.match(outcome.error.message, /JPEG/);
  }));

Deno.test("submitFormat jpeg and submitMaxBytes shape what submit gives", async () => {
  await withBox(async (box) => {
    const { file } = await leased(box);
    const im = readMat(file).get("im")?.value;
    assert.ok(im?.kind === "numeric");
    assert.deepEqual([im.dims.length, im.dims[0], im.data[0], im.data[1]], [2, 1, 0xff, 0xd8]);
  }, { grpc: { submitFormat: "jpeg" } });
  await withBox(async (box) => {
    const run = await box.start();
    await run.push(await png(RED, 300, 100));
    const file = await box.client().submit();
    assert.ok(file.length <= 10_000);
  }, { grpc: { submitMaxBytes: 10_000 } });
});

Deno.test("a client that refuses large messages is recognised and people are told", () =>
  withBox(async (box) => {
    const run = await box.start();
    const notices: string[] = [];
    const told = new Promise<void>((resolve) =>
      run.subscribe((event: RunEvent) => {
        if (event.type !== "notice") return;
        notices.push(`${event.code}: ${event.message}`);
        resolve();
      })
    );
    const { outcome } = await run.push(await png(RED, 1920, 1080));
    const limited = box.client({ "grpc.max_receive_message_length": 4 * 1024 * 1024 });
    const enough = new AbortController();
    const failing = (async () => {
      while (!enough.signal.aborted) {
        await limited.submit({ signal: enough.signal }).catch(() => {});
      }
    })();
    await told;
    assert.match(
      notices[0]!,
      /^frame-too-large: This picture is 6\.2 MB as \.mat; the worker accepts 4 MB/,
    );
    const result = await outcome;
    assert.equal(brief(result), "failed 0 RESOURCE_EXHAUSTED");
    enough.abort();
    await failing;
  }));

Deno.test("draining: a waiting submit ends with UNAVAILABLE, the result in hand is still taken", () =>
  withBox(async (box) => {
    const { client, file, outcome } = await leased(box);
    const waiting = box.client().submit();
    const refused = assert.rejects(waiting, { code: 14 });
    const drained = box.server.drain(AbortSignal.timeout(20_000));
    await refused;
    await client.display(img(hashOf(file)));
    await drained;
    assert.equal(brief(await outcome), "done 0");
  }));
