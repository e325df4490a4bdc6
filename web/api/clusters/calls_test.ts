import assert from "node:assert/strict";
import { crc32 } from "node:zlib";
import { ZipArchive } from "../../../base/files/mod.ts";
import {
  bytesOf,
  echo,
  TestDirectory,
  testOutput,
  type TestRun,
  type TestService,
} from "../../../clusters/calls/test_directory.ts";
import { readMat } from "../../../mat/mod.ts";
import type { CallEventJson, CallJson } from "../../wire/mod.ts";
import { assertError, file, type TestFramebox, withFramebox } from "../../test_framebox.ts";
import { within } from "../../../tests/support/limit.ts";

type Services = Readonly<Record<string, TestService | TestRun>>;

/** A server with a cluster `lab`, at which all callers are logged in. */
function callsTest(
  name: string,
  services: Services,
  test: (framebox: TestFramebox, session: string, directory: TestDirectory) => Promise<void>,
): void {
  Deno.test(name, async () => {
    const clusters = new TestDirectory(services, "anonymous");
    await withFramebox(
      async (framebox) => await test(framebox, await framebox.session(), clusters),
      { clusters },
    );
  });
}

interface Given {
  readonly query?: string;
  readonly body?: BodyInit | null;
}

/** Starts a call, which is checked. */
async function start(
  framebox: TestFramebox,
  session: string,
  service: string,
  { query = "", body = "hello" }: Given = {},
): Promise<CallJson> {
  const path = `/api/v1/sessions/${session}/calls?service=lab/${service}${query}`;
  const response = await framebox.call("POST", path, { body });
  assert.equal(response.status, 201, await response.clone().text());
  return await response.json();
}

/** Events of a session's calls, until the reader leaves. */
async function* eventsOf(
  framebox: TestFramebox,
  session: string,
  headers: Readonly<Record<string, string>> = {},
): AsyncGenerator<{ readonly id: number; readonly event: CallEventJson }> {
  const stop = new AbortController();
  const url = framebox.url(`/api/v1/sessions/${session}/calls/events`);
  const response = await fetch(url, { headers, signal: stop.signal });
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (;;) {
      const { value, done } = await within(reader?.read() ?? Promise.reject(), "an event");
      if (done) return;
      text += value;
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) {
        const [, id, data] = /^id: (\d+)\ndata: (.*)$/s.exec(part) ?? [];
        if (id !== undefined && data !== undefined) {
          yield { id: Number(id), event: JSON.parse(data) };
        }
      }
    }
  } finally {
    await reader?.cancel().catch(() => {});
    stop.abort();
  }
}

/** The call once it has ended. */
async function ended(framebox: TestFramebox, session: string, call: string): Promise<CallJson> {
  for await (const { event } of eventsOf(framebox, session)) {
    if (event.type !== "call" || event.call.call !== call || event.call.ended === null) continue;
    const response = await framebox.call("GET", `/api/v1/sessions/${session}/calls/${call}`);
    return await response.json();
  }
  throw new Error("The events ended.");
}

async function done(
  framebox: TestFramebox,
  session: string,
  service: string,
  given: Given = {},
): Promise<CallJson> {
  const { call } = await start(framebox, session, service, given);
  return await ended(framebox, session, call);
}

const url = (session: string, call: string, rest = "") =>
  `/api/v1/sessions/${session}/calls/${call}${rest}`;

callsTest(
  "clusters and services are listed, without keys and scripts",
  { echo },
  async (framebox, _, directory) => {
    const clusters = await (await framebox.call("GET", "/api/v1/clusters")).json();
    assert.deepEqual(
      clusters.clusters.map((
        { name, state, user }: { name: string; state: string; user: string },
      ) => [name, state, user]),
      [["lab", "connected", "anonymous"]],
    );
    const response = await framebox.call("GET", "/api/v1/services?fresh=1");
    const text = await response.text();
    assert.equal(JSON.parse(text).services[0].name, "lab/echo");
    assert.ok(!/secret-of-script|aaaaaaaa|access_key/.test(text));
    const one = await (await framebox.call("GET", "/api/v1/services/lab/echo")).json();
    assert.equal(one.title, "Plants of the world");
    assert.equal(one.usual_seconds, null);
    await assertError(
      await framebox.call("GET", "/api/v1/services/lab/none"),
      404,
      "NOT_FOUND",
      /none/,
    );
    await assertError(
      await framebox.call("GET", "/api/v1/services/other/echo"),
      404,
      "NOT_FOUND",
      /cluster/,
    );
    const log = await (await framebox.call("GET", "/api/v1/services/lab/echo/log")).json();
    assert.deepEqual(log, { available: false, message: "", lines: [] });
    const { parameters } =
      await (await framebox.call("GET", "/api/v1/services/lab/echo/parameters")).json();
    assert.equal(parameters[0].name, "files");
    assert.equal((await framebox.call("DELETE", "/api/v1/clusters/lab/login")).status, 204);
    assert.equal(directory.connection("anonymous", "lab"), undefined);
    const after = await (await framebox.call("GET", "/api/v1/clusters")).json();
    assert.equal(after.clusters[0].state, "login-needed");
    await assertError(
      await framebox.call("GET", "/api/v1/services/lab/echo"),
      401,
      "UNAUTHENTICATED",
      /lab/,
    );
    const body = JSON.stringify({ user: "ana", password: "x" });
    const login = await framebox.call("POST", "/api/v1/clusters/lab/login", { body });
    assert.equal((await login.json()).state, "connected");
    await assertError(
      await framebox.call("POST", "/api/v1/clusters/lab/login", { body: "{}" }),
      400,
      "INVALID_ARGUMENT",
      /"user": name/,
    );
  },
);

callsTest(
  "a call's result is listed, shown and downloaded",
  { echo },
  async (framebox, session) => {
    const call = await done(framebox, session, "echo", { query: "&name=a%20b.txt" });
    assert.equal(call.state, "done");
    const [output] = call.outputs;
    assert.equal(output?.text, "hello");
    assert.equal(output?.name, "a b.txt");
    assert.equal(output?.shown_url, null);
    const file = await framebox.call("GET", output?.url ?? "");
    assert.equal(await file.text(), "hello");
    assert.match(file.headers.get("content-disposition") ?? "", /^attachment; filename="a b.txt"/);
    assert.equal(file.headers.get("x-content-type-options"), "nosniff");
    const part = await framebox.call("GET", output?.url ?? "", { headers: { Range: "bytes=1-2" } });
    assert.equal(part.status, 206);
    assert.equal(await part.text(), "el");
    const input = await framebox.call("GET", call.input.url);
    assert.equal(await input.text(), "hello");
    const { calls, last } = await (await framebox.call("GET", `/api/v1/sessions/${session}/calls`))
      .json();
    assert.deepEqual(calls, [call]);
    const later =
      await (await framebox.call("GET", `/api/v1/sessions/${session}/calls?after=${last}`)).json();
    assert.deepEqual(later, { calls: [], last });
    assert.equal((await framebox.call("DELETE", url(session, call.call))).status, 204);
    await assertError(
      await framebox.call("GET", url(session, call.call)),
      404,
      "NOT_FOUND",
      /no such call/,
    );
    await assertError(
      await framebox.call("GET", output?.url ?? ""),
      404,
      "NOT_FOUND",
      /no such call/,
    );
  },
);

callsTest("what an answer holds is never shown in a page by a type of its own", {
  html: (input) => {
    void input;
    return {
      outputs: [
        testOutput("a.html", "<!doctype html><script>alert(1)</script>"),
        testOutput("b.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
      ],
    };
  },
}, async (framebox, session) => {
  const call = await done(framebox, session, "html");
  for (const { url, shown_url, kind } of call.outputs) {
    assert.equal(shown_url, null);
    assert.equal(kind, "text");
    const raw = await framebox.call("GET", url);
    assert.equal(raw.headers.get("content-type"), "application/octet-stream");
    assert.match(raw.headers.get("content-disposition") ?? "", /^attachment/);
    await assertError(await framebox.call("GET", `${url}?shown=1`), 404, "NOT_FOUND", /download/);
  }
});

callsTest("a picture is shown, and its labels and boxes are listed", {
  look: async (input) => ({
    outputs: [
      testOutput(input.name, await bytesOf(input)),
      testOutput("a.json", '{"boxes": [[0, 0, 2, 2]], "scores": [0.5], "x": NaN, "name": "é"}'),
      testOutput("b.json", '{"labels": ["Iris", "Rosa"], "probabilities": [0.2, 0.8]}'),
    ],
    log: "two lines\nof a log",
  }),
}, async (framebox, session) => {
  const call = await done(framebox, session, "look", {
    body: await file("png"),
    query: "&input=picture",
  });
  assert.equal(call.input.name, "input.png");
  const [picture, boxes, labels] = call.outputs;
  assert.deepEqual([picture?.width, picture?.height, picture?.kind], [4, 3, "picture"]);
  const shown = await framebox.call("GET", picture?.shown_url ?? "");
  assert.equal(shown.headers.get("content-type"), "image/png");
  assert.equal(shown.headers.get("content-disposition"), null);
  assert.deepEqual(boxes?.boxes?.xyxy, [[0, 0, 2, 2]]);
  assert.deepEqual(labels?.labels.map(({ label }) => label), ["Rosa", "Iris"]);
  const { value } = await (await framebox.call("GET", boxes?.data_url ?? "")).json();
  assert.deepEqual(value, { boxes: [[0, 0, 2, 2]], scores: [0.5], x: null, name: "é" });
  await assertError(
    await framebox.call("GET", `${picture?.url}/data`),
    404,
    "NOT_FOUND",
    /no data/,
  );
  const mat = readMat(await (await framebox.call("GET", call.data_url ?? "")).bytes());
  assert.deepEqual(mat.variables.map(({ name }) => name), [
    "data_00001",
    "data_00002",
    "service",
    "input",
  ]);
  const zip = await framebox.call("GET", call.zip_url ?? "");
  assert.equal(zip.headers.get("content-type"), "application/zip");
  assert.equal(Number(zip.headers.get("content-length")), (await zip.bytes()).length);
  const many = await framebox.call(
    "GET",
    `/api/v1/sessions/${session}/calls.zip?calls=${call.call}`,
  );
  assert.equal(many.status, 200);
  await many.bytes();
  await assertError(
    await framebox.call("GET", `/api/v1/sessions/${session}/calls.zip?calls=none`),
    404,
    "NOT_FOUND",
    /no such call/,
  );
  const log = await framebox.call("GET", url(session, call.call, "/log"));
  assert.equal(await log.text(), "two lines\nof a log");
});

async function zipOf(
  files: Readonly<Record<string, Uint8Array>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const entries = Object.entries(files).map(([name, bytes]) => ({
    name,
    byteLength: bytes.length,
    crc32: () => crc32(bytes),
    pieces: async function* (first: number, length: number) {
      yield await Promise.resolve(bytes.subarray(first, first + length));
    },
  }));
  const zip = new ZipArchive(entries, new Date(0));
  const parts = await Array.fromAsync(zip.pieces(0, zip.byteLength));
  return new Uint8Array(await new Blob(parts.map((part) => new Uint8Array(part))).arrayBuffer());
}

callsTest("files of an archive are listed, shown and downloaded; none leaves its folder", {
  echo,
}, async (framebox, session) => {
  const body = await zipOf({
    "../../evil.txt": new TextEncoder().encode("text"),
    "in/a.png": await file("png"),
    "page.html": new TextEncoder().encode("<html>"),
  });
  const call = await done(framebox, session, "echo", { body });
  const [output] = call.outputs;
  assert.equal(output?.kind, "archive");
  const { entries, problem } = await (await framebox.call("GET", output?.entries_url ?? "")).json();
  assert.equal(problem, null);
  assert.deepEqual(entries.map(({ name }: { name: string }) => name), [
    "evil.txt",
    "in/a.png",
    "page.html",
  ]);
  const text = await framebox.call("GET", entries[0].url);
  assert.equal(await text.text(), "text");
  assert.match(text.headers.get("content-disposition") ?? "", /filename="evil.txt"/);
  const picture = await framebox.call("GET", `${entries[1].url}?shown=1`);
  assert.deepEqual(await picture.bytes(), await file("png"));
  const page = await framebox.call("GET", entries[2].url);
  assert.equal(page.headers.get("content-type"), "application/octet-stream");
  await assertError(
    await framebox.call("GET", `${entries[2].url}?shown=1`),
    404,
    "NOT_FOUND",
    /download/,
  );
  await assertError(
    await framebox.call("GET", `${output?.entries_url}/9`),
    404,
    "NOT_FOUND",
    /no such file/,
  );
  const damaged = await done(framebox, session, "echo", { body: body.subarray(0, 60) });
  const answer = await (await framebox.call("GET", damaged.outputs[0]?.entries_url ?? "")).json();
  assert.deepEqual(answer.entries, []);
  assert.equal(answer.problem.reason, "archive-damaged");
});

/** A service that waits until its test releases it. */
function gated(): {
  readonly run: TestRun;
  readonly started: Promise<void>;
  readonly release: () => void;
} {
  const started = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  return {
    started: started.promise,
    release: released.resolve,
    run: async (input, { signal, onProgress, onJob }) => {
      onJob?.("job-1");
      onProgress?.({
        stage: "waiting",
        because: { code: "service-starting", details: { service: "slow", why: "pulling" } },
      });
      started.resolve();
      const aborted = Promise.withResolvers<never>();
      signal.addEventListener("abort", () => aborted.reject(signal.reason));
      await Promise.race([released.promise, aborted.promise]);
      return { outputs: [testOutput(input.name, await bytesOf(input))] };
    },
  };
}

const slow = gated();
callsTest("events come as they happen, and resume after the last one", {
  slow: slow.run,
  echo,
}, async (framebox, session) => {
  const { call } = await start(framebox, session, "slow", { query: "&mode=async" });
  await within(slow.started);
  const log = await framebox.call("GET", url(session, call, "/log"));
  assert.equal(await log.text(), "lines of job-1");
  const first = await framebox.call("GET", url(session, call));
  const waiting: CallJson = await first.json();
  assert.equal(waiting.because?.message, "The service slow is starting (pulling).");
  await assertError(
    await framebox.call("POST", url(session, call, "/again")),
    409,
    "FAILED_PRECONDITION",
    /not ended/,
  );
  assert.equal((await framebox.call("DELETE", url(session, call))).status, 204);
  const cancelled = await ended(framebox, session, call);
  assert.equal(cancelled.state, "cancelled");
  const again = await framebox.call("POST", url(session, call, "/again"));
  assert.equal(again.status, 201);
  const second: CallJson = await again.json();
  slow.release();
  assert.equal((await ended(framebox, session, second.call)).outputs[0]?.text, "hello");
  await framebox.call("DELETE", url(session, call));
  const seen: string[] = [];
  for await (
    const { id, event } of eventsOf(framebox, session, {
      "Last-Event-ID": String(cancelled.change),
    })
  ) {
    assert.ok(id > cancelled.change);
    seen.push(event.type === "call" ? event.call.call : `removed ${event.call}`);
    if (event.type === "removed") break;
  }
  assert.deepEqual(seen, [second.call, `removed ${call}`]);
});

callsTest(
  "a call of another session, and what can't be one, is unknown",
  { echo },
  async (framebox, session) => {
    const { call } = await done(framebox, session, "echo");
    const other = await framebox.session();
    for (
      const path of [
        "",
        "/input",
        "/outputs/0",
        "/log",
        "/data.mat",
        "/files.zip",
        "/outputs/0/entries",
      ]
    ) {
      await assertError(
        await framebox.call("GET", url(other, call, path)),
        404,
        "NOT_FOUND",
        /no such call/,
      );
      await assertError(
        await framebox.call("GET", url(session, "x", path)),
        404,
        "NOT_FOUND",
        /no such call/,
      );
    }
    await assertError(
      await framebox.call("DELETE", url(other, call)),
      404,
      "NOT_FOUND",
      /no such call/,
    );
    await assertError(
      await framebox.call("GET", url(session, call, "/outputs/7")),
      404,
      "NOT_FOUND",
      /no such output/,
    );
    // Callers without a login share one id: there is no list of all their sessions.
    assert.deepEqual((await (await framebox.call("GET", "/api/v1/calls")).json()).calls, []);
  },
);

callsTest(
  "wrong requests are refused in words, and before the input is read",
  { echo },
  async (framebox, session, directory) => {
    const path = `/api/v1/sessions/${session}/calls`;
    const post = (query: string, body: BodyInit = "x") =>
      framebox.call("POST", `${path}?${query}`, { body });
    await assertError(await post(""), 400, "INVALID_ARGUMENT", /service names/);
    await assertError(await post("service=lab/none"), 404, "NOT_FOUND", /none/);
    await assertError(
      await post("service=lab/echo&mode=fast"),
      400,
      "INVALID_ARGUMENT",
      /sync or async/,
    );
    await assertError(
      await post("service=lab/echo&input=x"),
      400,
      "INVALID_ARGUMENT",
      /input is one of/,
    );
    await assertError(await post("service=lab/echo&upload=x"), 404, "NOT_FOUND", /no such upload/);
    await assertError(
      await post("service=lab/echo", new Uint8Array(17 * 1024 * 1024)),
      413,
      "RESOURCE_EXHAUSTED",
      /MAX_VIDEO_MB/,
    );
    directory.logOut("anonymous");
    await assertError(await post("service=lab/echo"), 401, "UNAUTHENTICATED", /log in/);
    assert.deepEqual((await (await framebox.call("GET", path)).json()).calls, []);
  },
);

callsTest(
  "an upload is an input, and the call takes it over",
  { echo },
  async (framebox, session) => {
    const tus = { "Tus-Resumable": "1.0.0" };
    const filename = btoa("notes.txt");
    const created = await framebox.call("POST", `/api/v1/sessions/${session}/uploads`, {
      headers: { ...tus, "Upload-Length": "5", "Upload-Metadata": `filename ${filename}` },
    });
    const location = created.headers.get("location") ?? "";
    const upload = location.split("/").at(-1);
    await framebox.call("PATCH", location, {
      headers: { ...tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" },
      body: "hello",
    });
    const call = await done(framebox, session, "echo", { query: `&upload=${upload}`, body: null });
    assert.equal(call.input.name, "notes.txt");
    assert.equal(call.outputs[0]?.text, "hello");
    const again = `/api/v1/sessions/${session}/calls?service=lab/echo&upload=${upload}`;
    await assertError(await framebox.call("POST", again), 404, "NOT_FOUND", /no such upload/);
  },
);

callsTest(
  "a run of a service is audited, without its input",
  { echo },
  async (framebox, session) => {
    await done(framebox, session, "echo", { body: "very private" });
    const lines = framebox.log.join("\n");
    assert.match(
      lines,
      /audit_service_run owner=anonymous user=anonymous cluster=lab service=echo/,
    );
    assert.ok(!lines.includes("very private"));
  },
);

Deno.test("a server without clusters has none, and no calls", () =>
  withFramebox(async (framebox) => {
    assert.deepEqual(await (await framebox.call("GET", "/api/v1/clusters")).json(), {
      clusters: [],
    });
    assert.deepEqual(await (await framebox.call("GET", "/api/v1/services")).json(), {
      services: [],
      clusters: [],
    });
    const session = await framebox.session();
    const path = `/api/v1/sessions/${session}/calls`;
    assert.deepEqual(await (await framebox.call("GET", path)).json(), { calls: [], last: 0 });
    await assertError(
      await framebox.call("POST", `${path}?service=lab/echo`, { body: "x" }),
      404,
      "NOT_FOUND",
      /OSCAR_ENDPOINT/,
    );
  }));

Deno.test("files that have to be in memory are booked", () => {
  const json = JSON.stringify({ values: Array.from({ length: 10_000 }, (_, n) => n) });
  const clusters = new TestDirectory(
    { table: () => ({ outputs: [testOutput("a.json", json)] }) },
    "anonymous",
  );
  return withFramebox(async (framebox) => {
    const session = await framebox.session();
    const call = await done(framebox, session, "table");
    for (const address of [call.outputs[0]?.data_url, call.data_url]) {
      const answer = await framebox.call("GET", address ?? "");
      await assertError(answer, 429, "RESOURCE_EXHAUSTED", /holds too many/);
    }
    // As a stream it needs no room.
    const whole = await framebox.call("GET", call.outputs[0]?.url ?? "");
    assert.equal(await whole.text(), json);
  }, { clusters, web: { bufferBytes: 70_000 } });
});
