import assert from "node:assert/strict";
import {
  cell,
  char,
  fieldOf,
  formatMatText,
  logical,
  type MatLimits,
  matToJson,
  type MatValue,
  numeric,
  readMat,
  runMatInspect,
  scalar,
  struct,
  structArray,
  writeMat,
} from "./mod.ts";

const FILES: Readonly<Record<string, Uint8Array>> = {
  "one.mat": writeMat([["frame", scalar(3)], ["who", char("é")]]),
  "none.mat": writeMat([]),
  "bad.mat": new TextEncoder().encode("this is no MATLAB file, not at all"),
  "-odd.mat": writeMat([["x", scalar(1)]]),
};

async function inspect(args: string[], limits?: Partial<MatLimits>) {
  let out = "";
  let errors = "";
  const code = await runMatInspect(args, {
    readFile: (path) => {
      const bytes = FILES[path];
      if (path === "secret.mat") return Promise.reject(new Error("permission denied"));
      return bytes === undefined
        ? Promise.reject(new Deno.errors.NotFound("os error 2"))
        : Promise.resolve(bytes);
    },
    write: (text) => void (out += text),
    writeError: (text) => void (errors += text),
  }, limits);
  return { code, out, errors };
}

function jsonOf(value: MatValue): unknown {
  return JSON.parse(matToJson("f", readMat(writeMat([["x", value]])))).variables.x;
}

Deno.test("--json prints one line a file, the unreadable ones with their sentence, and exits 1", async () => {
  const { code, out, errors } = await inspect([
    "--json",
    "one.mat",
    "bad.mat",
    "no.mat",
    "none.mat",
  ]);
  assert.equal(code, 1);
  assert.equal(errors, "");
  const lines = out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines[0], {
    file: "one.mat",
    variables: {
      frame: { class: "double", dims: [1, 1], numbers: [3] },
      who: { class: "char", chars: ["é"] },
    },
  });
  assert.deepEqual(Object.keys(lines[1]), ["file", "error"]);
  assert.match(lines[1].error, /no MATLAB file/);
  assert.deepEqual(lines[2], { file: "no.mat", error: "There is no such file." });
  assert.deepEqual(lines[3], { file: "none.mat", variables: {} });
});

Deno.test("for readers it prints a tree, and errors on standard error", async () => {
  const { code, out, errors } = await inspect(["one.mat", "secret.mat"]);
  assert.equal(code, 1);
  assert.match(out, /^one\.mat: Level 5, 2 variables: "MATLAB 5\.0 MAT-file, /);
  assert.match(out, /\n {2}frame {2}double 1x1 {2}3\n {2}who {2}char 1x1 {2}"é"\n$/);
  assert.match(errors, /^secret\.mat: The file can't be opened/);
});

Deno.test("all well is 0, arguments it doesn't know are 2, and a file's name may start with a dash", async () => {
  assert.equal((await inspect(["one.mat"])).code, 0);
  for (const args of [[], ["--json"], ["--yaml", "one.mat"]]) {
    const { code, errors } = await inspect(args);
    assert.equal(code, 2);
    assert.match(errors, /Usage/);
  }
  assert.equal((await inspect(["--json", "--", "-odd.mat"])).code, 0);
});

Deno.test("the limits hold", async () => {
  const { code, errors } = await inspect(["one.mat"], { maxElements: 5 });
  assert.equal(code, 1);
  assert.match(errors, /MAT_MAX_ELEMENTS/);
});

Deno.test("numbers that JSON has none for are strings", () => {
  assert.deepEqual(jsonOf(numeric("double", [1, 4], [NaN, Infinity, -Infinity, 0.1])), {
    class: "double",
    dims: [1, 4],
    numbers: ["NaN", "Infinity", "-Infinity", 0.1],
  });
  const big = BigInt64Array.of(2n ** 53n, 2n ** 53n + 1n, -(2n ** 63n), -5n);
  assert.deepEqual(jsonOf(numeric("int64", [2, 2], big)), {
    class: "int64",
    dims: [2, 2],
    numbers: [2 ** 53, "9007199254740993", "-9223372036854775808", -5],
  });
});

Deno.test("complex numbers, logicals and sparse matrices have their forms", () => {
  assert.deepEqual(jsonOf(numeric("single", [1, 1], [1], [NaN])), {
    class: "single",
    dims: [1, 1],
    numbers: { re: [1], im: ["NaN"] },
  });
  assert.deepEqual(jsonOf(logical([1, 3], Uint8Array.of(0, 1, 7))), {
    class: "logical",
    dims: [1, 3],
    numbers: [0, 1, 1],
  });
  const sparse = (height: number, isLogical: boolean): MatValue => ({
    kind: "sparse",
    dims: [height, 2],
    rowIndices: Int32Array.of(1, 1),
    columnStarts: Int32Array.of(0, 2, 2),
    data: isLogical ? Uint8Array.of(1, 1) : Float64Array.of(2, 3),
    logical: isLogical,
  });
  const dense = { class: "sparse", dims: [2, 2], dense: [0, 5, 0, 0] };
  assert.deepEqual(jsonOf(sparse(2, false)), dense);
  assert.deepEqual(jsonOf(sparse(2, true)), { ...dense, class: "logical", dense: [0, 1, 0, 0] });
  assert.deepEqual(jsonOf(sparse(5000, false)), { class: "sparse", dims: [5000, 2], nnz: 2 });
});

Deno.test("structs, objects, function handles and cells hold their values", () => {
  const one = { class: "double", dims: [1, 1], numbers: [1] };
  const content = structArray([1, 2], [{ "__proto__x": scalar(1) }, {
    "__proto__x": char(["a", "b"]),
  }]);
  const described = {
    dims: [1, 2],
    fields: ["__proto__x"],
    elements: [{ "__proto__x": one }, { "__proto__x": { class: "char", chars: ["a", "b"] } }],
  };
  assert.deepEqual(jsonOf(content), { class: "struct", ...described });
  assert.deepEqual(jsonOf({ ...content, kind: "object", className: "inline" }), {
    class: "object",
    ...described,
  });
  assert.deepEqual(jsonOf({ kind: "function", dims: [1, 1], content }), {
    class: "function",
    ...described,
  });
  assert.deepEqual(jsonOf({ kind: "function", dims: [1, 1], content: scalar(1) }), {
    class: "function",
    dims: [1, 1],
    fields: ["content"],
    elements: [{ content: one }],
  });
  assert.deepEqual(jsonOf(cell([1, 2], [scalar(1), cell([0, 0], [])])), {
    class: "cell",
    dims: [1, 2],
    cells: [one, { class: "cell", dims: [0, 0], cells: [] }],
  });
  const opaque = jsonOf({
    kind: "opaque",
    typeSystem: "MCOS",
    className: "string",
    content: scalar(1),
  });
  assert.deepEqual(opaque, {
    class: "opaque",
    dims: [1, 1],
    fields: ["typeSystem", "className", "content"],
    elements: [{
      typeSystem: { class: "char", chars: ["MCOS"] },
      className: { class: "char", chars: ["string"] },
      content: one,
    }],
  });
});

Deno.test("the tree is cut where it gets long, and shows no control characters", () => {
  const many = cell([1, 50], new Array<MatValue>(50).fill(scalar(1)));
  const wide = cell(
    [10, 1],
    new Array<MatValue>(10).fill(
      cell(
        [10, 1],
        new Array<MatValue>(10).fill(cell([1, 10], new Array<MatValue>(10).fill(many))),
      ),
    ),
  );
  const text = formatMatText(readMat(writeMat([
    ["many", many],
    ["wide", wide],
    ["long", numeric("double", [1, 20], new Float64Array(20))],
    ["evil", char("\u001b[31m\u009b\u202e")],
    ["s", struct({ "a\u001b": numeric("double", [1, 1], [1], [-2]) })],
  ])));
  assert.match(text, /many {2}cell 1x50\n.*\{1\} {2}double 1x1 {2}1\n/);
  assert.match(text, /… 40 more/);
  assert.ok(text.split("\n").length < 300);
  assert.match(text, /long {2}double 1x20 {2}0 0 0 0 0 0 0 0 …\n/);
  assert.match(text, /evil {2}char 1x7 {2}"\\u001b\[31m\\u009b\\u202e"\n/);
  assert.match(text, /\."a\\u001b" {2}complex double 1x1 {2}1-2i\n/);
});

Deno.test("a struct's field is found by its name", () => {
  const value = readMat(writeMat([["s", struct({ a: scalar(1), b: char("x") })]])).get("s")?.value;
  assert.ok(value?.kind === "struct");
  assert.deepEqual(fieldOf(value, "b"), char("x"));
});
