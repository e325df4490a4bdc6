/**
 * Kinds of files by their first bytes: those that are read, and the names of others that users send.
 *
 * Source: each format's own signature, as its specification or `file(1)`'s magic has it.
 *
 * @module
 */

import { heifFormat } from "./heif/heif_header.ts";
import { textAt } from "./heif/isobmff.ts";
import { PNG_SIGNATURE } from "./png/png_header.ts";
import { isTiff } from "./tiff/tiff_header.ts";

/** Kinds of picture files that are read. */
export type PictureFormat = NativeFormat | ForeignFormat;

/** Kinds that framebox decodes itself, anywhere. */
export type NativeFormat = "jpeg" | "png" | "webp" | "bmp" | "gif";

/** Kinds that it decodes where there is an ffmpeg that can. */
export type ForeignFormat = "avif" | "heic" | "tiff";

/** Their usual spelling. */
export const FORMAT_TITLES: Readonly<Record<PictureFormat, string>> = {
  jpeg: "JPEG",
  png: "PNG",
  webp: "WebP",
  bmp: "BMP",
  gif: "GIF",
  avif: "AVIF",
  heic: "HEIC",
  tiff: "TIFF",
};

/** For sentences: what may be sent. */
export const READ_KINDS = "JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF or HEIC";

/** Whether ffmpeg is needed for it. */
export function isForeign(format: PictureFormat): format is ForeignFormat {
  return format === "avif" || format === "heic" || format === "tiff";
}

/** The kind of a picture by its bytes; its name and its declared type don't matter. */
export function sniffFormat(bytes: Uint8Array): PictureFormat | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (PNG_SIGNATURE.every((byte, i) => bytes[i] === byte)) return "png";
  if (textAt(bytes, 0) === "RIFF" && textAt(bytes, 8) === "WEBP") return "webp";
  if (hasText(bytes, 0, "GIF87a") || hasText(bytes, 0, "GIF89a")) return "gif";
  if (isTiff(bytes)) return "tiff";
  if (hasText(bytes, 0, "BM")) return "bmp";
  return heifFormat(bytes);
}

/** Signatures: where, which bytes, and what it is. The first that fits counts. */
const SIGNATURES: readonly (readonly [number, string, string])[] = [
  [0, "%PDF", "a PDF document"],
  [0, "%!PS", "a PostScript document"],
  [0, "\x00\x00\x00\x0cJXL \r\n\x87\n", "a JPEG XL picture"],
  [0, "\xff\x0a", "a JPEG XL picture"],
  [0, "\x00\x00\x00\x0cjP  \r\n\x87\n", "a JPEG 2000 picture"],
  [0, "\xff\x4f\xff\x51", "a JPEG 2000 picture"],
  [0, "8BPS", "a Photoshop picture"],
  [0, "gimp xcf", "a GIMP picture"],
  [0, "qoif", "a QOI picture"],
  [0, "\x00\x00\x01\x00", "an ICO picture"],
  [0, "\x00\x00\x02\x00", "a CUR picture"],
  [0, "DDS ", "a DDS picture"],
  [0, "v/1\x01", "an OpenEXR picture"],
  [0, "#?RADIANCE", "a Radiance HDR picture"],
  [0, "SIMPLE  =", "a FITS picture"],
  [0, "\x8aMNG\r\n\x1a\n", "an MNG animation"],
  [0, "\x8bJNG\r\n\x1a\n", "a JNG picture"],
  [0, "\x0a\x05\x01", "a PCX picture"],
  [0, "\x01\xda", "an SGI picture"],
  [0, "AT&TFORM", "a DjVu document"],
  [0, "\xd7\xcd\xc6\x9a", "a WMF picture"],
  [40, " EMF", "an EMF picture"],
  [128, "DICM", "a DICOM picture"],
  [0, "FUJIFILMCCD-RAW", "a camera's raw picture"],
  [0, "IIRO", "a camera's raw picture"],
  [0, "IIU\x00", "a camera's raw picture"],
  [0, "II\xbc\x01", "a JPEG XR picture"],
  [8, "AVI ", "an AVI video"],
  [8, "WAVE", "a sound file"],
  [0, "OggS", "an Ogg video or sound file"],
  [0, "\x1a\x45\xdf\xa3", "a Matroska or WebM video"],
  [0, "FLV\x01", "an FLV video"],
  [0, "\x00\x00\x01\xba", "an MPEG video"],
  [0, "\x00\x00\x01\xb3", "an MPEG video"],
  [0, "ID3", "a sound file"],
  [0, "fLaC", "a sound file"],
  [4, "ftypcrx ", "a camera's raw picture"],
  [4, "ftyp", "an MP4 or QuickTime video"],
  [4, "moov", "an MP4 or QuickTime video"],
  [4, "mdat", "an MP4 or QuickTime video"],
  [0, "PK\x03\x04", "a ZIP file"],
  [0, "\x1f\x8b", "a gzip file"],
  [257, "ustar", "a tar file"],
  [0, "BZh", "a bzip2 file"],
  [0, "\xfd7zXZ\x00", "an xz file"],
  [0, "\x28\xb5\x2f\xfd", "a Zstandard file"],
  [0, "7z\xbc\xaf\x27\x1c", "a 7-Zip file"],
  [0, "Rar!", "a RAR file"],
  [0, "MATLAB 5.0 MAT-file", "a MATLAB file"],
  [0, "\x93NUMPY", "a NumPy file"],
  [0, "\x89HDF", "an HDF5 file"],
  [0, "\x7fELF", "a program"],
  [0, "MZ", "a program"],
];

const PNM = /^P[1-7][\s#]/;

/** What a file that is not read is, with its article, if that shows in its first bytes. */
export function nameOfOther(bytes: Uint8Array): string | undefined {
  // Without its footer a TGA has no signature, and begins as a CUR does.
  if (isTga(bytes)) return "a TGA picture";
  for (const [at, text, name] of SIGNATURES) if (hasText(bytes, at, text)) return name;
  if (hasText(bytes, bytes.byteLength - 18, "TRUEVISION-XFILE.")) return "a TGA picture";
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  if (PNM.test(head)) return "a PNM picture";
  return nameOfText(bytes, head);
}

/** Whether it begins as a TGA of true colour without a palette, which has a size and 15 to 32 bits a pixel. */
function isTga(bytes: Uint8Array): boolean {
  const [, palette, type, ...rest] = bytes.subarray(0, 18);
  const isPlain = palette === 0 && (type === 2 || type === 10) &&
    rest.slice(0, 5).every((byte) => byte === 0);
  const [w0 = 0, w1 = 0, h0 = 0, h1 = 0, bits = 0] = rest.slice(9);
  return isPlain && (w0 | w1) !== 0 && (h0 | h1) !== 0 && [15, 16, 24, 32].includes(bits);
}

function nameOfText(bytes: Uint8Array, head: string): string | undefined {
  let text: string;
  try {
    // What is cut at the end of the first kilobyte may be half a character.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, 1024), {
      stream: true,
    });
  } catch {
    return undefined;
  }
  // deno-lint-ignore no-control-regex
  if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(head) || text.trim() === "") return undefined;
  const start = text.trimStart().toLowerCase();
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/.test(start)) {
    return "an SVG picture";
  }
  if (/^(<!doctype html|<html|<head|<body)/.test(start)) return "an HTML page";
  if (start.startsWith("<?xml")) return "an XML file";
  if (start.startsWith("data:")) return "a data: address as text";
  return "text";
}

function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}
