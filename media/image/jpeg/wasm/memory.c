/*
 * The few functions of the C library that libjpeg-turbo needs. A job's memory is taken from one
 * growing heap and given back all at once when the next job begins.
 */

#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>
#include "memory.h"

#define PAGE_BYTES 65536u

extern unsigned char __heap_base;

static uintptr_t top;

/* Loops of bytes must not be made into calls of the functions that they are. */
#define NO_BUILTIN __attribute__((no_builtin("memset", "memcpy")))

void memory_reset(void) {
  top = (uintptr_t)&__heap_base;
}

void *malloc(size_t bytes) {
  uintptr_t start = (top + 31) & ~(uintptr_t)31;
  size_t have = __builtin_wasm_memory_size(0);
  uint64_t end = (uint64_t)start + bytes;
  uint64_t need = (end + PAGE_BYTES - 1) / PAGE_BYTES;
  if (need > have &&
      (need > PAGE_BYTES || __builtin_wasm_memory_grow(0, (size_t)need - have) == SIZE_MAX)) {
    return NULL;
  }
  top = (uintptr_t)end;
  return (void *)start;
}

void free(void *memory) {
  (void)memory;
}

NO_BUILTIN void *memset(void *to, int value, size_t bytes) {
  unsigned char *at = to;
  v128_t sixteen = wasm_i8x16_splat((int8_t)value);
  for (; bytes >= 16; bytes -= 16, at += 16) wasm_v128_store(at, sixteen);
  for (; bytes > 0; bytes--) *at++ = (unsigned char)value;
  return to;
}

NO_BUILTIN void *memcpy(void *restrict to, const void *restrict from, size_t bytes) {
  unsigned char *at = to;
  const unsigned char *source = from;
  for (; bytes >= 16; bytes -= 16, at += 16, source += 16) {
    wasm_v128_store(at, wasm_v128_load(source));
  }
  for (; bytes > 0; bytes--) *at++ = *source++;
  return to;
}

int memcmp(const void *left, const void *right, size_t bytes) {
  const unsigned char *l = left;
  const unsigned char *r = right;
  for (; bytes > 0; bytes--, l++, r++) {
    if (*l != *r) return *l - *r;
  }
  return 0;
}
