/*
 * Huffman coding of one block: zeros are found by vectors and passed over by counting bits, so that
 * only the few coefficients that are not zero cost time. The bits are those of libjpeg's jchuff.c.
 */

#define JPEG_INTERNALS
#include "jinclude.h"
#include "jpeglib.h"
#include "jsimd.h"
#include "vectors.h"

int jsimd_can_huff_encode_one_block(void) {
  return 1;
}

/* The beginning of jchuff.c's working_state. */
typedef struct {
  JOCTET *next_output_byte;
  size_t free_in_buffer;
  struct {
    unsigned long long put_buffer;
    int free_bits;
  } cur;
} state;

/* Where in zigzag order each coefficient of natural order is. */
static const unsigned char zigzag[DCTSIZE2] = {
  0,  1,  5,  6,  14, 15, 27, 28, 2,  4,  7,  13, 16, 26, 29, 42, 3,  8,  12, 17, 25, 30,
  41, 43, 9,  11, 18, 24, 31, 40, 44, 53, 10, 19, 23, 32, 39, 45, 52, 54, 20, 22, 33, 38,
  46, 51, 55, 60, 21, 34, 37, 47, 50, 56, 59, 61, 35, 36, 48, 49, 57, 58, 62, 63,
};

/* Of each row and each set of its coefficients, the set of their places in zigzag order. */
static unsigned long long places[DCTSIZE][256];

static void fill_places(void) {
  for (int row = 0; row < DCTSIZE; row++) {
    for (int set = 1; set < 256; set++) {
      int lowest = __builtin_ctz((unsigned)set);
      places[row][set] =
          places[row][set & (set - 1)] | 1ull << zigzag[row * DCTSIZE + lowest];
    }
  }
}

/* Which of 16 coefficients are not zero. */
KERNEL unsigned nonzero(JCOEFPTR at) {
  const v128_t none = wasm_i16x8_const_splat(0);
  v128_t equal = wasm_i8x16_narrow_i16x8(wasm_i16x8_eq(wasm_v128_load(at), none),
                                         wasm_i16x8_eq(wasm_v128_load(at + 8), none));
  return ~wasm_i8x16_bitmask(equal) & 0xffff;
}

typedef struct {
  unsigned long long bits;
  int free;
  JOCTET *at;
} sink;

/* Eight bytes; after one of all ones there is a zero. */
KERNEL void flush(sink *s, unsigned long long bits) {
  if (bits & 0x8080808080808080ull & ~(bits + 0x0101010101010101ull)) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      JOCTET byte = (JOCTET)(bits >> shift);
      *s->at++ = byte;
      if (byte == 0xff) *s->at++ = 0;
    }
  } else {
    bits = __builtin_bswap64(bits);
    __builtin_memcpy(s->at, &bits, 8);
    s->at += 8;
  }
}

KERNEL void put(sink *s, unsigned long long code, int size) {
  s->free -= size;
  if (s->free < 0) {
    flush(s, s->bits << (size + s->free) | code >> -s->free);
    s->free += 64;
    s->bits = code;
  } else {
    s->bits = s->bits << size | code;
  }
}

/* A symbol of zeros before a value, and the value. */
KERNEL void put_value(sink *s, const c_derived_tbl *table, unsigned zeros, int value) {
  int sign = value >> 31;
  int magnitude = (value ^ sign) - sign;
  int size = magnitude == 0 ? 0 : 32 - __builtin_clz((unsigned)magnitude);
  unsigned symbol = zeros << 4 | (unsigned)size;
  unsigned low = (unsigned)(value + sign) & ((1u << size) - 1);
  put(s, (unsigned long long)table->ehufco[symbol] << size | low, table->ehufsi[symbol] + size);
}

JOCTET *jsimd_huff_encode_one_block(void *working, JOCTET *buffer, JCOEFPTR block, int last_dc,
                                    c_derived_tbl *dc, c_derived_tbl *ac) {
  state *of = working;
  sink s = { of->cur.put_buffer, of->cur.free_bits, buffer };
  if (places[0][1] == 0) fill_places();

  put_value(&s, dc, 0, block[0] - last_dc);

  unsigned sets[4] = { nonzero(block), nonzero(block + 16), nonzero(block + 32),
                       nonzero(block + 48) };
  unsigned long long left = 0;
  for (int i = 0; i < 4; i++) {
    left |= places[2 * i][sets[i] & 0xff] | places[2 * i + 1][sets[i] >> 8];
  }
  /* From bit 0 on: the coefficients that follow the last one that was coded. */
  left >>= 1;
  int k = 1;
  while (left != 0) {
    int zeros = __builtin_ctzll(left);
    k += zeros;
    left >>= zeros;
    left >>= 1;
    for (; zeros > 15; zeros -= 16) put(&s, ac->ehufco[0xf0], ac->ehufsi[0xf0]);
    put_value(&s, ac, (unsigned)zeros, block[jpeg_natural_order[k]]);
    k++;
  }
  if (k < DCTSIZE2) put(&s, ac->ehufco[0], ac->ehufsi[0]);

  of->cur.put_buffer = s.bits;
  of->cur.free_bits = s.free;
  return s.at;
}
