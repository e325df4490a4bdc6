import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { FrameboxError } from "../base/errors/mod.ts";
import {
  formatMatText,
  listMat,
  type MatFile,
  type MatLimits,
  matToJson,
  type MatValue,
  readMat,
  writeMat,
} from "./mod.ts";
import { anyValue, compressedElement, joinBytes, toBigEndian, toCompressed } from "./testing.ts";

const LIMITS: MatLimits = {
  maxFileBytes: 100_000,
  maxInflatedBytes: 100_000,
  maxElements: 50_000,
  maxNesting: 12,
};

const MUTANTS = 30_000;

/** Lengths, counts and types that parsers get wrong. */
const NASTY = [
  0,
  1,
  4,
  7,
  8,
  14,
  15,
  127,
  255,
  65_535,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 8,
  2 ** 32 - 1,
];

/** Mulberry32: small, seeded, good enough to pick places. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Level 4: a double matrix, a text, a sparse matrix, by hand. */
function level4File(): Uint8Array {
  const matrix = (type: number, dims: [number, number], name: string, numbers: number[]) => {
    const head = new Int32Array([type, ...dims, 0, name.length + 1]);
    return joinBytes([
      new Uint8Array(head.buffer),
      new TextEncoder().encode(`${name}\0`),
      new Uint8Array(Float64Array.from(numbers).buffer),
    ]);
  };
  return joinBytes([
    matrix(0, [2, 2], "x", [1, 2, 3, 4]),
    matrix(1, [1, 3], "text", [97, 98, 99]),
    matrix(2, [3, 3], "s", [1, 2, 3, 1, 2, 3, 5, 6, 0]),
  ]);
}

function startingFiles(): Uint8Array[] {
  const written = fc.sample(fc.array(anyValue, { minLength: 1, maxLength: 3 }), {
    numRuns: 60,
    seed: 11,
  }).map((values) => writeMat(values.map((value, i) => [`v${i}`, value])));
  return [
    level4File(),
    ...written,
    ...written.slice(0, 20).map((bytes) => toBigEndian(bytes)),
    ...written.slice(20, 40).map((bytes) => toCompressed(bytes)),
  ];
}

function mutate(
  file: Uint8Array,
  others: readonly Uint8Array[],
  pick: (below: number) => number,
): Uint8Array {
  let bytes = Uint8Array.from(file);
  const from = bytes.length > 128 && pick(8) > 0 ? 128 : 0;
  for (let times = 1 + pick(3); times > 0; times--) {
    const at = from + pick(Math.max(1, bytes.length - from));
    switch (pick(6)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
        break;
      case 1:
        bytes[at] = pick(256);
        break;
      case 2: {
        const place = at - (at % 4);
        const view = new DataView(bytes.buffer);
        const number = NASTY[pick(NASTY.length)] ?? 0;
        if (place + 4 <= bytes.length) view.setUint32(place, number, pick(4) > 0);
        break;
      }
      case 3:
        if (pick(4) === 0) bytes = bytes.slice(0, at);
        break;
      case 4: {
        const other = others[pick(others.length)] ?? bytes;
        const start = pick(other.length);
        const piece = other.subarray(start, start + 8 * pick(16));
        bytes = joinBytes([bytes.subarray(0, at), piece, bytes.subarray(at)]);
        break;
      }
      case 5: {
        const end = Math.min(bytes.length, at + 8 * pick(4));
        bytes = joinBytes([bytes.subarray(0, at), bytes.subarray(end)]);
        break;
      }
    }
  }
  return bytes;
}

/** Numbers, characters, cells and fields that a value holds, and how deep it nests. */
function sizeOf(value: MatValue): { elements: number; depth: number } {
  const nested = value.kind === "cell"
    ? value.cells
    : value.kind === "struct" || value.kind === "object"
    ? value.values
    : value.kind === "function" || value.kind === "opaque"
    ? [value.content]
    : [];
  let elements = nested.length;
  if (value.kind === "numeric") elements = value.data.length + (value.imag?.length ?? 0);
  if (value.kind === "char") elements = value.rows.reduce((sum, row) => sum + row.length, 0);
  if (value.kind === "sparse") {
    elements = value.rowIndices.length + value.columnStarts.length + value.data.length;
  }
  let depth = 0;
  for (const item of nested) {
    const inner = sizeOf(item);
    elements += inner.elements;
    depth = Math.max(depth, inner.depth);
  }
  return { elements, depth: depth + (nested.length > 0 ? 1 : 0) };
}

/** An answer, or the error with the reason why there is none; anything else thrown fails the test. */
function answer<T>(read: () => T): T | FrameboxError {
  try {
    return read();
  } catch (error) {
    if (error instanceof FrameboxError && error.code !== "INTERNAL") return error;
    throw error;
  }
}

function checkAnswer(bytes: Uint8Array): "read" | "refused" {
  answer(() => listMat(bytes, LIMITS));
  const file = answer(() => readMat(bytes, LIMITS));
  if (file instanceof FrameboxError) {
    assert.match(file.message, /^[A-Z].*[.]$/s);
    return "refused";
  }
  const sizes = file.variables.map(({ value }) => sizeOf(value));
  assert.ok(sizes.reduce((sum, { elements }) => sum + elements, 0) <= LIMITS.maxElements);
  assert.ok(sizes.every(({ depth }) => depth <= LIMITS.maxNesting));
  formatMatText(file);
  assert.equal(matToJson("", writtenAgain(file)), matToJson("", file));
  return "read";
}

/** Whatever could be read can be written, and has the same values when it is read again. */
function writtenAgain(file: MatFile): MatFile {
  return readMat(writeMat(file.variables.map(({ name, value }) => [name, value])), {
    ...LIMITS,
    maxFileBytes: 10 * LIMITS.maxFileBytes,
  });
}

Deno.test("every mutated file gets an answer within the limits, or an error in words", () => {
  const pick = seeded(20_240_229);
  const files = startingFiles();
  const counts = { read: 0, refused: 0 };
  for (let i = 0; i < MUTANTS; i++) {
    const file = files[i % files.length] ?? new Uint8Array(0);
    let mutant = mutate(file, files, pick);
    // Damage inside a compressed variable whose checksum holds.
    if (pick(8) === 0) {
      mutant = joinBytes([writeMat([]), compressedElement(mutant.subarray(128))]);
    }
    try {
      counts[checkAnswer(mutant)]++;
    } catch (error) {
      const hex = Array.from(mutant, (byte) => byte.toString(16).padStart(2, "0")).join("");
      throw new Error(`mutant ${i} of seed 20240229: ${hex}`, { cause: error });
    }
  }
  // Both must occur often, or the mutations are too tame or too wild to test anything.
  assert.ok(counts.read > MUTANTS / 20, `read ${counts.read}`);
  assert.ok(counts.refused > MUTANTS / 5, `refused ${counts.refused}`);
});

Deno.test("bytes that are nothing at all are refused in words", () => {
  const pick = seeded(7);
  for (let i = 0; i < 2_000; i++) {
    const bytes = Uint8Array.from({ length: pick(400) }, () => pick(256));
    if (pick(2) === 0 && bytes.length >= 128) bytes.set([0, 1, 0x49, 0x4d], 124);
    checkAnswer(bytes);
  }
});

Deno.test("a file cut anywhere is refused, or ends between two variables", () => {
  for (const file of startingFiles().slice(1, 12)) {
    for (let length = 0; length < file.length; length++) checkAnswer(file.subarray(0, length));
  }
});

Deno.test("a zip bomb is refused before it is inflated", () => {
  const claim = (length: number) => {
    const inner = new Uint8Array(1_000_000);
    new DataView(inner.buffer).setUint32(0, 14, true);
    new DataView(inner.buffer).setUint32(4, length, true);
    const packed = deflateSync(inner);
    const tag = new Uint8Array(new Uint32Array([15, packed.length]).buffer);
    return joinBytes([writeMat([]), tag, packed]);
  };
  for (
    const [length, code] of [
      [999_992, "RESOURCE_EXHAUSTED"],
      [8, "INVALID_ARGUMENT"],
      [2 ** 32 - 8, "INVALID_ARGUMENT"],
    ] as const
  ) {
    const refused = answer(() => readMat(claim(length), LIMITS));
    assert.ok(refused instanceof FrameboxError);
    assert.equal(refused.code, code);
  }
});
