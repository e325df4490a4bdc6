import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { decodeAnswer } from "./mod.ts";
import { bytesOf, decode, encoded, LOG_LINE, shown } from "./test_answers.ts";

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2);
const LABELS = { labels: ["rose", "tulip"], probabilities: [0.9, 0.1] };

Deno.test("a file comes back as base64 and is known by its content", () => {
  const picture = decode(encoded(PNG));
  assert.deepEqual(shown(picture), ["bytes", "image/png"]);
  assert.deepEqual(picture.reading.kind === "bytes" && picture.reading.bytes, PNG);
  assert.deepEqual([picture.log, picture.other, picture.isFailure], ["", undefined, false]);
  assert.deepEqual(shown(decode(encoded(JSON.stringify(LABELS)))), ["data", LABELS]);
  assert.deepEqual(shown(decode(encoded("It is a rose, é 日本.\n"))), [
    "text",
    "It is a rose, é 日本.\n",
  ]);
  const dict = "{'status': 'OK', 'x': None}\n";
  const data = decode(encoded(dict));
  assert.deepEqual(shown(data), ["data", { status: "OK", x: null }]);
  assert.deepEqual(
    data.reading.kind === "data" && data.reading.bytes,
    bytesOf(dict),
    "for download",
  );
});

Deno.test("the supervisor's lines are log, wherever they stand", () => {
  const debug = "2026-11-29 20:32:10,001 - supervisor - DEBUG - INPUT_FILE_PATH: /tmp/x";
  const body = `${debug}\n\n${LOG_LINE}\n${encoded(PNG)}`;
  const { reading, log } = decode(body);
  assert.deepEqual(shown({ reading }), ["bytes", "image/png"]);
  assert.equal(log, `${debug}\n\n${LOG_LINE}`);
  assert.deepEqual(shown(decode(`${LOG_LINE}\r\nhello\r\n`)), ["text", "hello"]);
  const around = decode(`first\n${LOG_LINE}\nsecond\n${LOG_LINE}\n`);
  assert.deepEqual(shown(around), ["text", "first\nsecond"]);
  assert.equal(around.log, `${LOG_LINE}\n${LOG_LINE}`);
  const quoted = `I saw "${LOG_LINE}" in it.`;
  assert.deepEqual(shown(decode(`${quoted}\n`)), ["text", quoted]);
  const other = "2026-11-29 20:32:10,586 - werkzeug - INFO - a service's own log";
  assert.deepEqual(shown(decode(`${other}\n`)), ["text", other]);
});

Deno.test("at DEBUG the input is in the log, cut, whatever line breaks it has", () => {
  const event = "2026-11-29 20:32:10,001 - supervisor - DEBUG - EVENT received: ";
  assert.deepEqual(shown(decode(`${event}12\n34\n${LOG_LINE}\nprinted\n`)), ["text", "printed"]);
  assert.deepEqual(shown(decode(`${event}12\nprinted\n`)), ["text", "printed"]);
  const { reading, log } = decode(`${event}${"A".repeat(100_000)}\n${LOG_LINE}\n${encoded(PNG)}`);
  assert.deepEqual(shown({ reading }), ["bytes", "image/png"]);
  assert.ok(log.length < 3000 && log.endsWith(LOG_LINE), log);
});

Deno.test("an empty file, an empty body and a log alone are an empty result", () => {
  for (const body of ["", "\n", "\r\n\n", " \n", `${LOG_LINE}\n`, `${LOG_LINE}\n\n`, LOG_LINE]) {
    assert.deepEqual(shown(decode(body)), ["empty"], JSON.stringify(body));
  }
});

Deno.test("words and numbers stay text, though they are base64", () => {
  const words = [
    "test",
    "12345678",
    "abcd",
    "fish",
    "NONE",
    "None",
    "true",
    "FIRE",
    "tulip tree",
    "sunflowers12",
  ];
  for (const word of words) {
    assert.deepEqual(shown(decode(`${word}\n`)), ["text", word], word);
    assert.deepEqual(shown(decode(`I see a\n${word}\n`)), ["text", `I see a\n${word}`], word);
  }
  const digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  assert.deepEqual(shown(decode(digest)), ["text", digest]);
  const bases = "ACGT".repeat(40);
  const sequence = decode(bases);
  assert.deepEqual(shown(sequence), ["text", bases]);
  assert.equal(sequence.other?.kind, "bytes", "offered");
});

Deno.test("short text that could be either has both readings", () => {
  const decoded = decode(encoded("OK"));
  assert.deepEqual(shown(decoded), ["text", "OK"]);
  assert.deepEqual(decoded.other && shown({ reading: decoded.other }), ["text", "T0s="]);
  const word = decode("fish\n");
  assert.deepEqual(word.other && shown({ reading: word.other }), ["text", "~+!"]);
  assert.equal(decode("test\n").other, undefined, "it decodes to nothing");
  assert.equal(decode(encoded('{"a": 1}')).other, undefined, "no text decodes to data");
  assert.equal(decode(encoded("x".repeat(2000))).other, undefined, "too long for a text of words");
});

Deno.test("base64 is wrapped or not, with what a script printed before and after it as log", () => {
  const text = encoded(new Uint8Array([...PNG, ...new Uint8Array(300)])).trim();
  const wrapped = text.replace(/.{76}/g, "$&\n");
  for (const body of [text, wrapped, wrapped.replaceAll("\n", "\r\n"), `Done\n${wrapped}`]) {
    assert.deepEqual(shown(decode(body)), ["bytes", "image/png"], body);
  }
  const among = decode(`Loading the model\ntest\n${wrapped}\ndone\nover\n`);
  assert.deepEqual(shown(among), ["bytes", "image/png"]);
  assert.equal(among.log, "Loading the model\ntest\ndone\nover");
  assert.deepEqual(shown(decode("aGVsbG8gd29ybGQ\n")), ["text", "aGVsbG8gd29ybGQ"], "no padding");
  assert.deepEqual(shown(decode("T0t=\n")), ["text", "T0t="], "bits that no encoder leaves");
});

Deno.test("bytes that no signature knows are a file where no text looks like it", () => {
  const bytes = Uint8Array.from({ length: 96 }, (_, i) => (i * 197 + 131) & 0xff);
  const file = decode(encoded(bytes));
  assert.deepEqual(shown(file), ["bytes", "application/octet-stream"]);
  assert.equal(file.other?.kind, "text");
  const short = encoded(bytes.subarray(0, 30));
  const text = decode(short);
  assert.deepEqual(shown(text), ["text", short.trim()]);
  assert.equal(text.other?.kind, "bytes");
});

Deno.test("a data URL is decoded; its content decides over its type", () => {
  const url = `data:image/gif;base64,${encoded(PNG)}`;
  assert.deepEqual(shown(decode(url)), ["bytes", "image/png"]);
  assert.deepEqual(shown(decode(`Model loaded.\n${url}`)), ["bytes", "image/png"]);
  assert.equal(decode(`Model loaded.\n${url}`).log, "Model loaded.");
  assert.deepEqual(shown(decode(`data:;base64,${encoded("hi there")}`)), ["text", "hi there"]);
  const unknown = decode(`data:application/x-thing;base64,${encoded(Uint8Array.of(1, 2, 3))}`);
  assert.deepEqual(shown(unknown), ["bytes", "application/x-thing"]);
  const broken = "data:image/png;base64,*****";
  assert.deepEqual(shown(decode(broken)), ["text", broken]);
});

Deno.test("printed text is JSON, a Python literal, the last object in it, or text", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    [JSON.stringify(LABELS, null, 2), LABELS],
    ["{'status': 'OK', 'x': None}\n", { status: "OK", x: null }],
    ["[1, 2]\n", [1, 2]],
    ['"{\\"a\\": 1}"', { a: 1 }],
    ['{"a": NaN}', { a: NaN }],
    [`Loading {model}\nDone [3/3] 100%\n{"a": [1, 2]}\nbye\n`, { a: [1, 2] }],
    [`{"first": 1}\n{"second": 2}\n`, { second: 2 }],
    [`{"a": 1}\nTook 3 s for [1] input\n`, { a: 1 }],
    [`Detected {'cat': 0.9} in it`, { cat: 0.9 }],
    [`2026 INFO deepaas return: ['[{"labels": ["a"]}]']\n`, [{ labels: ["a"] }]],
    [`x = {1: 2}\nreturn: ['{"a": 1}']\nshutting down`, { a: 1 }],
    [`{'text': "it's", 'n': 1}`, { text: "it's", n: 1 }],
  ];
  for (const [text, value] of cases) assert.deepEqual(shown(decode(text)), ["data", value], text);
  const among = decode(`Loading\n{"a": 1}\nbye\n`);
  assert.equal(among.log, "Loading\nbye");
  assert.deepEqual(among.other && shown({ reading: among.other }), [
    "text",
    `Loading\n{"a": 1}\nbye`,
  ]);
  for (
    const text of ["12", "'x'", "None", "nothing {here} [at all]", "hi { there", "done []"]
  ) {
    assert.deepEqual(shown(decode(text)), ["text", text], text);
  }
});

Deno.test("a script that failed answers its traceback", () => {
  const failed =
    `{"progress": 1}\nTraceback (most recent call last):\n  File "a.py", line 1\nKeyError: {'a': 1}`;
  assert.equal(decode(failed).isFailure, true);
  assert.deepEqual(shown(decode(`${failed}\n`)), ["text", failed]);
  assert.equal(
    decode(`Traceback (most recent call last):\n x\nValueError: y\n{"a": 1}\n`).isFailure,
    false,
  );
  assert.equal(decode("all is well").isFailure, false);
});

Deno.test("a file that is answered as it is, without base64, is that file", () => {
  assert.deepEqual(shown(decodeAnswer(PNG)), ["bytes", "image/png"]);
  const latin1 = decodeAnswer(Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
  assert.deepEqual(shown(latin1), ["text", "caf\ufffd"]);
});

Deno.test("a page or a drawing is text with its type", () => {
  const svg = decode(encoded('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'));
  assert.deepEqual(svg.reading.kind === "text" && svg.reading.mediaType, "image/svg+xml");
  const html = decode(encoded("<!DOCTYPE html><title>x</title>"));
  assert.deepEqual(html.reading.kind === "text" && html.reading.mediaType, "text/html");
});

Deno.test("whatever file comes back, its bytes are what was sent, or they are offered", () => {
  const files = fc.uint8Array({ minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(files, fc.boolean(), (file, hasLog) => {
      const body = bytesOf(`${hasLog ? `${LOG_LINE}\n` : ""}${encoded(file)}`);
      const { reading, other } = decodeAnswer(body);
      const bytes = [reading, other].map((item) =>
        item && item.kind !== "empty" ? item.bytes : undefined
      );
      const isBlank = new TextDecoder().decode(file).trim() === "";
      const isShort = file.length < 24;
      const found = bytes.some((some) => some && Buffer.from(some).equals(file));
      assert.ok(found || isBlank || isShort, `${file}`);
    }),
    { numRuns: 300 },
  );
});

Deno.test("whatever text is answered, there is a reading of it", () => {
  const piece = fc.constantFrom(
    ...[
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      "'",
      '"',
      "\\",
      ",",
      ":",
      "\n",
      "=",
      "abcd",
      "1",
      "-",
      "b'",
      "'''",
    ],
    ...[
      "return: ",
      "data:",
      ";base64,",
      "Traceback (most recent call last):\n",
      LOG_LINE,
      "é",
      "\0",
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const { reading } = decode(pieces.join(""));
      assert.ok(["empty", "bytes", "data", "text"].includes(reading.kind));
    }),
    { numRuns: 2000 },
  );
});
