#ifndef PLAN_H
#define PLAN_H

#include <stdbool.h>

#define PAGE_BYTES 4096ul
#define MAX_MEMCGS 512
#define MAX_FOLIO_PAGES 512

/* Consecutive pages of a corpus whose addresses are consecutive too. */
struct run {
	unsigned long pfn;
	unsigned long pages;
};

/* Pages of one corpus on the page disk. */
struct corpus {
	unsigned long first_page;
	unsigned long pages;
	unsigned long first_run;
	unsigned long runs;
};

#define NO_LIMIT (-1ll)

/* Faults of a sweep. A kernel that cannot be made to fail has the step without a fault alone. */
struct faults {
	/* The N-th allocation fails, for N from first (0: none fails) to last, or until there is none left to fail. */
	unsigned long first;
	unsigned long last;
	/* After that one a second: the first for which so many pages, or bytes of slab objects, were allocated before. 0: none. */
	unsigned long second_pages;
	unsigned long second_bytes;
	/* How many pairs of faults follow the sweep. */
	unsigned long pairs;
	/* Entries of an earlier store are still at the folio's slots. */
	bool older;
};

struct cell {
	char compressor[32];
	unsigned long corpus;
	unsigned long folio_pages;
	/* Folios of exactly folio_pages in file order; otherwise by natural alignment within runs. */
	bool dense;
	unsigned long offer_pages;
	/* Pages that are touched before they are paged out. */
	unsigned long chunk_pages;
	unsigned long max_pool_percent;
	unsigned long accept_threshold_percent;
	unsigned long memcgs;
	/* memory.zswap.max in bytes of each memcg and of their parent, or NO_LIMIT. */
	long long memcg_max_bytes;
	long long memcg_parent_max_bytes;
	bool writeback;
	unsigned long tasks;
	/* Rounds of stores that collide just below the limit; otherwise the offer once. */
	bool edge;
	/* Faults one after another on one folio, or the length of each page, instead of the offer. */
	bool lengths;
	bool sweep;
	struct faults faults;
	/* NUMA nodes; folio n of the queue is on node n mod nodes. */
	unsigned long nodes;
};

/* Whether there is a limit on a memcg of the cell. */
static inline bool has_memcg_limit(const struct cell *cell)
{
	return cell->memcg_max_bytes != NO_LIMIT || cell->memcg_parent_max_bytes != NO_LIMIT;
}

struct plan {
	struct run *runs;
	unsigned long run_count;
	struct corpus *corpora;
	unsigned long corpus_count;
	struct cell *cells;
	unsigned long cell_count;
};

/*
 * Reads a plan, a text of lines: "zswap-bench-plan 1", then "corpus FIRST_PAGE PAGES" with its "run PFN PAGES" lines,
 * "cell NAME=VALUE ...", each with "faults FIRST LAST SECOND_PAGES SECOND_BYTES PAIRS OLDER" or
 * "lengths" after it where it is such a cell, and "end". Returns 0, or the number of the line that is wrong.
 */
long read_plan(char *text, struct plan *plan);

#endif
