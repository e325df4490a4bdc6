/* What the kernels share: the DCTs' constants, sums of products, and interleaving. */

#include <wasm_simd128.h>

/* As jidctint.c and jfdctint.c have them: constants times 2 to the 13th. */
#define CONST_BITS 13
#define PASS1_BITS 2
#define F_0_298 2446
#define F_0_390 3196
#define F_0_541 4433
#define F_0_765 6270
#define F_0_899 7373
#define F_1_175 9633
#define F_1_501 12299
#define F_1_847 15137
#define F_1_961 16069
#define F_2_053 16819
#define F_2_562 20995
#define F_3_072 25172

#define KERNEL static inline __attribute__((always_inline))

/* Eight sums of 32 bits. */
typedef struct {
  v128_t low;
  v128_t high;
} wide;

/* Eight pairs of 16 bits. */
typedef struct {
  v128_t low;
  v128_t high;
} pairs;

KERNEL v128_t low_bytes(v128_t a, v128_t b) {
  return wasm_i8x16_shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

KERNEL v128_t high_bytes(v128_t a, v128_t b) {
  return wasm_i8x16_shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

KERNEL v128_t low_shorts(v128_t a, v128_t b) {
  return wasm_i16x8_shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

KERNEL v128_t high_shorts(v128_t a, v128_t b) {
  return wasm_i16x8_shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

KERNEL v128_t low_words(v128_t a, v128_t b) {
  return wasm_i32x4_shuffle(a, b, 0, 4, 1, 5);
}

KERNEL v128_t high_words(v128_t a, v128_t b) {
  return wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
}

KERNEL pairs interleave(v128_t a, v128_t b) {
  return (pairs){ low_shorts(a, b), high_shorts(a, b) };
}

/* a × x + b × y of each pair. */
KERNEL wide dot(pairs p, int x, int y) {
  v128_t by = wasm_i32x4_splat((int)((unsigned)x & 0xffff) | (int)((unsigned)y << 16));
  return (wide){ wasm_i32x4_dot_i16x8(p.low, by), wasm_i32x4_dot_i16x8(p.high, by) };
}

KERNEL wide add(wide a, wide b) {
  return (wide){ wasm_i32x4_add(a.low, b.low), wasm_i32x4_add(a.high, b.high) };
}

KERNEL wide sub(wide a, wide b) {
  return (wide){ wasm_i32x4_sub(a.low, b.low), wasm_i32x4_sub(a.high, b.high) };
}

/* Times 2 to the CONST_BITS. */
KERNEL wide scaled(v128_t a) {
  v128_t none = wasm_i16x8_const_splat(0);
  return (wide){ wasm_i32x4_shr(low_shorts(none, a), 16 - CONST_BITS),
                 wasm_i32x4_shr(high_shorts(none, a), 16 - CONST_BITS) };
}

/* Divided by 2 to the `shift`, as 16 bits. */
KERNEL v128_t narrow(wide a, int shift) {
  return wasm_i16x8_narrow_i32x4(wasm_i32x4_shr(a.low, shift), wasm_i32x4_shr(a.high, shift));
}

/* Rows to columns. */
KERNEL void transpose(const v128_t in[8], v128_t out[8]) {
  v128_t a0 = low_shorts(in[0], in[1]);
  v128_t a1 = high_shorts(in[0], in[1]);
  v128_t a2 = low_shorts(in[2], in[3]);
  v128_t a3 = high_shorts(in[2], in[3]);
  v128_t a4 = low_shorts(in[4], in[5]);
  v128_t a5 = high_shorts(in[4], in[5]);
  v128_t a6 = low_shorts(in[6], in[7]);
  v128_t a7 = high_shorts(in[6], in[7]);
  v128_t b0 = low_words(a0, a2);
  v128_t b1 = high_words(a0, a2);
  v128_t b2 = low_words(a1, a3);
  v128_t b3 = high_words(a1, a3);
  v128_t b4 = low_words(a4, a6);
  v128_t b5 = high_words(a4, a6);
  v128_t b6 = low_words(a5, a7);
  v128_t b7 = high_words(a5, a7);
  out[0] = wasm_i64x2_shuffle(b0, b4, 0, 2);
  out[1] = wasm_i64x2_shuffle(b0, b4, 1, 3);
  out[2] = wasm_i64x2_shuffle(b1, b5, 0, 2);
  out[3] = wasm_i64x2_shuffle(b1, b5, 1, 3);
  out[4] = wasm_i64x2_shuffle(b2, b6, 0, 2);
  out[5] = wasm_i64x2_shuffle(b2, b6, 1, 3);
  out[6] = wasm_i64x2_shuffle(b3, b7, 0, 2);
  out[7] = wasm_i64x2_shuffle(b3, b7, 1, 3);
}
