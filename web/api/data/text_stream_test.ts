import assert from "node:assert/strict";
import { textStream } from "./text_stream.ts";

/** A stream of lines, how often its end was reported, and when it first was. */
async function streamOf(lines: AsyncGenerator<string, void, void>, idleMs?: number) {
  const reported = { count: 0 };
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const stream = textStream(await lines.next(), lines, () => {
    reported.count++;
    resolve();
  }, idleMs);
  return { stream, over, reported };
}

async function* lines(count: number): AsyncGenerator<string, void, void> {
  for (let i = 0; i < count; i++) yield await Promise.resolve(`${i}\n`.padStart(1000));
}

Deno.test("text comes whole, and its end is reported once", async () => {
  const { stream, reported } = await streamOf(lines(100));
  const text = await new Response(stream).text();
  assert.equal(text.length, 100_000);
  assert.match(text, / 99\n$/);
  assert.equal(reported.count, 1);
});

Deno.test("a reader that stands still is given up, before it begins and later", async () => {
  for (const reads of [0, 1]) {
    const { stream, over, reported } = await streamOf(lines(100), 1);
    const reader = stream.getReader();
    for (let i = 0; i < reads; i++) assert.equal((await reader.read()).done, false);
    await over;
    await assert.rejects(reader.read(), { code: "DEADLINE_EXCEEDED" });
    assert.equal(reported.count, 1);
  }
});

Deno.test("the end is reported once when the reader cancels while the text fails", async () => {
  const gate = Promise.withResolvers<string>();
  const { stream, over, reported } = await streamOf(async function* () {
    yield "first";
    yield await gate.promise;
  }());
  const reader = stream.getReader();
  const reading = reader.read();
  const leaving = reader.cancel();
  gate.reject(new Error("the file is gone"));
  assert.equal((await reading).done, true);
  await leaving;
  await over;
  assert.equal(reported.count, 1);
});
