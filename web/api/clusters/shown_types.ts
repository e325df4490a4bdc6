/**
 * Media types of files that come from services: what browsers may show, and what is for download alone. A type that
 * could run anything (HTML, SVG, XML) is never named to a browser.
 *
 * @module
 */

/** Pictures that browsers show as they are. */
const PICTURES = ["image/jpeg", "image/png", "image/webp", "image/gif"];
/** Pictures that are converted for them. */
const CONVERTED = ["image/bmp", "image/avif", "image/heic", "image/tiff"];
/** Sounds and videos that browsers play. */
const PLAYED = [
  "audio/wav",
  "audio/mpeg",
  "audio/ogg",
  "audio/flac",
  "audio/mp4",
  "video/mp4",
  "video/webm",
  "video/ogg",
];
const UNKNOWN = "application/octet-stream";

/** What a shown file may come as. */
export const SHOWN_TYPES: readonly string[] = [...PICTURES, ...PLAYED];

/** What a download may come as. */
export const RAW_TYPES: readonly string[] = [
  ...PICTURES,
  ...CONVERTED,
  ...PLAYED,
  "application/json",
  "application/pdf",
  "application/zip",
  "text/plain",
  UNKNOWN,
];

/** Whether there is a form of a file that browsers show. */
export function isShown(mediaType: string): boolean {
  return SHOWN_TYPES.includes(mediaType) || CONVERTED.includes(mediaType);
}

/** Whether that form has to be made. */
export function isConverted(mediaType: string): boolean {
  return CONVERTED.includes(mediaType);
}

/** The type that a download is given with. */
export function rawType(mediaType: string): string {
  return RAW_TYPES.includes(mediaType) ? mediaType : UNKNOWN;
}

/** By extension, for the files of an archive, which are not read for a list of them. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
  bmp: "image/bmp",
  avif: "image/avif",
  heic: "image/heic",
  tif: "image/tiff",
  tiff: "image/tiff",
  wav: "audio/wav",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  flac: "audio/flac",
  m4a: "audio/mp4",
  mp4: "video/mp4",
  webm: "video/webm",
  json: "application/json",
  pdf: "application/pdf",
  zip: "application/zip",
  txt: "text/plain",
  log: "text/plain",
  csv: "text/plain",
};

/** What a name promises. */
export function typeByName(name: string): string {
  const [, extension = ""] = /\.([A-Za-z0-9]{1,10})$/.exec(name) ?? [];
  return Object.hasOwn(BY_EXTENSION, extension.toLowerCase())
    ? BY_EXTENSION[extension.toLowerCase()] ?? UNKNOWN
    : UNKNOWN;
}
