/**
 * The two .mat files of a worker's result (protos/generic_box.proto).
 *
 * @module
 */
import { FrameboxError, toFrameboxError } from "../base/errors/mod.ts";
import type { DataVariable } from "../hub/mod.ts";
import {
  type ChannelOrder,
  type Raster,
  rasterFromMatlab,
  sniffFormat,
} from "../media/image/mod.ts";
import {
  type MatFile,
  type MatLimits,
  type MatNumeric,
  type MatValue,
  type MatVariable,
  readMat,
  textOf,
  writeElement,
} from "../mat/mod.ts";

/** What `img` holds. All of it can be sent to another thread. */
export interface ShownPicture {
  readonly hash: string;
  /** Pixels, or a whole JPEG or PNG file. */
  readonly picture: Raster | Uint8Array;
}

/** A session_hash of this or of another server (protos/generic_box.proto). */
const WELL_FORMED = /^[A-Za-z0-9_-]{1,128}$/;

/** Five digits or more. */
const NUMBERED = /^data_(\d{5,15})$/;

/**
 * Reads `img`: the picture to show and the run that it belongs to. Pixels and files are views on
 * `bytes` where they can be.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it can't be read or lacks something
 */
export function readShownPicture(bytes: Uint8Array, limits: MatLimits): ShownPicture {
  const file = readFile("img", bytes, limits);
  const hash = readHash(file);
  const im = file.get("im")?.value;
  if (im === undefined) {
    throw invalid("img has no variable im; it should hold the picture to show, H×W×3 in BGR.");
  }
  if (im.kind !== "numeric" || im.imag) {
    throw invalid(`im is ${classOf(im)}; a picture is a real numeric or logical array.`);
  }
  return { hash, picture: pictureFile(im) ?? rasterFromMatlab({ ...im, ...orderOf(file) }) };
}

/**
 * Reads `file`: the variables that go to `data.mat`.
 *
 * @returns none for a file of no bytes
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it can't be read
 */
export function readDataVariables(bytes: Uint8Array, limits: MatLimits): DataVariable[] {
  if (bytes.length === 0) return [];
  return readFile("file", bytes, limits).variables.map(dataVariable);
}

/** The frame that a result's variables name: the highest number of `data_NNNNN`. */
export function frameNumberOf(variables: readonly { readonly name: string }[]): number | undefined {
  let highest: number | undefined;
  for (const { name } of variables) {
    const digits = NUMBERED.exec(name)?.[1];
    if (digits !== undefined) highest = Math.max(highest ?? 0, Number(digits));
  }
  return highest;
}

function readFile(field: string, bytes: Uint8Array, limits: MatLimits): MatFile {
  if (bytes.length === 0) {
    throw invalid(`${field} is empty; it should be a .mat file with im and session_hash.`);
  }
  try {
    return readMat(bytes, limits);
  } catch (caught) {
    const error = toFrameboxError(caught);
    // Clients expect one code for what can't be read, too large included.
    if (error.code !== "INVALID_ARGUMENT" && error.code !== "RESOURCE_EXHAUSTED") throw error;
    throw new FrameboxError("INVALID_ARGUMENT", `${field}: ${error.message}`, error.cause);
  }
}

function readHash(file: MatFile): string {
  const variable = file.get("session_hash");
  if (!variable) {
    throw invalid("img has no variable session_hash; give back the one that submit gave.");
  }
  const hash = textOf(variable.value)?.trim();
  if (hash === undefined || !WELL_FORMED.test(hash)) {
    throw invalid(
      "session_hash is not well-formed; it is a char row of 1 to 128 letters, digits, '_' and '-', " +
        "as submit gave it.",
    );
  }
  return hash;
}

function orderOf(file: MatFile): { order?: ChannelOrder } {
  const variable = file.get("channel_order");
  if (!variable) return {};
  const order = textOf(variable.value)?.trim().toUpperCase();
  if (order !== "RGB" && order !== "BGR") throw invalid("channel_order is 'RGB' or 'BGR'.");
  return { order };
}

/** A 1-D uint8 that is a picture file of any kind. */
function pictureFile({ class: numericClass, logical, dims, data }: MatNumeric) {
  if (numericClass !== "uint8" || logical || !(data instanceof Uint8Array)) return undefined;
  if (!dims.includes(data.length)) return undefined;
  const format = sniffFormat(data);
  // A BMP's two bytes of signature could be pixels; its header has its length, too.
  return format && (format !== "bmp" || bmpLength(data) === data.length) ? data : undefined;
}

function bmpLength({ buffer, byteOffset, byteLength }: Uint8Array): number | undefined {
  return byteLength < 6 ? undefined : new DataView(buffer, byteOffset).getUint32(2, true);
}

function dataVariable({ name, value, raw }: MatVariable): DataVariable {
  return {
    name,
    class: classOf(value),
    dims: "dims" in value ? value.dims : [],
    element: raw ?? writeElement(name, value),
  };
}

function classOf(value: MatValue): string {
  if (value.kind === "numeric") return value.logical ? "logical" : value.class;
  return value.kind;
}

function invalid(sentence: string): FrameboxError {
  return new FrameboxError("INVALID_ARGUMENT", sentence);
}
