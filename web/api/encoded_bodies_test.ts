import assert from "node:assert/strict";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import {
  assertError,
  dataResult,
  file,
  type TestFramebox,
  withFramebox,
} from "../test_framebox.ts";

const CODINGS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
  identity: (bytes) => bytes,
};

async function post(
  framebox: TestFramebox,
  path: string,
  body: Uint8Array,
  coding: string,
  type = "",
) {
  const pack = CODINGS[coding] ?? ((bytes: Uint8Array) => bytes);
  const headers = { "content-encoding": coding, ...(type ? { "content-type": type } : {}) };
  return await framebox.call("POST", path, { headers, body: new Uint8Array(pack(body)) });
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("every body may be packed: pictures, forms, tasks, pictures of many", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const picture = await file("png");
    const form = new FormData();
    form.append("image", new Blob([picture], { type: "image/png" }), "a.png");
    const packed = new Request("http://box", { method: "POST", body: form });
    const formType = packed.headers.get("content-type") ?? "";
    const formBytes = await packed.bytes();
    const session = await framebox.session();
    for (const coding of Object.keys(CODINGS)) {
      for (const [body, type] of [[picture, ""], [formBytes, formType]] as const) {
        const asked = post(framebox, "/api/v1/images?processor=workers", body, coding, type);
        await worker.answer(dataResult());
        assert.equal((await asked).status, 200, coding);
      }
      const at = `/api/v1/sessions/${session}`;
      const task = await post(framebox, `${at}/folders`, bytesOf('{"processor":"grey"}'), coding);
      const { run, processor } = await task.json();
      assert.equal(processor, "grey", coding);
      const given = await post(framebox, `${at}/runs/${run}/images?name=a.png`, picture, coding);
      assert.equal(given.status, 201, coding);
      assert.equal((await given.json()).bytes, picture.byteLength);
      await framebox.call("DELETE", `${at}/runs/${run}`);
    }
  }));

Deno.test("what grows beyond the limit is refused, other codings too", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const at = `/api/v1/sessions/${session}`;
    const { run } = await (await framebox.call("POST", `${at}/folders`)).json();
    const large = new Uint8Array(2 ** 21);
    large.set(await file("png"));
    const paths = [
      "/api/v1/images",
      `${at}/images`,
      `${at}/folders`,
      `${at}/runs/${run}/images?name=a`,
    ];
    for (const path of paths) {
      for (const coding of ["gzip", "deflate", "br", "zstd"]) {
        const refused = await post(framebox, path, large, coding);
        const isJson = path.endsWith("/folders");
        const limit = isJson
          ? /the limit of 4 KB;/
          : /limit of [\d.]+ MB \(setting MAX_UPLOAD_MB\)/;
        await assertError(refused, 413, "RESOURCE_EXHAUSTED", limit);
        const wrong = await post(framebox, path, new Uint8Array(0), "identity");
        await wrong.body?.cancel();
      }
      for (const coding of ["compress", "gzip, br", "exi"]) {
        const refused = await post(framebox, path, await file("png"), coding);
        assert.equal(refused.headers.get("accept-encoding"), "gzip, deflate, br, zstd, identity");
        await assertError(refused, 415, "INVALID_ARGUMENT", /Content-Encoding may be one of gzip/);
      }
      const headers = { "content-encoding": "gzip" };
      const broken = await framebox.call("POST", path, { headers, body: await file("png") });
      await assertError(broken, 400, "INVALID_ARGUMENT", /no whole gzip/);
    }
  }));

Deno.test("a part of an upload is taken as it is only", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const created = await framebox.call("POST", `/api/v1/sessions/${session}/uploads`, {
      headers: { "upload-length": "100" },
    });
    const path = new URL(created.headers.get("location") ?? "", framebox.url("/")).pathname;
    const part = { "content-type": "application/offset+octet-stream", "upload-offset": "0" };
    const body = new Uint8Array(gzipSync(new Uint8Array(100)));
    const refused = await framebox.call("PATCH", path, {
      headers: { ...part, "content-encoding": "gzip" },
      body,
    });
    assert.equal(refused.headers.get("accept-encoding"), "identity");
    await assertError(refused, 415, "INVALID_ARGUMENT", /without Content-Encoding/);
    const taken = await framebox.call("PATCH", path, {
      headers: { ...part, "content-encoding": "identity" },
      body: new Uint8Array(100),
    });
    assert.deepEqual([taken.status, taken.headers.get("upload-offset")], [204, "100"]);
  }));
