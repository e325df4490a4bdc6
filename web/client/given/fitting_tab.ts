/** Which tab takes what was given: a video on the Image tab is not refused, it opens the Video tab. */

const VIDEO_NAME = /\.(mp4|m4v|mov|webm|mkv|avi|ts|mpe?g)$/i;

/** @param name of a file */
export function hasVideoName(name: string): boolean {
  return VIDEO_NAME.test(name);
}

/** A tab, and kinds of what may be given to it. */
export interface Taker {
  readonly name: string;
  readonly takes: readonly string[];
}

/** What files are, by the first of them; undefined: a folder, or of a kind that no tab knows. */
function kindOf([first, ...others]: readonly File[]): string | undefined {
  if (!first) return undefined;
  const { type, name } = first;
  if (type.startsWith("image/")) return others.length > 0 ? "pictures" : "picture";
  if (type.startsWith("video/") || hasVideoName(name)) return "video";
  return type.startsWith("audio/") ? "sound" : undefined;
}

/**
 * @param current the tab that is looked at
 * @param all in their order
 * @returns the tab that fits, or the one that is looked at
 */
export function fittingTab<T extends Taker>(files: readonly File[], current: T, all: T[]): T {
  // Many files may be of all kinds.
  if (files.length > 1 && current.takes.includes("pictures")) return current;
  const kind = kindOf(files);
  if (kind === undefined || current.takes.includes(kind)) return current;
  return all.find(({ takes }) => takes.includes(kind)) ?? current;
}
