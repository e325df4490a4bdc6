/*
 * The inverse DCT of 8 × 8 coefficients to 4 × 4 or 2 × 2 samples with 128-bit vectors. Each result is
 * that of libjpeg's jidctred.c.
 */

#define JPEG_INTERNALS
#include "jinclude.h"
#include "jpeglib.h"
#include "jsimd.h"
#include "jdct.h"
#include "jsimddct.h"
#include "vectors.h"

int jsimd_can_idct_4x4(void) {
  return 1;
}

int jsimd_can_idct_2x2(void) {
  return 1;
}

/* As jidctred.c has them: constants times 2 to the 13th. */
#define F_0_211 1730
#define F_0_509 4176
#define F_0_601 4926
#define F_0_720 5906
#define F_0_850 6967
#define F_1_061 8697
#define F_1_272 10426
#define F_1_451 11893
#define F_2_172 17799
#define F_3_624 29692

/* Row k of the coefficients times the quantisation table. */
KERNEL v128_t dequantized(JCOEFPTR block, const JCOEF *quant, int k) {
  return wasm_i16x8_mul(wasm_v128_load(block + 8 * k), wasm_v128_load(quant + 8 * k));
}

/* Four sums of products of pairs: a × x + b × y. */
KERNEL v128_t dot4(v128_t two, int x, int y) {
  v128_t by = wasm_i32x4_splat((int)((unsigned)x & 0xffff) | (int)((unsigned)y << 16));
  return wasm_i32x4_dot_i16x8(two, by);
}

/*
 * Four results in each of four rows, before they are rounded.
 *
 * dc: the first coefficients in the upper halves of 32 bits. The others in pairs of 16 bits.
 */
KERNEL void four(v128_t dc, v128_t two_six, v128_t seven_five, v128_t three_one, int shift,
                 v128_t out[4]) {
  v128_t round = wasm_i32x4_splat(1 << (shift - 1));
  v128_t t0 = wasm_i32x4_add(wasm_i32x4_shr(dc, 16 - CONST_BITS - 1), round);
  v128_t t2 = dot4(two_six, F_1_847, -F_0_765);
  v128_t t10 = wasm_i32x4_add(t0, t2);
  v128_t t12 = wasm_i32x4_sub(t0, t2);
  v128_t o0 = wasm_i32x4_add(dot4(seven_five, -F_0_211, F_1_451),
                             dot4(three_one, -F_2_172, F_1_061));
  v128_t o2 = wasm_i32x4_add(dot4(seven_five, -F_0_509, -F_0_601),
                             dot4(three_one, F_0_899, F_2_562));
  out[0] = wasm_i32x4_shr(wasm_i32x4_add(t10, o2), shift);
  out[3] = wasm_i32x4_shr(wasm_i32x4_sub(t10, o2), shift);
  out[1] = wasm_i32x4_shr(wasm_i32x4_add(t12, o0), shift);
  out[2] = wasm_i32x4_shr(wasm_i32x4_sub(t12, o0), shift);
}

void jsimd_idct_4x4(j_decompress_ptr cinfo, jpeg_component_info *compptr, JCOEFPTR block,
                    JSAMPARRAY rows, JDIMENSION column) {
  (void)cinfo;
  const JCOEF *quant = compptr->dct_table;
  const v128_t none = wasm_i16x8_const_splat(0);
  pairs dc = interleave(none, dequantized(block, quant, 0));
  pairs two_six = interleave(dequantized(block, quant, 2), dequantized(block, quant, 6));
  pairs seven_five = interleave(dequantized(block, quant, 7), dequantized(block, quant, 5));
  pairs three_one = interleave(dequantized(block, quant, 3), dequantized(block, quant, 1));
  v128_t low[4], high[4], r[4];
  int shift = CONST_BITS - PASS1_BITS + 1;
  four(dc.low, two_six.low, seven_five.low, three_one.low, shift, low);
  four(dc.high, two_six.high, seven_five.high, three_one.high, shift, high);
  for (int i = 0; i < 4; i++) r[i] = wasm_i16x8_narrow_i32x4(low[i], high[i]);

  /* Two columns of four in each. */
  v128_t upper_low = low_shorts(r[0], r[1]);
  v128_t upper_high = high_shorts(r[0], r[1]);
  v128_t lower_low = low_shorts(r[2], r[3]);
  v128_t lower_high = high_shorts(r[2], r[3]);
  v128_t c01 = low_words(upper_low, lower_low);
  v128_t c23 = high_words(upper_low, lower_low);
  v128_t c45 = low_words(upper_high, lower_high);
  v128_t c67 = high_words(upper_high, lower_high);
  four(low_shorts(none, c01), low_shorts(c23, c67), high_shorts(c67, c45), high_shorts(c23, c01),
       CONST_BITS + PASS1_BITS + 4, r);

  v128_t bytes = wasm_i8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(r[0], r[1]),
                                         wasm_i16x8_narrow_i32x4(r[2], r[3]));
  bytes = wasm_v128_xor(bytes, wasm_i8x16_const_splat((int8_t)0x80));
  bytes = wasm_i8x16_shuffle(bytes, bytes, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  wasm_v128_store32_lane(rows[0] + column, bytes, 0);
  wasm_v128_store32_lane(rows[1] + column, bytes, 1);
  wasm_v128_store32_lane(rows[2] + column, bytes, 2);
  wasm_v128_store32_lane(rows[3] + column, bytes, 3);
}

void jsimd_idct_2x2(j_decompress_ptr cinfo, jpeg_component_info *compptr, JCOEFPTR block,
                    JSAMPARRAY rows, JDIMENSION column) {
  (void)cinfo;
  const JCOEF *quant = compptr->dct_table;
  const v128_t none = wasm_i16x8_const_splat(0);

  /* Columns: of each its mean and what the upper half has more. */
  pairs dc = interleave(none, dequantized(block, quant, 0));
  pairs seven_five = interleave(dequantized(block, quant, 7), dequantized(block, quant, 5));
  pairs three_one = interleave(dequantized(block, quant, 3), dequantized(block, quant, 1));
  wide mean = { wasm_i32x4_shr(dc.low, 16 - CONST_BITS - 2),
                wasm_i32x4_shr(dc.high, 16 - CONST_BITS - 2) };
  v128_t round = wasm_i32x4_const_splat(1 << (CONST_BITS - PASS1_BITS + 1));
  mean = add(mean, (wide){ round, round });
  wide more = add(dot(seven_five, -F_0_720, F_0_850), dot(three_one, -F_1_272, F_3_624));
  v128_t upper = narrow(add(mean, more), CONST_BITS - PASS1_BITS + 2);
  v128_t lower = narrow(sub(mean, more), CONST_BITS - PASS1_BITS + 2);

  /* Rows: the same of columns 7 and 5, 3 and 1, for the upper row and the lower one. */
  v128_t left = low_shorts(upper, lower);
  v128_t right = high_shorts(upper, lower);
  v128_t odd = wasm_i16x8_shuffle(right, left, 6, 2, 7, 3, 14, 10, 15, 11);
  v128_t parts = wasm_i32x4_dot_i16x8(
      odd, wasm_i16x8_const(-F_0_720, F_0_850, -F_0_720, F_0_850, -F_1_272, F_3_624, -F_1_272,
                            F_3_624));
  v128_t sides = wasm_i32x4_add(parts, wasm_i32x4_shuffle(parts, parts, 2, 3, 0, 1));
  v128_t means = wasm_i32x4_shr(low_shorts(none, left), 16 - CONST_BITS - 2);
  means = wasm_i32x4_add(means, wasm_i32x4_const_splat(1 << (CONST_BITS + PASS1_BITS + 4)));
  v128_t a = wasm_i32x4_shr(wasm_i32x4_add(means, sides), CONST_BITS + PASS1_BITS + 5);
  v128_t b = wasm_i32x4_shr(wasm_i32x4_sub(means, sides), CONST_BITS + PASS1_BITS + 5);
  v128_t bytes = wasm_i16x8_narrow_i32x4(low_words(a, b), none);
  bytes = wasm_i8x16_narrow_i16x8(bytes, none);
  bytes = wasm_v128_xor(bytes, wasm_i8x16_const_splat((int8_t)0x80));
  wasm_v128_store16_lane(rows[0] + column, bytes, 0);
  wasm_v128_store16_lane(rows[1] + column, bytes, 1);
}
