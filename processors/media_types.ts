/**
 * Media types (RFC 9110, 8.3) of what processors take and give.
 *
 * @module
 */

/** The media range of all pictures. */
export const ANY_IMAGE = "image/*";
/** Frames of a video as planes of Y, U and V (RFC 4175). */
export const RAW_VIDEO = "video/raw";
/** Labels, boxes, text and numbers. */
export const JSON_DATA = "application/json";
/** Variables that a worker wrote. */
export const MAT_DATA = "application/x-matlab-data";

/**
 * Whether a list of media types has one: `image/*` stands for each kind of picture, and each kind of picture is a
 * match for `image/*`; parameters and the case of letters don't matter.
 *
 * @param takes what a processor takes
 * @param wanted the media type, or range, of what it would be given
 */
export function takesType(takes: readonly string[], wanted: string): boolean {
  const [kind, subtype] = partsOf(wanted);
  return takes.some((type) => {
    const [ownKind, ownSubtype] = partsOf(type);
    return fits(ownKind, kind) && fits(ownSubtype, subtype);
  });
}

/** What media types are called in a sentence, e.g. `audio and text`. */
export function mediaWords(types: readonly string[]): string {
  const words = [...new Set(types.map(wordOf))];
  const last = words.pop() ?? "nothing";
  return words.length === 0 ? last : `${words.join(", ")} and ${last}`;
}

function wordOf(type: string): string {
  const [kind] = partsOf(type);
  if (kind === "image") return "pictures";
  return kind === "audio" || kind === "video" || kind === "text" ? kind : type;
}

function fits(own: string, wanted: string): boolean {
  return own === wanted || own === "*" || wanted === "*";
}

function partsOf(type: string): readonly [kind: string, subtype: string] {
  const [name = ""] = type.split(";");
  const [kind = "", subtype = "*"] = name.trim().toLowerCase().split("/");
  return [kind, subtype];
}
