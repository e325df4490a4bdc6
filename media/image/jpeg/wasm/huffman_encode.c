/*
 * The Huffman coder of a picture that is written in one scan, in place of libjpeg's jchuff.c: the same
 * bits. Zeros are found by vectors and passed over by counting bits, so that only the few coefficients
 * that are not zero cost time.
 */

#define JPEG_INTERNALS
#include "jinclude.h"
#include "jpeglib.h"
#include "jerror.h"
#include "vectors.h"

/* A block of the worst coefficients, each byte of it followed by a zero, has fewer bytes. */
#define MAX_BLOCK_BYTES 512

/* The codes of one table, by symbol. */
typedef struct {
  unsigned short code[256];
  unsigned char size[256];
} codes;

static struct jpeg_entropy_encoder coder;
static codes dc_codes[NUM_HUFF_TBLS];
static codes ac_codes[NUM_HUFF_TBLS];
static int last_dc[MAX_COMPS_IN_SCAN];
static unsigned long long kept_bits;
static int kept_free;

/* Numbers the codes of each length one after the other (ITU-T T.81, annex C). */
static void number(const JHUFF_TBL *table, codes *into) {
  unsigned code = 0;
  int symbol = 0;
  memset(into, 0, sizeof *into);
  for (int size = 1; size <= 16; size++, code <<= 1) {
    for (int i = 0; i < table->bits[size]; i++, symbol++, code++) {
      into->code[table->huffval[symbol]] = (unsigned short)code;
      into->size[table->huffval[symbol]] = (unsigned char)size;
    }
  }
}

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

/* Bits that are not bytes yet, how many more there is room for, and where the bytes go. */
typedef struct {
  unsigned long long bits;
  int free;
  JOCTET *at;
} sink;

/* After a byte of all ones there is a zero. */
KERNEL void put_byte(sink *s, JOCTET byte) {
  *s->at++ = byte;
  if (byte == 0xff) *s->at++ = 0;
}

/* Eight bytes. */
KERNEL void flush(sink *s, unsigned long long bits) {
  if (bits & 0x8080808080808080ull & ~(bits + 0x0101010101010101ull)) {
    for (int shift = 56; shift >= 0; shift -= 8) put_byte(s, (JOCTET)(bits >> shift));
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
KERNEL void put_value(sink *s, const codes *table, unsigned zeros, int value) {
  int sign = value >> 31;
  int magnitude = (value ^ sign) - sign;
  int size = magnitude == 0 ? 0 : 32 - __builtin_clz((unsigned)magnitude);
  unsigned symbol = zeros << 4 | (unsigned)size;
  unsigned low = (unsigned)(value + sign) & ((1u << size) - 1);
  put(s, (unsigned long long)table->code[symbol] << size | low, table->size[symbol] + size);
}

KERNEL void put_block(sink *s, JCOEFPTR block, int dc_before, const codes *dc, const codes *ac) {
  put_value(s, dc, 0, block[0] - dc_before);

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
    for (; zeros > 15; zeros -= 16) put(s, ac->code[0xf0], ac->size[0xf0]);
    put_value(s, ac, (unsigned)zeros, block[jpeg_natural_order[k]]);
    k++;
  }
  if (k < DCTSIZE2) put(s, ac->code[0], ac->size[0]);
}

/* Where the next bytes go, with room for an MCU. */
static sink open_sink(j_compress_ptr cinfo) {
  struct jpeg_destination_mgr *to = cinfo->dest;
  if (to->free_in_buffer < (size_t)C_MAX_BLOCKS_IN_MCU * MAX_BLOCK_BYTES) {
    (*to->empty_output_buffer)(cinfo);
  }
  return (sink){ kept_bits, kept_free, to->next_output_byte };
}

static void close_sink(j_compress_ptr cinfo, const sink *s) {
  struct jpeg_destination_mgr *to = cinfo->dest;
  to->free_in_buffer -= (size_t)(s->at - to->next_output_byte);
  to->next_output_byte = s->at;
  kept_bits = s->bits;
  kept_free = s->free;
}

static boolean put_mcu(j_compress_ptr cinfo, JBLOCKROW *blocks) {
  sink s = open_sink(cinfo);
  for (int i = 0; i < cinfo->blocks_in_MCU; i++) {
    int component = cinfo->MCU_membership[i];
    const jpeg_component_info *of = cinfo->cur_comp_info[component];
    JCOEFPTR block = blocks[i][0];
    put_block(&s, block, last_dc[component], &dc_codes[of->dc_tbl_no], &ac_codes[of->ac_tbl_no]);
    last_dc[component] = block[0];
  }
  close_sink(cinfo, &s);
  return TRUE;
}

static void start_scan(j_compress_ptr cinfo, boolean gather) {
  if (gather || cinfo->restart_interval != 0) ERREXIT(cinfo, JERR_NOT_COMPILED);
  for (int i = 0; i < cinfo->comps_in_scan; i++) {
    const jpeg_component_info *of = cinfo->cur_comp_info[i];
    number(cinfo->dc_huff_tbl_ptrs[of->dc_tbl_no], &dc_codes[of->dc_tbl_no]);
    number(cinfo->ac_huff_tbl_ptrs[of->ac_tbl_no], &ac_codes[of->ac_tbl_no]);
    last_dc[i] = 0;
  }
  kept_bits = 0;
  kept_free = 64;
}

/* The last byte is filled with ones. */
static void finish_scan(j_compress_ptr cinfo) {
  sink s = open_sink(cinfo);
  int used = 64 - s.free;
  int fill = -used & 7;
  unsigned long long bits = s.bits << fill | ((1u << fill) - 1);
  for (int shift = used + fill - 8; shift >= 0; shift -= 8) put_byte(&s, (JOCTET)(bits >> shift));
  close_sink(cinfo, &s);
}

void jinit_huff_encoder(j_compress_ptr cinfo) {
  if (places[0][1] == 0) fill_places();
  coder.start_pass = start_scan;
  coder.encode_mcu = put_mcu;
  coder.finish_pass = finish_scan;
  cinfo->entropy = &coder;
}
