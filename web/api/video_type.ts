/**
 * Media types of video files.
 *
 * @module
 */

/** Bytes that are looked at: the Matroska document type stands within them. */
const HEAD_BYTES = 64;

/**
 * The media type of a video file by its first bytes; its name doesn't matter.
 *
 * @returns `application/octet-stream` for what is none of the usual kinds
 */
export async function videoType(path: string): Promise<string> {
  const head = new Uint8Array(HEAD_BYTES);
  try {
    using file = await Deno.open(path, { read: true });
    await file.read(head);
  } catch (caught) {
    // The route that serves the file reports it.
    if (!(caught instanceof Deno.errors.NotFound)) throw caught;
  }
  return typeOfHead(head);
}

/** The media type by a file's first bytes. */
function typeOfHead(head: Uint8Array): string {
  const text = String.fromCharCode(...head);
  // ISO base media (ISO/IEC 14496-12): a size, "ftyp", the major brand.
  if (text.slice(4, 8) === "ftyp") {
    return text.slice(8, 12) === "qt  " ? "video/quicktime" : "video/mp4";
  }
  if (["moov", "mdat", "wide", "free"].includes(text.slice(4, 8))) return "video/quicktime";
  // EBML (RFC 8794): the document type distinguishes Matroska from WebM.
  if (text.startsWith("\x1a\x45\xdf\xa3")) {
    return text.includes("webm") ? "video/webm" : "video/x-matroska";
  }
  if (text.startsWith("OggS")) return "video/ogg";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "AVI ") return "video/x-msvideo";
  return "application/octet-stream";
}
