#include "fault-step.h"

#include <errno.h>
#include <sys/mman.h>

#include "fillers.h"
#include "older-entries.h"

#ifndef MADV_PAGEOUT
#define MADV_PAGEOUT 21
#endif

#define OLDER_TRIES 20
#define MOST_FILLERS 512

static void snapshot(struct worker_memory *memory, struct snapshot *to)
{
	flush_statistics();
	take_snapshot(memory->state->cell, to);
}

/* Fills the folio; then, where entries are to be at its slots already, tries until they are. */
static int make_folio(struct worker_memory *memory, struct fault_step *step, char *address, unsigned long pages)
{
	bool wanted = memory->state->cell->faults.older;
	int tries = 0;
	int result;

	step->older = false;
	do {
		madvise(address, pages * PAGE_BYTES, MADV_DONTNEED);
		result = touch_folios(memory, 0, 1);
		if (result != 0 || !wanted)
			return result;
		step->older = make_older_entries(memory, address, pages);
	} while (!step->older && ++tries < OLDER_TRIES);
	if (step->older)
		return 0;
	madvise(address, pages * PAGE_BYTES, MADV_DONTNEED);
	return touch_folios(memory, 0, 1);
}

long repeat_page_out(struct worker_memory *memory, unsigned long count)
{
	const struct folio *folio = &memory->state->queue.folios[0];
	char *address = folio_address(memory->state, folio);

	for (unsigned long i = 0; i < count; i++) {
		int result = touch_folios(memory, 0, 1);

		if (result != 0)
			return result;
		madvise(address, folio->pages * PAGE_BYTES, MADV_PAGEOUT);
		madvise(address, folio->pages * PAGE_BYTES, MADV_DONTNEED);
	}
	return 0;
}

long take_fault_step(struct worker_memory *memory)
{
	struct cell_state *state = memory->state;
	struct fault_step *step = state->step;
	const struct folio *folio = &state->queue.folios[0];
	char *address = folio_address(state, folio);
	size_t bytes = folio->pages * PAGE_BYTES;
	long mismatched;
	int result;

	/* A memcg over its limit, of whose entries the store writes one back. */
	if (has_memcg_limit(state->cell) && add_fillers(memory, 0, MOST_FILLERS) < 0)
		return -ENOSPC;
	snapshot(memory, &step->before);
	result = make_folio(memory, step, address, folio->pages);
	if (result != 0)
		return result;
	if (state->cell->faults.older)
		snapshot(memory, &step->ready);
	else
		step->ready = step->before;
	result = arm_fault(&step->fault);
	if (result != 0)
		return result;
	madvise(address, bytes, MADV_PAGEOUT);
	disarm_fault(&step->fault);
	result = find_pages(memory, address, folio->pages, &step->found);
	if (result != 0)
		return result;
	snapshot(memory, &step->after);
	mismatched = count_mismatches(memory, folio);
	if (mismatched < 0)
		return mismatched;
	step->mismatched_pages = (unsigned long)mismatched;
	madvise(address, bytes, MADV_DONTNEED);
	snapshot(memory, &step->freed);
	remove_fillers(memory, MOST_FILLERS);
	return 0;
}
