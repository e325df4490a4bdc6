/* What libjpeg-turbo's headers want of <stdio.h>: the name of a type that nobody uses. */
#include <stddef.h>

typedef struct file FILE;
