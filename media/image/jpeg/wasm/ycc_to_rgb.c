/*
 * YCbCr to RGB with 128-bit vectors. Each result is that of libjpeg's jdcolor.c.
 *
 * Whole vectors are written past a row's end: into the next row, which is written later, or past the
 * picture's end, where codec.c keeps PAST_END bytes free.
 */

#define JPEG_INTERNALS
#include "jinclude.h"
#include "jpeglib.h"
#include "jsimd.h"
#include "vectors.h"

int jsimd_can_ycc_rgb(void) {
  return 1;
}

/* Green's shares of blue and red, times 2 to the 16th; of red's the whole is taken off. */
#define GREEN_CB (-22554)
#define GREEN_CR (65536 - 46802)
/*
 * What of red and blue is more than once or twice the difference, times 2 to the 15th: 0.402 (exact
 * for all 256 differences though half of 26345 is no integer) and -0.228.
 */
#define RED_CR 13173
#define BLUE_CB (-7471)

typedef struct {
  v128_t red;
  v128_t green;
  v128_t blue;
} colours;

/* Eight pixels of 16 bits, not clamped. */
KERNEL colours convert(v128_t y, v128_t cb, v128_t cr) {
  const v128_t half = wasm_i32x4_const_splat(1 << 15);
  pairs both = interleave(cb, cr);
  wide share = dot(both, GREEN_CB, GREEN_CR);
  v128_t green = wasm_i16x8_narrow_i32x4(wasm_i32x4_shr(wasm_i32x4_add(share.low, half), 16),
                                         wasm_i32x4_shr(wasm_i32x4_add(share.high, half), 16));
  v128_t red = wasm_i16x8_add(cr, wasm_i16x8_q15mulr_sat(cr, wasm_i16x8_const_splat(RED_CR)));
  v128_t blue = wasm_i16x8_add(wasm_i16x8_add(cb, cb),
                               wasm_i16x8_q15mulr_sat(cb, wasm_i16x8_const_splat(BLUE_CB)));
  return (colours){ wasm_i16x8_add(y, red), wasm_i16x8_add(y, wasm_i16x8_sub(green, cr)),
                    wasm_i16x8_add(y, blue) };
}

KERNEL void row(const JSAMPLE *y, const JSAMPLE *cb, const JSAMPLE *cr, JSAMPLE *out,
                JDIMENSION width) {
  const v128_t middle = wasm_i16x8_const_splat(128);
  for (JDIMENSION x = 0; x < width; x += 16, out += 48) {
    v128_t ys = wasm_v128_load(y + x);
    v128_t cbs = wasm_v128_load(cb + x);
    v128_t crs = wasm_v128_load(cr + x);
    colours a = convert(wasm_u16x8_extend_low_u8x16(ys),
                        wasm_i16x8_sub(wasm_u16x8_extend_low_u8x16(cbs), middle),
                        wasm_i16x8_sub(wasm_u16x8_extend_low_u8x16(crs), middle));
    colours b = convert(wasm_u16x8_extend_high_u8x16(ys),
                        wasm_i16x8_sub(wasm_u16x8_extend_high_u8x16(cbs), middle),
                        wasm_i16x8_sub(wasm_u16x8_extend_high_u8x16(crs), middle));
    v128_t r = wasm_u8x16_narrow_i16x8(a.red, b.red);
    v128_t g = wasm_u8x16_narrow_i16x8(a.green, b.green);
    v128_t l = wasm_u8x16_narrow_i16x8(a.blue, b.blue);
    v128_t rg0 = low_bytes(r, g);
    v128_t rg1 = high_bytes(r, g);
    wasm_v128_store(out, wasm_i8x16_shuffle(rg0, l, 0, 1, 16, 2, 3, 17, 4, 5, 18, 6, 7, 19, 8, 9,
                                            20, 10));
    v128_t middle_rg = wasm_i8x16_shuffle(rg0, rg1, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
                                          23, 24, 25, 26);
    wasm_v128_store(out + 16, wasm_i8x16_shuffle(middle_rg, l, 0, 21, 1, 2, 22, 3, 4, 23, 5, 6, 24,
                                                 7, 8, 25, 9, 10));
    wasm_v128_store(out + 32, wasm_i8x16_shuffle(rg1, l, 26, 6, 7, 27, 8, 9, 28, 10, 11, 29, 12, 13,
                                                 30, 14, 15, 31));
  }
}

void jsimd_ycc_rgb_convert(j_decompress_ptr cinfo, JSAMPIMAGE input, JDIMENSION first,
                           JSAMPARRAY output, int count) {
  for (int i = 0; i < count; i++, first++) {
    row(input[0][first], input[1][first], input[2][first], output[i], cinfo->output_width);
  }
}
