import { pictureIn } from "../media/image/mod.ts";
import assert from "node:assert/strict";
import { char, numeric, readMat, writeMat } from "../mat/mod.ts";
import { hashOf, png, RED, withFramebox } from "./test_framebox.ts";

/** Large enough for every buffer on its way to be given back. */
const [WIDTH_PX, HEIGHT_PX] = [320, 240];

Deno.test("a frame that its worker had and lost is whole for the next one", () =>
  withFramebox(async (framebox) => {
    const run = await framebox.start();
    await run.push(await png(RED, WIDTH_PX, HEIGHT_PX));
    const first = framebox.client();
    const given = await first.submit();
    first.close();
    const again = await framebox.client().submit();
    assert.ok(isAll(RED, readMat(given).get("im")?.value));
    assert.ok(isAll(RED, readMat(again).get("im")?.value));
    assert.equal(hashOf(again), run.hash);
  }));

Deno.test("a large result is whole, and stays so while others come", () =>
  withFramebox(async (framebox) => {
    const run = await framebox.start();
    const client = framebox.client();
    const colours = [[1, 2, 3], [40, 50, 60], [200, 100, 0]] as const;
    const outcomes = [];
    for (const colour of colours) {
      const pushed = await run.push(await png(RED, WIDTH_PX, HEIGHT_PX));
      const hash = hashOf(await client.submit());
      const im = numeric("uint8", [HEIGHT_PX, WIDTH_PX, 3], planesOf(colour));
      await client.display(writeMat([["im", im], ["session_hash", char(hash)]]));
      outcomes.push(await pushed.outcome);
    }
    for (const [i, outcome] of outcomes.entries()) {
      assert.ok(outcome.kind === "done");
      const source = pictureIn(outcome.content.payload)?.source;
      assert.ok(source?.kind === "raster");
      assert.deepEqual(source.raster.data, planesOf(colours[i] ?? RED));
    }
  }));

Deno.test("of a camera's results the newest keeps its pixels, and those before it what was shown", () =>
  withFramebox(async (framebox) => {
    const run = await framebox.start({ kind: "camera", policy: "latest" });
    const client = framebox.client();
    const shown = [];
    for (const colour of [[1, 2, 3], [40, 50, 60], [200, 100, 0]] as const) {
      const pushed = await run.push(await png(RED, WIDTH_PX, HEIGHT_PX));
      const hash = hashOf(await client.submit());
      const im = numeric("uint8", [HEIGHT_PX, WIDTH_PX, 3], planesOf(colour));
      await client.display(writeMat([["im", im], ["session_hash", char(hash)]]));
      const outcome = await pushed.outcome;
      const picture = outcome.kind === "done" ? pictureIn(outcome.content.payload) : undefined;
      assert.ok(picture);
      shown.push({ picture, jpeg: await picture.encoded("jpeg", framebox.pool) });
    }
    const kinds = shown.map(({ picture }) => picture.source.kind);
    assert.deepEqual(kinds, ["file", "file", "raster"]);
    for (const { picture, jpeg } of shown) {
      assert.ok(await picture.encoded("jpeg", framebox.pool) === jpeg);
      const { data } = await picture.raster({}, framebox.pool);
      assert.equal(data.byteLength, WIDTH_PX * HEIGHT_PX * 3);
    }
  }));

function planesOf(colour: readonly number[]): Uint8Array<ArrayBuffer> {
  const plane = WIDTH_PX * HEIGHT_PX;
  return Uint8Array.from({ length: 3 * plane }, (_, i) => colour[Math.floor(i / plane)] ?? 0);
}

function isAll(colour: readonly number[], value: unknown): boolean {
  const data = typeof value === "object" && value !== null ? Reflect.get(value, "data") : undefined;
  const expected = planesOf(colour);
  return data instanceof Uint8Array && data.length === expected.length &&
    data.every((byte, i) => byte === expected[i]);
}
