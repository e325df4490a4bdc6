/*
 * RGB to YCbCr and the halving of colour planes with 128-bit vectors. Each result is that of
 * libjpeg's jccolor.c and jcsample.c.
 *
 * Rows of libjpeg's own buffers are multiples of 64 bytes long; the pixels in codec.c's room have
 * PAST_END bytes after them that may be read.
 */

#define JPEG_INTERNALS
#include "jinclude.h"
#include "jpeglib.h"
#include "jsimd.h"
#include "vectors.h"

int jsimd_can_rgb_ycc(void) {
  return 1;
}

int jsimd_can_h2v1_downsample(void) {
  return 1;
}

int jsimd_can_h2v2_downsample(void) {
  return 1;
}

/* Sums of four pixels each, before they are divided by 2 to the 16th. */
typedef struct {
  v128_t y;
  v128_t cb;
  v128_t cr;
} planes;

/* a × x + b × y of each pair of 16 bits. */
KERNEL v128_t share(v128_t pairs, int x, int y) {
  v128_t by = wasm_i32x4_splat((int)((unsigned)x & 0xffff) | (int)((unsigned)y << 16));
  return wasm_i32x4_dot_i16x8(pairs, by);
}

/* The first of each pair times 2 to the 15th. */
KERNEL v128_t half(v128_t pairs) {
  return wasm_i32x4_shl(wasm_v128_and(pairs, wasm_i32x4_const_splat(0xffff)), 15);
}

/* The first four pixels of sixteen bytes. */
KERNEL planes convert(v128_t bytes) {
  const v128_t rounded = wasm_i32x4_const_splat(1 << 15);
  /* 128, and a half that is rounded down. */
  const v128_t middle = wasm_i32x4_const_splat((128 << 16) + (1 << 15) - 1);
  /* Pairs of 16 bits: red and green, blue and green. */
  v128_t rg = wasm_i8x16_swizzle(
      bytes, wasm_i8x16_const(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1));
  v128_t bg = wasm_i8x16_swizzle(
      bytes, wasm_i8x16_const(2, -1, 1, -1, 5, -1, 4, -1, 8, -1, 7, -1, 11, -1, 10, -1));
  /* Green's share is more than 16 bits hold: a quarter of it is added with blue's. */
  v128_t y = wasm_i32x4_add(share(rg, 19595, 38470 - 16384), share(bg, 7471, 16384));
  v128_t cb = wasm_i32x4_add(share(rg, -11059, -21709), half(bg));
  v128_t cr = wasm_i32x4_add(share(bg, -5329, -27439), half(rg));
  return (planes){ wasm_i32x4_add(y, rounded), wasm_i32x4_add(cb, middle),
                   wasm_i32x4_add(cr, middle) };
}

/* Sixteen samples of four times four sums. */
KERNEL v128_t samples(v128_t a, v128_t b, v128_t c, v128_t d) {
  return wasm_u8x16_narrow_i16x8(
      wasm_i16x8_narrow_i32x4(wasm_u32x4_shr(a, 16), wasm_u32x4_shr(b, 16)),
      wasm_i16x8_narrow_i32x4(wasm_u32x4_shr(c, 16), wasm_u32x4_shr(d, 16)));
}

KERNEL void row(const JSAMPLE *in, JSAMPLE *y, JSAMPLE *cb, JSAMPLE *cr, JDIMENSION width) {
  for (JDIMENSION x = 0; x < width; x += 16, in += 48) {
    planes a = convert(wasm_v128_load(in));
    planes b = convert(wasm_v128_load(in + 12));
    planes c = convert(wasm_v128_load(in + 24));
    planes d = convert(wasm_v128_load(in + 36));
    wasm_v128_store(y + x, samples(a.y, b.y, c.y, d.y));
    wasm_v128_store(cb + x, samples(a.cb, b.cb, c.cb, d.cb));
    wasm_v128_store(cr + x, samples(a.cr, b.cr, c.cr, d.cr));
  }
}

void jsimd_rgb_ycc_convert(j_compress_ptr cinfo, JSAMPARRAY input, JSAMPIMAGE output,
                           JDIMENSION first, int count) {
  for (int i = 0; i < count; i++, first++) {
    row(input[i], output[0][first], output[1][first], output[2][first], cinfo->image_width);
  }
}

/* Repeats the last sample of each row until it has `to` samples. */
static void extend(JSAMPARRAY rows, int count, JDIMENSION from, JDIMENSION to) {
  if (to <= from) return;
  for (int i = 0; i < count; i++) memset(rows[i] + from, rows[i][from - 1], to - from);
}

void jsimd_h2v1_downsample(j_compress_ptr cinfo, jpeg_component_info *compptr, JSAMPARRAY input,
                           JSAMPARRAY output) {
  JDIMENSION width = compptr->width_in_blocks * DCTSIZE;
  const v128_t bias = wasm_i32x4_const_splat(1 << 16);
  extend(input, cinfo->max_v_samp_factor, cinfo->image_width, width * 2);
  for (int i = 0; i < compptr->v_samp_factor; i++) {
    for (JDIMENSION x = 0; x < width; x += 8) {
      v128_t sum = wasm_u16x8_extadd_pairwise_u8x16(wasm_v128_load(input[i] + 2 * x));
      v128_t mean = wasm_u16x8_shr(wasm_i16x8_add(sum, bias), 1);
      wasm_v128_store64_lane(output[i] + x, wasm_u8x16_narrow_i16x8(mean, mean), 0);
    }
  }
}

void jsimd_h2v2_downsample(j_compress_ptr cinfo, jpeg_component_info *compptr, JSAMPARRAY input,
                           JSAMPARRAY output) {
  JDIMENSION width = compptr->width_in_blocks * DCTSIZE;
  const v128_t bias = wasm_i32x4_const_splat(1 | 2 << 16);
  extend(input, cinfo->max_v_samp_factor, cinfo->image_width, width * 2);
  for (int i = 0; i < compptr->v_samp_factor; i++) {
    const JSAMPLE *upper = input[2 * i];
    const JSAMPLE *lower = input[2 * i + 1];
    for (JDIMENSION x = 0; x < width; x += 8) {
      v128_t sum =
          wasm_i16x8_add(wasm_u16x8_extadd_pairwise_u8x16(wasm_v128_load(upper + 2 * x)),
                         wasm_u16x8_extadd_pairwise_u8x16(wasm_v128_load(lower + 2 * x)));
      v128_t mean = wasm_u16x8_shr(wasm_i16x8_add(sum, bias), 2);
      wasm_v128_store64_lane(output[i] + x, wasm_u8x16_narrow_i16x8(mean, mean), 0);
    }
  }
}
