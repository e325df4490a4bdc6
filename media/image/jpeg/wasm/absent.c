/*
 * Parts of libjpeg-turbo that are left out because no job asks for them: other depths than 8 bits,
 * lossless and arithmetic coding, palettes, progressive encoding, quick and inexact DCTs. What a file
 * asks for of them is refused in libjpeg's words.
 */

#define JPEG_INTERNALS
#include "jinclude.h"
#include "jpeglib.h"
#include "jerror.h"

static _Noreturn void refuse(j_common_ptr cinfo) {
  cinfo->err->msg_code = JERR_NOT_COMPILED;
  (*cinfo->err->error_exit)(cinfo);
  __builtin_unreachable();
}

#define READER(name) \
  void name(j_decompress_ptr cinfo); \
  void name(j_decompress_ptr cinfo) { refuse((j_common_ptr)cinfo); }
#define BUFFERED_READER(name) \
  void name(j_decompress_ptr cinfo, boolean full); \
  void name(j_decompress_ptr cinfo, boolean full) { (void)full; refuse((j_common_ptr)cinfo); }
#define WRITER(name) \
  void name(j_compress_ptr cinfo); \
  void name(j_compress_ptr cinfo) { refuse((j_common_ptr)cinfo); }
#define BUFFERED_WRITER(name) \
  void name(j_compress_ptr cinfo, boolean full); \
  void name(j_compress_ptr cinfo, boolean full) { (void)full; refuse((j_common_ptr)cinfo); }
/* Those are only named in tables that nobody looks up. */
#define UNUSED(name) \
  void name(void); \
  void name(void) { __builtin_trap(); }

READER(jinit_merged_upsampler)
READER(jinit_lossless_decompressor)
READER(jinit_lhuff_decoder)
READER(jinit_1pass_quantizer)
READER(jinit_2pass_quantizer)
READER(j12init_upsampler)
READER(j12init_merged_upsampler)
READER(j12init_lossless_decompressor)
READER(j12init_inverse_dct)
READER(j12init_color_deconverter)
READER(j12init_1pass_quantizer)
READER(j12init_2pass_quantizer)
READER(j16init_upsampler)
READER(j16init_lossless_decompressor)
READER(j16init_color_deconverter)
BUFFERED_READER(jinit_d_diff_controller)
BUFFERED_READER(j12init_d_diff_controller)
BUFFERED_READER(j12init_d_post_controller)
BUFFERED_READER(j12init_d_main_controller)
BUFFERED_READER(j12init_d_coef_controller)
BUFFERED_READER(j16init_d_diff_controller)
BUFFERED_READER(j16init_d_post_controller)
BUFFERED_READER(j16init_d_main_controller)
WRITER(jinit_phuff_encoder)
WRITER(jinit_lossless_compressor)
WRITER(jinit_lhuff_encoder)
WRITER(j12init_lossless_compressor)
WRITER(j12init_forward_dct)
WRITER(j12init_downsampler)
WRITER(j12init_color_converter)
WRITER(j16init_lossless_compressor)
WRITER(j16init_downsampler)
WRITER(j16init_color_converter)
BUFFERED_WRITER(jinit_c_diff_controller)
BUFFERED_WRITER(j12init_c_diff_controller)
BUFFERED_WRITER(j12init_c_prep_controller)
BUFFERED_WRITER(j12init_c_main_controller)
BUFFERED_WRITER(j12init_c_coef_controller)
BUFFERED_WRITER(j16init_c_diff_controller)
BUFFERED_WRITER(j16init_c_prep_controller)
BUFFERED_WRITER(j16init_c_main_controller)
UNUSED(jpeg_idct_ifast)
UNUSED(jpeg_idct_float)
UNUSED(jpeg_fdct_ifast)
UNUSED(jpeg_fdct_float)

#define NO_KERNEL(name) \
  int jsimd_can_##name(void); \
  int jsimd_can_##name(void) { return 0; } \
  UNUSED(jsimd_##name)
#define NO_KERNEL2(can, name) \
  int jsimd_can_##can(void); \
  int jsimd_can_##can(void) { return 0; } \
  UNUSED(jsimd_##name)
NO_KERNEL2(ycc_rgb565, ycc_rgb565_convert)
NO_KERNEL2(rgb_gray, rgb_gray_convert)
NO_KERNEL(h2v1_upsample)
NO_KERNEL(h2v2_upsample)
NO_KERNEL(idct_ifast)
NO_KERNEL(idct_float)
NO_KERNEL(fdct_ifast)
NO_KERNEL(fdct_float)
NO_KERNEL(convsamp_float)
NO_KERNEL(quantize_float)
