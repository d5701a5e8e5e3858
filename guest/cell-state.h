#ifndef CELL_STATE_H
#define CELL_STATE_H

#include <stdatomic.h>
#include <stdint.h>

#include "folio-queue.h"
#include "plan.h"

/* The fate of a folio after MADV_PAGEOUT. */
enum verdict {
	WAITING = 0,
	/* Nothing is left in memory: zswap has it, or it is all zero. */
	STORED = 's',
	/* It went to the device, or stayed dirty: its pages are in the swap cache. */
	REFUSED = 'r',
	/* The kernel formed smaller folios there, or split it, and only some were stored. */
	MIXED = 'm',
	/* Some of it is still mapped, and none was stored. */
	PRESENT = 'p',
};

struct record {
	uint8_t verdict;
	/* The memcg that it was paged out in. */
	uint16_t memcg;
};

/* Time in madvise(), and in the faults that read the folio back; 0 for one that was not stored. */
struct folio_time {
	uint32_t out_ns;
	uint32_t in_ns;
};

/* Figures of a cell that several processes add to. */
struct tally {
	_Atomic long long peak_pool_pages;
	/* The first folio that was refused, or -1, and the gauges right after it. */
	_Atomic long first_refused;
	long long first_refused_stored_pages;
	long long first_refused_pool_pages;
	/* Of folios that were stored: time in madvise(), and in the faults that read them back. */
	_Atomic unsigned long long out_ns, out_pages, in_ns, in_pages;
	/* Highest memory.zswap.current seen after a store, of the parent and, from place 1 on, of each memcg; statistics may lag. */
	_Atomic long long peak_memcg_bytes[MAX_MEMCGS + 1];
	/* Read back and compared. */
	_Atomic unsigned long compared_pages, mismatched_pages;
	_Atomic unsigned long first_mismatch;
};

struct fault_step;

/* Everything about a cell in execution, in memory that all its processes share. */
struct cell_state {
	const struct cell *cell;
	const struct corpus *corpus;
	struct folio_queue queue;
	char *base;
	/* The page disk. */
	const char *pages_path;
	struct record *records;
	/* One for each folio; NULL where times are of no interest. */
	struct folio_time *times;
	struct tally tally;
	/* Of a sweep of faults: the step in execution. */
	struct fault_step *step;
	/* Of a cell of lengths: one for each folio, in bytes. */
	uint16_t *lengths;
	/* Pages that the global limit allows. */
	unsigned long limit_pages;
	/* The next folio of the queue, and the end of the chunk. */
	_Atomic unsigned long next;
	unsigned long end;
	/* Tasks that wait for the others to start with. */
	_Atomic unsigned long ready;
};

/* As many single pages as the limit has room for, if they compress to a quarter. */
static inline unsigned long most_fillers(const struct cell_state *state)
{
	return 4 * state->limit_pages;
}

#endif
