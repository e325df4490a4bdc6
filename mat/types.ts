/** The typed array that holds each numeric class. */
export interface ArrayByClass {
  /** 64-bit floating point. */
  double: Float64Array;
  /** 32-bit floating point. */
  single: Float32Array;
  /** Signed, 8 bit. */
  int8: Int8Array;
  /** Unsigned, 8 bit. */
  uint8: Uint8Array;
  /** Signed, 16 bit. */
  int16: Int16Array;
  /** Unsigned, 16 bit. */
  uint16: Uint16Array;
  /** Signed, 32 bit. */
  int32: Int32Array;
  /** Unsigned, 32 bit. */
  uint32: Uint32Array;
  /** Signed, 64 bit. */
  int64: BigInt64Array;
  /** Unsigned, 64 bit. */
  uint64: BigUint64Array;
}

/** MATLAB's numeric classes. */
export type NumericClass = keyof ArrayByClass;

/** Any of the typed arrays that hold numbers. */
export type NumericArray = ArrayByClass[NumericClass];

/** A numeric array of one known class. */
export interface NumericOf<C extends NumericClass> {
  /** Which kind of value this is. */
  readonly kind: "numeric";
  /** MATLAB class. A logical array is `uint8` (in files of MATLAB 5 also `double`). */
  readonly class: C;
  /** Two dimensions at least. */
  readonly dims: readonly number[];
  /** Column-major; a view on the file where alignment and byte order allow. */
  readonly data: ArrayByClass[C];
  /** The imaginary part of a complex array, as long as `data`. */
  readonly imag?: ArrayByClass[C];
  /** True when MATLAB shows the numbers as true and false. */
  readonly logical: boolean;
}

/** A full array of numbers or of logicals. `class` is the type of `data`. */
export type MatNumeric = { [C in NumericClass]: NumericOf<C> }[NumericClass];

/** A char array. */
export interface MatChar {
  /** Which kind of value this is. */
  readonly kind: "char";
  /** As in the file: `dims[1]` counts UTF-16 units (MATLAB), code points (SciPy) or bytes (Octave). */
  readonly dims: readonly number[];
  /** One string per row, rows of later pages after those of earlier ones. Padding blanks are kept. */
  readonly rows: readonly string[];
}

/** A cell array. */
export interface MatCell {
  /** Which kind of value this is. */
  readonly kind: "cell";
  /** Two dimensions at least. */
  readonly dims: readonly number[];
  /** Column-major. */
  readonly cells: readonly MatValue[];
}

/** A struct or an array of structs. */
export interface MatStruct {
  /** Which kind of value this is. */
  readonly kind: "struct";
  /** Two dimensions at least. */
  readonly dims: readonly number[];
  /** Names of the fields, in order. A damaged or hand-made file may repeat one. */
  readonly fields: readonly string[];
  /** Field `f` of element `e` (column-major) is `values[e * fields.length + f]`. */
  readonly values: readonly MatValue[];
}

/** An object of an old-style MATLAB class: a struct with the name of its class. */
export interface MatObject {
  /** Which kind of value this is. */
  readonly kind: "object";
  /** The name of the class. */
  readonly className: string;
  /** Two dimensions at least. */
  readonly dims: readonly number[];
  /** Names of the fields, in order. */
  readonly fields: readonly string[];
  /** As in {@linkcode MatStruct}. */
  readonly values: readonly MatValue[];
}

/** A function handle. */
export interface MatFunction {
  /** Which kind of value this is. */
  readonly kind: "function";
  /** As in the file, as a rule 1×1. */
  readonly dims: readonly number[];
  /** What MATLAB keeps of the handle, as a rule a struct. */
  readonly content: MatValue;
}

/** A sparse matrix in compressed columns. */
export interface MatSparse {
  /** Which kind of value this is. */
  readonly kind: "sparse";
  /** Rows and columns. */
  readonly dims: readonly [number, number];
  /** The row of each stored element, from 0. */
  readonly rowIndices: Int32Array;
  /** Column `c` is stored at `columnStarts[c]` up to `columnStarts[c + 1]`; columns + 1 numbers. */
  readonly columnStarts: Int32Array;
  /** The stored elements, bytes of 0 and 1 when `logical`. */
  readonly data: Float64Array | Uint8Array;
  /** The imaginary part of a complex matrix. */
  readonly imag?: Float64Array;
  /** True when MATLAB shows the numbers as true and false. */
  readonly logical: boolean;
}

/**
 * An object of a new-style class (string, table, datetime, a handle's workspace). Level 5 files keep
 * its properties in an undocumented block, so that only what stands in its place is known.
 */
export interface MatOpaque {
  /** Which kind of value this is. */
  readonly kind: "opaque";
  /** `MCOS` or `java`. */
  readonly typeSystem: string;
  /** The name of the class. */
  readonly className: string;
  /** The reference that MATLAB resolves. */
  readonly content: MatValue;
}

/** Anything that a MATLAB variable, cell or field can hold. */
export type MatValue =
  | MatNumeric
  | MatChar
  | MatCell
  | MatStruct
  | MatObject
  | MatFunction
  | MatSparse
  | MatOpaque;

/** A variable of a file. */
export interface MatVariable {
  /** ASCII. */
  readonly name: string;
  /** What it holds. */
  readonly value: MatValue;
  /** True when it was declared global in MATLAB. */
  readonly global: boolean;
  /** Its whole element as in the file, tag included, when any little-endian Level 5 file can take it as it is. */
  readonly raw?: Uint8Array;
}
