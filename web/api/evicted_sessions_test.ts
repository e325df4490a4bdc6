import assert from "node:assert/strict";
import type { ResultContent } from "../../hub/mod.ts";
import { numeric, writeElement } from "../../mat/mod.ts";
import {
  assertError,
  dataResult,
  file,
  jpegResult,
  type TestFramebox,
  withFramebox,
} from "../test_framebox.ts";

const MAX_SESSIONS = 4;
const FEW = { hub: { maxSessions: MAX_SESSIONS } };

interface Answer {
  readonly session: string;
  readonly image_url: string;
  readonly data_url: string;
}

/** A server with a worker that answers everything with a picture and data, or the next with another result. */
async function withServedFramebox(
  test: (framebox: TestFramebox, results: { next: ResultContent | undefined }) => Promise<void>,
): Promise<void> {
  await withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const usual = { ...await jpegResult(), ...dataResult() };
    const results: { next: ResultContent | undefined } = { next: undefined };
    const serving = worker.serve(() => {
      const result = results.next ?? usual;
      results.next = undefined;
      return result;
    });
    try {
      await test(framebox, results);
    } finally {
      worker.leave();
      await serving;
    }
  }, FEW);
}

async function one(framebox: TestFramebox): Promise<Answer> {
  const answer = await framebox.call("POST", "/api/v1/images", { body: await file() });
  assert.equal(answer.status, 200);
  return await answer.json();
}

Deno.test("any number of single pictures are answered; the first ones' results go for the last", () =>
  withServedFramebox(async (framebox) => {
    const page = await framebox.session();
    const live = await framebox.live(page);
    const silent = await framebox.session();
    const answers: Answer[] = [];
    for (let i = 0; i < 3 * MAX_SESSIONS; i++) answers.push(await one(framebox));
    assert.equal(framebox.hub.status.sessions, MAX_SESSIONS);
    for (const { image_url, data_url } of answers.slice(-2)) {
      assert.equal((await framebox.call("GET", image_url)).status, 200);
      assert.equal((await framebox.call("GET", data_url)).status, 200);
    }
    for (const { image_url, data_url, session } of answers.slice(0, -2)) {
      for (const url of [image_url, data_url, `/api/v1/sessions/${session}`]) {
        await assertError(
          await framebox.call("GET", url),
          404,
          "NOT_FOUND",
          /single picture .* are kept until room is needed/,
        );
      }
    }
    for (const session of [page, silent]) {
      assert.equal((await framebox.call("GET", `/api/v1/sessions/${session}`)).status, 200);
    }
    // Newcomers get in, while there is one of them to go.
    await framebox.session();
    await framebox.session();
    const full = await framebox.call("POST", "/api/v1/sessions");
    await assertError(full, 429, "RESOURCE_EXHAUSTED", /4 sessions, which is its bound/);
    live.close();
  }));

Deno.test("a session that a client downloads from stays until the download is over", () =>
  withServedFramebox(async (framebox, results) => {
    // More than sockets hold by themselves.
    const bytes = 32 * 1024 ** 2;
    const element = writeElement("data_00000", numeric("uint8", [bytes, 1], new Uint8Array(bytes)));
    results.next = {
      variables: [{ name: "data_00000", class: "uint8", dims: [bytes, 1], element }],
    };
    // The worker has the next result ready before the frame comes.
    await one(framebox);
    const { data_url, session } = await one(framebox);
    const download = await fetch(framebox.url(data_url));
    for (let i = 0; i < 2 * MAX_SESSIONS; i++) await one(framebox);
    const path = `/api/v1/sessions/${session}`;
    assert.ok(framebox.hub.session(session), "it is still downloaded from");
    assert.ok((await download.arrayBuffer()).byteLength > bytes);
    await untilIdle(framebox, session);
    for (let i = 0; i < MAX_SESSIONS; i++) await one(framebox);
    assert.equal((await framebox.call("GET", path)).status, 404);
  }));

/** The server learns of the end of a download a moment after the client. */
async function untilIdle(framebox: TestFramebox, session: string): Promise<void> {
  while (framebox.hub.session(session)?.attached) {
    await framebox.call("GET", "/healthz");
  }
}
