#ifndef COUNTERS_H
#define COUNTERS_H

#include "plan.h"

/* Is told one counter: the group that it belongs to (zswap, vmstat, memcg0, hugepages-64kB, ...), its name and its value. */
typedef void counter_visitor(void *context, const char *group, const char *name, long long value);

/* Reads every counter of zswap, of the memcgs of a cell and of its folio sizes. Of folio sizes only what is not 0. */
void visit_counters(const struct cell *cell, counter_visitor *visit, void *context);

/* Emits every counter of zswap, of the memcgs of a cell and of its folio sizes, as lines that bear the moment's name. */
void emit_counters(const char *at, const struct cell *cell);

/* Gauges of zswap in pages; -1 where the kernel has none. */
long long stored_pages(void);
long long pool_pages(void);
long long written_back_pages(void);

/* Pages of kernel objects that cannot be reclaimed; -1 where the kernel does not count them. */
long long slab_pages(void);

#endif
