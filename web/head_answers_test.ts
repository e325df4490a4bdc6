import assert from "node:assert/strict";
import { Hono } from "hono";
import { headAnswers } from "./head_answers.ts";
import { dataResult, file, jpegResult, type TestFramebox, withFramebox } from "./test_framebox.ts";

/** What differs from one answer to the next, and what is of the connection. */
const CHANGING = new Set([
  "date",
  "server-timing",
  "transfer-encoding",
  "connection",
  "keep-alive",
]);

/** Checks that HEAD has the status and headers of GET; gives what GET gave. */
async function compare(
  framebox: TestFramebox,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const ask = async (method: string) => {
    const response = await fetch(framebox.url(path), { method, headers, redirect: "manual" });
    const body = await response.bytes();
    const compared = [...response.headers].filter(([name]) => !CHANGING.has(name)).sort();
    return { response, body, compared: Object.fromEntries(compared) };
  };
  const head = await ask("HEAD");
  const get = await ask("GET");
  const shown = `${path} ${JSON.stringify(headers)}`;
  assert.equal(head.response.status, get.response.status, shown);
  assert.equal(head.body.byteLength, 0, shown);
  // The coding is undone by fetch in GET, which then leaves these out.
  for (const name of ["content-length", "content-encoding"]) {
    if (head.compared[name] !== undefined) get.compared[name] ??= head.compared[name];
  }
  assert.deepEqual(head.compared, get.compared, shown);
  if (!head.compared["content-encoding"] && ![204, 304].includes(get.response.status)) {
    assert.equal(head.compared["content-length"], String(get.body.byteLength), shown);
  }
  return get.response;
}

Deno.test("pages and assets: HEAD has GET's length, packed or not", () =>
  withFramebox(async (framebox) => {
    const html = await (await fetch(framebox.url("/"))).text();
    const [script = ""] = html.match(/\/assets\/[^"]+\.js/) ?? [];
    const pages = [
      "/",
      "/camera",
      "/video",
      "/image-set",
      "/api",
      "/page/workers",
      "/page/data",
      script,
    ];
    for (const path of [...pages, "/assets/x/favicon.svg", "/favicon.ico", "/assets/x/none.js"]) {
      for (const coding of ["identity", "gzip", "br"]) {
        await compare(framebox, path, { "accept-encoding": coding });
      }
    }
    // fetch undoes the coding, so that the length is compared on the wire.
    for (const coding of ["gzip", "br"]) {
      const [head, get] = await Promise.all(
        ["HEAD", "GET"].map((method) => length(framebox, method, "/", coding)),
      );
      assert.ok(head !== undefined && Number(head) > 1000 && head === get, `${head} ${get}`);
    }
  }));

/** The Content-Length on the wire. */
async function length(framebox: TestFramebox, method: string, path: string, coding: string) {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: framebox.server.port });
  const lines = [`${method} ${path} HTTP/1.1`, "Host: 127.0.0.1", `Accept-Encoding: ${coding}`];
  await connection.write(
    new TextEncoder().encode(`${lines.join("\r\n")}\r\nConnection: close\r\n\r\n`),
  );
  const all = new TextDecoder("latin1").decode(await new Response(connection.readable).bytes());
  const [head = "", ...body] = all.split("\r\n\r\n");
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (method === "HEAD") assert.equal(body.join(""), "");
  else assert.equal(String(body.join("\r\n\r\n").length), length);
  return length;
}

Deno.test("the API: HEAD has GET's status and headers, errors too", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    const at = `/api/v1/sessions/${session}`;
    const asked = framebox.call("POST", `${at}/images?processor=workers`, {
      body: await file("jpeg"),
    });
    await worker.answer({ ...await jpegResult(), ...dataResult() });
    const { run } = await (await asked).json();
    const ofRun = `${at}/runs/${run}`;
    const folder =
      await (await framebox.call("POST", `${at}/folders`, { body: '{"processor":"workers"}' }))
        .json();
    const ofFolder = `${at}/runs/${folder.run}`;
    await framebox.call("POST", `${ofFolder}/images?name=a.jpg`, { body: await file("jpeg") });
    await worker.answer({ ...await jpegResult(), ...dataResult() });
    const upload = await framebox.call("POST", `${at}/uploads`, {
      headers: { "upload-length": "5" },
    });
    for (
      const path of [
        "/api/v1/status",
        "/api/v1/openapi.json",
        "/api/v1/cameras",
        "/healthz",
        "/readyz",
        at,
        `${at}/data`,
        `${at}/data.mat?run=${run}`,
        ofRun,
        `${ofRun}/results`,
        `${ofRun}/frames/latest.jpg?download=1`,
        `${ofRun}/frames/0.png`,
        `${ofRun}/frames/9`,
        `${ofRun}/data/variables`,
        `${ofRun}/data/variables/data_00000/tree`,
        `${ofFolder}/items`,
        `${ofFolder}/items/0/input`,
        `${ofFolder}/items/0/result?download=1`,
        `${ofFolder}/items/0/input?width=160`,
        `${ofFolder}/items/0/input?width=1`,
        `${ofFolder}/items/7/input`,
        `${ofFolder}/results.zip`,
        `${ofFolder}/video`,
        `${at}/live`,
        `${at}/cameras/none/stream`,
        "/api/v1/sessions/0000000000000000",
        "/api/v1/images",
        "/nothing",
      ]
    ) {
      await compare(framebox, path);
    }
    await compare(
      framebox,
      new URL(upload.headers.get("location") ?? "", framebox.url("/")).pathname,
    );
    const range = { range: "bytes=3-9" };
    assert.equal((await compare(framebox, `${at}/data.mat?run=${run}`, range)).status, 206);
    assert.equal((await compare(framebox, `${ofFolder}/results.zip`, range)).status, 206);
    const beyond = { range: "bytes=999999-" };
    assert.equal((await compare(framebox, `${ofFolder}/results.zip`, beyond)).status, 416);
  }));

Deno.test("HEAD of what is endless begins nothing: it continues without reading", async () => {
  let pulled = 0;
  let isCancelled = false;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(2 ** 20 * ++pulled / pulled)),
      cancel: () => void (isCancelled = true),
    });
  const app = new Hono().use(headAnswers()).get("/", () => new Response(endless()));
  const answer = await app.request("/", { method: "HEAD" });
  assert.equal(answer.headers.get("content-length"), null);
  assert.ok(isCancelled && pulled < 100, `${pulled}`);
  const known = new Hono().use(headAnswers()).get(
    "/",
    () => new Response(endless(), { headers: { "Content-Length": "7" } }),
  );
  pulled = 0;
  assert.equal((await known.request("/", { method: "HEAD" })).headers.get("content-length"), "7");
  assert.ok(pulled <= 1);
});
