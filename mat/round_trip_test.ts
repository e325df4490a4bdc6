import assert from "node:assert/strict";
import fc from "fast-check";
import {
  listMat,
  matToJson,
  type MatValue,
  openMatFile,
  readMat,
  writeElement,
  writeMat,
} from "./mod.ts";
import { anyValue, joinBytes, toBigEndian, toCompressed } from "./testing.ts";

const variables = fc.uniqueArray(
  fc.tuple(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,40}$/), anyValue),
  { maxLength: 4, selector: ([name]) => name },
);

function valuesOf(bytes: Uint8Array): [string, MatValue][] {
  return readMat(bytes).variables.map(({ name, value }) => [name, value]);
}

/** Moves a file to an odd address, where no number is aligned. */
function unaligned(bytes: Uint8Array): Uint8Array {
  const moved = new Uint8Array(bytes.length + 3);
  moved.set(bytes, 3);
  return moved.subarray(3);
}

Deno.test("whatever is written is read back equal, in either byte order, compressed or not", () => {
  fc.assert(
    fc.property(variables, (written) => {
      const bytes = writeMat(written);
      assert.deepEqual(valuesOf(bytes), written);
      assert.deepEqual(valuesOf(unaligned(bytes)), written);
      assert.deepEqual(valuesOf(toCompressed(bytes)), written);
      const turned = toBigEndian(bytes);
      assert.deepEqual(valuesOf(turned), written);
      assert.deepEqual(valuesOf(toCompressed(turned, false)), written);
    }),
    { numRuns: 300, seed: 1 },
  );
});

Deno.test("a variable's raw element is copied into another file as it is", () => {
  fc.assert(
    fc.property(variables, (written) => {
      for (const bytes of [writeMat(written), toCompressed(writeMat(written))]) {
        const raw = readMat(bytes).variables.map((variable) => variable.raw ?? assert.fail());
        assert.deepEqual(valuesOf(joinBytes([writeMat([]), ...raw])), written);
      }
      assert.ok(readMat(toBigEndian(writeMat(written))).variables.every(({ raw }) => !raw));
    }),
    { numRuns: 100, seed: 2 },
  );
});

Deno.test("the list of a file agrees with reading it, and JSON of it parses", () => {
  fc.assert(
    fc.property(variables, (written) => {
      const bytes = writeMat(written);
      const read = readMat(bytes);
      for (const spelling of [bytes, toCompressed(bytes), toBigEndian(bytes)]) {
        const listed = listMat(spelling);
        assert.deepEqual(listed.map(({ name }) => name), written.map(([name]) => name));
        for (const [i, { value }] of read.variables.entries()) {
          const summary = listed[i];
          assert.equal(summary?.class, value.kind === "numeric" ? value.class : value.kind);
          if (value.kind !== "opaque") assert.deepEqual(summary?.dims, value.dims);
        }
      }
      const parsed = JSON.parse(matToJson("x.mat", read));
      assert.deepEqual(Object.keys(parsed.variables).sort(), written.map(([name]) => name).sort());
    }),
    { numRuns: 150, seed: 3 },
  );
});

Deno.test("a file that was appended to piece by piece equals one written at once", async () => {
  const directory = await Deno.makeTempDir();
  try {
    await fc.assert(
      fc.asyncProperty(variables, async (written) => {
        const path = `${directory}/appended.mat`;
        const file = await openMatFile(path);
        await file.replaceAll([]);
        for (const [name, value] of written) await file.append([writeElement(name, value)]);
        await file.close();
        assert.deepEqual(valuesOf(await Deno.readFile(path)), written);
      }),
      { numRuns: 30, seed: 4 },
    );
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
