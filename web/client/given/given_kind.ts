/** What a user gives: a file that can be taken, one that can't, or no file at all. */
import { hasVideoName } from "./fitting_tab.ts";

/** what is given in the place of a file */
export type NoFile = "link" | "words" | "nothing";
export type FileProblem = "shortcut" | "empty" | "unreadable" | "foreign";

/** Pictures that the server reads; the server finds out the rest from their bytes. */
const PICTURE_TYPES = ["jpeg", "png", "webp", "bmp", "gif", "avif", "heic", "heif", "tiff"]
  .map((kind) => `image/${kind}`);
/** JPEG, PNG, GIF, TIFF in four forms, BMP, and WebP. */
const PICTURE_START = /^(\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II[*+]\0|MM\0[*+]|BM|RIFF[^]{4}WEBP)/;
/** AVIF and HEIC by the brand in their first part. */
const HEIF_START = /^[^]{4}ftyp(avi[fs]|hei[cxms]|hev[cxms]|mi[fa][1-3f]|msf1)/;
const SHORTCUT = /\.(lnk|url|webloc|desktop)$/i;
const LINK_TYPES = ["text/uri-list", "text/x-moz-url"];
const NO_VIDEO = /^(text\/|audio\/|application\/(pdf|zip|json|msword|vnd\.(ms-|openxml|oasis)))/;
/** PDF, ZIP and what is one (docx, …), MP3 with and without a tag, HEIC and AVIF. */
const NO_VIDEO_START = /^(%PDF|PK[^A-Za-z]{2}|ID3|\xff[\xf2\xf3\xfb]|....ftyp(hei|hev|mif1|avif))/s;
const SNIFF_BYTES = 16;

/** What was dropped or pasted without a file. */
export function noFileKind(transfer: Pick<DataTransfer, "types" | "getData"> | null): NoFile {
  if (!transfer) return "nothing";
  if (LINK_TYPES.some((type) => transfer.types.includes(type))) return "link";
  const words = transfer.getData("text/plain").trim();
  if (/^\w[\w+.-]*:\S+$/.test(words) && URL.canParse(words)) return "link";
  // A picture that another site's page shows: its place there is all that came of it.
  if (words === "" && /<img\s/i.test(transfer.getData("text/html"))) return "link";
  return transfer.types.length > 0 ? "words" : "nothing";
}

/** @returns undefined: it may be what is wanted */
export async function fileProblem(
  file: File,
  wanted: "picture" | "video",
): Promise<FileProblem | undefined> {
  if (SHORTCUT.test(file.name)) return "shortcut";
  const start = await startOf(file);
  if (start === undefined) return "unreadable";
  if (start === "") return "empty";
  const isTaken = wanted === "picture" ? mayBePicture(file, start) : mayBeVideo(file, start);
  return isTaken ? undefined : "foreign";
}

/** By its first bytes; its name doesn't matter. */
export async function isPicture(file: File): Promise<boolean> {
  return startsPicture(await startOf(file) ?? "");
}

function mayBePicture({ type }: File, start: string) {
  return PICTURE_TYPES.includes(type) || startsPicture(start);
}

function mayBeVideo({ type, name }: File, start: string) {
  if (type.startsWith("video/")) return true;
  if (NO_VIDEO_START.test(start)) return false;
  return hasVideoName(name) || !NO_VIDEO.test(type);
}

function startsPicture(start: string) {
  return PICTURE_START.test(start) || HEIF_START.test(start);
}

/**
 * @returns its first bytes, one a letter; undefined: it can't be read,
 * for it is a folder, gone, or not ours to read
 */
async function startOf(file: File): Promise<string | undefined> {
  try {
    const bytes = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
    return String.fromCharCode(...bytes);
  } catch {
    return undefined;
  }
}
