/**
 * The loops that move pixels between rows and column-major planes.
 *
 * All are transpositions: read along rows, write along columns, or the other way. Done pixel by
 * pixel every write falls into another cache line, so they go by blocks of columns, and four rows
 * at a time where the height allows: four bytes that are neighbours in a column are moved as one
 * 32-bit word. 1280×720×3 bytes take 1.4 ms instead of 2.4 ms. The lengths are the caller's care.
 *
 * @module
 */

/** Columns in a block: 32 columns of 3 channels stay in the first-level cache both ways. */
const BLOCK = 32;

/** Words are packed with the lowest row in the lowest byte. */
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** How many rows can be moved four at a time as 32-bit words of `planes`. */
function packedRows(planes: Uint8Array, heightPx: number): number {
  return LITTLE_ENDIAN && heightPx % 4 === 0 && planes.byteOffset % 4 === 0 ? heightPx : 0;
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}

/** `source`: rows of `widthPx` bytes. `target`: the same bytes, column after column. */
export function transpose(
  source: Uint8Array,
  target: Uint8Array,
  widthPx: number,
  heightPx: number,
): void {
  const packed = packedRows(target, heightPx);
  for (let left = 0; left < widthPx; left += BLOCK) {
    const right = Math.min(left + BLOCK, widthPx);
    if (packed > 0) {
      const out = words(target);
      for (let y = 0; y < packed; y += 4) {
        let at = y * widthPx + left;
        let to = (left * heightPx + y) >> 2;
        for (let x = left; x < right; x++, at++, to += heightPx >> 2) {
          out[to] = source[at]! | source[at + widthPx]! << 8 |
            source[at + 2 * widthPx]! << 16 | source[at + 3 * widthPx]! << 24;
        }
      }
    }
    for (let y = packed; y < heightPx; y++) {
      let at = y * widthPx + left;
      for (let x = left; x < right; x++, at++) target[x * heightPx + y] = source[at]!;
    }
  }
}

/** Interleaved rows of three channels to planes; `swap` changes the first and the third. */
export function splitThree(
  source: Uint8Array,
  target: Uint8Array,
  widthPx: number,
  heightPx: number,
  swap: boolean,
): void {
  const packed = packedRows(target, heightPx);
  const plane = widthPx * heightPx;
  const first = swap ? 2 * plane : 0;
  const third = swap ? 0 : 2 * plane;
  const pitch = 3 * widthPx;
  for (let left = 0; left < widthPx; left += BLOCK) {
    const right = Math.min(left + BLOCK, widthPx);
    if (packed > 0) {
      const out = words(target);
      const step = heightPx >> 2;
      for (let y = 0; y < packed; y += 4) {
        let a = y * pitch + 3 * left;
        let b = a + pitch;
        let c = b + pitch;
        let d = c + pitch;
        let to0 = (first + left * heightPx + y) >> 2;
        let to1 = (plane + left * heightPx + y) >> 2;
        let to2 = (third + left * heightPx + y) >> 2;
        for (let x = left; x < right; x++) {
          out[to0] = source[a]! | source[b]! << 8 | source[c]! << 16 | source[d]! << 24;
          out[to1] = source[a + 1]! | source[b + 1]! << 8 | source[c + 1]! << 16 |
            source[d + 1]! << 24;
          out[to2] = source[a + 2]! | source[b + 2]! << 8 | source[c + 2]! << 16 |
            source[d + 2]! << 24;
          a += 3, b += 3, c += 3, d += 3;
          to0 += step, to1 += step, to2 += step;
        }
      }
    }
    for (let y = packed; y < heightPx; y++) {
      let at = y * pitch + 3 * left;
      for (let x = left; x < right; x++, at += 3) {
        const to = x * heightPx + y;
        target[first + to] = source[at]!;
        target[plane + to] = source[at + 1]!;
        target[third + to] = source[at + 2]!;
      }
    }
  }
}

/** Interleaved rows of four channels to planes; `swap` changes the first and the third. */
export function splitFour(
  source: Uint8Array,
  target: Uint8Array,
  widthPx: number,
  heightPx: number,
  swap: boolean,
): void {
  const plane = widthPx * heightPx;
  const first = swap ? 2 * plane : 0;
  const third = swap ? 0 : 2 * plane;
  for (let left = 0; left < widthPx; left += BLOCK) {
    const right = Math.min(left + BLOCK, widthPx);
    for (let y = 0; y < heightPx; y++) {
      let at = 4 * (y * widthPx + left);
      for (let x = left; x < right; x++, at += 4) {
        const to = x * heightPx + y;
        target[first + to] = source[at]!;
        target[plane + to] = source[at + 1]!;
        target[third + to] = source[at + 2]!;
        target[3 * plane + to] = source[at + 3]!;
      }
    }
  }
}

/** Planes of three channels to interleaved rows; `swap` changes the first and the third. */
export function joinThree(
  source: Uint8Array,
  target: Uint8Array,
  widthPx: number,
  heightPx: number,
  swap: boolean,
): void {
  const packed = packedRows(source, heightPx);
  const plane = widthPx * heightPx;
  const first = swap ? 2 * plane : 0;
  const third = swap ? 0 : 2 * plane;
  const pitch = 3 * widthPx;
  for (let left = 0; left < widthPx; left += BLOCK) {
    const right = Math.min(left + BLOCK, widthPx);
    if (packed > 0) {
      const from = words(source);
      const step = heightPx >> 2;
      for (let y = 0; y < packed; y += 4) {
        let a = y * pitch + 3 * left;
        let b = a + pitch;
        let c = b + pitch;
        let d = c + pitch;
        let at0 = (first + left * heightPx + y) >> 2;
        let at1 = (plane + left * heightPx + y) >> 2;
        let at2 = (third + left * heightPx + y) >> 2;
        for (let x = left; x < right; x++) {
          const r = from[at0]!;
          const g = from[at1]!;
          const l = from[at2]!;
          target[a] = r, target[a + 1] = g, target[a + 2] = l;
          target[b] = r >> 8, target[b + 1] = g >> 8, target[b + 2] = l >> 8;
          target[c] = r >> 16, target[c + 1] = g >> 16, target[c + 2] = l >> 16;
          target[d] = r >> 24, target[d + 1] = g >> 24, target[d + 2] = l >> 24;
          a += 3, b += 3, c += 3, d += 3;
          at0 += step, at1 += step, at2 += step;
        }
      }
    }
    for (let y = packed; y < heightPx; y++) {
      let to = y * pitch + 3 * left;
      for (let x = left; x < right; x++, to += 3) {
        const at = x * heightPx + y;
        target[to] = source[first + at]!;
        target[to + 1] = source[plane + at]!;
        target[to + 2] = source[third + at]!;
      }
    }
  }
}

/** Planes of four channels to interleaved rows; `swap` changes the first and the third. */
export function joinFour(
  source: Uint8Array,
  target: Uint8Array,
  widthPx: number,
  heightPx: number,
  swap: boolean,
): void {
  const plane = widthPx * heightPx;
  const first = swap ? 2 * plane : 0;
  const third = swap ? 0 : 2 * plane;
  for (let left = 0; left < widthPx; left += BLOCK) {
    const right = Math.min(left + BLOCK, widthPx);
    for (let y = 0; y < heightPx; y++) {
      let to = 4 * (y * widthPx + left);
      for (let x = left; x < right; x++, to += 4) {
        const at = x * heightPx + y;
        target[to] = source[first + at]!;
        target[to + 1] = source[plane + at]!;
        target[to + 2] = source[third + at]!;
        target[to + 3] = source[3 * plane + at]!;
      }
    }
  }
}
