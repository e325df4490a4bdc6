/*
 * The smooth doubling of colour planes ("fancy upsampling") with 128-bit vectors: three quarters of
 * the nearer sample and one of the further. Each result is that of libjpeg's jdsample.c.
 *
 * Rows of libjpeg's own buffers are multiples of 64 bytes long, so whole vectors may be read and
 * written past a row's last sample.
 */

#define JPEG_INTERNALS
#include "jinclude.h"
#include "jpeglib.h"
#include "jsimd.h"
#include "vectors.h"

int jsimd_can_h2v1_fancy_upsample(void) {
  return 1;
}

int jsimd_can_h2v2_fancy_upsample(void) {
  return 1;
}

/* Eight samples; of two rows, three times those of the nearer and one of the other. */
KERNEL v128_t sums(const JSAMPLE *near, const JSAMPLE *far) {
  v128_t a = wasm_u16x8_load8x8(near);
  if (far == NULL) return a;
  return wasm_i16x8_add(wasm_i16x8_mul(a, wasm_i16x8_const_splat(3)), wasm_u16x8_load8x8(far));
}

/* One row of `width` samples to one of twice as many. */
KERNEL void widen(const JSAMPLE *near, const JSAMPLE *far, JSAMPLE *out, JDIMENSION width,
                  int bias, int shift) {
  const v128_t three = wasm_i16x8_const_splat(3);
  /* Even results and odd ones are rounded differently. */
  v128_t even = wasm_i16x8_splat((int16_t)bias);
  v128_t odd = wasm_i16x8_splat((int16_t)(far == NULL ? bias + 1 : bias - 1));
  v128_t now = sums(near, far);
  v128_t before = wasm_i16x8_splat(wasm_i16x8_extract_lane(now, 0));
  for (JDIMENSION x = 0; x < width; x += 8) {
    v128_t after;
    JDIMENSION left = width - x;
    if (left > 8) {
      after = sums(near + x + 8, far == NULL ? NULL : far + x + 8);
    } else {
      /* Beyond the last sample there is that sample again. */
      JDIMENSION last = width - 1;
      after = wasm_i16x8_splat((int16_t)(far == NULL ? near[last] : 3 * near[last] + far[last]));
    }
    v128_t left_of = wasm_i16x8_shuffle(before, now, 7, 8, 9, 10, 11, 12, 13, 14);
    v128_t right_of = wasm_i16x8_shuffle(now, after, 1, 2, 3, 4, 5, 6, 7, 8);
    v128_t most = wasm_i16x8_mul(now, three);
    v128_t a = wasm_u16x8_shr(wasm_i16x8_add(wasm_i16x8_add(most, left_of), even), shift);
    v128_t b = wasm_u16x8_shr(wasm_i16x8_add(wasm_i16x8_add(most, right_of), odd), shift);
    wasm_v128_store(out + 2 * x, wasm_v128_or(a, wasm_i16x8_shl(b, 8)));
    before = now;
    now = after;
  }
  /* The last one's right neighbour, where it was not at a vector's end. */
  JDIMENSION last = width - 1;
  int sum = far == NULL ? near[last] : 3 * near[last] + far[last];
  out[2 * last + 1] = (JSAMPLE)((4 * sum + (far == NULL ? bias + 1 : bias - 1)) >> shift);
}

void jsimd_h2v1_fancy_upsample(j_decompress_ptr cinfo, jpeg_component_info *compptr,
                               JSAMPARRAY input, JSAMPARRAY *output) {
  for (int row = 0; row < cinfo->max_v_samp_factor; row++) {
    widen(input[row], NULL, (*output)[row], compptr->downsampled_width, 1, 2);
  }
}

void jsimd_h2v2_fancy_upsample(j_decompress_ptr cinfo, jpeg_component_info *compptr,
                               JSAMPARRAY input, JSAMPARRAY *output) {
  for (int row = 0; row < cinfo->max_v_samp_factor; row++) {
    int near = row >> 1;
    int far = row & 1 ? near + 1 : near - 1;
    widen(input[near], input[far], (*output)[row], compptr->downsampled_width, 8, 4);
  }
}
