import { type ArrayHeader, readArrayHeader } from "./array_header.ts";
import { Budget, type MatLimits, resolveLimits } from "./limits.ts";
import { classOfCode } from "./numbers.ts";
import { recognise } from "./read.ts";
import { level4Class, readLevel4Header } from "./read_level4.ts";
import { readCompressedHeader, topElements } from "./read_level5.ts";
import { cut, MI, MX } from "./tags.ts";
import type { NumericClass } from "./types.ts";

/** What a variable's class can be, as MATLAB names it, logical apart. */
export type MatClass =
  | NumericClass
  | "char"
  | "cell"
  | "struct"
  | "object"
  | "sparse"
  | "function"
  | "opaque"
  | "unknown";

/** What a variable is, without its contents. */
export interface MatSummary {
  /** ASCII. */
  readonly name: string;
  /** Its class. */
  readonly class: MatClass;
  /** Two dimensions at least; none for an opaque object. */
  readonly dims: readonly number[];
  /** Bytes that it takes in the file. */
  readonly byteLength: number;
  /** True when MATLAB shows the numbers as true and false. */
  readonly logical: boolean;
  /** True when it has an imaginary part. */
  readonly complex: boolean;
}

const OTHER_CLASSES: ReadonlyMap<number, MatClass> = new Map([
  [MX.CHAR, "char"],
  [MX.CELL, "cell"],
  [MX.STRUCT, "struct"],
  [MX.OBJECT, "object"],
  [MX.SPARSE, "sparse"],
  [MX.FUNCTION, "function"],
  [MX.OPAQUE, "opaque"],
]);

/** What an array's header holds, as a summary. */
export function summaryOf(header: ArrayHeader, byteLength: number): MatSummary {
  const { name, classCode, dims, logical, complex } = header;
  const matClass = classOfCode(classCode) ?? OTHER_CLASSES.get(classCode) ?? "unknown";
  return { name, class: matClass, dims, byteLength, logical, complex };
}

/**
 * Lists a file's variables without reading their contents: of a compressed one only the start is
 * inflated. A name that the file repeats is listed each time.
 *
 * @param bytes the whole file
 * @param limits bounds other than {@linkcode DEFAULT_MAT_LIMITS}
 * @throws {FrameboxError} INVALID_ARGUMENT for what is no MATLAB file, is damaged or is of version
 * 7.3; RESOURCE_EXHAUSTED for a file over the limit
 */
export function listMat(bytes: Uint8Array, limits?: Partial<MatLimits>): MatSummary[] {
  new Budget(resolveLimits(limits)).checkFile(bytes.length);
  const { version, source } = recognise(bytes);
  const summaries: MatSummary[] = [];
  if (version === 4) {
    for (let position = 0; position < bytes.length;) {
      const header = readLevel4Header(source, position);
      const { name, dims, complex, next } = header;
      const byteLength = next - position;
      const matClass = level4Class(header);
      summaries.push({ name, class: matClass, dims, byteLength, logical: false, complex });
      position = next;
    }
    return summaries;
  }
  for (const { type, position, start, end } of topElements(source)) {
    const header = type === MI.COMPRESSED
      ? readCompressedHeader(bytes.subarray(start, end), end - start, source.littleEndian)
      : readArrayHeader(source, start, end);
    if (header === undefined) throw cut();
    if (header.name !== "") summaries.push(summaryOf(header, end - position));
  }
  return summaries;
}
