#ifndef WORKER_MEMORY_H
#define WORKER_MEMORY_H

#include "cell-state.h"

/* Files and memory of one worker; only its process has them. */
struct worker_memory {
	struct cell_state *state;
	long memcg;
	int pages_fd;
	int pagemap_fd;
	/* Single pages that take the pool to the edge; later ones take the place of the first. */
	char *fillers;
	unsigned long filler_count;
};

/* Opens the files; 0 or -errno. */
int open_memory(struct worker_memory *memory, struct cell_state *state, long memcg);

/* Maps the areas of the cell, with nothing in them yet; 0 or -errno. */
int map_memory(struct worker_memory *memory);

/* Fills folios with their pages, each folio whole before the next, and leaves none in this CPU's batch of new pages. */
int touch_folios(struct worker_memory *memory, unsigned long from, unsigned long to);

/* Frees folios that are not this memcg's. */
void drop_copies(struct worker_memory *memory, unsigned long from, unsigned long to);

/* Reads this memcg's folios back, compares them with the page disk and frees them; 0 or -errno. */
int read_back(struct worker_memory *memory, unsigned long from, unsigned long to);

/* Reads a folio back, and returns how many of its pages differ from the page disk's, or -errno. */
long count_mismatches(struct worker_memory *memory, const struct folio *folio);

/* Charges and uncharges so many pages that the kernel has to add up this memcg's statistics when they are read next. */
int flush_statistics(void);

/* Keeps the calling thread on one CPU until the next call, which lifts that; a new page waits in the batch of its CPU. */
void stay_on_cpu(long memcg);
void leave_cpu(void);

/* Empties this CPU's batch of pages that are not yet on an LRU list: only from there can they be paged out. */
void drain_new_pages(void);

char *folio_address(const struct cell_state *state, const struct folio *folio);

#endif
