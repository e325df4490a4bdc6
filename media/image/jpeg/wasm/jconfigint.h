/* libjpeg-turbo's inner configuration for WebAssembly; CMake would write it from jconfigint.h.in. */

#define BUILD ""
#define HIDDEN __attribute__((visibility("hidden")))
#undef inline
#define INLINE inline __attribute__((always_inline))
#define THREAD_LOCAL
#define PACKAGE_NAME "libjpeg-turbo"
#define VERSION "3.1.0"

/* Pointers have 32 bits and registers 64, as in x86's ILP32: the Huffman coders hold 64 bits. */
#define SIZEOF_SIZE_T 4
#define __x86_64__ 1
#define __ILP32__ 1

#define FALLTHROUGH __attribute__((fallthrough));

#ifndef BITS_IN_JSAMPLE
#define BITS_IN_JSAMPLE 8
#endif

#define WITH_SIMD 1
