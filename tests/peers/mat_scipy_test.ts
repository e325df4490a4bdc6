import assert from "node:assert/strict";
import fc from "fast-check";
import { FrameboxError } from "../../base/errors/mod.ts";
import {
  cell,
  char,
  jsonPieces,
  logical,
  matToJson,
  type MatValue,
  numeric,
  openMatFile,
  readMat,
  scalar,
  struct,
  structArray,
  writeElement,
  writeMat,
  writeMatReserving,
} from "../../mat/mod.ts";
import { anyValue, NUMERIC_CLASSES, toBigEndian } from "../../mat/testing.ts";

const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";
const PEER = `${import.meta.dirname ?? "."}/python/mat_peer.py`;

/** A VALUE of `mat inspect --json`. */
interface Described {
  readonly class: string;
  readonly dims?: readonly number[];
  readonly numbers?: unknown;
  readonly dense?: unknown;
  readonly chars?: readonly string[];
  readonly cells?: readonly Described[];
  readonly fields?: readonly string[];
  readonly elements?: readonly Readonly<Record<string, Described>>[];
}

interface DescribedFile {
  readonly file: string;
  readonly variables?: Readonly<Record<string, Described>>;
  readonly error?: string;
}

async function python(args: readonly string[], input = ""): Promise<string[]> {
  const child = new Deno.Command(PYTHON, {
    args: [PEER, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "");
}

/** What SciPy finds in files. */
async function bySciPy(paths: readonly string[]): Promise<DescribedFile[]> {
  const lines = await python([], paths.map((path) => `${path}\n`).join(""));
  return lines.map((line) => JSON.parse(line));
}

function byUs(path: string, bytes: Uint8Array): DescribedFile {
  return JSON.parse([...jsonPieces(path, readMat(bytes))].join(""));
}

/** Takes out what SciPy can't hold: it drops NULs at the end of text, and empty rows. */
function comparable(value: Described): Described {
  const { chars, cells, elements, fields } = value;
  // SciPy can't distinguish an array of structs without fields from a cell array.
  if (fields?.length === 0) return { class: "cell", dims: value.dims ?? [], cells: [] };
  const shown = chars?.map((text) => text.replace(/\0+$/, "")).filter((text) => text !== "");
  return {
    ...value,
    ...(shown === undefined ? {} : { chars: shown }),
    ...(cells === undefined
      ? {}
      : { cells: cells.filter((inner) => inner.class !== "none").map(comparable) }),
    ...(elements === undefined ? {} : {
      elements: elements.map((element) =>
        Object.fromEntries(
          Object.entries(element).map(([name, inner]) => [name, comparable(inner)]),
        )
      ),
    }),
  };
}

/**
 * Gives our description SciPy's classes where it keeps the type that numbers were stored in: doubles
 * that MATLAB stored as integers, logicals as bytes, complex integers as doubles.
 */
function withTheirClasses(ours: Described, theirs: Described): Described {
  const loose = ["double", "single", "logical"].includes(ours.class) ||
    (typeof ours.numbers === "object" && !Array.isArray(ours.numbers));
  const { cells, elements } = ours;
  return {
    ...ours,
    ...(loose && (theirs.numbers ?? theirs.dense) !== undefined ? { class: theirs.class } : {}),
    ...(cells === undefined ? {} : {
      cells: cells.map((inner, i) => withTheirClasses(inner, theirs.cells?.[i] ?? inner)),
    }),
    ...(elements === undefined ? {} : {
      elements: elements.map((element, i) =>
        Object.fromEntries(
          Object.entries(element).map((
            [name, inner],
          ) => [name, withTheirClasses(inner, theirs.elements?.[i]?.[name] ?? inner)]),
        )
      ),
    }),
  };
}

function assertSame(ours: DescribedFile, theirs: DescribedFile, file: string): void {
  assert.equal(theirs.error, undefined, `${file}: ${theirs.error}`);
  const [mine, other] = [ours.variables ?? {}, theirs.variables ?? {}];
  assert.deepEqual(Object.keys(mine).sort(), Object.keys(other).sort(), file);
  for (const [name, value] of Object.entries(mine)) {
    const found = other[name];
    assert.ok(found !== undefined);
    if (value.fields?.length === 0) continue;
    const expected = withTheirClasses(comparable(value), comparable(found));
    assert.deepEqual(comparable(found), expected, `${file}: ${name}`);
  }
}

async function withDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-scipy-" });
  try {
    await work(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** Writes files, has SciPy describe them, and compares with what was written. */
function assertSciPyReads(files: readonly Uint8Array[]): Promise<void> {
  return withDirectory(async (directory) => {
    const paths = files.map((_, i) => `${directory}/${i}.mat`);
    for (const [i, path] of paths.entries()) {
      await Deno.writeFile(path, files[i] ?? assert.fail());
    }
    for (const [i, theirs] of (await bySciPy(paths)).entries()) {
      assertSame(byUs(theirs.file, files[i] ?? assert.fail()), theirs, `${i}`);
    }
  });
}

/** Text that Python has no string for, and shapes that SciPy can't represent. */
function scipyCanWrite(value: MatValue): boolean {
  switch (value.kind) {
    case "char":
      return value.rows.every((row) => row.isWellFormed() && !row.includes("\0"));
    case "cell":
      return value.cells.every(scipyCanWrite);
    case "struct":
    case "object":
      return value.fields.length > 0 && value.values.every(scipyCanWrite);
    case "function":
      return value.content.kind === "struct" && scipyCanWrite(value.content);
    case "opaque":
      return scipyCanWrite(value.content);
    case "numeric":
      // SciPy adds the parts as complex numbers: infinities and wide integers don't survive that.
      return value.imag === undefined ||
        (!/int(32|64)/.test(value.class) &&
          [...value.data, ...value.imag].every((number) => Number.isFinite(Number(number))));
    case "sparse":
      // Likewise, and its sums of complex numbers.
      return value.imag === undefined ||
        [...value.data, ...value.imag].every((number) => Number.isFinite(number));
  }
}

Deno.test("SciPy's own collection of MATLAB's files is read as SciPy reads it", async () => {
  const [data = ""] = await python(["--own-data"]);
  const names = [...Deno.readDirSync(data)].map(({ name }) => name);
  const paths = names.filter((name) => name.endsWith(".mat")).sort().map((name) =>
    `${data}/${name}`
  );
  assert.ok(paths.length > 80, `${paths.length} files`);
  const refused: string[] = [];
  for (const theirs of await bySciPy(paths)) {
    const bytes = await Deno.readFile(theirs.file);
    const name = theirs.file.split("/").at(-1) ?? "";
    if (theirs.error !== undefined) {
      assert.throws(() => readMat(bytes), FrameboxError, name);
      refused.push(name);
    } else assertSame(byUs(theirs.file, bytes), theirs, name);
  }
  assert.ok(refused.length < 10, refused.join(" "));
});

Deno.test("any variable of those files can be written back, and SciPy reads the same", async () => {
  const [data = ""] = await python(["--own-data"]);
  const files: Uint8Array[] = [];
  for (const { name } of Deno.readDirSync(data)) {
    if (!name.endsWith(".mat")) continue;
    const bytes = await Deno.readFile(`${data}/${name}`);
    try {
      const { variables } = readMat(bytes);
      const again = writeMat(variables.map((variable) => [variable.name, variable.value]));
      const fresh = readMat(again);
      assert.equal(matToJson("", fresh), matToJson("", readMat(bytes)));
      files.push(again);
    } catch (error) {
      assert.ok(error instanceof FrameboxError);
    }
  }
  assert.ok(files.length > 80);
  await assertSciPyReads(files);
});

Deno.test("what savemat writes is read: every class, compressed or not, and Level 4", () =>
  withDirectory(async (directory) => {
    const paths = await python(["--make", directory]);
    assert.equal(paths.length, 4);
    for (const theirs of await bySciPy(paths)) {
      const bytes = await Deno.readFile(theirs.file);
      assertSame(byUs(theirs.file, bytes), theirs, theirs.file);
      assert.ok(Object.keys(theirs.variables ?? {}).length > 5);
    }
  }));

Deno.test("SciPy reads what is written here: every class, text, cells, structs, sparse", async () => {
  const all = NUMERIC_CLASSES.flatMap((name): [string, MatValue][] => [
    [`n_${name}`, numeric(name, [2, 1, 3], [0, 1, 2, 3, 100, 127])],
    [`scalar_${name}`, scalar(42, name)],
    [`empty_${name}`, numeric(name, [0, 3], [])],
  ]);
  const im = writeMatReserving("im", "uint8", [2, 3, 3], [
    ["frame", scalar(3)],
    ["session_hash", char("a-B_9")],
  ]);
  im.data.set(im.data.map((_, i) => i));
  await assertSciPyReads([
    writeMat(all),
    im.bytes,
    writeMat([
      ["complex", numeric("double", [1, 2], [1, 2], [-3, 4.5])],
      ["complex_single", numeric("single", [1, 1], [0.1], [0.2])],
      ["special", numeric("double", [1, 4], [NaN, Infinity, -Infinity, -0])],
      ["big", numeric("uint64", [1, 2], BigUint64Array.of(2n ** 64n - 1n, 2n ** 53n))],
      ["small", numeric("int64", [1, 1], BigInt64Array.of(-(2n ** 63n)))],
      ["logical", logical([2, 2], [true, false, false, true])],
      ["ascii", char("plain")],
      ["latin", char("naïve")],
      ["japanese", char("日本語")],
      ["beyond", char("one 😀 two 🎈")],
      ["only_beyond", char("😀")],
      ["no_text", char("")],
      ["rows", char(["ab", "cé", "日本"])],
      ["rows_beyond", char(["a😀", "bcd"])],
      ["cells", cell([2, 2], [char("x"), scalar(1), cell([0, 0], []), logical([1, 1], [1])])],
      [
        "nested",
        structArray([1, 2], [
          { a: scalar(1), long_field_name_of_more_than_31_characters: struct({ b: char("é") }) },
          { a: char(""), long_field_name_of_more_than_31_characters: cell([1, 1], [scalar(2)]) },
        ]),
      ],
      ["very_long", struct({ [`f${"x".repeat(62)}`]: scalar(1) })],
      ["object", {
        kind: "object",
        className: "inline",
        dims: [1, 1],
        fields: ["expr"],
        values: [char("x")],
      }],
    ]),
  ]);
});

Deno.test("SciPy reads generated values, also as big-endian files", async () => {
  const values = fc.sample(anyValue.filter(scipyCanWrite), { numRuns: 600, seed: 5 });
  // SciPy doesn't see the name of an opaque object at the top level.
  const inner = (value: MatValue) => value.kind === "opaque" ? cell([1, 1], [value]) : value;
  const files = values.map((value) => writeMat([["x", inner(value)]]));
  await assertSciPyReads([...files, ...files.slice(0, 100).map((bytes) => toBigEndian(bytes))]);
});

Deno.test("SciPy reads a file that was appended to, from elements of its own and of ours", () =>
  withDirectory(async (directory) => {
    const [path = ""] = (await python(["--make", directory])).filter((name) =>
      name.includes("compressed")
    );
    const raw = readMat(await Deno.readFile(path)).variables.map(({ raw }) => raw ?? assert.fail());
    const collected = `${directory}/data.mat`;
    const file = await openMatFile(collected);
    await file.append([writeElement("data_00000", struct({ text: char("é") }))]);
    await file.append(raw);
    await file.append([writeElement("data_00001", scalar(2))]);
    await file.replace([writeElement("data_00000", scalar(1))]);
    await file.close();
    const [theirs = assert.fail()] = await bySciPy([collected]);
    assertSame(byUs(collected, await Deno.readFile(collected)), theirs, collected);
    assert.equal(Object.keys(theirs.variables ?? {}).length, raw.length + 2);
  }));
