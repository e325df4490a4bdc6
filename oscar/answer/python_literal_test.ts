import assert from "node:assert/strict";
import fc from "fast-check";
import { readJson } from "./json_text.ts";
import { readLiteral } from "./python_literal.ts";

/** The value of a text that is one literal as a whole. */
function read(text: string): unknown {
  const { value, end } = readLiteral(text, 0);
  return end === text.length ? value : undefined;
}

Deno.test("each kind of Python literal is read", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["None", null],
    ["True", true],
    ["False", false],
    ["{'a': 1, \"b\": [2, 3.5], 4: ()}", { a: 1, b: [2, 3.5], 4: [] }],
    ["(1, 2)", [1, 2]],
    ["(1,)", [1]],
    ["(1)", 1],
    ["{1, 2}", [1, 2]],
    ["{}", {}],
    ["set()", []],
    ["frozenset({1})", [1]],
    ["{'a': {'b': (1, {2})},}", { a: { b: [1, [2]] } }],
    ["{(1, 2): 'x', None: 1, True: 2}", { "[1,2]": "x", None: 1, True: 2 }],
    ["{'__proto__': 1}", JSON.parse('{"__proto__": 1}')],
    ["[\n  'a',\n\t'b'\n]", ["a", "b"]],
  ];
  for (const [text, value] of cases) assert.deepEqual(read(text), value, text);
});

Deno.test("each form of number is read", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["0", 0],
    ["-12", -12],
    ["+7", 7],
    ["1_000", 1000],
    ["0x1F", 31],
    ["0o17", 15],
    ["0b101", 5],
    ["1.5", 1.5],
    [".5", 0.5],
    ["5.", 5],
    ["1e3", 1000],
    ["1.25E-2", 0.0125],
    ["nan", NaN],
    ["-inf", -Infinity],
    ["Infinity", Infinity],
    ["9007199254740993", "9007199254740993"],
    ["-123456789012345678901234567890", "-123456789012345678901234567890"],
    ["2j", "2j"],
    ["(1+2j)", "1+2j"],
    ["1e400", Infinity],
  ];
  for (const [text, value] of cases) assert.deepEqual(read(text), value, text);
});

Deno.test("strings are read with all prefixes, quotes and escapes", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    [`'it\\'s'`, "it's"],
    [`"it's"`, "it's"],
    [`'''a\nb'''`, "a\nb"],
    [`"""a"b"""`, 'a"b'],
    [`r'\\d+'`, "\\d+"],
    [`u'x'`, "x"],
    [`'\\n\\t\\r\\a\\b\\f\\v\\\\\\''`, "\n\t\r\x07\b\f\v\\'"],
    [`'\\x41\\101\\u00e9\\U0001F600'`, "AAé😀"],
    [`'\\d'`, "\\d"],
    [`'a\\\nb'`, "ab"],
    [`'\\U00110000'`, "\\U00110000"],
    [`('abc '\n 'def')`, "abc def"],
    [`b'caf\\xc3\\xa9'`, "café"],
    [`b'\\x89PNG\\r\\n\\x1a\\n'`, "data:image/png;base64,iVBORw0KGgo="],
    [`rb'\\x'`, "\\x"],
    [`''`, ""],
  ];
  for (const [text, value] of cases) assert.deepEqual(read(text), value, text);
});

Deno.test("what NumPy and PyTorch print is read as the values in it", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["{'score': np.float32(0.5), 'ok': np.True_}", { score: 0.5, ok: true }],
    ["array([1, 2], dtype=int8)", [1, 2]],
    ["tensor([[0.5, nan]], device='cuda:0')", [[0.5, NaN]]],
    ["OrderedDict([('a', 1), ('b', 2)])", { a: 1, b: 2 }],
    ["[np.str_('a')]", ["a"]],
  ];
  for (const [text, value] of cases) assert.deepEqual(read(text), value, text);
});

Deno.test("what is no literal has no value, and nothing is evaluated", () => {
  const cases = [
    "[1 2]",
    "{'a' 1}",
    "{'a': 1, 2}",
    "{1, 'a': 2}",
    "[1,, 2]",
    "[",
    "'a",
    "'a\nb'",
    "x",
    "constructor",
    "__import__('os').system('x')",
    "[x for x in y]",
    "1 + 1",
    "toString()",
    "f'{x}'",
    "datetime.datetime(2026, 1, 1)",
    "[".repeat(200) + "]".repeat(200),
    "array(".repeat(200),
    "OrderedDict([1])",
  ];
  for (const text of cases) assert.equal(read(text), undefined, text);
});

Deno.test("whatever JSON holds, a literal that is JSON has its value", () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
    const text = JSON.stringify(value);
    assert.deepEqual(read(text), readJson(text));
  }));
});

Deno.test("whole numbers of JSON that a double can't hold are texts of their digits", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["[9007199254740993]", ["9007199254740993"]],
    ['{"id": -12345678901234567890, "x": 0.1234567890123456789}', {
      id: "-12345678901234567890",
      x: 0.12345678901234568,
    }],
    ["[9007199254740991, 1e21, 12345678901234567.5]", [9007199254740991, 1e21, 12345678901234568]],
    ["123456789012345678", "123456789012345678"],
  ];
  for (const [text, value] of cases) assert.deepEqual(readJson(text), value, text);
});

Deno.test("the repr of a string is read as that string", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    const escaped = text.replace(/[\\'\n\r]/g, (c) => `\\${{ "\n": "n", "\r": "r" }[c] ?? c}`);
    assert.equal(read(`'${escaped}'`), text);
  }));
});
