import assert from "node:assert/strict";
import { Reader } from "./reader.ts";
import { brief, isPending, NEVER } from "../testing/test_support.ts";
import type { Outcome } from "../api/mod.ts";

function failed(number: number): Outcome {
  return { kind: "dropped", number, dropped: 0 };
}

Deno.test("a reader that waits gets the next outcome at once", async () => {
  const reader = new Reader("lossless", () => {});
  const next = reader.next(NEVER);
  assert.ok(await isPending(next));
  reader.put(failed(0));
  assert.equal(brief(await next), "dropped 0");
});

Deno.test("a reader that stops waiting loses nothing", async () => {
  const reader = new Reader("lossless", () => {});
  const abort = new AbortController();
  const next = reader.next(abort.signal);
  abort.abort();
  await assert.rejects(next, { name: "AbortError" });
  reader.put(failed(0));
  assert.equal(brief(await reader.next(NEVER)), "dropped 0");
});

Deno.test("a reader belongs to one consumer", async () => {
  const reader = new Reader("lossless", () => {});
  const next = reader.next(NEVER);
  await assert.rejects(reader.next(NEVER), { code: "FAILED_PRECONDITION" });
  reader.close();
  assert.equal(await next, undefined);
});

Deno.test("a reader can wait until there is an outcome, and read it later", async () => {
  const reader = new Reader("latest", () => {});
  const ready = reader.ready(NEVER);
  assert.ok(await isPending(ready));
  reader.put(failed(0));
  assert.equal(await ready, true);
  reader.put(failed(1));
  assert.equal(brief(await reader.next(NEVER)), "dropped 1");
  const abort = new AbortController();
  const given = reader.ready(abort.signal);
  abort.abort();
  await assert.rejects(given, { name: "AbortError" });
  const last = reader.ready(NEVER);
  reader.end();
  assert.equal(await last, false);
});

Deno.test("what is unread can be read after the end, not after closing", async () => {
  const reader = new Reader("lossless", () => {});
  reader.put(failed(0));
  reader.end();
  assert.equal(brief(await reader.next(NEVER)), "dropped 0");
  assert.equal(await reader.next(NEVER), undefined);
  const closed = new Reader("lossless", () => {});
  closed.put(failed(0));
  closed.close();
  assert.equal(await closed.next(NEVER), undefined);
});
