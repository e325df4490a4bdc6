import assert from "node:assert/strict";
import { decodeAnswer } from "./mod.ts";
import { bytesOf, decode, encoded, LOG_LINE } from "./test_answers.ts";

const SIZE = 20_000_000;

Deno.test("a file of 20 MB is decoded, and so is one that holds any bytes", () => {
  const file = new Uint8Array(SIZE);
  for (let at = 0; at < SIZE; at += 65_536) {
    crypto.getRandomValues(file.subarray(at, Math.min(SIZE, at + 65_536)));
  }
  const { reading } = decodeAnswer(bytesOf(`${LOG_LINE}\n${encoded(file)}`));
  assert.ok(reading.kind === "bytes" && reading.bytes.length === SIZE);
});

// Each of these takes far longer than any limit of a test where the work grows with the square of the length.
const HOSTILE: readonly (readonly [string, string])[] = [
  ["line breaks", "\n"],
  ["short lines", "a\n"],
  ["lines of base64", "abcd\n"],
  ["lines of base64 that end", "abc=\n"],
  ["open lists", "["],
  ["open dicts", "{'a':"],
  ["lists that are left open", "[[1],"],
  ["nested lists", "[[[[1]]]] "],
  ["open strings", "['a"],
  ["open strings of both kinds", `["a'`],
  ["open long strings", "['''"],
  ["escaped quotes", "['\\'"],
  ["backslashes", "\\"],
  ["digits", "1"],
  ["digits in lists", "[1_1"],
  ["names", "[np.float32("],
  ["commas", "[1,"],
  ["log lines", `${LOG_LINE}\n`],
  ["logged inputs", `${LOG_LINE.slice(0, 39)}DEBUG - EVENT received: 12\n34\n`],
  ["marks of log lines", " - supervisor - "],
  ["data URLs", "data:image/png;base64,"],
  ["returns", "return: ['["],
];

for (const [name, piece] of HOSTILE) {
  Deno.test(`an answer of 4 MB of nothing but ${name} is read in one pass`, () => {
    const text = piece.repeat(Math.ceil(4_000_000 / piece.length));
    assert.ok(["empty", "text", "data", "bytes"].includes(decode(text).reading.kind));
    assert.ok(["text", "data"].includes(decode(`[${text}`).reading.kind));
  });
}

Deno.test("data that is too deep or has too many values stays text", () => {
  for (const text of ["[".repeat(1000) + "]".repeat(1000), `[${"[],".repeat(1_100_000)}0]`]) {
    for (const body of [text, encoded(text)]) assert.equal(decode(body).reading.kind, "text");
  }
  const strings = JSON.stringify({ picture: "A".repeat(5_000_000), brackets: "[{".repeat(1000) });
  assert.equal(decode(strings).reading.kind, "data");
});
