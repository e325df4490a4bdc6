/*
 * The accurate forward DCT of 8 × 8 samples and its quantisation with 128-bit vectors. Each result is
 * that of libjpeg's jfdctint.c and jcdctmgr.c.
 */

#define JPEG_INTERNALS
#include "jinclude.h"
#include "jpeglib.h"
#include "jsimd.h"
#include "jdct.h"
#include "jsimddct.h"
#include "vectors.h"

int jsimd_can_convsamp(void) {
  return 1;
}

int jsimd_can_fdct_islow(void) {
  return 1;
}

int jsimd_can_quantize(void) {
  return 1;
}

/* Eight rows of eight samples, around zero. */
void jsimd_convsamp(JSAMPARRAY rows, JDIMENSION column, DCTELEM *out) {
  const v128_t middle = wasm_i16x8_const_splat(CENTERJSAMPLE);
  for (int i = 0; i < DCTSIZE; i++) {
    v128_t samples = wasm_u16x8_load8x8(rows[i] + column);
    wasm_v128_store(out + i * DCTSIZE, wasm_i16x8_sub(samples, middle));
  }
}

KERNEL v128_t rounded(wide a, int shift) {
  v128_t half = wasm_i32x4_splat(1 << (shift - 1));
  return narrow((wide){ wasm_i32x4_add(a.low, half), wasm_i32x4_add(a.high, half) }, shift);
}

/* One pass over eight columns. The first is scaled up by 2 to the PASS1_BITS, the second down. */
KERNEL void pass(v128_t d[8], int second) {
  int shift = second ? CONST_BITS + PASS1_BITS : CONST_BITS - PASS1_BITS;
  v128_t t0 = wasm_i16x8_add(d[0], d[7]);
  v128_t t7 = wasm_i16x8_sub(d[0], d[7]);
  v128_t t1 = wasm_i16x8_add(d[1], d[6]);
  v128_t t6 = wasm_i16x8_sub(d[1], d[6]);
  v128_t t2 = wasm_i16x8_add(d[2], d[5]);
  v128_t t5 = wasm_i16x8_sub(d[2], d[5]);
  v128_t t3 = wasm_i16x8_add(d[3], d[4]);
  v128_t t4 = wasm_i16x8_sub(d[3], d[4]);

  /* Even part. */
  v128_t t10 = wasm_i16x8_add(t0, t3);
  v128_t t13 = wasm_i16x8_sub(t0, t3);
  v128_t t11 = wasm_i16x8_add(t1, t2);
  v128_t t12 = wasm_i16x8_sub(t1, t2);
  if (second) {
    const v128_t half = wasm_i16x8_const_splat(1 << (PASS1_BITS - 1));
    t10 = wasm_i16x8_add(t10, half);
    d[0] = wasm_i16x8_shr(wasm_i16x8_add(t10, t11), PASS1_BITS);
    d[4] = wasm_i16x8_shr(wasm_i16x8_sub(t10, t11), PASS1_BITS);
  } else {
    d[0] = wasm_i16x8_shl(wasm_i16x8_add(t10, t11), PASS1_BITS);
    d[4] = wasm_i16x8_shl(wasm_i16x8_sub(t10, t11), PASS1_BITS);
  }
  pairs even = interleave(t13, t12);
  d[2] = rounded(dot(even, F_0_541 + F_0_765, F_0_541), shift);
  d[6] = rounded(dot(even, F_0_541, F_0_541 - F_1_847), shift);

  /* Odd part. */
  pairs z = interleave(wasm_i16x8_add(t4, t6), wasm_i16x8_add(t5, t7));
  wide z3 = dot(z, F_1_175 - F_1_961, F_1_175);
  wide z4 = dot(z, F_1_175, F_1_175 - F_0_390);
  pairs outer = interleave(t4, t7);
  pairs inner = interleave(t5, t6);
  d[7] = rounded(add(dot(outer, F_0_298 - F_0_899, -F_0_899), z3), shift);
  d[1] = rounded(add(dot(outer, -F_0_899, F_1_501 - F_0_899), z4), shift);
  d[5] = rounded(add(dot(inner, F_2_053 - F_2_562, -F_2_562), z4), shift);
  d[3] = rounded(add(dot(inner, -F_2_562, F_3_072 - F_2_562), z3), shift);
}

void jsimd_fdct_islow(DCTELEM *data) {
  v128_t d[8];
  for (int i = 0; i < 8; i++) d[i] = wasm_v128_load(data + 8 * i);
  transpose(d, d);
  pass(d, 0);
  transpose(d, d);
  pass(d, 1);
  for (int i = 0; i < 8; i++) wasm_v128_store(data + 8 * i, d[i]);
}

/* The upper halves of the products of unsigned 16 bits. */
KERNEL v128_t upper_product(v128_t a, v128_t b) {
  return wasm_i16x8_shuffle(wasm_u32x4_extmul_low_u16x8(a, b), wasm_u32x4_extmul_high_u16x8(a, b),
                            1, 3, 5, 7, 9, 11, 13, 15);
}

/* Divides by multiplying: tables of reciprocals, corrections and scales, as jcdctmgr.c makes them. */
void jsimd_quantize(JCOEFPTR out, DCTELEM *divisors, DCTELEM *data) {
  for (int i = 0; i < DCTSIZE2; i += 8) {
    v128_t value = wasm_v128_load(data + i);
    v128_t sign = wasm_i16x8_shr(value, 15);
    v128_t sum = wasm_i16x8_add(wasm_i16x8_abs(value), wasm_v128_load(divisors + DCTSIZE2 + i));
    v128_t part = upper_product(upper_product(sum, wasm_v128_load(divisors + i)),
                                wasm_v128_load(divisors + 2 * DCTSIZE2 + i));
    wasm_v128_store(out + i, wasm_i16x8_sub(wasm_v128_xor(part, sign), sign));
  }
}
