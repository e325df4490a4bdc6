import assert from "node:assert/strict";
import { ByteBudget } from "./byte_budget.ts";
import { readBody } from "./read_body.ts";

const MAX = 1000;

function request(body: ReadableStream<Uint8Array>, headers: HeadersInit = {}): Request {
  return new Request("http://box/", { method: "POST", body, headers });
}

function bounds(budget = new ByteBudget(1e6)): Parameters<typeof readBody>[1] {
  return { maxBytes: MAX, idleMs: 10_000, account: budget.account() };
}

/** Chunks of 100 bytes without end; counts how many were taken. */
function endless(): {
  stream: ReadableStream<Uint8Array>;
  taken: () => number;
  ended: () => boolean;
} {
  let taken = 0;
  let ended = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken++;
      controller.enqueue(new Uint8Array(100).fill(taken));
    },
    cancel() {
      ended = true;
    },
  }, { highWaterMark: 0 });
  return { stream, taken: () => taken, ended: () => ended };
}

Deno.test("a body is read whole, in order", async () => {
  const chunks = [[1, 2], [3], [4, 5, 6]].map((chunk) => new Uint8Array(chunk));
  const body = await readBody(request(ReadableStream.from(chunks)), bounds());
  assert.deepEqual([...body], [1, 2, 3, 4, 5, 6]);
});

Deno.test("a body over the limit is given up as soon as it is over, not read whole", async () => {
  const source = endless();
  await assert.rejects(readBody(request(source.stream), bounds()), { status: 413 });
  assert.equal(source.taken(), 11);
  assert.ok(source.ended());
});

Deno.test("a body with a declared length over the limit is not read at all", async () => {
  const source = endless();
  const claimed = request(source.stream, { "content-length": String(MAX + 1) });
  await assert.rejects(readBody(claimed, bounds()), { status: 413 });
  assert.equal(source.taken(), 0);
});

Deno.test("a body that stands still is given up", async () => {
  const stream = new ReadableStream<Uint8Array>({ start: (c) => c.enqueue(new Uint8Array(5)) });
  await assert.rejects(readBody(request(stream), { ...bounds(), idleMs: 5 }), { status: 408 });
});

Deno.test("a body that brings next to nothing is given up, however long it lasts", async () => {
  let timer: ReturnType<typeof setInterval> | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (c) => void (timer = setInterval(() => c.enqueue(new Uint8Array(1)), 1)),
    cancel: () => clearInterval(timer),
  });
  const bound = { ...bounds(), idleMs: 50, maxBytes: 1e6 };
  await assert.rejects(readBody(request(stream), bound), {
    status: 408,
    message: "The upload brought less than 16 KB in 50 ms.",
  });
});

Deno.test("a body that breaks off is an error of the client", async () => {
  const stream = new ReadableStream<Uint8Array>({ pull: (c) => c.error(new Error("reset")) });
  await assert.rejects(readBody(request(stream), bounds()), { status: 400 });
});

Deno.test("bodies hold no more memory together than the budget has", async () => {
  const budget = new ByteBudget(250);
  const account = budget.account();
  const source = endless();
  const reading = readBody(request(source.stream), { ...bounds(), account });
  await assert.rejects(reading, { code: "RESOURCE_EXHAUSTED" });
  assert.equal(budget.used, 200);
  account.release();
  assert.equal(budget.used, 0);
});
