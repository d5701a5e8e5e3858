#ifndef FAULT_STEP_H
#define FAULT_STEP_H

#include "fault-injection.h"
#include "page-out.h"
#include "snapshot.h"

/* One page-out of one folio with a fault, shared between the worker that does it and the first process. */
struct fault_step {
	struct fault fault;
	/* Whether the folio's slots had entries of an earlier store, where they were to have. */
	bool older;
	struct whereabouts found;
	unsigned long mismatched_pages;
	/* Before anything is stored; with older entries; after the page-out; and once the folio was read back and freed. */
	struct snapshot before, ready, after, freed;
};

/* Carries the cell's step out; 0 or -errno. */
long take_fault_step(struct worker_memory *memory);

/* Pages the folio out so many times, and looks at nothing; 0 or -errno. */
long repeat_page_out(struct worker_memory *memory, unsigned long count);

#endif
