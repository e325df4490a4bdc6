/**
 * Tone curves of profiles.
 *
 * Source: ISO 15076-1 (ICC.1:2022), sections 10.6 (curveType) and 10.18 (parametricCurveType).
 *
 * @module
 */

import { type IccBytes, profileFault } from "./icc_bytes.ts";

/** From 0–1 to about 0–1. */
export type Curve = (value: number) => number;

/** A curve, and how long it is in the file. */
export interface CurveRead {
  readonly curve: Curve;
  /** Whether it changes nothing, and can be left out. */
  readonly identity: boolean;
  readonly byteLength: number;
}

/** y = (a·x + b)^g + e from d on, c·x + f below it. */
export interface Parameters {
  readonly g: number;
  readonly a?: number;
  readonly b?: number;
  readonly c?: number;
  readonly d?: number;
  readonly e?: number;
  readonly f?: number;
}

/** How many numbers each of the five kinds has, and which they are. */
const PARAMETERS = ["g", "gab", "gabe", "gabcd", "gabcdef"] as const;

/** More entries than any table has use for. */
const MAX_ENTRIES = 65_536;

/** Nothing changes. */
export function unchanged(value: number): number {
  return value;
}

/** The curve of sRGB, from what is stored to light. */
export const SRGB_CURVE: Curve = parametricCurve({
  g: 2.4,
  a: 1 / 1.055,
  b: 0.055 / 1.055,
  c: 1 / 12.92,
  d: 0.04045,
});

/** A power. */
export function gammaCurve(gamma: number): Curve {
  return gamma === 1 ? unchanged : (value) => value <= 0 ? 0 : value ** gamma;
}

/** A power with a straight part at its beginning. */
export function parametricCurve(parameters: Parameters): Curve {
  const { g, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0 } = parameters;
  return (value) => value < d ? c * value + f : Math.max(0, a * value + b) ** g + e;
}

/** Straight lines between entries at equal distances. */
export function tableCurve(table: Float64Array): Curve {
  const last = table.length - 1;
  return (value) => {
    const at = Math.min(Math.max(value, 0), 1) * last;
    const low = Math.min(Math.floor(at), last - 1);
    return table[low]! + (at - low) * (table[low + 1]! - table[low]!);
  };
}

/**
 * Reads a curve of either type.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or can't be
 */
export function readCurve(bytes: IccBytes, at: number): CurveRead {
  switch (bytes.tag(at)) {
    case "curv":
      return readTable(bytes, at);
    case "para":
      return readParametric(bytes, at);
    default:
      throw profileFault("one of its curves is of no known kind");
  }
}

/** Entries of one or two bytes as numbers of 0–1. */
export function readEntries(
  bytes: IccBytes,
  at: number,
  count: number,
  width: 1 | 2,
): Float64Array {
  const entries = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    entries[i] = width === 1 ? bytes.u8(at + i) / 255 : bytes.u16(at + 2 * i) / 65_535;
  }
  return entries;
}

function readTable(bytes: IccBytes, at: number): CurveRead {
  const count = bytes.u32(at + 8);
  if (count === 0) return { curve: unchanged, identity: true, byteLength: 12 };
  if (count === 1) {
    const gamma = bytes.u16(at + 12) / 256;
    return { curve: gammaCurve(gamma), identity: gamma === 1, byteLength: 14 };
  }
  if (count > MAX_ENTRIES) throw profileFault("one of its curves is too long");
  const table = readEntries(bytes, at + 12, count, 2);
  return { curve: tableCurve(table), identity: false, byteLength: 12 + 2 * count };
}

function readParametric(bytes: IccBytes, at: number): CurveRead {
  const names = PARAMETERS[bytes.u16(at + 8)];
  if (!names) throw profileFault("one of its curves is of no known kind");
  const read: Record<string, number> = {};
  [...names].forEach((name, i) => read[name] = bytes.fixed(at + 12 + 4 * i));
  const { g = 1, a = 1, b = 0, c = 0, e = 0, f = 0 } = read;
  if (a === 0 && names !== "g") throw profileFault("one of its curves can't be");
  // The kinds without a straight part have a flat one, up to where the power begins.
  const flat = names === "gab" || names === "gabe";
  const d = flat ? -b / a : read.d ?? 0;
  const curve = names === "g"
    ? gammaCurve(g)
    : parametricCurve({ g, a, b, c, d, e, f: names === "gabe" ? e : f });
  if (!(g >= 0 && a >= 0 && c >= 0 && d >= 0 && a * d + b >= -1e-6)) {
    throw profileFault("one of its curves can't be");
  }
  return { curve, identity: names === "g" && g === 1, byteLength: 12 + 4 * names.length };
}
