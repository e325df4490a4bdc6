import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { FrameboxError } from "../../base/errors/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import { numeric, readMat, writeElement } from "../../mat/mod.ts";
import type { ImageSetRun } from "./image_set_run.ts";
import { zipOf } from "./image_set_zip.ts";
import { picture, raster } from "../testing/test_pictures.ts";
import { phase, withImages } from "./test_images.ts";

/** Stored files of a ZIP by their names, from its central directory (APPNOTE 4.3.12). */
function unzip(zip: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.byteLength - 22;
  assert.equal(view.getUint32(end, true), 0x06054b50);
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < view.getUint16(end + 10, true); i++) {
    assert.equal(view.getUint16(at + 10, true), 0, "pictures are stored, not compressed");
    const [size, nameLength] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true)];
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    assert.ok(!files.has(name), name);
    files.set(name, zip.subarray(start, start + size));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}

/** The whole archive. */
async function zipped(longRun: ImageSetRun): Promise<Uint8Array> {
  const { byteLength, stream } = await zipOf(longRun);
  const zip = await new Response(stream(0, byteLength)).bytes();
  assert.equal(zip.byteLength, byteLength);
  return zip;
}

/** Where a link leads; empty for one that is gone meanwhile. */
function linkOf(path: string): string {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return "";
  }
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

Deno.test("the archive holds pictures with their folders, data.mat, and what became of each", () =>
  withImages(async ({ longRun, give, answer }) => {
    await give("day/a.jpg");
    await give("day/b.bmp", await picture("png"));
    await give("c.jpg");
    longRun.finish();
    const result = await picture("jpeg", 12);
    await Promise.all([
      answer(3, ({ frame: { number } }) => {
        if (number === 2) return new FrameboxError("INTERNAL", 'It said "no", twice.');
        const name = `data_0000${number}`;
        const element = writeElement(name, numeric("double", [1, 1], [number]));
        return {
          payload: number === 0 ? Picture.fromFile(result) : Picture.fromRaster(raster(1)),
          variables: [{ name, class: "double", dims: [1, 1], element }],
          labels: [{ label: "=HYPERLINK(0)", probability: 0.51234 }, { label: "b" }],
          text: "+1\nline",
        };
      }),
      phase(longRun, "done"),
    ]);
    const zip = await zipped(longRun);
    const files = unzip(zip);
    assert.deepEqual([...files.keys()].sort(), [
      "data.mat",
      "pictures/day/a.jpg",
      "pictures/day/b.png",
      "results.csv",
      "results.json",
    ]);
    assert.deepEqual(files.get("pictures/day/a.jpg"), new Uint8Array(result));
    assert.ok(readMat(new Uint8Array(files.get("data.mat") ?? [])).get("data_00001"));
    const [names, first, second] = text(files.get("results.csv")).split("\r\n");
    assert.match(names ?? "", /^item,name,file,state,frame,/);
    // A byte order mark, for Excel.
    assert.deepEqual(files.get("results.csv")?.slice(0, 3), Uint8Array.of(0xef, 0xbb, 0xbf));
    assert.match(first ?? "", /^0,day\/a\.jpg,pictures\/day\/a\.jpg,done,0,8,6,"'=HYPERLINK/);
    assert.match(first ?? "", /'=HYPERLINK\(0\) 0\.512; b","'\+1\nline",,[\d.]+,worker$/);
    assert.match(second ?? "", /^1,day\/b\.bmp,pictures\/day\/b\.png/);
    assert.match(text(files.get("results.csv")), /2,c\.jpg,,failed,2,.*"It said ""no"", twice\."/);
    const { items } = JSON.parse(text(files.get("results.json")));
    assert.deepEqual([items[2].state, items[2].file, items[0].frame], ["failed", null, 0]);
  }));

Deno.test("hostile names stay inside the archive's folder, each once", () =>
  withImages(async ({ longRun, give, answer }) => {
    const names = [
      "../../evil.jpg",
      "/etc/evil.jpg",
      "C:\\evil.jpg",
      "a\u0000\n.jpg",
      "x".repeat(10_000) + ".jpg",
      "data.mat",
      "..",
      "-rf.jpg",
      "EVIL.jpg",
      "evil.jpg",
      "evil.png",
    ];
    for (const name of names) await give(name);
    longRun.finish();
    const result = await picture("jpeg");
    await Promise.all([
      answer(names.length, () => ({ payload: Picture.fromFile(result) })),
      phase(longRun, "done"),
    ]);
    const files = unzip(await zipped(longRun));
    const inside = [...files.keys()].filter((name) => !name.startsWith("results."));
    assert.equal(inside.length, names.length);
    for (const name of inside) {
      // deno-lint-ignore no-control-regex
      assert.match(name, /^pictures\/(?!.*(^|\/)\.\.?(\/|$))[^\\:\u0000-\u001f]{1,700}$/);
    }
    assert.equal(new Set(inside.map((name) => name.toLowerCase())).size, names.length);
    // The third sheet cell of a name that a spreadsheet would take for a sum.
    assert.match(text(files.get("results.csv")), /,'-rf\.jpg,/);
  }));

Deno.test("an archive that is given up closes what it had open", {
  ignore: Deno.build.os !== "linux",
}, () =>
  withImages(async ({ longRun, session, give, answer }) => {
    await give("a.jpg");
    longRun.finish();
    const large = new Uint8Array(500_000);
    large.set(await picture("jpeg"));
    const element = writeElement("v", numeric("double", [1, 1], [1]));
    await Promise.all([
      answer(1, () => ({
        payload: Picture.fromFile(large),
        variables: [{ name: "v", class: "double", dims: [1, 1], element }],
      })),
      phase(longRun, "done"),
    ]);
    const openFiles = () =>
      [...Deno.readDirSync("/proc/self/fd")].map(({ name }) => linkOf(`/proc/self/fd/${name}`))
        .filter((path) => path.startsWith(session.directory));
    // The run itself holds data.mat open.
    const before = openFiles().length;
    let wasOpen = 0;
    // Before, at and after the picture; data.mat is open all the time.
    for (const chunks of [0, 1, 4, 5, 6, 7, 8, 9, 10]) {
      const zip = await zipOf(longRun);
      const reader = zip.stream(0, zip.byteLength).getReader();
      for (let i = 0; i < chunks; i++) await reader.read();
      wasOpen = Math.max(wasOpen, openFiles().length - before);
      await reader.cancel();
      assert.equal(openFiles().length, before, `after ${chunks} pieces`);
    }
    assert.equal(wasOpen, 2, "the picture was open, too, when it was given up");
    (await zipOf(longRun)).close();
    assert.equal(openFiles().length, before);
  }));

Deno.test("a run without results gives an archive with a note of it", () =>
  withImages(async ({ longRun, give }) => {
    await give("a.jpg");
    const files = unzip(await zipped(longRun));
    assert.deepEqual([...files.keys()], ["results.csv", "results.json"]);
    assert.match(text(files.get("results.csv")), /\r\n0,a\.jpg,,waiting,/);
  }));

Deno.test("any part of an archive is what the whole has there, and a change has another version", () =>
  withImages(async ({ longRun, give, answer }) => {
    await give("a.jpg");
    await give("b.jpg");
    longRun.finish();
    const large = new Uint8Array(300_000).map((_, i) => i % 253);
    large.set(await picture("jpeg"));
    const result = (number: number) => {
      const element = writeElement(`data_0000${number}`, numeric("double", [1, 1], [number]));
      return {
        payload: Picture.fromFile(large),
        variables: [{
          name: `data_0000${number}`,
          class: "double" as const,
          dims: [1, 1],
          element,
        }],
      };
    };
    await Promise.all([
      answer(2, ({ frame: { number } }) => result(number)),
      phase(longRun, "done"),
    ]);
    const zip = await zipOf(longRun);
    const whole = await new Response(zip.stream(0, zip.byteLength)).bytes();
    assert.deepEqual(await zipped(longRun), whole);
    const starts = [0, 1, 29, 30, 44, 3000, 300_000, 600_500, whole.length - 300, whole.length - 1];
    for (const first of starts) {
      for (const length of [1, 50, 301_000, whole.length - first]) {
        if (first + length > whole.length) continue;
        const again = await zipOf(longRun);
        assert.equal(again.version, zip.version);
        const part = await new Response(again.stream(first, length)).bytes();
        assert.ok(Buffer.compare(part, whole.subarray(first, first + length)) === 0, `${first}`);
      }
    }
    await give("c.jpg");
    longRun.finish();
    await Promise.all([
      answer(1, ({ frame: { number } }) => result(number)),
      phase(longRun, "done"),
    ]);
    const later = await zipOf(longRun);
    assert.notEqual(later.version, zip.version);
    later.close();
  }));
