import assert from "node:assert/strict";
import { scalar, writeMat } from "../mat/mod.ts";
import { status } from "./test_server.ts";
import { img, png, RED, type TestFramebox, withFramebox } from "./test_framebox.ts";

const MAX_WORKERS_PER_CONNECTION = 64;

/** Resolves when that many workers have come. */
function whenThereAre(framebox: TestFramebox, count: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = framebox.hub.subscribe((event) => {
      if (event.type !== "worker-came" || framebox.hub.status.workers.length < count) return;
      stop();
      resolve();
    });
  });
}

Deno.test("of one connection 64 names are workers; the next is refused, those that are there are not", () =>
  withFramebox(async (framebox) => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const client = framebox.client();
    const named = (name: string) => ({ metadata: { "worker-name": name }, signal });
    const waiting: Promise<[string, string]>[] = [];
    const came = whenThereAre(framebox, MAX_WORKERS_PER_CONNECTION);
    for (let i = 0; i < MAX_WORKERS_PER_CONNECTION; i++) {
      waiting.push(status(client.submit(named(`w${i}`))));
    }
    await came;
    // One that is there may ask once more.
    waiting.push(status(client.submit(named("w0"))));
    const [code, details] = await status(client.submit(named("one more")));
    assert.equal(code, "RESOURCE_EXHAUSTED");
    assert.match(details, /More than 64 values of worker-name came by one connection; use a con/);
    const elsewhere = whenThereAre(framebox, MAX_WORKERS_PER_CONNECTION + 1);
    waiting.push(status(framebox.client().submit(named("one more"))));
    await elsewhere;
    leaving.abort();
    for (const each of waiting) assert.equal((await each)[0], "CANCELLED");
  }));

Deno.test("of workers on one connection a result is of the one that its worker-name names", () =>
  withFramebox(async (framebox) => {
    const run = await framebox.start({ kind: "images" });
    const client = framebox.client();
    const named = (name: string) => ({ metadata: { "worker-name": name } });
    const outcomes = [];
    for (let i = 0; i < 3; i++) outcomes.push((await run.push(await png(RED))).outcome);
    for (const name of ["first", "second", "third"]) await client.submit(named(name));
    const data = (name: string) => writeMat([[name, scalar(1)]]);
    await client.display(img(run.hash), data("of_third"), named("third"));
    await client.display(img(run.hash), data("of_second"), named("second"));
    // Without a name it is of the one that came first.
    await client.display(img(run.hash), data("of_none"));
    const results = await Promise.all(outcomes);
    const given = results.map((result) =>
      result.kind === "done" && [result.processedBy, result.content.variables?.[0]?.name]
    );
    assert.deepEqual(given, [["first", "of_none"], ["second", "of_second"], ["third", "of_third"]]);
  }));
