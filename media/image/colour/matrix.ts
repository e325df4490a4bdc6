/**
 * Matrices of three rows and three columns, and the one that leads from a screen's colours to XYZ.
 *
 * Source: ISO 15076-1 (ICC.1:2022), annex E (Bradford); IEC 61966-2-1, annex A, for sRGB.
 *
 * @module
 */

/** Row by row. */
export type Matrix3 = readonly [
  ...[number, number, number],
  ...[number, number, number],
  ...[number, number, number],
];

/** CIE 1931 chromaticities. */
export interface Chromaticity {
  readonly x: number;
  readonly y: number;
}

/** Of a screen: its three colours, and what it shows when all three are full. */
export interface Primaries {
  readonly red: Chromaticity;
  readonly green: Chromaticity;
  readonly blue: Chromaticity;
  readonly white: Chromaticity;
}

/** D50, to which all XYZ of profiles are relative: X and Z for Y = 1. */
export const D50_X = 0.96422;
/** See {@linkcode D50_X}. */
export const D50_Z = 0.82521;

/** The white of sRGB and of most screens. */
export const D65: Chromaticity = { x: 0.3127, y: 0.329 };

const BRADFORD: Matrix3 = [
  ...[0.8951, 0.2664, -0.1614] as const,
  ...[-0.7502, 1.7135, 0.0367] as const,
  ...[0.0389, -0.0685, 1.0296] as const,
];

/** The product: first `b`, then `a`. */
export function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const at = (row: number, column: number) =>
    a[3 * row]! * b[column]! + a[3 * row + 1]! * b[3 + column]! + a[3 * row + 2]! * b[6 + column]!;
  return [
    ...[at(0, 0), at(0, 1), at(0, 2)] as const,
    ...[at(1, 0), at(1, 1), at(1, 2)] as const,
    ...[at(2, 0), at(2, 1), at(2, 2)] as const,
  ];
}

/** The inverse; `undefined` where there is none. */
export function invert(m: Matrix3): Matrix3 | undefined {
  const [a, b, c, d, e, f, g, h, i] = m;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!(Math.abs(determinant) > 1e-12) || !Number.isFinite(determinant)) return undefined;
  const inverse: Matrix3 = [
    ...[e * i - f * h, c * h - b * i, b * f - c * e] as const,
    ...[f * g - d * i, a * i - c * g, c * d - a * f] as const,
    ...[d * h - e * g, b * g - a * h, a * e - b * d] as const,
  ];
  return scaled(inverse, 1 / determinant);
}

/**
 * From linear red, green and blue of a screen to XYZ relative to D50, by Bradford's adaptation.
 *
 * @returns `undefined` where the chromaticities are nonsense
 */
export function primariesToXyz({ red, green, blue, white }: Primaries): Matrix3 | undefined {
  const all = [red, green, blue, white];
  if (!all.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)) return undefined;
  const columns: Matrix3 = [
    ...[red.x, green.x, blue.x] as const,
    ...[red.y, green.y, blue.y] as const,
    ...[1 - red.x - red.y, 1 - green.x - green.y, 1 - blue.x - blue.y] as const,
  ];
  const inverse = invert(columns);
  if (!inverse || white.y === 0) return undefined;
  const whiteXyz = [white.x / white.y, 1, (1 - white.x - white.y) / white.y] as const;
  const [r, g, b] = apply(inverse, whiteXyz);
  const toXyz = multiply(columns, diagonal(r, g, b));
  const from = apply(BRADFORD, whiteXyz);
  const to = apply(BRADFORD, [D50_X, 1, D50_Z]);
  const back = invert(BRADFORD);
  if (!back || from.some((cone) => cone === 0)) return undefined;
  const cones = diagonal(to[0] / from[0], to[1] / from[1], to[2] / from[2]);
  const matrix = multiply(multiply(back, multiply(cones, BRADFORD)), toXyz);
  return matrix.every(Number.isFinite) ? matrix : undefined;
}

/** A matrix that scales each channel. */
export function diagonal(a: number, b: number, c: number): Matrix3 {
  return [a, 0, 0, 0, b, 0, 0, 0, c];
}

/** A matrix times three values. */
export function apply(
  m: Matrix3,
  [x, y, z]: readonly [number, number, number],
): [number, number, number] {
  return [
    m[0] * x + m[1] * y + m[2] * z,
    m[3] * x + m[4] * y + m[5] * z,
    m[6] * x + m[7] * y + m[8] * z,
  ];
}

function scaled(m: Matrix3, by: number): Matrix3 {
  const [a, b, c, d, e, f, g, h, i] = m;
  return [a * by, b * by, c * by, d * by, e * by, f * by, g * by, h * by, i * by];
}
