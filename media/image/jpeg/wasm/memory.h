/* Forgets all that malloc has given: the next job has the heap for itself. */
void memory_reset(void);
