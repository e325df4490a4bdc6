/** The Many tab; loaded when it is first opened. */

/**
 * @param {import("../lazy_tab.js").TabParts} _parts
 * @returns {import("../lazy_tab.js").Tab}
 */
export function openTab(_parts) {
  return {};
}
