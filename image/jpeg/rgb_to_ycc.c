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

typedef struct {
  v128_t y;
  v128_t cb;
  v128_t cr;
} planes;

/* Both sums with `bias`, divided by 2 to the 16th. */
KERNEL v128_t share(wide a, wide b, v128_t bias) {
  wide sum = add(a, b);
  sum.low = wasm_u32x4_shr(wasm_i32x4_add(sum.low, bias), 16);
  sum.high = wasm_u32x4_shr(wasm_i32x4_add(sum.high, bias), 16);
  return wasm_i16x8_narrow_i32x4(sum.low, sum.high);
}

/* Half of each, times 2 to the 16th. */
KERNEL wide halves(v128_t a) {
  v128_t none = wasm_i16x8_const_splat(0);
  return (wide){ wasm_u32x4_shr(low_shorts(none, a), 1), wasm_u32x4_shr(high_shorts(none, a), 1) };
}

/* Eight pixels of 16 bits. */
KERNEL planes convert(v128_t r, v128_t g, v128_t b) {
  const v128_t half = wasm_i32x4_const_splat(1 << 15);
  /* 128, and a half that is rounded down. */
  const v128_t middle = wasm_i32x4_const_splat((128 << 16) + (1 << 15) - 1);
  pairs rg = interleave(r, g);
  pairs bg = interleave(b, g);
  return (planes){
    /* Green's share is more than 16 bits hold: a quarter of it is added with blue's. */
    share(dot(rg, 19595, 38470 - 16384), dot(bg, 7471, 16384), half),
    share(dot(rg, -11059, -21709), halves(b), middle),
    share(dot(bg, -5329, -27439), halves(r), middle),
  };
}

KERNEL void row(const JSAMPLE *in, JSAMPLE *y, JSAMPLE *cb, JSAMPLE *cr, JDIMENSION width) {
  for (JDIMENSION x = 0; x < width; x += 16, in += 48) {
    v128_t a = wasm_v128_load(in);
    v128_t b = wasm_v128_load(in + 16);
    v128_t c = wasm_v128_load(in + 32);
    v128_t r = wasm_i8x16_shuffle(a, b, 0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0);
    v128_t g = wasm_i8x16_shuffle(a, b, 1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0);
    v128_t l = wasm_i8x16_shuffle(a, b, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0);
    r = wasm_i8x16_shuffle(r, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29);
    g = wasm_i8x16_shuffle(g, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30);
    l = wasm_i8x16_shuffle(l, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31);
    planes p = convert(wasm_u16x8_extend_low_u8x16(r), wasm_u16x8_extend_low_u8x16(g),
                       wasm_u16x8_extend_low_u8x16(l));
    planes q = convert(wasm_u16x8_extend_high_u8x16(r), wasm_u16x8_extend_high_u8x16(g),
                       wasm_u16x8_extend_high_u8x16(l));
    wasm_v128_store(y + x, wasm_u8x16_narrow_i16x8(p.y, q.y));
    wasm_v128_store(cb + x, wasm_u8x16_narrow_i16x8(p.cb, q.cb));
    wasm_v128_store(cr + x, wasm_u8x16_narrow_i16x8(p.cr, q.cr));
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
