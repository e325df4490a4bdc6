/** Which tab takes what was given: a video on the Image tab is not refused, it opens the Video tab. */

const VIDEO_NAME = /\.(mp4|m4v|mov|webm|mkv|avi|ts|mpe?g)$/i;

/** @param {string} name of a file */
export function hasVideoName(name) {
  return VIDEO_NAME.test(name);
}

/** @param {File} file */
function isVideo({ type, name }) {
  return type.startsWith("video/") || (!type.startsWith("image/") && hasVideoName(name));
}

/**
 * @param {File[]} files
 * @param {string} current the tab that is looked at
 * @returns {string} the tab that fits, or the one that is looked at
 */
export function fittingTab(files, current) {
  const [first] = files;
  // A folder's content is not known, and many files may be of all kinds.
  if (!first || (current === "image-set" && files.length > 1)) return current;
  if (isVideo(first)) return "video";
  if (!first.type.startsWith("image/") || current === "image-set") return current;
  return files.length > 1 ? "image-set" : "image";
}
