/* What libjpeg-turbo wants of <stdlib.h>; memory.c has it. */
#include <stddef.h>

void *malloc(size_t bytes);
void free(void *memory);
