import assert from "node:assert/strict";
import { FrameboxError } from "../base/errors/mod.ts";
import { listMat, matToJson, numeric, readMat, scalar, textOf, writeMat } from "./mod.ts";
import { joinBytes } from "./testing.ts";

const TESTDATA = `${import.meta.dirname ?? "."}/testdata`;

/** What `testdata/make.py` and `make.m` put into their files. */
const EXPECTED: Readonly<Record<string, unknown>> = {
  matrix: { class: "double", dims: [2, 2], numbers: [1.5, -2, 3, 4] },
  complex: { class: "double", dims: [1, 1], numbers: { re: [1], im: [-3] } },
  text: { class: "char", chars: ["naïve 日本 😀"] },
  cells: {
    class: "cell",
    dims: [1, 2],
    cells: [
      { class: "char", chars: ["é"] },
      { class: "uint8", dims: [1, 2], numbers: [1, 2] },
    ],
  },
  struct: {
    class: "struct",
    dims: [1, 1],
    fields: ["a_field_with_a_name_of_more_than_thirty_one_characters"],
    elements: [{
      a_field_with_a_name_of_more_than_thirty_one_characters: {
        class: "double",
        dims: [1, 1],
        numbers: [1],
      },
    }],
  },
  sparse: { class: "sparse", dims: [2, 2], dense: [0, 2, 1.5, 0] },
};

const element = (type: number, ...bytes: number[]) => {
  const tag = new Uint8Array(new Uint32Array([type, bytes.length]).buffer);
  return joinBytes([tag, Uint8Array.from(bytes), new Uint8Array((8 - bytes.length % 8) % 8)]);
};

const words = (...numbers: number[]) => [...new Uint8Array(new Uint32Array(numbers).buffer)];

/** A Level 5 file with one array whose parts after the flags are given. */
function fileOf(flags: number, ...parts: Uint8Array[]): Uint8Array {
  const inner = joinBytes([element(6, ...words(flags, 0)), ...parts]);
  return joinBytes([
    writeMat([]),
    new Uint8Array(new Uint32Array([14, inner.length]).buffer),
    inner,
  ]);
}

const dims = (...numbers: number[]) => element(5, ...words(...numbers));
const name = (text: string) => element(1, ...new TextEncoder().encode(text));
const ascii = (text: string) => [...new TextEncoder().encode(text)];

function refusal(bytes: Uint8Array): FrameboxError {
  try {
    readMat(bytes);
  } catch (error) {
    if (error instanceof FrameboxError) return error;
    throw error;
  }
  return assert.fail("it was read");
}

function readText(type: number, size: number[], ...bytes: number[]): readonly string[] {
  const value = readMat(fileOf(4, dims(...size), name("x"), element(type, ...bytes))).get("x")
    ?.value;
  return value?.kind === "char" ? value.rows : assert.fail("no text");
}

for (const file of ["scipy_v5", "scipy_v5_compressed", "octave_v6", "octave_v7"]) {
  Deno.test(`${file}.mat is read as it was meant`, async () => {
    const read = readMat(await Deno.readFile(`${TESTDATA}/${file}.mat`));
    const { variables } = JSON.parse(matToJson(file, read));
    for (const [variable, expected] of Object.entries(EXPECTED)) {
      assert.deepEqual(variables[variable], expected);
    }
    assert.equal(variables.bytes.class, "uint8");
    assert.deepEqual(variables.bytes.dims, [1, 2, 3]);
    // NumPy counts rows first and MATLAB columns.
    const order = file.startsWith("scipy") ? [0, 3, 1, 4, 2, 5] : [0, 1, 2, 3, 4, 5];
    assert.deepEqual(variables.bytes.numbers, order);
  });
}

for (const file of ["scipy_v4", "octave_v4"]) {
  Deno.test(`${file}.mat, of Level 4, is read as it was meant`, async () => {
    const bytes = await Deno.readFile(`${TESTDATA}/${file}.mat`);
    const read = readMat(bytes);
    assert.equal(read.version, 4);
    const { variables } = JSON.parse(matToJson(file, read));
    for (const variable of ["matrix", "complex", "sparse"]) {
      assert.deepEqual(variables[variable], EXPECTED[variable]);
    }
    assert.equal(textOf(read.get("text")?.value), "plain");
    const classes = listMat(bytes).map((summary) => summary.class).sort();
    assert.deepEqual(classes, ["char", "double", "double", "sparse"]);
  });
}

Deno.test("a picture is a view on the file, a double at an odd place is not", () => {
  const bytes = writeMat([["im", numeric("uint8", [2, 2], [1, 2, 3, 4])], ["d", scalar(0.5)]]);
  const moved = joinBytes([new Uint8Array(1), bytes]).subarray(1);
  for (const [file, doublesAreViews] of [[bytes, true], [moved, false]] as const) {
    const [im, d] = readMat(file).variables.map(({ value }) => value);
    assert.ok(im?.kind === "numeric" && d?.kind === "numeric");
    assert.equal(im.data.buffer, file.buffer);
    assert.equal(d.data.buffer === file.buffer, doublesAreViews);
    assert.deepEqual(d.data, Float64Array.of(0.5));
  }
});

Deno.test("doubles that were stored as small integers are doubles again", () => {
  const bytes = fileOf(6, dims(1, 3), name("x"), element(1, 1, 2, 255));
  assert.deepEqual(readMat(bytes).get("x")?.value, numeric("double", [1, 3], [1, 2, -1]));
});

Deno.test("numbers stored in a wider type are rounded and held in range, as MATLAB does", () => {
  const floats = [...new Uint8Array(Float64Array.of(2.5, -2.5, 300, NaN).buffer)];
  const bytes = fileOf(8, dims(1, 4), name("x"), element(9, ...floats));
  assert.deepEqual(readMat(bytes).get("x")?.value, numeric("int8", [1, 4], [3, -3, 127, 0]));
});

Deno.test("text is read from every encoding, whatever its dimensions count", () => {
  assert.deepEqual(readText(1, [1, 2], ...ascii("ab")), ["ab"]);
  assert.deepEqual(readText(2, [1, 2], ...ascii("ab")), ["ab"]);
  assert.deepEqual(readText(4, [1, 2], 0x61, 0, 0xe9, 0), ["aé"]);
  assert.deepEqual(readText(16, [1, 2], ...ascii("aé")), ["aé"], "code points, as SciPy counts");
  assert.deepEqual(readText(16, [1, 3], ...ascii("aé")), ["aé"], "bytes, as Octave counts");
  assert.deepEqual(readText(17, [1, 2], 0x3d, 0xd8, 0x00, 0xde), ["😀"], "UTF-16 units");
  assert.deepEqual(readText(17, [1, 1], 0x3d, 0xd8, 0x00, 0xde), ["😀"], "code points");
  assert.deepEqual(readText(18, [1, 1], 0x00, 0xf6, 0x01, 0x00), ["😀"]);
  assert.deepEqual(readText(16, [2, 2], ...ascii("acbd")), ["ab", "cd"], "column-major");
  assert.deepEqual(
    readText(16, [2, 3], 0x61, 0x62, 0xc3, 0x62, 0xa9, 0x62),
    ["aé ", "bbb"],
    "bytes of two rows, as Octave interleaves them",
  );
  assert.deepEqual(readText(16, [1, 2, 2], ...ascii("abcd")), ["ab", "cd"], "pages");
  assert.deepEqual(readText(16, [1, 0]), [""]);
  assert.deepEqual(readText(16, [0, 0]), []);
  assert.deepEqual(readText(16, [1, 2]), ["  "], "no bytes: blanks, as SciPy reads them");
});

Deno.test("a field that comes twice is renamed, as SciPy does", () => {
  const names = new Uint8Array(96);
  for (const [i, text] of ["a", "b", "a"].entries()) names.set(ascii(text), 32 * i);
  const empty = element(14);
  const bytes = fileOf(
    2,
    dims(1, 1),
    name("x"),
    element(5, ...words(32)),
    element(1, ...names),
    empty,
    empty,
    empty,
  );
  const value = readMat(bytes).get("x")?.value;
  assert.deepEqual(value?.kind === "struct" && value.fields, ["a", "b", "_1_a"]);
});

Deno.test("an element without data in a cell is an empty double", () => {
  const value = readMat(fileOf(1, dims(1, 1), name("x"), element(14))).get("x")?.value;
  assert.deepEqual(value?.kind === "cell" && value.cells, [numeric("double", [0, 0], [])]);
});

Deno.test("a name that the file repeats is its last variable; one without a name is none", () => {
  const block = fileOf(9, dims(1, 1), name(""), element(2, 7)).subarray(128);
  const twice = writeMat([["a", scalar(1)], ["b", scalar(2)], ["a", scalar(3)]]);
  const file = readMat(joinBytes([twice, block]));
  assert.deepEqual(file.variables.map((variable) => variable.name), ["b", "a"]);
  assert.deepEqual(file.get("a")?.value, scalar(3));
});

Deno.test("a sparse array without an entry may have no data", () => {
  const parts = [element(5, ...words(0)), element(5, ...words(0, 0))];
  const value = readMat(fileOf(5, dims(2, 1), name("x"), ...parts)).get("x")?.value;
  assert.ok(value?.kind === "sparse");
  assert.deepEqual([value.dims, value.data.length, value.rowIndices.length], [[2, 1], 0, 0]);
});

Deno.test("global and logical flags are kept", () => {
  const read = readMat(fileOf(0x609, dims(1, 1), name("x"), element(2, 1)));
  assert.equal(read.get("x")?.global, true);
  assert.equal(
    matToJson("f", read),
    '{"file":"f","variables":{"x":{"class":"logical","dims":[1,1],"numbers":[1]}}}',
  );
});

Deno.test("the error of a version 7.3 file names -v7 for saving it", () => {
  const late = new Uint8Array(600).fill(32);
  late.set(new TextEncoder().encode("MATLAB 7.3 MAT-file"));
  late.set([0, 2, 0x49, 0x4d], 124);
  const plain = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0);
  const behind = joinBytes([new Uint8Array(512).fill(65), plain]);
  for (const bytes of [late, plain, behind]) {
    assert.match(refusal(bytes).message, /7\.3.*save it with -v7/);
    assert.equal(refusal(bytes).code, "INVALID_ARGUMENT");
  }
});

Deno.test("what is damaged is refused with a sentence, before anything large is allocated", () => {
  const huge = 2 ** 31 - 1;
  const cases: [RegExp, Uint8Array][] = [
    [/empty/, new Uint8Array(0)],
    [/no MATLAB file/, new TextEncoder().encode("\x89PNG and so on, which is long enough")],
    [
      /VAX/,
      joinBytes([new Uint8Array(new Uint32Array([2000, 1, 1, 0, 2]).buffer), new Uint8Array(10)]),
    ],
    [/has only 1 bytes/, fileOf(6, dims(huge, huge, huge), name("x"), element(2, 7))],
    [/can't lie in/, fileOf(1, dims(huge, 1), name("x"))],
    [/can't lie in/, fileOf(1, dims(huge, huge, huge), name("x"), element(14))],
    [/dimension -1/, fileOf(6, dims(2 ** 32 - 1, 1), name("x"), element(2, 7))],
    [/2\^31/, fileOf(6, element(6, ...words(2 ** 31, 1)), name("x"), element(2, 7))],
    [/4 numbers/, fileOf(6, dims(2, 2), name("x"), element(9, ...words(0, 0)))],
    [/not ASCII/, fileOf(6, dims(1, 1), name("é"), element(2, 7))],
    [/class 18/, fileOf(18, dims(1, 1), name("x"), element(2, 7))],
    [/start with its flags/, joinBytes([writeMat([]), element(14, ...words(1, 2, 3, 4))])],
    [/data type 9 /, joinBytes([writeMat([]), element(9, ...words(1, 2))])],
    [/small element/, fileOf(6, dims(1, 1), name("x"), Uint8Array.from(words(2 + (5 << 16), 0)))],
    [/cut/, writeMat([["x", scalar(1.5)]]).subarray(0, 150)],
    [/without fields/, fileOf(2, dims(huge, 1), name("x"), element(5, ...words(32)), element(1))],
    [/characters/, fileOf(4, dims(100_000, 0), name("x"), element(16))],
    [/1x3 has only 2 bytes/, fileOf(4, dims(1, 3), name("x"), element(16, ...ascii("ab")))],
    [/for 2 characters and 1/, fileOf(4, dims(1, 2), name("x"), element(17, 0x61, 0))],
    ...[2, -1].map((row): [RegExp, Uint8Array] => [
      /row is not below 2/,
      fileOf(
        5,
        dims(2, 1),
        name("x"),
        element(5, ...words(row)),
        element(5, ...words(0, 1)),
        element(2, 7),
      ),
    ]),
    [
      /column starts/,
      fileOf(
        5,
        dims(2, huge),
        name("x"),
        element(5, ...words(0)),
        element(5, ...words(0, 1)),
        element(2, 7),
      ),
    ],
    ...[[1, 2], [0, 2], [2, 1]].map((starts): [RegExp, Uint8Array] => [
      /column starts are wrong/,
      fileOf(
        5,
        dims(2, 1),
        name("x"),
        element(5, ...words(0)),
        element(5, ...words(...starts)),
        element(2, 7),
      ),
    ]),
    [
      /has no data/,
      fileOf(5, dims(2, 1), name("x"), element(5, ...words(0)), element(5, ...words(0, 1))),
    ],
    [/can't be inflated/, joinBytes([writeMat([]), element(15, ...words(1, 2, 3))])],
  ];
  for (const [sentence, bytes] of cases) {
    const error = refusal(bytes);
    assert.match(error.message, sentence);
    assert.equal(error.code, "INVALID_ARGUMENT", error.message);
  }
});

Deno.test("a damaged variable is named in the sentence", () => {
  const error = refusal(fileOf(6, dims(2, 2), name("wheels"), element(9, ...words(0, 0))));
  assert.match(error.message, /^Variable "wheels": The MATLAB file is damaged: /);
});
