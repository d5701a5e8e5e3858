#ifndef WORKER_H
#define WORKER_H

#include <sys/types.h>

#include "cell-state.h"

/* Orders to a worker. */
enum order {
	/* Fill the memory of folios FROM to TO. */
	TOUCH = 't',
	/* Let the worker's tasks page folios out until the chunk ends. */
	PAGE_OUT = 'o',
	/* Let task T page folio FROM + T out, all at the same moment. */
	PAGE_OUT_AT_ONCE = 'a',
	/* Free folios FROM to TO that another worker paged out. */
	DROP_COPIES = 'd',
	/* Read folios FROM to TO back that this worker paged out, compare and free them. */
	READ_BACK = 'b',
	/* Have the memcg's statistics brought up to date. */
	FLUSH = 'f',
	/* Store single pages until the pool or the memcg has less room than FROM pages, TO pages at the most; answers how many. */
	ADD_FILLERS = '+',
	/* Free the last FROM of those pages. */
	REMOVE_FILLERS = '-',
	/* Free the last of those pages until there is room for FROM pages. */
	LEAVE_ROOM = 'r',
	/* Page one folio out with the fault that the cell's step has, and fill the rest of the step in. */
	TAKE_FAULT_STEP = 'x',
	/* Page the first folio out FROM times. */
	REPEAT_PAGE_OUT = 'X',
	/* Find the lengths of folios FROM to TO, single pages. */
	MEASURE_LENGTHS = 'l',
};

/* The process that owns the memory of one memcg and runs its tasks as threads. */
struct worker {
	long memcg;
	pid_t pid;
	int orders;
	int answers;
};

/* Starts a worker; 0 or -errno. */
int start_worker(struct worker *worker, long memcg, struct cell_state *state);

/*
 * Gives an order to workers and waits until each has carried it out. Returns the sum of their answers; -errno if one
 * failed; -ECHILD if one has died.
 */
long order_workers(struct worker *workers, unsigned long count, enum order order, unsigned long from, unsigned long to);

/* Ends a worker and frees its memory. */
void stop_worker(struct worker *worker);

#endif
