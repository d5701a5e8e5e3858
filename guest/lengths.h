#ifndef LENGTHS_H
#define LENGTHS_H

#include "scenario.h"
#include "worker-memory.h"

/* Pages that zswap did not take. */
#define LENGTH_REFUSED 0xffff

/* In the first process: has each page's length found and emits them, in order. 0 or -errno. */
int run_lengths(struct crew *crew);

/* In the worker: stores single pages one after another, each alone, and notes what memory.stat has for it; 0 or -errno. */
long measure_lengths(struct worker_memory *memory, unsigned long from, unsigned long to);

#endif
