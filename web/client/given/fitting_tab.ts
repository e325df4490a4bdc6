/** Which tab takes what was given: a video on the Image tab is not refused, it opens the Video tab. */

const VIDEO_NAME = /\.(mp4|m4v|mov|webm|mkv|avi|ts|mpe?g)$/i;

/** @param name of a file */
export function hasVideoName(name: string): boolean {
  return VIDEO_NAME.test(name);
}

function isVideo({ type, name }: File) {
  return type.startsWith("video/") || (!type.startsWith("image/") && hasVideoName(name));
}

/**
 * @param current the tab that is looked at
 * @returns the tab that fits, or the one that is looked at
 */
export function fittingTab(files: File[], current: string): string {
  const [first] = files;
  // A folder's content is not known, and many files may be of all kinds.
  if (!first || (current === "image-set" && files.length > 1)) return current;
  if (isVideo(first)) return "video";
  if (!first.type.startsWith("image/") || current === "image-set") return current;
  return files.length > 1 ? "image-set" : "image";
}
