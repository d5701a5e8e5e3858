#ifndef PAGE_OUT_H
#define PAGE_OUT_H

#include "worker-memory.h"

/* Where the pages of some memory are. */
struct whereabouts {
	/* Mapped: not paged out. */
	unsigned long mapped;
	/* In the swap cache: on the device, or still dirty. */
	unsigned long cached;
	/* Nowhere in memory: zswap has them, or they are all zero. */
	unsigned long gone;
};

/* Finds the pages of a folio; 0 or -errno. */
int find_pages(const struct worker_memory *memory, char *address, unsigned long pages, struct whereabouts *found);

/* Pages one folio out and records its fate. */
void page_folio_out(struct worker_memory *memory, unsigned long number);

/* Pages some memory out, and tries again while pages stay mapped; gives the time of the last try. */
enum verdict page_out(struct worker_memory *memory, char *address, unsigned long pages, unsigned long long *ns);

#endif
