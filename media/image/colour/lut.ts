/**
 * The tables of colours in profiles: lut8Type, lut16Type and lutAToBType.
 *
 * Source: ISO 15076-1 (ICC.1:2022), sections 10.10 to 10.12, and 6.3.4 for how XYZ and L*a*b* are stored.
 *
 * @module
 */

import { type Curve, readCurve, readEntries, tableCurve, unchanged } from "./curve.ts";
import { type IccBytes, profileFault } from "./icc_bytes.ts";
import { D50_X, D50_Z } from "./matrix.ts";
import { channelsOf, type ColourSpace, type TableProfile, type Triple } from "./profile.ts";

/** In what a profile's tables give their colours. */
export type ConnectionSpace = "XYZ" | "Lab";

/** Changes three values where they are. */
type Step = (values: Triple) => void;

/** The stored value of 1 in XYZ. */
const XYZ_SCALE = 65_535 / 32_768;
/** Stored L*a*b* of lut16Type: 65280 is 100. */
const OLD_LAB_SCALE = 65_535 / 65_280;
/** More than any profile has, and few enough to be read in no time. */
const MAX_POINTS = 2_000_000;

/**
 * Reads a table of colours.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or can't be
 */
export function readLut(
  bytes: IccBytes,
  space: ColourSpace,
  connection: ConnectionSpace,
): TableProfile {
  const type = bytes.tag(0);
  const inputs = channelsOf(space);
  if (type !== "mft1" && type !== "mft2" && type !== "mAB ") {
    throw profileFault("its table is of no known kind");
  }
  if (bytes.u8(8) !== inputs || bytes.u8(9) !== 3) {
    throw profileFault("its table is not for the colours that it names");
  }
  if (type === "mAB ") return readStages(bytes, space, connection);
  return readOldTable(bytes, space, connection, type === "mft1" ? 1 : 2);
}

/** lut8Type and lut16Type: curves, table, curves. */
function readOldTable(
  bytes: IccBytes,
  space: ColourSpace,
  connection: ConnectionSpace,
  width: 1 | 2,
): TableProfile {
  const inputs = channelsOf(space);
  const entries = width === 1 ? [256, 256] : [bytes.u16(48), bytes.u16(50)];
  const [before = 0, after = 0] = entries;
  if (before < 2 || before > 4096 || after < 2 || after > 4096) {
    throw profileFault("its curves have a wrong length");
  }
  let at = width === 1 ? 48 : 52;
  const curvesOf = (count: number, length: number) =>
    Array.from({ length: count }, () => {
      const curve = tableCurve(readEntries(bytes, at, length, width));
      at += length * width;
      return curve;
    });
  const curves = curvesOf(inputs, before);
  const points = Array<number>(inputs).fill(bytes.u8(10));
  const table = readTable(bytes, at, points, width);
  at += table.byteLength;
  const steps = [curveStep(curvesOf(3, after))];
  if (connection === "Lab" && width === 2) steps.push(scaleStep(OLD_LAB_SCALE));
  return tableProfile(space, curves, points, table.at, steps, connection);
}

/** lutAToBType: A curves and table, M curves and matrix, B curves; the first two pairs may be left out. */
function readStages(
  bytes: IccBytes,
  space: ColourSpace,
  connection: ConnectionSpace,
): TableProfile {
  const inputs = channelsOf(space);
  const [b = 0, matrix = 0, m = 0, clut = 0, a = 0] = [12, 16, 20, 24, 28].map((at) =>
    bytes.u32(at)
  );
  if (b === 0 || (m === 0) !== (matrix === 0) || (a === 0) !== (clut === 0)) {
    throw profileFault("its table is not complete");
  }
  const steps: Step[] = [];
  if (m !== 0) steps.push(curveStep(readCurves(bytes, m, 3)), matrixStep(bytes, matrix));
  steps.push(curveStep(readCurves(bytes, b, 3)));
  if (clut === 0) {
    if (inputs !== 3) throw profileFault("its table is not complete");
    const none = (values: Float64Array): Triple => [values[0]!, values[1]!, values[2]!];
    return tableProfile(space, Array(3).fill(unchanged), [0, 0, 0], none, steps, connection);
  }
  const points = Array.from({ length: inputs }, (_, i) => bytes.u8(clut + i));
  const width = bytes.u8(clut + 16);
  if (width !== 1 && width !== 2) throw profileFault("its table is of no known kind");
  const table = readTable(bytes, clut + 20, points, width);
  return tableProfile(space, readCurves(bytes, a, inputs), points, table.at, steps, connection);
}

function tableProfile(
  space: ColourSpace,
  curves: readonly Curve[],
  points: readonly number[],
  table: (values: Float64Array) => Triple,
  steps: readonly Step[],
  connection: ConnectionSpace,
): TableProfile {
  const last = connection === "Lab" ? labStep : scaleStep(XYZ_SCALE);
  const toXyz = (values: Float64Array) => {
    const colour = table(values);
    for (const step of steps) step(colour);
    last(colour);
    return colour;
  };
  return { kind: "table", space, curves, points, toXyz };
}

/** Curves one after the other, each filled up to a multiple of four bytes. */
function readCurves(bytes: IccBytes, at: number, count: number): Curve[] {
  return Array.from({ length: count }, () => {
    const { curve, byteLength } = readCurve(bytes, at);
    at += Math.ceil(byteLength / 4) * 4;
    return curve;
  });
}

/** A table's points, and its values between them: straight lines along each channel. */
function readTable(bytes: IccBytes, at: number, points: readonly number[], width: 1 | 2): {
  readonly byteLength: number;
  readonly at: (values: Float64Array) => Triple;
} {
  const count = points.reduce((product, each) => product * each, 1);
  if (points.some((each) => each < 2) || count > MAX_POINTS) {
    throw profileFault("its table has a wrong number of points");
  }
  const byteLength = 3 * count * width;
  const entries = readLevels(bytes.part(at, byteLength), 3 * count, width);
  const steps = points.map((_, i) => 3 * points.slice(i + 1).reduce((p, each) => p * each, 1));
  const corners = 1 << points.length;
  return {
    byteLength,
    at: (values) => {
      const sum: Triple = [0, 0, 0];
      for (let corner = 0; corner < corners; corner++) {
        let weight = 1;
        let place = 0;
        for (let i = 0; i < points.length && weight > 0; i++) {
          const position = values[i]! * (points[i]! - 1);
          const low = Math.min(Math.floor(position), points[i]! - 2);
          const upper = corner >> i & 1;
          weight *= upper ? position - low : 1 - (position - low);
          place += (low + upper) * steps[i]!;
        }
        if (weight <= 0) continue;
        for (let c = 0; c < 3; c++) sum[c]! += weight * entries[place + c]! / 65_535;
      }
      return sum;
    },
  };
}

/** Entries of one or two bytes as numbers of 0–65535: they are many, and stay as long as the profile does. */
function readLevels(bytes: IccBytes, count: number, width: 1 | 2): Uint16Array {
  const levels = new Uint16Array(count);
  for (let i = 0; i < count; i++) levels[i] = width === 1 ? 257 * bytes.u8(i) : bytes.u16(2 * i);
  return levels;
}

function curveStep(curves: readonly Curve[]): Step {
  return (values) => {
    for (let c = 0; c < 3; c++) values[c] = curves[c]!(values[c]!);
  };
}

function scaleStep(scale: number): Step {
  return (values) => {
    for (let c = 0; c < 3; c++) values[c]! *= scale;
  };
}

/** Three rows of three numbers, then what is added to each. */
function matrixStep(bytes: IccBytes, at: number): Step {
  const m = Array.from({ length: 12 }, (_, i) => bytes.fixed(at + 4 * i));
  return (values) => {
    const [x, y, z] = values;
    for (let c = 0; c < 3; c++) {
      values[c] = m[3 * c]! * x + m[3 * c + 1]! * y + m[3 * c + 2]! * z + m[9 + c]!;
    }
  };
}

/** From L*a*b* as it is stored to XYZ. */
const labStep: Step = (values) => {
  const y = (100 * values[0] + 16) / 116;
  const x = y + (255 * values[1] - 128) / 500;
  const z = y - (255 * values[2] - 128) / 200;
  values[0] = D50_X * fromLab(x);
  values[1] = fromLab(y);
  values[2] = D50_Z * fromLab(z);
};

function fromLab(value: number): number {
  return value > 6 / 29 ? value ** 3 : (value - 4 / 29) * 108 / 841;
}
