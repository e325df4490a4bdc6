import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import {
  assertError,
  dataResult,
  file,
  jpegResult,
  type TestFramebox,
  withFramebox,
} from "../test_framebox.ts";

interface Setting {
  readonly framebox: TestFramebox;
  /** Addresses of a data.mat and a ZIP. */
  readonly dataUrl: string;
  readonly zipUrl: string;
  /** Adds a picture, with its result and data. */
  add(name: string): Promise<void>;
}

function withResults(test: (s: Setting) => Promise<void>): () => Promise<void> {
  return () =>
    withFramebox(async (framebox) => {
      const worker = framebox.worker();
      const session = await framebox.session();
      const at = `/api/v1/sessions/${session}`;
      const task = { body: '{"processor":"workers"}' };
      const { run } = await (await framebox.call("POST", `${at}/folders`, task)).json();
      let count = 0;
      const add = async (name: string) => {
        const body = await file("jpeg");
        await framebox.call("POST", `${at}/runs/${run}/images?name=${name}`, { body });
        const variables = dataResult(`data_0000${count++}`);
        const settled = new Promise<void>((resolve) => {
          const longRun = framebox.longRunOf(framebox.hub.session(session)!.runs[0]!);
          const stop = longRun!.subscribe(({ done }) => done === count && resolve(stop()));
        });
        await worker.answer({ ...await jpegResult(count), ...variables });
        await settled;
      };
      await add("a.jpg");
      await add("b.jpg");
      const dataUrl = `${at}/data.mat?run=${run}`;
      await test({ framebox, add, dataUrl, zipUrl: `${at}/runs/${run}/results.zip` });
    });
}

async function bytes(framebox: TestFramebox, url: string, headers: Record<string, string> = {}) {
  const answer = await framebox.call("GET", url, { headers });
  return { answer, body: await answer.bytes(), etag: answer.headers.get("etag") ?? "" };
}

Deno.test(
  "data.mat and the ZIP are given in ranges, bit for bit",
  withResults(async (s) => {
    for (const url of [s.dataUrl, s.zipUrl]) {
      const { answer, body, etag } = await bytes(s.framebox, url);
      assert.equal(answer.headers.get("accept-ranges"), "bytes");
      assert.match(etag, /^"[\w.-]+"$/);
      assert.equal(answer.headers.get("content-length"), String(body.length));
      const { length } = body;
      const cases: readonly (readonly [string, number, number])[] = [
        ["bytes=0-0", 0, 1],
        ["bytes=10-", 10, length],
        [`bytes=${length - 1}-${length + 9}`, length - 1, length],
        ["bytes=-33", length - 33, length],
        [`bytes=-${length * 2}`, 0, length],
      ];
      for (const [range, from, to] of cases) {
        const part = await bytes(s.framebox, url, { range });
        assert.equal(part.answer.status, 206);
        assert.equal(part.answer.headers.get("content-range"), `bytes ${from}-${to - 1}/${length}`);
        assert.equal(part.etag, etag);
        assert.deepEqual(part.body, body.subarray(from, to));
      }
      const beyond = await s.framebox.call("GET", url, { headers: { range: `bytes=${length}-` } });
      assert.equal(beyond.headers.get("content-range"), `bytes */${length}`);
      await assertError(beyond, 416, "INVALID_ARGUMENT", /bytes; the range must begin/);
      for (const range of ["bytes=1-2,4-5", "lines=1-2", "bytes=5-2", "bytes="]) {
        assert.equal((await bytes(s.framebox, url, { range })).answer.status, 200);
      }
      const same = await s.framebox.call("GET", url, {
        headers: { "if-none-match": `"x", ${etag}` },
      });
      assert.equal(same.status, 304);
    }
  }),
);

Deno.test(
  "once something was added a range is of the new file only",
  withResults(async (s) => {
    for (const url of [s.dataUrl, s.zipUrl]) {
      const before = await bytes(s.framebox, url);
      const range = { "range": "bytes=50-", "if-range": before.etag };
      assert.equal((await bytes(s.framebox, url, range)).answer.status, 206);
      await s.add("more.jpg");
      const after = await bytes(s.framebox, url, range);
      assert.equal(after.answer.status, 200);
      assert.notEqual(after.etag, before.etag);
      assert.ok(after.body.length > before.body.length);
      const date = { "range": "bytes=50-", "if-range": new Date().toUTCString() };
      assert.equal((await bytes(s.framebox, url, date)).answer.status, 200);
    }
  }),
);

Deno.test("a reset's data.mat has an ETag of its own, with the same bytes too", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    const url = `/api/v1/sessions/${session}`;
    const etags: (string | null)[] = [];
    for (let i = 0; i < 2; i++) {
      const asked = framebox.call("POST", `${url}/images?processor=workers`, {
        body: await file(),
      });
      await worker.answer(dataResult());
      await asked;
      etags.push((await framebox.call("GET", `${url}/data.mat`)).headers.get("etag"));
      await framebox.call("POST", `${url}/reset`);
    }
    assert.notEqual(etags[0], etags[1]);
  }));

Deno.test(
  "a download that broke off is resumed",
  withResults(async ({ framebox, dataUrl, zipUrl }) => {
    const directory = await Deno.makeTempDir();
    try {
      for (const url of [dataUrl, zipUrl]) {
        const { body } = await bytes(framebox, url);
        for (const have of [0, 1, 31, body.length >> 1, body.length - 20]) {
          const path = `${directory}/part`;
          await Deno.writeFile(path, body.subarray(0, have));
          const { success } = await new Deno.Command("curl", {
            args: ["-sfC", "-", "-o", path, framebox.url(url)],
          }).output();
          assert.ok(success);
          assert.equal(Buffer.compare(await Deno.readFile(path), body), 0, `${url} from ${have}`);
        }
      }
    } finally {
      await Deno.remove(directory, { recursive: true });
    }
  }),
);
