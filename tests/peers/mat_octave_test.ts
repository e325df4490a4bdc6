import assert from "node:assert/strict";
import {
  cell,
  char,
  logical,
  matToJson,
  type MatValue,
  numeric,
  readMat,
  scalar,
  struct,
  structArray,
  writeMat,
} from "../../mat/mod.ts";
import { NUMERIC_CLASSES, toCompressed } from "../../mat/testing.ts";

/** A value and the Octave expression that makes it. */
interface Case {
  readonly value: MatValue;
  readonly expression: string;
  /** Level 4 has a form for it. */
  readonly level4?: true;
  /** Octave does not write it so itself. */
  readonly onlyReadByOctave?: true;
}

const CASES: Readonly<Record<string, Case>> = {
  ...Object.fromEntries(NUMERIC_CLASSES.map((name): [string, Case] => [`n_${name}`, {
    value: numeric(name, [2, 1, 3], [0, 1, 2, 3, 100, 127]),
    expression: `reshape(${name}([0 1 2 3 100 127]), 2, 1, 3)`,
  }])),
  ...Object.fromEntries(NUMERIC_CLASSES.map((name): [string, Case] => [`e_${name}`, {
    value: numeric(name, [0, 3], []),
    expression: `zeros(0, 3, "${name}")`,
  }])),
  matrix: {
    value: numeric("double", [2, 2], [1.5, -2, 3, 4]),
    expression: "[1.5 3; -2 4]",
    level4: true,
  },
  special: {
    value: numeric("double", [1, 4], [NaN, Infinity, -Infinity, 5e-324]),
    expression: "[NaN Inf -Inf 5e-324]",
    level4: true,
  },
  complex: {
    value: numeric("double", [1, 2], [1, 2], [-3, 4.5]),
    expression: "[1-3i 2+4.5i]",
    level4: true,
  },
  complex_single: {
    value: numeric("single", [1, 1], [0.5], [0.25]),
    expression: "single(0.5+0.25i)",
  },
  uint64_max: {
    value: numeric("uint64", [1, 1], BigUint64Array.of(2n ** 64n - 1n)),
    expression: 'intmax("uint64")',
  },
  int64_min: {
    value: numeric("int64", [1, 1], BigInt64Array.of(-(2n ** 63n))),
    expression: 'intmin("int64")',
  },
  yes_no: { value: logical([2, 2], [1, 0, 0, 1]), expression: "logical([1 0; 0 1])" },
  ascii: { value: char("plain"), expression: '"plain"', level4: true },
  latin: { value: char("naïve"), expression: '"naïve"' },
  japanese: { value: char("日本語"), expression: '"日本語"' },
  beyond: { value: char("one 😀 two 🎈"), expression: '"one 😀 two 🎈"' },
  no_text: { value: char(""), expression: "''" },
  rows: { value: char(["ab", "cde"]), expression: '["ab "; "cde"]', level4: true },
  cells: {
    value: cell([2, 2], [char("x"), scalar(1), cell([0, 0], []), logical([1, 1], [1])]),
    expression: '{"x", {}; 1, true}',
  },
  nested: {
    value: structArray([1, 2], [
      { a: scalar(1), b: struct({ deep: char("é") }) },
      { a: cell([1, 2], [char("u"), scalar(2, "uint8")]), b: numeric("double", [0, 0], []) },
    ]),
    expression: 'struct("a", {1, {"u", uint8(2)}}, "b", {struct("deep", "é"), []})',
  },
  long_field: {
    value: struct({ a_field_with_a_name_of_more_than_thirty_one_characters: scalar(1) }),
    expression: 'struct("a_field_with_a_name_of_more_than_thirty_one_characters", 1)',
  },
  thin: {
    value: {
      kind: "sparse",
      dims: [2, 3],
      rowIndices: Int32Array.of(1, 0),
      columnStarts: Int32Array.of(0, 1, 2, 2),
      data: Float64Array.of(2, 1.5),
      logical: false,
    },
    expression: "sparse([0 1.5 0; 2 0 0])",
  },
  thin_complex: {
    value: {
      kind: "sparse",
      dims: [2, 2],
      rowIndices: Int32Array.of(1, 0),
      columnStarts: Int32Array.of(0, 1, 2),
      data: Float64Array.of(2, 0),
      imag: Float64Array.of(0, 1),
      logical: false,
    },
    expression: "sparse([0 1i; 2 0])",
  },
  thin_empty: {
    value: {
      kind: "sparse",
      dims: [3, 2],
      rowIndices: new Int32Array(0),
      columnStarts: new Int32Array(3),
      data: new Float64Array(0),
      logical: false,
    },
    expression: "sparse(3, 2)",
  },
  thin_yes_no: {
    value: {
      kind: "sparse",
      dims: [2, 2],
      rowIndices: Int32Array.of(0, 1),
      columnStarts: Int32Array.of(0, 1, 2),
      data: Uint8Array.of(1, 1),
      logical: true,
    },
    // Octave reads logical sparse arrays as double, and writes them with the class uint8, which
    // neither it nor another reader understands.
    expression: "sparse([1 0; 0 1])",
    onlyReadByOctave: true,
  },
};

const variables = Object.entries(CASES).map(([name, { value }]): [string, MatValue] => [
  name,
  value,
]);

async function octave(script: string): Promise<string> {
  const command = new Deno.Command("octave-cli", {
    args: ["--quiet", "--no-init-file", "--eval", script],
  });
  const { success, stdout, stderr } = await command.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

async function withDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-octave-" });
  try {
    await work(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** Prints the names of the variables that are not what their expressions make. */
function comparing(path: string): string {
  const checks = Object.entries(CASES).map(([name, { expression }]) => `
    got = file.${name}; want = ${expression};
    same = isequaln(got, want) && isequal(size(got), size(want)) && strcmp(class(got), class(want));
    same = same && issparse(got) == issparse(want) && iscomplex(got) == iscomplex(want);
    if !same printf("${name}\\n"); end`);
  return `file = load("${path}"); ${checks.join("\n")}`;
}

Deno.test("Octave reads what is written here, compressed or not", () =>
  withDirectory(async (directory) => {
    const bytes = writeMat(variables);
    for (const [name, file] of [["plain", bytes], ["compressed", toCompressed(bytes)]] as const) {
      const path = `${directory}/${name}.mat`;
      await Deno.writeFile(path, file);
      assert.equal(await octave(comparing(path)), "", name);
    }
  }));

Deno.test("what Octave writes is read: -v6, -v7 and Level 4", () =>
  withDirectory(async (directory) => {
    const written = Object.entries(CASES).filter(([, item]) => !item.onlyReadByOctave);
    const making = written.map(([name, { expression }]) => `${name} = ${expression};`).join("\n");
    const all = written.map(([name]) => name).join(" ");
    const simple = written.filter(([, item]) => item.level4).map(([name]) => name).join(" ");
    await octave(`${making}
      save -v6 ${directory}/v6.mat ${all}
      save -v7 ${directory}/v7.mat ${all}
      save -v4 ${directory}/v4.mat ${simple}`);
    for (const version of ["v6", "v7", "v4"]) {
      const file = readMat(await Deno.readFile(`${directory}/${version}.mat`));
      assert.equal(file.version, version === "v4" ? 4 : 5);
      const expected = written.filter(([, item]) => version !== "v4" || item.level4);
      assert.equal(file.variables.length, expected.length);
      for (const [name, { value }] of expected) {
        const variable = file.get(name);
        assert.ok(variable !== undefined, name);
        const found = matToJson(name, { ...file, variables: [variable] });
        const wanted = readMat(writeMat([[name, value]]));
        assert.equal(found, matToJson(name, wanted), version);
      }
    }
  }));
