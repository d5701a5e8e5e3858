#ifndef COUNTERS_H
#define COUNTERS_H

#include "plan.h"

/* Emits every counter of zswap, of the memcgs of a cell and of its folio sizes, as lines that bear the moment's name. */
void emit_counters(const char *at, const struct cell *cell);

/* Gauges of zswap in pages; -1 where the kernel has none. */
long long stored_pages(void);
long long pool_pages(void);
long long written_back_pages(void);

#endif
