/**
 * An ICC profile's header and its list of tags.
 *
 * What is refused is what Chromium refuses, so that a picture has the same colours here and on a page.
 *
 * Source: ISO 15076-1 (ICC.1:2022), sections 7.2, 7.3, 8 and 9.
 *
 * @module
 */

import { readCurve, SRGB_CURVE } from "./curve.ts";
import { cicpProfile } from "./cicp.ts";
import { IccBytes, profileFault } from "./icc_bytes.ts";
import { type ConnectionSpace, readLut } from "./lut.ts";
import { D50_X, D50_Z, diagonal, type Matrix3 } from "./matrix.ts";
import type { ColourSpace, Profile } from "./profile.ts";

/** The largest profile that is read: printers' have up to 3 MB. */
export const MAX_PROFILE_BYTES = 4 * 1024 * 1024;

const HEADER_BYTES = 132;
const TAG_BYTES = 12;
/** Profiles have about twenty. */
const MAX_TAGS = 1000;

const SPACES: Readonly<Record<string, ColourSpace>> = {
  "GRAY": "grey",
  "RGB ": "rgb",
  "CMYK": "cmyk",
};

/**
 * Reads a profile: of grey, RGB or CMYK, version 2 or 4, with curves and matrix or with a table.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut, damaged or of another kind
 */
export function readIccProfile(profile: Uint8Array): Profile {
  if (profile.byteLength > MAX_PROFILE_BYTES) throw profileFault("it has more than 4 MB");
  const whole = new IccBytes(profile);
  if (whole.byteLength < HEADER_BYTES || whole.u32(0) > whole.byteLength) {
    throw profileFault("it is cut");
  }
  const bytes = whole.part(0, whole.u32(0));
  if (bytes.byteLength < HEADER_BYTES || bytes.tag(36) !== "acsp") {
    throw profileFault("it is no ICC profile");
  }
  if (bytes.u8(8) > 4) throw profileFault(`it is of version ${bytes.u8(8)}`);
  const white = [D50_X, 1, D50_Z].every((value, i) =>
    Math.abs(bytes.fixed(68 + 4 * i) - value) <= 0.01
  );
  if (!white) throw profileFault("it is not relative to D50");
  const space = SPACES[bytes.tag(16)];
  if (!space) throw profileFault("it is not for grey, RGB or CMYK");
  return readTags(bytes, space, connectionOf(bytes.tag(20)));
}

function connectionOf(name: string): ConnectionSpace {
  if (name === "XYZ ") return "XYZ";
  if (name === "Lab ") return "Lab";
  throw profileFault("it is no profile of a device");
}

function readTags(bytes: IccBytes, space: ColourSpace, connection: ConnectionSpace): Profile {
  const tags = listTags(bytes);
  const cicp = tags.get("cicp");
  if (cicp && space === "rgb") {
    const named = cicpProfile(cicp.u8(8), cicp.u8(9), SRGB_CURVE);
    if (named) return named;
  }
  const table = tags.get("A2B0") ?? tags.get("A2B1");
  if (table) return readLut(table, space, connection);
  if (space === "cmyk") throw profileFault("it has no table");
  if (connection !== "XYZ") throw profileFault("it has no table");
  if (space === "grey") {
    const { curve } = readCurve(needed(tags, "kTRC"), 0);
    return {
      kind: "matrix",
      space,
      curves: [curve, curve, curve],
      toXyz: diagonal(D50_X, 1, D50_Z),
    };
  }
  const [red, green, blue] = ["rXYZ", "gXYZ", "bXYZ"].map((name) => readXyz(needed(tags, name)));
  const toXyz: Matrix3 = [
    ...[red!.x, green!.x, blue!.x] as const,
    ...[red!.y, green!.y, blue!.y] as const,
    ...[red!.z, green!.z, blue!.z] as const,
  ];
  const [r, g, b] = ["rTRC", "gTRC", "bTRC"].map((name) => readCurve(needed(tags, name), 0).curve);
  return { kind: "matrix", space, curves: [r!, g!, b!], toXyz };
}

/** The first of each name counts. */
function listTags(bytes: IccBytes): Map<string, IccBytes> {
  const count = bytes.u32(128);
  if (count > MAX_TAGS) throw profileFault(`it has ${count} parts`);
  const tags = new Map<string, IccBytes>();
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + TAG_BYTES * i;
    const name = bytes.tag(at);
    const part = bytes.part(bytes.u32(at + 4), bytes.u32(at + 8));
    if (part.byteLength < 4) throw profileFault("one of its parts is cut");
    if (!tags.has(name)) tags.set(name, part);
  }
  return tags;
}

function needed(tags: ReadonlyMap<string, IccBytes>, name: string): IccBytes {
  const tag = tags.get(name);
  if (!tag) throw profileFault(`its part ${name} is missing`);
  return tag;
}

function readXyz(bytes: IccBytes): { readonly x: number; readonly y: number; readonly z: number } {
  if (bytes.tag(0) !== "XYZ ") throw profileFault("one of its colours is of no known kind");
  return { x: bytes.fixed(8), y: bytes.fixed(12), z: bytes.fixed(16) };
}
