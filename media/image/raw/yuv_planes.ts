/**
 * Planes of brightness and colour, as decoders of video give them, to interleaved RGB.
 *
 * Source: ITU-T H.273, section 8.3 (matrices and ranges); the YUV4MPEG2 format of mjpegtools. Colour
 * at half the size lies between its pixels and is stretched as libyuv does for browsers: the nearer
 * one counts three quarters.
 *
 * @module
 */

import { type Rows, rows } from "../raster/orient.ts";

/** One picture. */
export interface YuvPlanes {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of a sample: 8 to 16. */
  readonly bits: number;
  /** Whether colour has half the columns; half the rows. */
  readonly halfColumns: boolean;
  readonly halfRows: boolean;
  readonly luma: Samples;
  /** Blue and red; none of a grey picture. */
  readonly blue: Samples | undefined;
  readonly red: Samples | undefined;
  /** What the coded picture declares itself, if it does. */
  readonly fullRange: boolean | undefined;
}

/** Samples of one plane, row by row. */
export type Samples = Uint8Array | Uint16Array;

/** How brightness and colour become RGB. */
export interface YuvColour {
  /** Shares of red and blue in the brightness. */
  readonly red: number;
  readonly blue: number;
  readonly fullRange: boolean;
}

/** By their number in H.273, those that are linear in RGB. */
export const MATRICES: Readonly<Record<number, Omit<YuvColour, "fullRange">>> = {
  1: { red: 0.2126, blue: 0.0722 },
  4: { red: 0.3, blue: 0.11 },
  5: { red: 0.299, blue: 0.114 },
  6: { red: 0.299, blue: 0.114 },
  7: { red: 0.212, blue: 0.087 },
  9: { red: 0.2627, blue: 0.0593 },
};

/** What a YUV4MPEG2 stream declares of its pictures. */
export interface Y4mHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bits: number;
  readonly hasColour: boolean;
  readonly halfColumns: boolean;
  readonly halfRows: boolean;
  readonly fullRange: boolean | undefined;
  /** Where the first picture begins. */
  readonly end: number;
}

/** Reads a stream's first line; none when it is no stream of a kind that is known. */
export function readY4mHeader(bytes: Uint8Array): Y4mHeader | undefined {
  const lineEnd = bytes.indexOf(0x0a);
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, Math.max(0, lineEnd))).split(" ");
  const field = (letter: string) => head.find((word) => word.startsWith(letter))?.slice(1);
  const kind = /^(mono|420|422|444)(?:jpeg|paldv|mpeg2)?(?:p?(\d+))?$/.exec(
    field("C") ?? "420jpeg",
  );
  if (head[0] !== "YUV4MPEG2" || !kind) return undefined;
  const [, sampling = "420", depth = "8"] = kind;
  const bits = Number(depth);
  const [widthPx, heightPx] = [Number(field("W")), Number(field("H"))];
  if (!(widthPx > 0 && heightPx > 0 && bits >= 8 && bits <= 16)) return undefined;
  const range = head.find((word) => word.startsWith("XCOLORRANGE="))?.slice(12);
  return {
    widthPx,
    heightPx,
    bits,
    hasColour: sampling !== "mono",
    halfColumns: sampling === "420" || sampling === "422",
    halfRows: sampling === "420",
    fullRange: range === undefined ? undefined : range === "FULL",
    end: lineEnd + 1,
  };
}

/** The pictures of a YUV4MPEG2 stream; `undefined` when it doesn't have exactly this many. */
export function parseY4m(bytes: Uint8Array, pictures: number): YuvPlanes[] | undefined {
  const header = readY4mHeader(bytes);
  if (!header) return undefined;
  const { widthPx, heightPx, bits, hasColour, halfColumns, halfRows, fullRange } = header;
  const width = halfColumns ? Math.ceil(widthPx / 2) : widthPx;
  const height = halfRows ? Math.ceil(heightPx / 2) : heightPx;
  let at = header.end;
  const take = (count: number): Samples => {
    const length = count * (bits > 8 ? 2 : 1);
    const part = bytes.subarray(at, at + length);
    at += length;
    return bits === 8 ? part : new Uint16Array(part.slice().buffer, 0, part.byteLength >> 1);
  };
  const decoded: YuvPlanes[] = [];
  while (decoded.length < pictures) {
    const lineEnd = bytes.indexOf(0x0a, at);
    if (lineEnd < 0) return undefined;
    at = lineEnd + 1;
    const luma = take(widthPx * heightPx);
    const blue = hasColour ? take(width * height) : undefined;
    const red = hasColour ? take(width * height) : undefined;
    if (at > bytes.byteLength) return undefined;
    const planes = { luma, blue, red };
    decoded.push({ widthPx, heightPx, bits, halfColumns, halfRows, ...planes, fullRange });
  }
  return at === bytes.byteLength ? decoded : undefined;
}

/**
 * Planes that lie one below the other in grey pictures: brightness, blue, red, the narrower ones filled up at
 * their right.
 *
 * @param like what the pictures are
 * @param stacked such grey pictures
 */
export function unstackPlanes(like: Y4mHeader, stacked: readonly YuvPlanes[]): YuvPlanes[] {
  const { widthPx, heightPx, bits, halfColumns, halfRows, fullRange } = like;
  const width = halfColumns ? Math.ceil(widthPx / 2) : widthPx;
  const height = halfRows ? Math.ceil(heightPx / 2) : heightPx;
  return stacked.map(({ luma: all }) => {
    const colour = (top: number): Samples => {
      const plane = new Uint16Array(width * height);
      for (let y = 0; y < height; y++) {
        const from = (top + y) * widthPx;
        plane.set(all.subarray(from, from + width), y * width);
      }
      return plane;
    };
    return {
      ...{ widthPx, heightPx, bits, halfColumns, halfRows, fullRange },
      luma: all.subarray(0, widthPx * heightPx),
      blue: colour(heightPx),
      red: colour(heightPx + height),
    };
  });
}

/** Brightness alone, 0–255. */
export function greyOfPlanes(planes: YuvPlanes, fullRange: boolean): Rows {
  const { widthPx, heightPx, luma } = planes;
  const out = new Uint8ClampedArray(widthPx * heightPx);
  const { scale, black } = lumaRange(planes.bits, fullRange);
  for (let i = 0; i < out.length; i++) out[i] = (luma[i]! - black) * scale;
  return rows(widthPx, heightPx, 1, new Uint8Array(out.buffer));
}

/** RGB of 8 bits. */
export function rgbOfPlanes(planes: YuvPlanes, colour: YuvColour): Rows {
  const { widthPx, heightPx, luma, blue, red, bits } = planes;
  const out = new Uint8ClampedArray(3 * widthPx * heightPx);
  const { scale, black } = lumaRange(bits, colour.fullRange);
  const max = 2 ** bits - 1;
  const zero = 2 ** (bits - 1);
  const colourScale = 255 / (colour.fullRange ? max : 224 * 2 ** (bits - 8));
  const green = 1 - colour.red - colour.blue;
  const redOfV = 2 * (1 - colour.red) * colourScale;
  const blueOfU = 2 * (1 - colour.blue) * colourScale;
  const greenOfU = -blueOfU * colour.blue / green;
  const greenOfV = -redOfV * colour.red / green;
  const u = new Float32Array(widthPx).fill(zero);
  const v = new Float32Array(widthPx).fill(zero);
  for (let y = 0, at = 0, to = 0; y < heightPx; y++) {
    if (blue && red) {
      stretchRow(planes, blue, y, u);
      stretchRow(planes, red, y, v);
    }
    for (let x = 0; x < widthPx; x++, to += 3) {
      const light = (luma[at++]! - black) * scale;
      const du = u[x]! - zero;
      const dv = v[x]! - zero;
      out[to] = light + redOfV * dv;
      out[to + 1] = light + greenOfU * du + greenOfV * dv;
      out[to + 2] = light + blueOfU * du;
    }
  }
  return rows(widthPx, heightPx, 3, new Uint8Array(out.buffer));
}

function lumaRange(bits: number, fullRange: boolean): { scale: number; black: number } {
  const step = 2 ** (bits - 8);
  return fullRange
    ? { scale: 255 / (2 ** bits - 1), black: 0 }
    : { scale: 255 / (219 * step), black: 16 * step };
}

/** One row of colour at full width: between samples, the nearer one counts three quarters. */
function stretchRow(planes: YuvPlanes, samples: Samples, y: number, out: Float32Array): void {
  const { widthPx, heightPx, halfColumns, halfRows } = planes;
  const width = halfColumns ? (widthPx + 1) >> 1 : widthPx;
  const last = (halfRows ? (heightPx + 1) >> 1 : heightPx) - 1;
  const near = halfRows ? y >> 1 : y;
  const far = halfRows ? Math.min(last, Math.max(0, near + (y % 2 === 0 ? -1 : 1))) : near;
  const nearAt = near * width;
  const farAt = far * width;
  const column = (x: number) => 0.75 * samples[nearAt + x]! + 0.25 * samples[farAt + x]!;
  if (!halfColumns) {
    for (let x = 0; x < widthPx; x++) out[x] = column(x);
    return;
  }
  let before = column(0);
  let here = before;
  for (let x = 0; x < width; x++) {
    const after = x + 1 < width ? column(x + 1) : here;
    out[2 * x] = Math.round(0.75 * here + 0.25 * before);
    if (2 * x + 1 < widthPx) out[2 * x + 1] = Math.round(0.75 * here + 0.25 * after);
    before = here;
    here = after;
  }
  // The last one is not interpolated.
  out[widthPx - 1] = Math.round(before);
}
