/**
 * Media types of files by their first bytes.
 *
 * Source: each format's own signature, as its specification or `file(1)`'s magic has it.
 *
 * @module
 */

/** What a file is. */
export interface MediaType {
  /** IANA media type, or the one in common use. */
  readonly mediaType: string;
  /** Usual extension, without a dot. */
  readonly extension: string;
}

type Signature = readonly [at: number, bytes: string, mediaType: string, extension: string];

/** The first that fits counts; bytes stand as characters. */
const SIGNATURES: readonly Signature[] = [
  [0, "\x89PNG\r\n\x1a\n", "image/png", "png"],
  [0, "\xff\xd8\xff", "image/jpeg", "jpg"],
  [0, "GIF87a", "image/gif", "gif"],
  [0, "GIF89a", "image/gif", "gif"],
  [0, "II*\0", "image/tiff", "tif"],
  [0, "MM\0*", "image/tiff", "tif"],
  [0, "\xff\x0a\xfa", "image/jxl", "jxl"],
  [0, "\0\0\0\x0cJXL \r\n\x87\n", "image/jxl", "jxl"],
  [0, "\0\0\0\x0cjP  \r\n\x87\n", "image/jp2", "jp2"],
  [0, "8BPS\0\x01", "image/vnd.adobe.photoshop", "psd"],
  [0, "v/1\x01", "image/x-exr", "exr"],
  [0, "SIMPLE  =", "image/fits", "fits"],
  [128, "DICM", "application/dicom", "dcm"],
  [344, "n+1\0", "application/octet-stream", "nii"],
  [0, "PK\x03\x04", "application/zip", "zip"],
  [0, "PK\x05\x06", "application/zip", "zip"],
  [0, "\x1f\x8b\x08", "application/gzip", "gz"],
  [0, "BZh", "application/x-bzip2", "bz2"],
  [0, "\xfd7zXZ\0", "application/x-xz", "xz"],
  [0, "7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "7z"],
  [0, "\x28\xb5\x2f\xfd", "application/zstd", "zst"],
  [0, "Rar!\x1a\x07", "application/vnd.rar", "rar"],
  [257, "ustar", "application/x-tar", "tar"],
  [0, "%PDF-", "application/pdf", "pdf"],
  [0, "fLaC", "audio/flac", "flac"],
  [0, "ID3", "audio/mpeg", "mp3"],
  [0, "MThd\0\0\0\x06", "audio/midi", "mid"],
  [0, "#!AMR", "audio/amr", "amr"],
  [28, "\x80theora", "video/ogg", "ogv"],
  [0, "OggS\0", "audio/ogg", "ogg"],
  [0, "FLV\x01", "video/x-flv", "flv"],
  [0, "\0\0\x01\xba", "video/mpeg", "mpg"],
  [0, "\x93NUMPY", "application/x-npy", "npy"],
  [0, "\x89HDF\r\n\x1a\n", "application/x-hdf5", "h5"],
  [0, "MATLAB 5.0 MAT-file", "application/x-matlab-data", "mat"],
  [0, "SQLite format 3\0", "application/vnd.sqlite3", "sqlite"],
  [0, "PAR1", "application/vnd.apache.parquet", "parquet"],
  [0, "glTF\x02\0\0\0", "model/gltf-binary", "glb"],
  [0, "\0asm\x01\0\0\0", "application/wasm", "wasm"],
  [0, "\x80\x04\x95", "application/x-python-pickle", "pkl"],
];

/** Kinds of RIFF, by what follows its length. */
const RIFF: readonly Signature[] = [
  [8, "WEBP", "image/webp", "webp"],
  [8, "WAVE", "audio/wav", "wav"],
  [8, "AVI ", "video/x-msvideo", "avi"],
];

/** Kinds of ISO media files, by their major brand (ISO/IEC 14496-12). */
const BRANDS: readonly (readonly [RegExp, string, string])[] = [
  [/^avi[fs]/, "image/avif", "avif"],
  [/^(hei[cxms]|hev[cxms]|mif1|msf1)/, "image/heic", "heic"],
  [/^M4[AB]/, "audio/mp4", "m4a"],
  [/^qt/, "video/quicktime", "mov"],
  [/^/, "video/mp4", "mp4"],
];

/** What a file is by its content; `undefined` for text and for what isn't known. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  const found = first(SIGNATURES, bytes) ??
    (has(bytes, 0, "RIFF") ? first(RIFF, bytes) : undefined);
  if (found) return found;
  if (has(bytes, 4, "ftyp")) {
    const brand = textAt(bytes, 8, 4);
    const match = BRANDS.find(([pattern]) => pattern.test(brand));
    return match && { mediaType: match[1], extension: match[2] };
  }
  if (has(bytes, 0, "\x1aE\xdf\xa3")) {
    return textAt(bytes, 0, 64).includes("webm")
      ? { mediaType: "video/webm", extension: "webm" }
      : { mediaType: "video/x-matroska", extension: "mkv" };
  }
  if (has(bytes, 0, "FORM") && /^AIF[FC]$/.test(textAt(bytes, 8, 4))) {
    return { mediaType: "audio/aiff", extension: "aiff" };
  }
  // Two letters alone are a text's as well; the reserved field that follows the length is zero.
  if (has(bytes, 0, "BM") && has(bytes, 6, "\0\0\0\0")) {
    return { mediaType: "image/bmp", extension: "bmp" };
  }
  if (isMp3Frame(bytes)) return { mediaType: "audio/mpeg", extension: "mp3" };
  return undefined;
}

/** A frame's header without ID3: layer 3, with a rate of bits and of samples (ISO/IEC 11172-3, 2.4.1.3). */
function isMp3Frame(bytes: Uint8Array): boolean {
  const [sync = 0, layer = 0, rates = 0] = bytes;
  if (sync !== 0xff || (layer & 0xe6) !== 0xe2 || (layer & 0x18) === 0x08) return false;
  const bitRate = rates >> 4;
  return bytes.length > 24 && bitRate > 0 && bitRate < 15 && (rates & 0x0c) !== 0x0c;
}

function first(signatures: readonly Signature[], bytes: Uint8Array): MediaType | undefined {
  const found = signatures.find(([at, text]) => has(bytes, at, text));
  return found && { mediaType: found[2], extension: found[3] };
}

function has(bytes: Uint8Array, at: number, text: string): boolean {
  if (bytes.length < at + text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
