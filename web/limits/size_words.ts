/**
 * Sizes in English sentences.
 *
 * @module
 */

const KB = 1024;
const MB = 1024 * KB;

/** In the unit of the settings: `50 MB`, `1.5 MB`, `4 KB`, `100 bytes`. */
export function sizeWords(bytes: number): string {
  if (bytes < KB) return `${bytes} bytes`;
  return bytes < MB ? `${tenths(bytes / KB)} KB` : `${tenths(bytes / MB)} MB`;
}

function tenths(n: number): string {
  return n.toFixed(1).replace(/\.0$/, "");
}
