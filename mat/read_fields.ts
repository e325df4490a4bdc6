import { readInt32s } from "./array_header.ts";
import { decodeName } from "./char.ts";
import { invalid, MI, readTag, type Source } from "./tags.ts";

/** The names of a struct's fields, and where their values start. */
export interface Fields {
  /** In order, each once. */
  readonly fields: readonly string[];
  /** Where the first value's element starts. */
  readonly next: number;
}

/**
 * Reads a struct's field names: their fixed length, then all of them, each padded with NULs.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT when they can't be cut into names
 */
export function readFields(source: Source, start: number, end: number): Fields {
  const lengthTag = readTag(source, start, end);
  const nameLength = readInt32s(source, lengthTag, 1)[0] ?? 0;
  const namesTag = readTag(source, lengthTag.next, end);
  if (namesTag.type !== MI.INT8 && namesTag.type !== MI.UINT8 && namesTag.type !== MI.UTF8) {
    throw invalid(
      `The MATLAB file is damaged: data type ${namesTag.type} stands where field names should.`,
    );
  }
  if (namesTag.length === 0) return { fields: [], next: namesTag.next };
  if (nameLength < 1 || namesTag.length % nameLength !== 0) {
    throw invalid(
      `The MATLAB file is damaged: field names of ${nameLength} bytes can't fill ${namesTag.length}.`,
    );
  }
  const names: string[] = [];
  for (let at = 0; at < namesTag.length; at += nameLength) {
    const from = namesTag.start + at;
    names.push(decodeName(source.bytes.subarray(from, from + nameLength)));
  }
  return { fields: distinct(names), next: namesTag.next };
}

/** Renames a field that comes again as SciPy does: `_1_name`, `_2_name`. */
function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  const times = new Map<string, number>();
  return names.map((name) => {
    let free = name;
    let time = times.get(name) ?? 0;
    while (seen.has(free)) free = `_${++time}_${name}`;
    times.set(name, time);
    seen.add(free);
    return free;
  });
}
