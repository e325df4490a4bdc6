import { encodePicture, pictureIn } from "../media/image/mod.ts";
import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { char, numeric, scalar, struct, writeElement, writeMat } from "../mat/mod.ts";
import { brief, hashOf, img, leased, png, RED, withFramebox } from "./test_framebox.ts";

Deno.test("what can't be read, or lacks something, is INVALID_ARGUMENT and changes nothing", () =>
  withFramebox(async (framebox) => {
    const { client, file, outcome } = await leased(framebox);
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

Deno.test("a zip bomb is refused within the limits, and framebox keeps serving", () =>
  withFramebox(async (framebox) => {
    const { client, file, outcome } = await leased(framebox);
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

Deno.test("results without a waiting frame are OK, dropped and counted", () =>
  withFramebox(async (framebox) => {
    const { client, file, run } = await leased(framebox);
    const hash = hashOf(file);
    await client.display(img("of_another-box"));
    await client.display(img(hash), writeMat([["data_00000", scalar(1)]]));
    await client.display(img(hash), writeMat([["data_00000", scalar(2)]]));
    await run.session.end("The page was closed.");
    await client.display(img(hash));
    assert.equal(framebox.hub.status.totals.lateResults, 3);
    assert.equal(framebox.hub.status.totals.done, 1);
  }));

Deno.test("results out of order find their frames by data_NNNNN", () =>
  withFramebox(async (framebox) => {
    const run = await framebox.start({ kind: "images" });
    const client = framebox.client();
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
  withFramebox(async (framebox) => {
    const { client, file, outcome, run } = await leased(framebox);
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
    const source = pictureIn(result.content.payload)?.source;
    assert.ok(source?.kind === "raster");
    assert.deepEqual([...source.raster.data], [0, 255]);
    assert.deepEqual(run.data.list().map((one) => [one.name, one.class]), [[
      "data_00000",
      "struct",
    ]]);
  }));

Deno.test("a result that is a JPEG file stays as it came", () =>
  withFramebox(async (framebox) => {
    const { client, file, outcome } = await leased(framebox);
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
    const source = pictureIn(result.content.payload)?.source;
    assert.ok(source?.kind === "file");
    assert.deepEqual([...source.bytes], [...jpeg]);
  }));
