import { asciiName, type EncodedChars, fieldNameLength } from "./measure.ts";
import { codeOfClass, STORAGE_OF } from "./numbers.ts";
import { FLAG, invalid, MI, MX, padded } from "./tags.ts";
import type { MatSparse, MatStruct, MatValue, NumericArray } from "./types.ts";

const encoder = new TextEncoder();

/** Writes elements one after another into a buffer that was measured before. */
export class ElementWriter {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #encoded: EncodedChars;
  #position: number;

  /**
   * @param bytes zeros, to be written from `position` on
   * @param encoded what measuring has encoded
   */
  constructor(bytes: Uint8Array<ArrayBuffer>, position: number, encoded: EncodedChars) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#position = position;
    this.#encoded = encoded;
  }

  /** Writes an array with its tag. `name` is empty inside cells and structs. */
  array(name: string, value: MatValue): void {
    const start = this.#position;
    this.#position += 8;
    this.#contents(name, value);
    this.#view.setUint32(start, MI.MATRIX, true);
    this.#view.setUint32(start + 4, this.#position - start - 8, true);
  }

  /** Writes the tag and header of a real array whose data is left as zeros; returns where that starts. */
  reserved(
    name: string,
    classCode: number,
    type: number,
    dims: readonly number[],
    length: number,
  ): number {
    const start = this.#position;
    this.#position += 8;
    this.#header(classCode, 0, dims, name);
    const small = length > 0 && length <= 4;
    const dataStart = this.#position + (small ? 4 : 8);
    this.#tag(type, length);
    this.#view.setUint32(start, MI.MATRIX, true);
    this.#view.setUint32(start + 4, this.#position - start - 8, true);
    return dataStart;
  }

  #contents(name: string, value: MatValue): void {
    switch (value.kind) {
      case "numeric": {
        const flags = (value.logical ? FLAG.LOGICAL : 0) |
          (value.imag === undefined ? 0 : FLAG.COMPLEX);
        this.#header(codeOfClass(value.class), flags, value.dims, name);
        const type = STORAGE_OF[value.class];
        this.#element(type, bytesOf(value.data));
        if (value.imag !== undefined) this.#element(type, bytesOf(value.imag));
        return;
      }
      case "char": {
        const text = this.#encoded.get(value);
        if (text === undefined) throw invalid("Text was changed while its file was written.");
        this.#header(MX.CHAR, 0, text.dims, name);
        return this.#element(text.type, text.bytes);
      }
      case "cell":
        this.#header(MX.CELL, 0, value.dims, name);
        return this.#nested(value.cells);
      case "struct":
        this.#header(MX.STRUCT, 0, value.dims, name);
        this.#fieldNames(value.fields);
        return this.#nested(value.values);
      case "object":
        this.#header(MX.OBJECT, 0, value.dims, name);
        this.#element(MI.INT8, asciiName(value.className, "class"));
        this.#fieldNames(value.fields);
        return this.#nested(value.values);
      case "sparse":
        return this.#sparse(name, value);
      case "function":
        this.#header(MX.FUNCTION, 0, value.dims, name);
        return this.#nested([value.content]);
      case "opaque":
        this.#flags(MX.OPAQUE, 0, 0);
        this.#element(MI.INT8, asciiName(name, "variable"));
        this.#element(MI.INT8, asciiName(value.typeSystem, "type system"));
        this.#element(MI.INT8, asciiName(value.className, "class"));
        return this.#nested([value.content]);
    }
  }

  #nested(values: readonly MatValue[]): void {
    for (const value of values) this.array("", value);
  }

  #sparse(name: string, value: MatSparse): void {
    const flags = (value.logical ? FLAG.LOGICAL : 0) |
      (value.imag === undefined ? 0 : FLAG.COMPLEX);
    // MATLAB keeps room for one element at least.
    this.#header(MX.SPARSE, flags, value.dims, name, Math.max(1, value.rowIndices.length));
    this.#element(MI.INT32, bytesOf(value.rowIndices));
    this.#element(MI.INT32, bytesOf(value.columnStarts));
    this.#element(value.logical ? MI.UINT8 : MI.DOUBLE, bytesOf(value.data));
    if (value.imag !== undefined) this.#element(MI.DOUBLE, bytesOf(value.imag));
  }

  #fieldNames(fields: MatStruct["fields"]): void {
    const length = fieldNameLength(fields);
    this.#element(MI.INT32, bytesOf(Int32Array.of(length)));
    const names = new Uint8Array(length * fields.length);
    for (const [i, field] of fields.entries()) names.set(encoder.encode(field), i * length);
    this.#element(MI.INT8, names);
  }

  #header(
    classCode: number,
    flags: number,
    dims: readonly number[],
    name: string,
    nzmax = 0,
  ): void {
    this.#flags(classCode, flags, nzmax);
    this.#element(MI.INT32, bytesOf(Int32Array.from(dims)));
    this.#element(MI.INT8, asciiName(name, "variable"));
  }

  #flags(classCode: number, flags: number, nzmax: number): void {
    const at = this.#position;
    this.#view.setUint32(at, MI.UINT32, true);
    this.#view.setUint32(at + 4, 8, true);
    this.#view.setUint32(at + 8, classCode | (flags << 8), true);
    this.#view.setUint32(at + 12, nzmax, true);
    this.#position = at + 16;
  }

  #element(type: number, data: Uint8Array): void {
    const small = data.length > 0 && data.length <= 4;
    this.#bytes.set(data, this.#position + (small ? 4 : 8));
    this.#tag(type, data.length);
  }

  /** Writes a tag and continues behind the data, which has its place already. */
  #tag(type: number, length: number): void {
    if (length > 0 && length <= 4) {
      this.#view.setUint32(this.#position, type | (length << 16), true);
      this.#position += 8;
    } else {
      this.#view.setUint32(this.#position, type, true);
      this.#view.setUint32(this.#position + 4, length, true);
      this.#position += 8 + padded(length);
    }
  }
}

function bytesOf(numbers: NumericArray): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
