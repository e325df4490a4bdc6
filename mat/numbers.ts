import { cut, invalid, MI, MX, type Source, type Tag } from "./tags.ts";
import type { ArrayByClass, MatNumeric, NumericArray, NumericClass } from "./types.ts";

/** What makes a typed array of each class; the type keeps class and array together. */
export const ARRAY_OF: { [C in NumericClass]: TypedArrayConstructor<ArrayByClass[C]> } = {
  double: Float64Array,
  single: Float32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
};

/** The part of a typed array's constructor that is used here. */
export interface TypedArrayConstructor<T> {
  /** Bytes a number takes. */
  readonly BYTES_PER_ELEMENT: number;
  /** Zeros. */
  new (length: number): T;
  /** A view. */
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): T;
}

/** The numeric classes in the order of their class codes, from `MX.DOUBLE` (6) to `MX.UINT64` (15). */
export const CLASSES_BY_CODE: readonly NumericClass[] = [
  "double",
  "single",
  "int8",
  "uint8",
  "int16",
  "uint16",
  "int32",
  "uint32",
  "int64",
  "uint64",
];

/** The data type in which each class is stored without conversion. */
export const STORAGE_OF: Readonly<Record<NumericClass, number>> = {
  double: MI.DOUBLE,
  single: MI.SINGLE,
  int8: MI.INT8,
  uint8: MI.UINT8,
  int16: MI.INT16,
  uint16: MI.UINT16,
  int32: MI.INT32,
  uint32: MI.UINT32,
  int64: MI.INT64,
  uint64: MI.UINT64,
};

const CLASS_OF_STORAGE: ReadonlyMap<number, NumericClass> = new Map(
  CLASSES_BY_CODE.map((name) => [STORAGE_OF[name], name]),
);

/** The numeric class with this code, or undefined when it is none. */
export function classOfCode(code: number): NumericClass | undefined {
  return CLASSES_BY_CODE[code - MX.DOUBLE];
}

/** The code of a numeric class. */
export function codeOfClass(name: NumericClass): number {
  return MX.DOUBLE + CLASSES_BY_CODE.indexOf(name);
}

/**
 * Reads `count` numbers as `wanted`, whatever type MATLAB chose to store them in (it stores doubles
 * that are small integers as such). A view on the source where alignment and byte order allow.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT when the element is not numeric or holds fewer numbers
 */
export function readNumbers<C extends NumericClass>(
  source: Source,
  tag: Tag,
  wanted: C,
  count: number,
): ArrayByClass[C] {
  if (count === 0) return new ARRAY_OF[wanted](0);
  const stored = CLASS_OF_STORAGE.get(tag.type);
  if (stored === undefined) {
    throw invalid(`The MATLAB file is damaged: data type ${tag.type} stands where numbers should.`);
  }
  const size = ARRAY_OF[stored].BYTES_PER_ELEMENT;
  if (tag.length < count * size) {
    throw invalid(
      `The MATLAB file is damaged: dimensions ask for ${count} numbers and ${
        Math.floor(tag.length / size)
      } are there.`,
    );
  }
  if (tag.start + count * size > source.bytes.length) throw cut();
  if (stored === wanted) return viewOrCopy(source, tag.start, wanted, count);
  return convert(viewOrCopy(source, tag.start, stored, count), wanted);
}

/** Numbers at `start` without a change of type: a view if it can be one, else a copy in host order. */
export function viewOrCopy<C extends NumericClass>(
  source: Source,
  start: number,
  stored: C,
  count: number,
): ArrayByClass[C] {
  const ArrayType = ARRAY_OF[stored];
  const size = ArrayType.BYTES_PER_ELEMENT;
  const { bytes } = source;
  const offset = bytes.byteOffset + start;
  // Deno and every browser run on little-endian processors only.
  if (size === 1 || (source.littleEndian && offset % size === 0)) {
    return new ArrayType(bytes.buffer, offset, count);
  }
  const copy = new Uint8Array(count * size);
  copy.set(bytes.subarray(start, start + count * size));
  if (!source.littleEndian) swapBytes(copy, size);
  return new ArrayType(copy.buffer, 0, count);
}

function swapBytes(bytes: Uint8Array<ArrayBuffer>, size: number): void {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += size) {
    if (size === 2) view.setUint16(at, view.getUint16(at), true);
    else if (size === 4) view.setUint32(at, view.getUint32(at), true);
    else view.setBigUint64(at, view.getBigUint64(at), true);
  }
}

/** Converts as MATLAB does: rounded, and held at the ends of the range of an integer class. */
export function convert<C extends NumericClass>(from: NumericArray, wanted: C): ArrayByClass[C] {
  const to: NumericArray = new ARRAY_OF[wanted](from.length);
  if (to instanceof BigInt64Array || to instanceof BigUint64Array) {
    const [least, max] = to instanceof BigInt64Array
      ? [-(2n ** 63n), 2n ** 63n - 1n]
      : [0n, 2n ** 64n - 1n];
    for (let i = 0; i < to.length; i++) {
      const value = toBigInt(from[i] ?? 0);
      to[i] = value < least ? least : value > max ? max : value;
    }
  } else if (to instanceof Float64Array || to instanceof Float32Array) {
    if (from instanceof BigInt64Array || from instanceof BigUint64Array) {
      for (let i = 0; i < to.length; i++) to[i] = Number(from[i]);
    } else to.set(from);
  } else {
    const bits = 8 * to.BYTES_PER_ELEMENT;
    const unsigned = to instanceof Uint8Array || to instanceof Uint16Array ||
      to instanceof Uint32Array;
    const least = unsigned ? 0 : -(2 ** (bits - 1));
    const max = unsigned ? 2 ** bits - 1 : 2 ** (bits - 1) - 1;
    for (let i = 0; i < to.length; i++) {
      // Half away from zero, as MATLAB rounds.
      const value = Number(from[i]);
      const rounded = Math.sign(value) * Math.round(Math.abs(value));
      to[i] = Math.min(max, Math.max(least, rounded));
    }
  }
  return sameClass(to, wanted);
}

function toBigInt(value: number | bigint): bigint {
  if (typeof value === "bigint") return value;
  if (Number.isNaN(value)) return 0n;
  if (!Number.isFinite(value)) return value > 0 ? 2n ** 64n : -(2n ** 64n);
  return BigInt(Math.sign(value) * Math.round(Math.abs(value)));
}

/**
 * States to the compiler that `array` is the typed array of `wanted`.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT when it is not
 */
export function sameClass<C extends NumericClass>(
  array: NumericArray,
  wanted: C,
): ArrayByClass[C] {
  // The check is what makes the cast true; TypeScript can't tie an instanceof to a type parameter.
  if (array.constructor !== ARRAY_OF[wanted]) {
    throw invalid(
      `Numbers of class ${wanted} need a typed array of that class, not ${array.constructor.name}.`,
    );
  }
  return array as ArrayByClass[C];
}

/** Builds the member of {@linkcode MatNumeric} that `wanted` names. */
export function numericValue<C extends NumericClass>(
  wanted: C,
  dims: readonly number[],
  data: ArrayByClass[C],
  imag: ArrayByClass[C] | undefined,
  logical: boolean,
): MatNumeric {
  const value = {
    kind: "numeric",
    class: wanted,
    dims,
    data,
    logical,
    ...(imag === undefined ? {} : { imag }),
  };
  // Class and arrays share the type parameter C, so the value is a member of the union.
  return value as MatNumeric;
}
