/*
 * Decodes and encodes one JPEG at a time with libjpeg-turbo.
 *
 * A job is: room(), filling it, decode() or encode(), reading what the answer points to. All of it
 * is gone with the next room(). A failure calls host.fail, which sets the stack pointer back and
 * throws: whatever has been begun is gone with the next room(), too.
 */

#include <stddef.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include "jpeglib.h"
#include "jerror.h"
#include "memory.h"

#define EXPORT(name) __attribute__((export_name(name)))

/* Why a job has failed. jpeg_wasm_module.ts has the same numbers. */
enum { DAMAGED, NO_MEMORY, OTHER_SIZE };

/* Tells it: a sentence in printf's form and its parameters, numbers or one string. */
__attribute__((import_module("host"), import_name("fail"))) _Noreturn void host_fail(
    int why, const char *sentence, const void *parameters);

/* Bytes after pixels that vectors may reach into, reading or writing. */
#define PAST_END 64

/* Each scan of a progressive file is a pass over all of the picture; encoders write about ten. */
#define MAX_SCANS 200

/* jerror.h names both in a message that is never told. */
#define JVERSION ""
#define JCOPYRIGHT_SHORT ""
#define JMESSAGE(code, string) string,
static const char *const sentences[] = {
#include "jerror.h"
  NULL
};

static struct jpeg_error_mgr errors;

static void fail(j_common_ptr cinfo) {
  int code = cinfo->err->msg_code;
  host_fail(code == JERR_OUT_OF_MEMORY ? NO_MEMORY : DAMAGED, sentences[code],
            &cinfo->err->msg_parm);
}

/*
 * A warning says that the file is damaged, so it is a failure, too, but for bytes between the last
 * scan and the end mark: no pixel is lost with them.
 */
static void emit(j_common_ptr cinfo, int level) {
  const struct jpeg_error_mgr *err = cinfo->err;
  if (level >= 0) return;
  if (err->msg_code == JWRN_EXTRANEOUS_DATA && err->msg_parm.i[1] == JPEG_EOI) return;
  fail(cinfo);
}

static void ignore(j_common_ptr cinfo) {
  (void)cinfo;
}

static struct jpeg_error_mgr *error_manager(void) {
  errors.error_exit = fail;
  errors.emit_message = emit;
  errors.output_message = ignore;
  errors.reset_error_mgr = ignore;
  errors.jpeg_message_table = sentences;
  errors.last_jpeg_message = JMSG_LASTMSGCODE - 1;
  return &errors;
}

/* Room for a job's input: a file or pixels. NULL if there is not so much memory. */
EXPORT("room") void *room(size_t bytes) {
  memory_reset();
  return bytes > SIZE_MAX - PAST_END ? NULL : malloc(bytes + PAST_END);
}

/* ---- Decoding ---- */

typedef struct {
  JDIMENSION width;
  JDIMENSION height;
  int channels;
  JSAMPLE *pixels;
} decoded;

static decoded picture;
static struct jpeg_decompress_struct reader;
static struct jpeg_source_mgr source;
static struct jpeg_progress_mgr progress;

static void start_source(j_decompress_ptr cinfo) {
  (void)cinfo;
}

/* The file is over before its end mark. */
static boolean fill_source(j_decompress_ptr cinfo) {
  ERREXIT(cinfo, JWRN_JPEG_EOF);
  return FALSE;
}

static void skip_source(j_decompress_ptr cinfo, long bytes) {
  struct jpeg_source_mgr *src = cinfo->src;
  if (bytes <= 0) return;
  if ((size_t)bytes > src->bytes_in_buffer) fill_source(cinfo);
  src->next_input_byte += bytes;
  src->bytes_in_buffer -= (size_t)bytes;
}

static void watch(j_common_ptr cinfo) {
  if (((j_decompress_ptr)cinfo)->input_scan_number > MAX_SCANS) {
    host_fail(DAMAGED, "More than %d scans", &(int){ MAX_SCANS });
  }
}

/*
 * Decodes the file in the room to RGB, grey or CMYK as it is stored.
 *
 * width, height, channels: what its header says; memory is taken for no more than that.
 * denominator: 1, 2, 4 or 8: what the picture is scaled down by.
 */
EXPORT("decode") const decoded *decode(const JOCTET *file, size_t length, JDIMENSION width,
                                       JDIMENSION height, int channels, unsigned denominator) {
  reader.err = error_manager();
  jpeg_create_decompress(&reader);
  source.next_input_byte = file;
  source.bytes_in_buffer = length;
  source.init_source = start_source;
  source.fill_input_buffer = fill_source;
  source.skip_input_data = skip_source;
  source.resync_to_restart = jpeg_resync_to_restart;
  source.term_source = start_source;
  reader.src = &source;
  progress.progress_monitor = watch;
  reader.progress = &progress;

  jpeg_read_header(&reader, TRUE);
  if (reader.image_width != width || reader.image_height != height ||
      reader.num_components != channels) {
    host_fail(OTHER_SIZE, "The picture has %u x %u pixels of %u channels",
              (int[]){ (int)reader.image_width, (int)reader.image_height, reader.num_components });
  }
  reader.scale_num = 1;
  reader.scale_denom = denominator;
  if (reader.num_components == 4) reader.out_color_space = JCS_CMYK;
  jpeg_start_decompress(&reader);

  size_t row_bytes = (size_t)reader.output_width * (size_t)reader.output_components;
  picture.width = reader.output_width;
  picture.height = reader.output_height;
  picture.channels = reader.output_components;
  uint64_t bytes = (uint64_t)row_bytes * picture.height + PAST_END;
  picture.pixels = bytes > SIZE_MAX ? NULL : malloc((size_t)bytes);
  if (picture.pixels == NULL) ERREXIT1(&reader, JERR_OUT_OF_MEMORY, 0);
  while (reader.output_scanline < reader.output_height) {
    JSAMPROW rows[8];
    JDIMENSION count = reader.output_height - reader.output_scanline;
    if (count > 8) count = 8;
    for (JDIMENSION i = 0; i < count; i++) {
      rows[i] = picture.pixels + (reader.output_scanline + i) * row_bytes;
    }
    jpeg_read_scanlines(&reader, rows, count);
  }
  jpeg_finish_decompress(&reader);
  return &picture;
}

/* ---- Encoding ---- */

typedef struct {
  JOCTET *bytes;
  size_t length;
} encoded;

static encoded file;
static struct jpeg_compress_struct writer;
static struct jpeg_destination_mgr destination;

static void start_destination(j_compress_ptr cinfo) {
  (void)cinfo;
}

/* The file goes on in twice the room. Other than with libjpeg's coder there may be some left. */
static boolean grow_destination(j_compress_ptr cinfo) {
  size_t used = file.length - cinfo->dest->free_in_buffer;
  JOCTET *larger = file.length > SIZE_MAX / 2 ? NULL : malloc(file.length * 2);
  if (larger == NULL) ERREXIT1(cinfo, JERR_OUT_OF_MEMORY, 0);
  __builtin_memcpy(larger, file.bytes, used);
  file.bytes = larger;
  file.length *= 2;
  cinfo->dest->next_output_byte = larger + used;
  cinfo->dest->free_in_buffer = file.length - used;
  return TRUE;
}

/*
 * Encodes the pixels in the room, RGB or grey.
 *
 * quality: 1 to 100.
 */
EXPORT("encode") const encoded *encode(JSAMPLE *pixels, JDIMENSION width, JDIMENSION height,
                                       int channels, int quality) {
  writer.err = error_manager();
  jpeg_create_compress(&writer);
  destination.init_destination = start_destination;
  destination.empty_output_buffer = grow_destination;
  destination.term_destination = start_destination;
  writer.dest = &destination;

  writer.image_width = width;
  writer.image_height = height;
  writer.input_components = channels;
  writer.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&writer);
  jpeg_set_quality(&writer, quality, TRUE);

  /* A photo needs a third of a byte a pixel. */
  file.length = 16384 + (size_t)width * height / 2;
  file.bytes = malloc(file.length);
  if (file.bytes == NULL) ERREXIT1(&writer, JERR_OUT_OF_MEMORY, 0);
  destination.next_output_byte = file.bytes;
  destination.free_in_buffer = file.length;

  jpeg_start_compress(&writer, TRUE);
  size_t row_bytes = (size_t)width * (size_t)channels;
  while (writer.next_scanline < height) {
    JSAMPROW rows[16];
    JDIMENSION count = height - writer.next_scanline;
    if (count > 16) count = 16;
    for (JDIMENSION i = 0; i < count; i++) {
      rows[i] = pixels + (writer.next_scanline + i) * row_bytes;
    }
    jpeg_write_scanlines(&writer, rows, count);
  }
  jpeg_finish_compress(&writer);
  file.length -= destination.free_in_buffer;
  return &file;
}
