/**
 * Numbers of the NUT container (nut.txt, "Type definitions"), and its checksum.
 *
 * @module
 */

/** Startcodes: `N`, a letter and 48 bits that hardly occur by chance (nut.txt, "Constants"). */
export const NUT_STARTCODE = {
  main: 0x4e4d7a561f5f04adn,
  stream: 0x4e5311405bf2f9dbn,
  syncpoint: 0x4e4be4adeeca4569n,
  index: 0x4e58dd672f23e64en,
  info: 0x4e49ab68b596ba78n,
} as const;

/** What a NUT file begins with. */
export const NUT_FILE_ID = "nut/multimedia container\0";

/** Flags of a frame (nut.txt, "frame_flags"). */
export const FRAME_FLAG = {
  key: 1,
  codedPts: 8,
  streamId: 16,
  sizeMsb: 32,
  checksum: 64,
  reserved: 128,
  sideData: 256,
  headerIndex: 1024,
  matchTime: 2048,
  coded: 4096,
  invalid: 8192,
} as const;

/** Reads numbers from bytes that are all there. Reading past the end throws a `RangeError`. */
export class NutCursor {
  /** Where it stands. */
  at = 0;
  readonly #bytes: Uint8Array;

  /** Begins at the first byte. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** One byte. */
  byte(): number {
    const value = this.#bytes[this.at];
    if (value === undefined) throw new RangeError("The NUT header ends early.");
    this.at++;
    return value;
  }

  /** `v`: seven bits a byte, the highest first; the top bit marks that more follow. Below 2^53. */
  unsigned(): number {
    let value = 0;
    for (;;) {
      const byte = this.byte();
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
      if (value > 2 ** 46) throw new RangeError("A number of the NUT header is too large.");
    }
  }

  /** `s`: 0, 1, -1, 2, -2 … as 0, 1, 2, 3, 4 … */
  signed(): number {
    const coded = this.unsigned() + 1;
    return coded % 2 === 1 ? (1 - coded) / 2 : coded / 2;
  }

  /** `vb`: a length and as many bytes. */
  bytes(): Uint8Array {
    const length = this.unsigned();
    const value = this.#bytes.subarray(this.at, this.at + length);
    if (value.length < length) throw new RangeError("The NUT header ends early.");
    this.at += length;
    return value;
  }
}

/** Bytes of a number as `v`. */
export function nutUnsigned(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift(rest % 128 + 128);
  }
  return bytes;
}

/** Bytes of a number as `s`. */
export function nutSigned(value: number): number[] {
  return nutUnsigned(value > 0 ? 2 * value - 1 : -2 * value);
}

/** CRC-32 with the polynomial 0x04C11DB7, the highest bit first, beginning with 0. */
export function nutChecksum(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc << 1 ^ (crc < 0 ? 0x04c11db7 : 0);
  }
  return crc >>> 0;
}
