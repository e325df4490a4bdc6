import assert from "node:assert/strict";
import type { ResultContent } from "../../hub/mod.ts";
import { numeric, writeElement } from "../../mat/mod.ts";
import { assertError, dataResult, file, jpegResult, type TestBox, withBox } from "../test_box.ts";

const MOST = 4;
const FEW = { hub: { maxSessions: MOST } };

interface Answer {
  readonly session: string;
  readonly image_url: string;
  readonly data_url: string;
}

/** A box with a worker that answers everything with a picture and data, or the next with another result. */
async function withServedBox(
  test: (box: TestBox, results: { next: ResultContent | undefined }) => Promise<void>,
): Promise<void> {
  await withBox(async (box) => {
    const worker = box.worker();
    const usual = { ...await jpegResult(), ...dataResult() };
    const results: { next: ResultContent | undefined } = { next: undefined };
    const serving = worker.serve(() => {
      const result = results.next ?? usual;
      results.next = undefined;
      return result;
    });
    try {
      await test(box, results);
    } finally {
      worker.leave();
      await serving;
    }
  }, FEW);
}

async function one(box: TestBox): Promise<Answer> {
  const answer = await box.call("POST", "/api/v1/images", { body: await file() });
  assert.equal(answer.status, 200);
  return await answer.json();
}

Deno.test("any number of single pictures are answered; the first ones' results go for the last", () =>
  withServedBox(async (box) => {
    const page = await box.session();
    const live = await box.live(page);
    const silent = await box.session();
    const answers: Answer[] = [];
    for (let i = 0; i < 3 * MOST; i++) answers.push(await one(box));
    assert.equal(box.hub.status.sessions, MOST);
    for (const { image_url, data_url } of answers.slice(-2)) {
      assert.equal((await box.call("GET", image_url)).status, 200);
      assert.equal((await box.call("GET", data_url)).status, 200);
    }
    for (const { image_url, data_url, session } of answers.slice(0, -2)) {
      for (const url of [image_url, data_url, `/api/v1/sessions/${session}`]) {
        await assertError(
          await box.call("GET", url),
          404,
          "NOT_FOUND",
          /single picture .* are kept until room is needed/,
        );
      }
    }
    for (const session of [page, silent]) {
      assert.equal((await box.call("GET", `/api/v1/sessions/${session}`)).status, 200);
    }
    // Newcomers get in, while there is one of them to go.
    await box.session();
    await box.session();
    const full = await box.call("POST", "/api/v1/sessions");
    await assertError(full, 429, "RESOURCE_EXHAUSTED", /4 sessions, which is its bound/);
    live.close();
  }));

Deno.test("a session that somebody downloads from stays until the download is over", () =>
  withServedBox(async (box, results) => {
    // More than sockets hold by themselves.
    const bytes = 32 * 1024 ** 2;
    const element = writeElement("data_00000", numeric("uint8", [bytes, 1], new Uint8Array(bytes)));
    results.next = {
      variables: [{ name: "data_00000", class: "uint8", dims: [bytes, 1], element }],
    };
    // The worker has the next result ready before the frame comes.
    await one(box);
    const { data_url, session } = await one(box);
    const download = await fetch(box.url(data_url));
    for (let i = 0; i < 2 * MOST; i++) await one(box);
    const path = `/api/v1/sessions/${session}`;
    assert.ok(box.hub.session(session), "it is still downloaded from");
    assert.ok((await download.arrayBuffer()).byteLength > bytes);
    await untilIdle(box, session);
    for (let i = 0; i < MOST; i++) await one(box);
    assert.equal((await box.call("GET", path)).status, 404);
  }));

/** The server learns of the end of a download a moment after the client. */
async function untilIdle(box: TestBox, session: string): Promise<void> {
  while (box.hub.session(session)?.attached) {
    await box.call("GET", "/healthz");
  }
}
