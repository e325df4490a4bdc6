import assert from "node:assert/strict";
import {
  assertError,
  type TestFramebox,
  type TestFrameboxOptions,
  withFramebox,
} from "../test_framebox.ts";
import { limit } from "../../tests/support/limit.ts";

const PART = "application/offset+octet-stream";

/** A session with an upload of ten bytes. */
interface Started {
  readonly framebox: TestFramebox;
  readonly session: string;
  readonly url: string;
}

function uploadTest(
  name: string,
  test: (started: Started) => Promise<void>,
  options: TestFrameboxOptions = {},
): void {
  Deno.test(name, () =>
    withFramebox(async (framebox) => {
      const session = await framebox.session();
      await test({ framebox, session, url: await create(framebox, session, 10) });
    }, options));
}

async function create(framebox: TestFramebox, session: string, length: number): Promise<string> {
  const answer = await announce(framebox, session, length);
  assert.equal(answer.status, 201);
  return answer.headers.get("location") ?? "";
}

function announce(
  framebox: TestFramebox,
  session: string,
  length: number | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return framebox.call("POST", `/api/v1/sessions/${session}/uploads`, {
    headers: { "Tus-Resumable": "1.0.0", "Upload-Length": String(length), ...headers },
  });
}

function send(
  framebox: TestFramebox,
  url: string,
  offset: number,
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<Response> {
  const own = { "Content-Type": PART, "Upload-Offset": String(offset), ...headers };
  return framebox.call("PATCH", url, { headers: own, body });
}

async function offsetOf(framebox: TestFramebox, url: string): Promise<number> {
  const answer = await framebox.call("HEAD", url);
  assert.equal(answer.headers.get("tus-resumable"), "1.0.0");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  return Number(answer.headers.get("upload-offset"));
}

/** A request of ten bytes whose bytes are sent by hand. */
class SlowSender {
  readonly #connection: Deno.TcpConn;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  static async begin(framebox: TestFramebox, url: string, text: string): Promise<SlowSender> {
    const { hostname, port, host } = new URL(framebox.url(""));
    const sender = new SlowSender(await Deno.connect({ hostname, port: Number(port) }));
    const head = `PATCH ${url} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${PART}\r\n` +
      `Upload-Offset: 0\r\nContent-Length: 10\r\n\r\n`;
    await sender.#connection.write(new TextEncoder().encode(head + text));
    return sender;
  }

  /** The connection is lost. */
  lose(): void {
    this.#connection.close();
  }

  /** framebox's answer. */
  async answer(): Promise<Response> {
    using connection = this.#connection;
    const decoder = new TextDecoder();
    const bytes = new Uint8Array(4096);
    for (let text = "";;) {
      const read = await connection.read(bytes);
      if (read === null) throw new Error(`the answer ended: ${text}`);
      text += decoder.decode(bytes.subarray(0, read), { stream: true });
      const [head = "", body = ""] = text.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? NaN);
      if (body.length >= length) return new Response(body, { status: Number(head.split(" ")[1]) });
    }
  }
}

/** The files in a session's directory as soon as they are as wanted; framebox's own directory is asked. */
async function filesWhen(
  framebox: TestFramebox,
  session: string,
  wanted: (sizes: readonly number[]) => boolean,
): Promise<void> {
  const directory = framebox.hub.session(session)?.directory ?? "";
  using watcher = Deno.watchFs(directory);
  const fits = async () => {
    const sizes: number[] = [];
    for await (const { name } of Deno.readDir(directory)) {
      sizes.push((await Deno.stat(`${directory}/${name}`)).size);
    }
    return wanted(sizes);
  };
  if (await fits()) return;
  for await (const _event of watcher) if (await fits()) return;
}

uploadTest(
  "a file comes in parts, and each answer holds its offset",
  async ({ framebox, url }) => {
    const first = await send(framebox, url, 0, "01234");
    assert.equal(first.status, 204);
    assert.equal(first.headers.get("upload-offset"), "5");
    assert.ok(Date.parse(first.headers.get("upload-expires") ?? "") > Date.now());
    assert.equal(await offsetOf(framebox, url), 5);
    assert.equal((await send(framebox, url, 5, "56789")).headers.get("upload-offset"), "10");
    const state = await (await framebox.call("GET", url)).json();
    assert.deepEqual([state.length, state.offset, state.complete], [10, 10, true]);
  },
);

uploadTest("what came before the connection was lost stays", async ({ framebox, session, url }) => {
  const sender = await SlowSender.begin(framebox, url, "0123");
  await filesWhen(framebox, session, (sizes) => sizes.includes(4));
  sender.lose();
  assert.equal(await offsetOf(framebox, url), 4);
  assert.equal((await send(framebox, url, 4, "456789")).status, 204);
});

uploadTest("a sender that hangs is replaced by one that asks where to resume", async (started) => {
  const { framebox, session, url } = started;
  const hanging = await SlowSender.begin(framebox, url, "012");
  await filesWhen(framebox, session, (sizes) => sizes.includes(3));
  await assertError(
    await send(framebox, url, 3, "3"),
    423,
    "FAILED_PRECONDITION",
    /Another request/,
  );
  assert.equal(await offsetOf(framebox, url), 3);
  const answer = await hanging.answer();
  await assertError(answer, 409, "FAILED_PRECONDITION", /continues in another request/);
  assert.equal((await send(framebox, url, 3, "3456789")).status, 204);
});

uploadTest("a sender that stands still is given up", async ({ framebox, session, url }) => {
  const hanging = await SlowSender.begin(framebox, url, "012");
  await filesWhen(framebox, session, (sizes) => sizes.includes(3));
  const answer = await hanging.answer();
  await assertError(answer, 408, "DEADLINE_EXCEEDED", /stood still for 200 ms/);
  assert.equal(await offsetOf(framebox, url), 3);
}, { web: { uploadIdleMs: 200 } });

uploadTest(
  "a part at the wrong place is refused, and nothing changes",
  async ({ framebox, url }) => {
    await send(framebox, url, 0, "01234");
    for (const offset of [0, 4, 6]) {
      const answer = await send(framebox, url, offset, "x");
      await assertError(answer, 409, "FAILED_PRECONDITION", /Upload-Offset must be 5/);
    }
    assert.equal(await offsetOf(framebox, url), 5);
  },
);

uploadTest(
  "more than was announced, or of unknown length, is refused",
  async ({ framebox, url }) => {
    const oversized = await send(framebox, url, 0, "0123456789x");
    await assertError(oversized, 413, "INVALID_ARGUMENT", /this part goes beyond/);
    const body = new Blob(["0123456789x"]).stream();
    await assertError(
      await send(framebox, url, 0, body),
      411,
      "INVALID_ARGUMENT",
      /Content-Length/,
    );
    assert.equal(await offsetOf(framebox, url), 0);
  },
);

uploadTest("what can't be understood gets a sentence", async ({ framebox, session, url }) => {
  const type = await send(framebox, url, 0, "0", { "Content-Type": "text/plain" });
  await assertError(type, 415, "INVALID_ARGUMENT", /must be application\/offset/);
  const version = await send(framebox, url, 0, "0", { "Tus-Resumable": "0.2.2" });
  assert.equal(version.headers.get("tus-version"), "1.0.0");
  await assertError(version, 412, "FAILED_PRECONDITION", /tus 1\.0\.0/);
  for (const length of ["", "-1", "1e3", "ten"]) {
    const answer = await announce(framebox, session, length);
    await assertError(answer, 400, "INVALID_ARGUMENT", /Upload-Length must be/);
  }
  for (const metadata of ["filename !", "filename a b", "name =".padEnd(9000, "=")]) {
    const answer = await announce(framebox, session, 1, { "Upload-Metadata": metadata });
    await assertError(answer, 400, "INVALID_ARGUMENT", /Upload-Metadata must be pairs/);
  }
  const unknown = url.replace(/[^/]+$/, crypto.randomUUID());
  await assertError(await send(framebox, unknown, 0, "0"), 404, "NOT_FOUND", /no such upload/);
});

uploadTest(
  "a name is a label only: no path, no control characters",
  async ({ framebox, session }) => {
    const names = { "../../etc/passwd": "passwd", "a\u202eb\n.mp4": "a_b_.mp4", "": "video" };
    for (const [given, kept] of Object.entries(names)) {
      const metadata = `filename ${btoa(String.fromCharCode(...new TextEncoder().encode(given)))}`;
      const { headers } = await announce(framebox, session, 1, { "Upload-Metadata": metadata });
      const state = await (await framebox.call("GET", headers.get("location") ?? "")).json();
      assert.equal(state.name, kept);
    }
  },
);

uploadTest("a file over the limit is refused before anything is sent", async (started) => {
  const { framebox, session } = started;
  const answer = await announce(framebox, session, 2 * 1024 ** 2 + 1);
  await assertError(answer, 413, "RESOURCE_EXHAUSTED", /limit of 2 MB \(setting MAX_VIDEO_MB\)/);
  const abilities = await framebox.call("OPTIONS", `/api/v1/sessions/${session}/uploads`);
  assert.equal(abilities.headers.get("tus-max-size"), String(2 * 1024 ** 2));
}, { web: { maxVideoBytes: 2 * 1024 ** 2 } });

uploadTest("the room of uploads counts, and comes back when they go", async (started) => {
  const { framebox, session, url } = started;
  const full = await announce(framebox, session, 95);
  await assertError(full, 413, "RESOURCE_EXHAUSTED", /SESSION_QUOTA_MB/);
  assert.equal((await framebox.call("DELETE", url)).status, 204);
  assert.equal((await framebox.call("HEAD", url)).status, 404);
  await create(framebox, session, 95);
}, { hub: { sessionQuotaBytes: 100 } });

uploadTest("a session has the maximum of uploads and no more", async ({ framebox, session }) => {
  for (let i = 1; i < 8; i++) await create(framebox, session, 1);
  const answer = await announce(framebox, session, 1);
  await assertError(answer, 429, "RESOURCE_EXHAUSTED", /8 uploads at once/);
});

uploadTest("an upload that is not resumed is removed", async ({ framebox, session, url }) => {
  await send(framebox, url, 0, "01234");
  await filesWhen(framebox, session, (sizes) => sizes.length === 0);
  assert.equal((await framebox.call("HEAD", url)).status, 404);
}, { web: { uploadKeepMs: 300 } });

uploadTest("the end of the session ends its uploads", async ({ framebox, session, url }) => {
  const hanging = await SlowSender.begin(framebox, url, "012");
  await filesWhen(framebox, session, (sizes) => sizes.includes(3));
  await framebox.call("DELETE", `/api/v1/sessions/${session}`);
  const answer = await hanging.answer();
  await assertError(answer, 409, "FAILED_PRECONDITION", /The session has ended/);
  assert.equal((await framebox.call("HEAD", url)).status, 404);
});

uploadTest(
  "a server that stops does not wait for an upload",
  async ({ framebox, session, url }) => {
    const hanging = await SlowSender.begin(framebox, url, "012");
    await filesWhen(framebox, session, (sizes) => sizes.includes(3));
    await framebox.server.drain(limit());
    await assertError(await hanging.answer(), 503, "UNAVAILABLE", /framebox is stopping/);
  },
);

uploadTest(
  "another site's page can neither send nor remove",
  async ({ framebox, session, url }) => {
    for (const origin of ["http://evil.example", "null"]) {
      const calls = [
        announce(framebox, session, 1, { origin }),
        send(framebox, url, 0, "0", { origin }),
        framebox.call("DELETE", url, { headers: { origin } }),
      ];
      for (const answer of await Promise.all(calls)) {
        await assertError(answer, 403, "PERMISSION_DENIED", /another site's page/);
      }
    }
    const own = { origin: framebox.url("").replace(/\/$/, "") };
    assert.equal((await send(framebox, url, 0, "0", own)).status, 204);
  },
);
