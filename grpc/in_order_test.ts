import assert from "node:assert/strict";
import { inOrder } from "./in_order.ts";

const NEVER = new AbortController().signal;

/** Requests 0, 1, 2 …, and how many of them were read. */
function numbers(count: number) {
  const read = { count: 0 };
  async function* requests() {
    while (read.count < count) yield await Promise.resolve(read.count++);
  }
  return { read, requests: requests() };
}

/** Work whose answers the test controls. */
function work() {
  const begun: number[] = [];
  const answers = new Map<number, PromiseWithResolvers<string>>();
  const waiting = new Map<number, () => void>();
  const begin = (request: number) => {
    const answer = Promise.withResolvers<string>();
    answers.set(request, answer);
    begun.push(request);
    waiting.get(request)?.();
    return { answer: answer.promise };
  };
  return {
    begin,
    begun,
    answer: (request: number) => answers.get(request)?.resolve(`answer ${request}`),
    fail: (request: number, error: Error) => answers.get(request)?.reject(error),
    hasBegun: (request: number): Promise<void> =>
      answers.has(request)
        ? Promise.resolve()
        : new Promise((resolve) => waiting.set(request, resolve)),
  };
}

Deno.test("answers come in the order of the requests, whatever the order of the work", async () => {
  const { begin, answer, hasBegun } = work();
  const answers = inOrder(numbers(3).requests, begin, { maxUnderWay: 8, signal: NEVER });
  const first = answers.next();
  await hasBegun(2);
  answer(2);
  answer(1);
  answer(0);
  assert.deepEqual(await first, { value: "answer 0", done: false });
  assert.deepEqual(await Array.fromAsync(answers), ["answer 1", "answer 2"]);
});

Deno.test("no more requests are read than may be under way", async () => {
  const { begin, begun, answer, hasBegun } = work();
  const { requests, read } = numbers(10);
  const answers = inOrder(requests, begin, { maxUnderWay: 3, signal: NEVER });
  const first = answers.next();
  await hasBegun(2);
  assert.equal(read.count, 3);
  answer(1);
  answer(2);
  answer(0);
  await first;
  // Those that are done but not taken are under way, too.
  assert.equal(read.count, 3);
  const second = answers.next();
  await hasBegun(3);
  await second;
  assert.equal(read.count, 4);
  assert.deepEqual(begun, [0, 1, 2, 3]);
  await answers.return();
});

Deno.test("an answer that is there at once waits for those before it", async () => {
  const { begin, answer, hasBegun } = work();
  const mixed = (request: number) => request === 1 ? { answer: "at once" } : begin(request);
  const answers = inOrder(numbers(3).requests, mixed, { maxUnderWay: 8, signal: NEVER });
  const all = Array.fromAsync(answers);
  await hasBegun(2);
  answer(2);
  answer(0);
  assert.deepEqual(await all, ["answer 0", "at once", "answer 2"]);
});

Deno.test("a request that can't be taken is refused after the answers before it", async () => {
  const { begin, begun, answer, hasBegun } = work();
  const refusing = (request: number) => {
    if (request === 2) throw new Error("no such thing");
    return begin(request);
  };
  const answers = inOrder(numbers(5).requests, refusing, { maxUnderWay: 8, signal: NEVER });
  const first = answers.next();
  const second = answers.next();
  const third = answers.next();
  await hasBegun(1);
  answer(1);
  answer(0);
  assert.deepEqual((await first).value, "answer 0");
  assert.deepEqual((await second).value, "answer 1");
  await assert.rejects(third, /no such thing/);
  assert.deepEqual(begun, [0, 1]);
});

Deno.test("an answer that fails ends the answers there", async () => {
  const { begin, answer, fail, hasBegun } = work();
  const answers = inOrder(numbers(3).requests, begin, { maxUnderWay: 8, signal: NEVER });
  const first = answers.next();
  await hasBegun(2);
  fail(1, new Error("broken"));
  answer(2);
  answer(0);
  await first;
  await assert.rejects(answers.next(), /broken/);
  assert.deepEqual(await answers.next(), { value: undefined, done: true });
});

Deno.test("an error of reading comes after the answers before it", async () => {
  async function* requests() {
    yield await Promise.resolve(0);
    throw new Error("cut");
  }
  const answers = inOrder(requests(), (n) => ({ answer: n }), { maxUnderWay: 8, signal: NEVER });
  assert.deepEqual(await answers.next(), { value: 0, done: false });
  await assert.rejects(answers.next(), /cut/);
});

Deno.test("the signal ends the answers, and no further request is read", async () => {
  const { begin, answer, hasBegun } = work();
  const { requests, read } = numbers(10);
  const stopping = new AbortController();
  const answers = inOrder(requests, begin, { maxUnderWay: 2, signal: stopping.signal });
  const first = answers.next();
  await hasBegun(1);
  stopping.abort(new Error("gone"));
  await assert.rejects(first, /gone/);
  answer(0);
  answer(1);
  assert.deepEqual(await answers.next(), { value: undefined, done: true });
  assert.equal(read.count, 2);
});

Deno.test("a reader that has taken an answer when the signal aborts gets no other, though it is there", async () => {
  const { begin, answer, hasBegun } = work();
  const stopping = new AbortController();
  const answers = inOrder(numbers(2).requests, begin, { maxUnderWay: 8, signal: stopping.signal });
  const first = answers.next();
  await hasBegun(1);
  // In this order, so that the second one has settled when the first one is given out.
  answer(1);
  answer(0);
  assert.equal((await first).value, "answer 0");
  stopping.abort(new Error("gone"));
  await assert.rejects(answers.next(), /gone/);
});

Deno.test("a signal that has aborted begins nothing", async () => {
  const { begin, begun } = work();
  const signal = AbortSignal.abort(new Error("gone"));
  const answers = inOrder(numbers(1).requests, begin, { maxUnderWay: 2, signal });
  await assert.rejects(answers.next(), /gone/);
  assert.deepEqual(begun, []);
});

Deno.test("a waiter for more requests is notified that none will come", async () => {
  const waiting: PromiseWithResolvers<number>[] = [];
  const answers = inOrder(numbers(3).requests, () => {
    const answer = Promise.withResolvers<number>();
    waiting.push(answer);
    return { answer: answer.promise };
  }, {
    maxUnderWay: 8,
    signal: NEVER,
    onEnd: () => waiting.forEach((answer) => answer.resolve(waiting.length)),
  });
  assert.deepEqual(await Array.fromAsync(answers), [3, 3, 3]);
});

Deno.test("without requests there are no answers", async () => {
  const { requests } = numbers(0);
  const answers = inOrder(requests, () => ({ answer: 1 }), { maxUnderWay: 1, signal: NEVER });
  assert.deepEqual(await Array.fromAsync(answers), []);
});

Deno.test("a server that stops reads no more; what is under way is answered first", async () => {
  const { begin, answer, hasBegun } = work();
  const draining = new AbortController();
  async function* requests() {
    yield 0;
    yield 1;
    await new Promise(() => {}); // A client that is silent.
  }
  const answers = inOrder(requests(), begin, {
    maxUnderWay: 8,
    signal: NEVER,
    draining: draining.signal,
  });
  const first = answers.next();
  await hasBegun(1);
  draining.abort(new Error("framebox is stopping."));
  answer(1);
  answer(0);
  assert.equal((await first).value, "answer 0");
  assert.equal((await answers.next()).value, "answer 1");
  await assert.rejects(answers.next(), /framebox is stopping/);
});

Deno.test("a server that stops when all requests have come answers them all", async () => {
  const { begin, answer, hasBegun } = work();
  const draining = new AbortController();
  const came = Promise.withResolvers<void>();
  const answers = inOrder(numbers(2).requests, begin, {
    maxUnderWay: 8,
    signal: NEVER,
    draining: draining.signal,
    onEnd: came.resolve,
  });
  const all = Array.fromAsync(answers);
  await hasBegun(1);
  await came.promise;
  draining.abort(new Error("framebox is stopping."));
  answer(0);
  answer(1);
  assert.deepEqual(await all, ["answer 0", "answer 1"]);
});
