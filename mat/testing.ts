/** For tests only: other spellings of the files that `writeMat` makes, and values to write. */
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { cell, char, logical, numeric, struct, structArray } from "./make.ts";
import { ARRAY_OF, CLASSES_BY_CODE, numericValue } from "./numbers.ts";
import { HEADER_BYTES, MI, padded } from "./tags.ts";
import type { MatValue, NumericClass } from "./types.ts";

/** Bytes that each number of a data type takes. */
const SIZES: Readonly<Record<number, number>> = {
  [MI.INT16]: 2,
  [MI.UINT16]: 2,
  [MI.UTF16]: 2,
  [MI.INT32]: 4,
  [MI.UINT32]: 4,
  [MI.UTF32]: 4,
  [MI.SINGLE]: 4,
  [MI.DOUBLE]: 8,
  [MI.INT64]: 8,
  [MI.UINT64]: 8,
};

/** The same file with every number's bytes turned round. */
export function toBigEndian(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(file);
  const view = new DataView(bytes.buffer);
  bytes.set([0x01, 0x00, 0x4d, 0x49], 124);
  const turn = (at: number, size: number) => bytes.subarray(at, at + size).reverse();
  const walk = (from: number, end: number) => {
    for (let at = from; at < end;) {
      const first = view.getUint32(at, true);
      const small = first >>> 16;
      const type = first & 0xffff;
      const length = small || view.getUint32(at + 4, true);
      const start = at + (small ? 4 : 8);
      turn(at, 4);
      if (!small) turn(at + 4, 4);
      const size = SIZES[type] ?? 1;
      if (type === MI.MATRIX) walk(start, start + length);
      else for (let i = 0; i < length; i += size) turn(start + i, size);
      at = small ? at + 8 : start + padded(length);
    }
  };
  walk(HEADER_BYTES, bytes.length);
  return bytes;
}

/** The same file with every variable compressed, as MATLAB's `-v7` does. */
export function toCompressed(file: Uint8Array, littleEndian = true): Uint8Array<ArrayBuffer> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const pieces: Uint8Array[] = [file.subarray(0, HEADER_BYTES)];
  for (let at = HEADER_BYTES; at < file.length;) {
    const end = at + 8 + view.getUint32(at + 4, littleEndian);
    pieces.push(compressedElement(file.subarray(at, end), littleEndian));
    at = end;
  }
  return joinBytes(pieces);
}

/** A compressed element that holds these bytes. */
export function compressedElement(inner: Uint8Array, littleEndian = true): Uint8Array<ArrayBuffer> {
  const packed = deflateSync(inner);
  const tag = new DataView(new ArrayBuffer(8));
  tag.setUint32(0, MI.COMPRESSED, littleEndian);
  tag.setUint32(4, packed.length, littleEndian);
  return joinBytes([new Uint8Array(tag.buffer), packed]);
}

/** Pieces one after another. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The names of all numeric classes. */
export const NUMERIC_CLASSES: readonly NumericClass[] = CLASSES_BY_CODE;

const dimensions = fc.oneof(
  fc.tuple(fc.nat(4), fc.nat(4)),
  fc.array(fc.nat(3), { minLength: 2, maxLength: 5 }),
);

const product = (dims: readonly number[]) => dims.reduce((total, dim) => total * dim, 1);

/** Any bits at all, so that NaNs, infinities and the ends of ranges occur. */
const anyNumeric = fc.tuple(dimensions, fc.constantFrom(...NUMERIC_CLASSES), fc.boolean()).chain(
  ([dims, numericClass, complex]) => {
    const length = product(dims) * ARRAY_OF[numericClass].BYTES_PER_ELEMENT;
    const part = fc.uint8Array({ minLength: length, maxLength: length })
      .map((bytes) => new ARRAY_OF[numericClass](Uint8Array.from(bytes).buffer));
    return fc.tuple(part, complex ? part : fc.constant(undefined)).map(([data, imag]) =>
      numericValue(numericClass, dims, data, imag, false)
    );
  },
);

const doubles = dimensions.chain((dims) =>
  fc.array(fc.double(), { minLength: product(dims), maxLength: product(dims) })
    .map((data) => numeric("double", dims, data))
);

const logicals = dimensions.chain((dims) =>
  fc.array(fc.boolean(), { minLength: product(dims), maxLength: product(dims) })
    .map((data) => logical(dims, data))
);

/** Text with characters of one to four UTF-8 bytes, halves of pairs included. */
const text = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", maxLength: 1 }),
    fc.constantFrom("a", "é", "日", "😀", "\ud83d"),
  ),
  maxLength: 12,
});

const asciiRows = fc.array(fc.string({ maxLength: 6 }), { minLength: 2, maxLength: 4 });
const bmpRows = fc.array(fc.string({ unit: fc.constantFrom("a", "é", "日"), maxLength: 6 }), {
  minLength: 2,
  maxLength: 4,
});

const chars = fc.oneof(text, asciiRows, bmpRows).map((rows) => char(rows));

const fieldName = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,70}$/);

const sparse = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(6), fc.boolean()).chain((
  [height, width, complex],
) =>
  fc.array(fc.uniqueArray(fc.nat(height - 1)), { minLength: width, maxLength: width }).chain(
    (columns) => {
      const rowIndices = Int32Array.from(columns.flatMap((rows) => rows.sort((a, b) => a - b)));
      const columnStarts = new Int32Array(width + 1);
      for (const [c, rows] of columns.entries()) {
        columnStarts[c + 1] = (columnStarts[c] ?? 0) + rows.length;
      }
      const stored = rowIndices.length;
      const part = fc.array(fc.double(), { minLength: stored, maxLength: stored }).map((data) =>
        Float64Array.from(data)
      );
      return fc.tuple(part, part, fc.boolean()).map(([data, imag, isLogical]): MatValue => {
        const common = { kind: "sparse", dims: [height, width], rowIndices, columnStarts } as const;
        if (isLogical) return { ...common, data: new Uint8Array(stored).fill(1), logical: true };
        return { ...common, data, ...(complex ? { imag } : {}), logical: false };
      });
    },
  )
);

/** Any value that can be written, nested a few levels deep. */
export const anyValue: fc.Arbitrary<MatValue> =
  fc.letrec<{ value: MatValue; nested: MatValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthIdentifier: "value" },
      anyNumeric,
      doubles,
      logicals,
      chars,
      sparse,
      tie("nested"),
    ),
    nested: fc.oneof(
      dimensions.chain((dims) =>
        fc.array(tie("value"), { minLength: product(dims), maxLength: product(dims) }).map((
          cells,
        ) => cell(dims, cells))
      ),
      fc.dictionary(fieldName, tie("value"), { maxKeys: 4 }).map((fields) => struct(fields)),
      fc.tuple(fc.nat(3), fc.uniqueArray(fieldName, { maxLength: 3 })).chain(([count, fields]) =>
        fc.array(fc.tuple(...fields.map(() => tie("value"))), {
          minLength: count,
          maxLength: count,
        }).map((elements) =>
          structArray(
            [1, count],
            elements.map((values) =>
              Object.fromEntries(fields.map((field, f) => [field, values[f] ?? char("")]))
            ),
            fields,
          )
        )
      ),
      tie("value").map((value): MatValue => ({
        kind: "object",
        className: "inline",
        dims: [1, 1],
        fields: ["expr"],
        values: [value],
      })),
      tie("value").map((content): MatValue => ({ kind: "function", dims: [1, 1], content })),
      tie("value").map((content): MatValue => ({
        kind: "opaque",
        typeSystem: "MCOS",
        className: "string",
        content,
      })),
    ),
  })).value;
