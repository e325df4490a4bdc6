// An independent reader of Level 5 files reads what is written here, and reads others' files alike.
import assert from "node:assert/strict";
import fc from "fast-check";
import { read } from "mat-for-js";
import { type MatValue, readMat, writeMat } from "./mod.ts";
import { anyValue, joinBytes, toCompressed } from "./testing.ts";

/** mat-for-js 1.1.0: arrays by row, vectors flat, text of one row or column as a string. */
const readWithOther: (file: ArrayBuffer) => { readonly data: Readonly<Record<string, unknown>> } =
  read;

const TESTDATA = `${import.meta.dirname ?? "."}/testdata`;

/**
 * Whether the other reader can read a value. It mistakes the order of arrays with more than two
 * dimensions, takes the bytes and units of text for signed ones, and knows no objects, functions and
 * opaque values.
 */
function isReadable(value: MatValue): boolean {
  if (value.kind === "opaque" || value.dims.length > 2) return false;
  switch (value.kind) {
    case "numeric":
      return true;
    case "char":
      return value.rows.every((row) => [...row].every((character) => character < "\x80"));
    case "cell":
      return value.cells.every(isReadable);
    case "struct":
      return value.values.every(isReadable);
    case "sparse":
      // One row or column is taken for a vector, and refused.
      return value.dims.every((length) => length > 1);
    default:
      return false;
  }
}

/** What the other reader gives for a value. */
function expected(value: MatValue): unknown {
  switch (value.kind) {
    case "numeric":
      return byRow(value.dims, parts(value));
    case "char": {
      const characters = value.rows.map((row) => [...row]);
      if (vectorLength(value.dims) !== undefined) return characters.flat().join("");
      return characters.every((row) => row.length === 0) ? characters.map(() => []) : characters;
    }
    case "cell":
      return byRow(value.dims, value.cells.map(expected));
    case "struct": {
      const { fields, values, dims } = value;
      const elements = Array.from({ length: dims.reduce((all, each) => all * each, 1) }, (_, e) => {
        const named = fields.map((field, f) => {
          return [field, expected(values[e * fields.length + f] ?? assert.fail())] as const;
        });
        return Object.fromEntries(named);
      });
      return vectorLength(dims) === 1 ? elements[0] : byRow(dims, elements);
    }
    case "sparse": {
      const { dims: [height, width], rowIndices, columnStarts } = value;
      const stored = parts(value);
      const nz = [];
      for (let x = 0; x < width; x++) {
        for (let i = columnStarts[x] ?? 0; i < (columnStarts[x + 1] ?? 0); i++) {
          nz.push({ x, y: rowIndices[i], v: stored[i] });
        }
      }
      return { x: width, y: height, nz };
    }
    default:
      return assert.fail(value.kind);
  }
}

/** Numbers, or with an imaginary part pairs of them. */
function parts({ data, imag }: {
  readonly data: ArrayLike<number | bigint>;
  readonly imag?: ArrayLike<number | bigint>;
}): unknown[] {
  return Array.from(data, (r, at) => imag ? { r, i: imag[at] } : r);
}

/** Of one row or one column its length. */
function vectorLength([height = 0, width = 0]: readonly number[]): number | undefined {
  return height === 1 ? width : width === 1 ? height : undefined;
}

/** Column-major elements as an array of rows; one row or column alone is flat. */
function byRow(dims: readonly number[], elements: readonly unknown[]): unknown[] {
  if (vectorLength(dims) !== undefined) return [...elements];
  const [height = 0, width = 0] = dims;
  return Array.from(
    { length: height },
    (_, row) => Array.from({ length: width }, (_, column) => elements[column * height + row]),
  );
}

const variables = fc.uniqueArray(
  fc.tuple(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,40}$/), anyValue.filter(isReadable)),
  { maxLength: 4, selector: ([name]) => name },
);

Deno.test("another reader reads what is written, compressed or not", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(variables, (written) => {
      const all = written.map(([name, value]) => {
        kinds.add(value.kind);
        return [name, expected(value)] as const;
      });
      const bytes = writeMat(written);
      for (const spelling of [bytes, toCompressed(bytes)]) {
        assert.deepEqual(readWithOther(Uint8Array.from(spelling).buffer).data, {
          ...Object.fromEntries(all),
        });
      }
    }),
    { numRuns: 300, seed: 5 },
  );
  assert.deepEqual([...kinds].sort(), ["cell", "char", "numeric", "sparse", "struct"]);
});

Deno.test("another reader finds in files of SciPy and Octave what is found here", () => {
  for (const name of ["scipy_v5", "scipy_v5_compressed", "octave_v6", "octave_v7"]) {
    const file = Deno.readFileSync(`${TESTDATA}/${name}.mat`);
    const found = readMat(file).variables.filter(({ value }) => isReadable(value));
    assert.deepEqual(
      found.map(({ name }) => name).sort(),
      ["complex", "matrix", "sparse", "struct"],
      name,
    );
    // The others are left out: the other reader refuses the whole file for one of them.
    const raw = found.map((variable) => variable.raw ?? assert.fail(variable.name));
    const readable = joinBytes([file.subarray(0, 128), ...raw]);
    const here = Object.fromEntries(found.map(({ name, value }) => [name, expected(value)]));
    assert.deepEqual(readWithOther(readable.buffer).data, here, name);
  }
});
