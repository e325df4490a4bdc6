/** A whole framebox with a real ffmpeg: HEIC, AVIF and TIFF at each entrance that takes picture files. */
import assert from "node:assert/strict";
import { readPictureHeader } from "../../media/image/mod.ts";
import { kindFile } from "../../media/image/test_kinds.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { type Framebox, startFramebox } from "../../main.ts";
import { loadSettings } from "../../base/settings/mod.ts";

async function withFramebox(
  env: Record<string, string>,
  test: (url: string, framebox: Framebox) => Promise<void>,
) {
  const all: Record<string, string> = { WEB_PORT: "0", PORT: "0", ...env };
  const { settings } = loadSettings([], (name) => all[name]);
  const framebox = await startFramebox(settings, silentLogger());
  try {
    await test(`http://127.0.0.1:${framebox.webPort}`, framebox);
  } finally {
    await framebox.stop(AbortSignal.timeout(1000));
  }
}

async function post(url: string, name: string): Promise<Response> {
  return await fetch(url, { method: "POST", body: kindFile(name) });
}

Deno.test("HTTP: pictures that ffmpeg decodes are processed, and previewed", () =>
  withFramebox({}, async (url) => {
    for (
      const [name, width, height] of [
        ["grid_turned.heic", 100, 150],
        ["turned_6.avif", 29, 37],
        ["tiles.tif", 37, 29],
        ["pages.tif", 37, 29],
      ] as const
    ) {
      const answer = await post(`${url}/api/v1/images?processor=invert`, name);
      const json = await answer.json();
      assert.equal(answer.status, 200, json.error?.message);
      assert.deepEqual([json.width, json.height], [width, height], name);
      assert.equal(json.remarks.length, name === "pages.tif" ? 1 : 0, name);
      const shown = await post(`${url}/api/v1/previews`, name);
      const { widthPx, heightPx } = readPictureHeader(await shown.bytes());
      assert.deepEqual([widthPx, heightPx], [width, height], name);
    }
    const cut = await post(`${url}/api/v1/images`, "cut.heic");
    assert.equal(cut.status, 400);
    assert.match((await cut.json()).error.message, /HEIC picture can't be read: it is cut/);
  }));

Deno.test("the live socket takes them in their order among others, and sends a remark once", () =>
  withFramebox({}, async (url) => {
    const { session } = await (await fetch(`${url}/api/v1/sessions`, { method: "POST" })).json();
    const path = `api/v1/sessions/${session}/live?policy=lossless&processor=grey`;
    const socket = new WebSocket(`${url.replace("http", "ws")}/${path}`);
    socket.binaryType = "arraybuffer";
    const messages: Record<string, unknown>[] = [];
    const { promise: all, resolve } = Promise.withResolvers<void>();
    const names = ["pages.tif", "plain.gif", "plain.heic", "pages.tif", "exif_6.png"];
    socket.onmessage = ({ data }) => {
      if (typeof data !== "string") return;
      messages.push(JSON.parse(data));
      if (messages.filter(({ type }) => type === "result").length === names.length) resolve();
    };
    await new Promise((open) => socket.onopen = open);
    for (const name of names) socket.send(kindFile(name));
    await all;
    socket.close(1000);
    const results = messages.filter(({ type }) => type === "result");
    assert.deepEqual(results.map(({ sent }) => sent), [0, 1, 2, 3, 4]);
    const sizes = results.map(({ width, height }) => [width, height]);
    assert.deepEqual(sizes, [[37, 29], [37, 29], [37, 29], [37, 29], [29, 37]]);
    const notices = messages.filter(({ event }) => event === "notice");
    assert.deepEqual(notices.map(({ code, details }) => [code, details]), [
      ["first-picture-only", { kind: "TIFF", pictures: 3 }],
    ]);
  }));

Deno.test("many pictures: the input of a HEIC is shown as a JPEG, and downloaded as it is", () =>
  withFramebox({}, async (url) => {
    const { session } = await (await fetch(`${url}/api/v1/sessions`, { method: "POST" })).json();
    const sessionUrl = `${url}/api/v1/sessions/${session}`;
    const { run } = await (await fetch(`${sessionUrl}/folders`, { method: "POST" })).json();
    const runUrl = `${sessionUrl}/runs/${run}`;
    const given = await post(`${runUrl}/images?name=a.heic`, "alpha.heic");
    assert.equal(given.status, 201, await given.text());
    const input = await fetch(`${runUrl}/items/0/input`);
    assert.equal(input.headers.get("content-type"), "image/png");
    assert.equal(readPictureHeader(await input.bytes()).widthPx, 37);
    const small = await fetch(`${runUrl}/items/0/input?width=160`);
    assert.equal(readPictureHeader(await small.bytes()).format, "jpeg");
    const file = await fetch(`${runUrl}/items/0/input?download=1`);
    assert.deepEqual(await file.bytes(), kindFile("alpha.heic"));
  }));

Deno.test("without ffmpeg they are refused in a sentence that names them", () =>
  withFramebox({ FFMPEG: "off" }, async (url) => {
    for (const [name, kind] of [["plain.heic", "a HEIC"], ["plain.tif", "a TIFF"]] as const) {
      const answer = await post(`${url}/api/v1/images`, name);
      assert.equal(answer.status, 400);
      const { error } = await answer.json();
      assert.match(error.message, new RegExp(`This is ${kind} picture.*it has no ffmpeg`));
    }
  }));

Deno.test("a watched folder works on all kinds", async () => {
  const input = await Deno.makeTempDir();
  const output = await Deno.makeTempDir();
  try {
    for (const name of ["plain.heic", "pages.tif", "rle8.bmp"]) {
      await Deno.writeFile(`${input}/${name}`, kindFile(name));
    }
    using watch = Deno.watchFs(output);
    await withFramebox(
      { WATCH_INPUT: input, WATCH_OUTPUT: output, WATCH_PROCESSOR: "grey" },
      async () => {
        const wanted = ["plain.heic.png", "pages.tif.png", "rle8.bmp.png", "pages.tif.json"];
        const isThere = () => {
          const names = [...Deno.readDirSync(output)].map(({ name }) => name);
          return wanted.every((name) => names.includes(name));
        };
        for await (const _ of watch) if (isThere()) break;
      },
    );
    const json = JSON.parse(await Deno.readTextFile(`${output}/pages.tif.json`));
    assert.equal(json.remarks[0].code, "first-picture-only");
  } finally {
    await Deno.remove(input, { recursive: true });
    await Deno.remove(output, { recursive: true });
  }
});
