/**
 * The LZW coding of GIF.
 *
 * Source: CompuServe's GIF89a specification, appendix F.
 *
 * @module
 */

import { damaged } from "../picture_error.ts";

const MAX_CODES = 4096;
const MAX_BITS = 12;

/**
 * Decodes sub-blocks of LZW codes: indices, at most as many as fit `out`. More are not looked at.
 *
 * @param at where the code size stands, and sub-blocks behind it
 * @returns how many indices there are; fewer than fit only where an end code stands
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or has a code that can't be
 */
export function decodeLzw(bytes: Uint8Array, at: number, out: Uint8Array): number {
  const minimum = bytes[at++];
  if (minimum === undefined) throw damaged("GIF", "it is cut");
  if (minimum < 1 || minimum > 8) throw damaged("GIF", "its codes have an impossible size");
  const clear = 1 << minimum;
  const end = clear + 1;
  // A code is its prefix's string and one index more; `lengths` spares a stack.
  const prefixes = new Uint16Array(MAX_CODES);
  const suffixes = new Uint8Array(MAX_CODES);
  const lengths = new Uint16Array(MAX_CODES);
  for (let i = 0; i < clear; i++) {
    suffixes[i] = i;
    lengths[i] = 1;
  }
  let next = end + 1;
  let width = minimum + 1;
  let previous = -1;
  let pool = 0;
  let poolBits = 0;
  let left = 0;
  let to = 0;
  while (to < out.length) {
    while (poolBits < width) {
      if (left === 0) {
        left = bytes[at++] ?? 0;
        if (left === 0) throw damaged("GIF", "it is cut");
      }
      const byte = bytes[at++];
      if (byte === undefined) throw damaged("GIF", "it is cut");
      pool |= byte << poolBits;
      poolBits += 8;
      left--;
    }
    const code = pool & ((1 << width) - 1);
    pool >>>= width;
    poolBits -= width;
    if (code === end) return to;
    if (code === clear) {
      next = end + 1;
      width = minimum + 1;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0) || (code > end && previous < 0)) {
      throw damaged("GIF", "it has a code that can't be there");
    }
    // The code that is being made: the previous string and its own first index.
    const isNew = code === next;
    const known = isNew ? previous : code;
    const length = lengths[known]!;
    let walk = known;
    for (let i = length - 1; i >= 0; i--) {
      if (to + i < out.length) out[to + i] = suffixes[walk]!;
      if (i > 0) walk = prefixes[walk]!;
    }
    const head = suffixes[walk]!;
    if (isNew && to + length < out.length) out[to + length] = head;
    to = Math.min(out.length, to + length + (isNew ? 1 : 0));
    if (previous >= 0 && next < MAX_CODES) {
      prefixes[next] = previous;
      suffixes[next] = head;
      lengths[next] = lengths[previous]! + 1;
      next++;
      if (next === 1 << width && width < MAX_BITS) width++;
    }
    previous = code;
  }
  return to;
}
