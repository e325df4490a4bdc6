/*
 * The accurate inverse DCT of 8 × 8 coefficients with 128-bit vectors. Each result is that of
 * libjpeg's jidctint.c: the same sums of the same products (Loeffler, Ligtenberg and Moschytz), with
 * two of the products made and added by one instruction.
 */

#define JPEG_INTERNALS
#include "jinclude.h"
#include "jpeglib.h"
#include "jsimd.h"
#include "jdct.h"
#include "jsimddct.h"
#include "vectors.h"

int jsimd_can_idct_islow(void) {
  return 1;
}

/* One pass over eight columns: out[k] gets row k, rounded and divided by 2 to the `shift`. */
KERNEL void pass(const v128_t in[8], v128_t out[8], int shift) {
  v128_t round = wasm_i32x4_splat(1 << (shift - 1));

  /* Even rows. */
  pairs even = interleave(in[2], in[6]);
  wide t2 = dot(even, F_0_541, F_0_541 - F_1_847);
  wide t3 = dot(even, F_0_541 + F_0_765, F_0_541);
  wide t0 = scaled(wasm_i16x8_add(in[0], in[4]));
  wide t1 = scaled(wasm_i16x8_sub(in[0], in[4]));
  t0.low = wasm_i32x4_add(t0.low, round);
  t0.high = wasm_i32x4_add(t0.high, round);
  t1.low = wasm_i32x4_add(t1.low, round);
  t1.high = wasm_i32x4_add(t1.high, round);
  wide t10 = add(t0, t3);
  wide t13 = sub(t0, t3);
  wide t11 = add(t1, t2);
  wide t12 = sub(t1, t2);

  /* Odd rows. */
  pairs z = interleave(wasm_i16x8_add(in[7], in[3]), wasm_i16x8_add(in[5], in[1]));
  wide z3 = dot(z, F_1_175 - F_1_961, F_1_175);
  wide z4 = dot(z, F_1_175, F_1_175 - F_0_390);
  pairs outer = interleave(in[7], in[1]);
  pairs inner = interleave(in[5], in[3]);
  wide o0 = add(dot(outer, F_0_298 - F_0_899, -F_0_899), z3);
  wide o3 = add(dot(outer, -F_0_899, F_1_501 - F_0_899), z4);
  wide o1 = add(dot(inner, F_2_053 - F_2_562, -F_2_562), z4);
  wide o2 = add(dot(inner, -F_2_562, F_3_072 - F_2_562), z3);

  out[0] = narrow(add(t10, o3), shift);
  out[7] = narrow(sub(t10, o3), shift);
  out[1] = narrow(add(t11, o2), shift);
  out[6] = narrow(sub(t11, o2), shift);
  out[2] = narrow(add(t12, o1), shift);
  out[5] = narrow(sub(t12, o1), shift);
  out[3] = narrow(add(t13, o0), shift);
  out[4] = narrow(sub(t13, o0), shift);
}

/* Two rows of eight samples each from sixteen sums around zero. */
KERNEL v128_t samples(v128_t first, v128_t second) {
  return wasm_v128_xor(wasm_i8x16_narrow_i16x8(first, second), wasm_i8x16_splat((int8_t)0x80));
}

/* A block of one value, which the first pass has scaled up. */
static void flat(v128_t value, JSAMPARRAY rows, JDIMENSION column) {
  const v128_t half = wasm_i16x8_const_splat(1 << (PASS1_BITS + 2));
  v128_t sample = wasm_i16x8_shr(wasm_i16x8_add_sat(value, half), PASS1_BITS + 3);
  sample = samples(sample, sample);
  for (int i = 0; i < 8; i++) wasm_v128_store64_lane(rows[i] + column, sample, 0);
}

void jsimd_idct_islow(j_decompress_ptr cinfo, jpeg_component_info *compptr, JCOEFPTR block,
                      JSAMPARRAY rows, JDIMENSION column) {
  (void)cinfo;
  const JCOEF *quant = compptr->dct_table;
  v128_t a[8], b[8];
  v128_t rest = wasm_i16x8_const_splat(0);
  for (int i = 1; i < 8; i++) {
    a[i] = wasm_v128_load(block + 8 * i);
    rest = wasm_v128_or(rest, a[i]);
  }
  a[0] = wasm_i16x8_mul(wasm_v128_load(block), wasm_v128_load(quant));

  if (!wasm_v128_any_true(rest)) {
    /* All columns are flat: the first pass would make each row the first one. */
    const v128_t all_but_first = wasm_i16x8_const(0, -1, -1, -1, -1, -1, -1, -1);
    a[0] = wasm_i16x8_shl(a[0], PASS1_BITS);
    b[0] = wasm_i16x8_splat(wasm_i16x8_extract_lane(a[0], 0));
    if (!wasm_v128_any_true(wasm_v128_and(a[0], all_but_first))) {
      flat(b[0], rows, column);
      return;
    }
    b[1] = wasm_i16x8_splat(wasm_i16x8_extract_lane(a[0], 1));
    b[2] = wasm_i16x8_splat(wasm_i16x8_extract_lane(a[0], 2));
    b[3] = wasm_i16x8_splat(wasm_i16x8_extract_lane(a[0], 3));
    b[4] = wasm_i16x8_splat(wasm_i16x8_extract_lane(a[0], 4));
    b[5] = wasm_i16x8_splat(wasm_i16x8_extract_lane(a[0], 5));
    b[6] = wasm_i16x8_splat(wasm_i16x8_extract_lane(a[0], 6));
    b[7] = wasm_i16x8_splat(wasm_i16x8_extract_lane(a[0], 7));
  } else {
    for (int i = 1; i < 8; i++) a[i] = wasm_i16x8_mul(a[i], wasm_v128_load(quant + 8 * i));
    pass(a, b, CONST_BITS - PASS1_BITS);
    transpose(b, b);
  }
  pass(b, a, CONST_BITS + PASS1_BITS + 3);

  /* Columns to rows, as bytes. */
  v128_t c0 = samples(a[0], a[2]);
  v128_t c1 = samples(a[1], a[3]);
  v128_t c2 = samples(a[4], a[6]);
  v128_t c3 = samples(a[5], a[7]);
  v128_t d0 = low_bytes(c0, c1);   /* columns 0 and 1 */
  v128_t d1 = high_bytes(c0, c1);  /* 2 and 3 */
  v128_t d2 = low_bytes(c2, c3);   /* 4 and 5 */
  v128_t d3 = high_bytes(c2, c3);  /* 6 and 7 */
  v128_t e0 = low_shorts(d0, d1);  /* 0 to 3 of rows 0 to 3 */
  v128_t e1 = high_shorts(d0, d1); /* of rows 4 to 7 */
  v128_t e2 = low_shorts(d2, d3);
  v128_t e3 = high_shorts(d2, d3);
  v128_t f0 = low_words(e0, e2);
  v128_t f1 = high_words(e0, e2);
  v128_t f2 = low_words(e1, e3);
  v128_t f3 = high_words(e1, e3);
  wasm_v128_store64_lane(rows[0] + column, f0, 0);
  wasm_v128_store64_lane(rows[1] + column, f0, 1);
  wasm_v128_store64_lane(rows[2] + column, f1, 0);
  wasm_v128_store64_lane(rows[3] + column, f1, 1);
  wasm_v128_store64_lane(rows[4] + column, f2, 0);
  wasm_v128_store64_lane(rows[5] + column, f2, 1);
  wasm_v128_store64_lane(rows[6] + column, f3, 0);
  wasm_v128_store64_lane(rows[7] + column, f3, 1);
}
