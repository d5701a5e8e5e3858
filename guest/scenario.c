#include "scenario.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "emit.h"
#include "memcg.h"
#include "report.h"
#include "settings.h"

long order_all(struct crew *crew, enum order order, unsigned long from, unsigned long to)
{
	long answer = order_workers(crew->workers, crew->state->cell->memcgs, order, from, to);

	if (answer < 0) {
		char step[40];

		snprintf(step, sizeof(step), "carry out order '%c'", order);
		emit_error(step, (int)-answer);
	}
	return answer;
}

static unsigned long end_of_chunk(const struct cell_state *state, unsigned long from)
{
	unsigned long pages = 0;
	unsigned long i = from;

	while (i < state->queue.count && pages + state->queue.folios[i].pages <= state->cell->chunk_pages)
		pages += state->queue.folios[i++].pages;
	return i;
}

int run_fill(struct crew *crew)
{
	struct cell_state *state = crew->state;
	unsigned long from = 0;

	while (from < state->queue.count) {
		unsigned long to = end_of_chunk(state, from);

		if (order_all(crew, TOUCH, from, to) < 0)
			return -ECHILD;
		state->ready = 0;
		state->next = from;
		state->end = to;
		if (order_all(crew, PAGE_OUT, from, to) < 0 || order_all(crew, DROP_COPIES, from, to) < 0)
			return -ECHILD;
		/* What the device has is clean; with writeback off it is dirty, and reclaim would store it once more. */
		for (unsigned long i = 0; to < state->queue.count && state->cell->writeback && i < state->cell->memcgs; i++)
			drop_swap_cache((long)i, state->cell->chunk_pages * PAGE_BYTES);
		from = to;
	}
	return 0;
}

/* Fills the pool or the memcgs to the edge; the workers take turns. */
static int fill_to_edge(struct crew *crew, unsigned long room_pages)
{
	const struct cell *cell = crew->state->cell;
	unsigned long at_once = cell->memcgs == 1 ? 64 : 1;
	unsigned long sum = 0;
	bool full = false;

	/* With the threshold at 100 a page below the limit clears the full flag. */
	if (set_accept_threshold(100) != 0)
		return -EIO;
	for (unsigned long i = 0; i < cell->memcgs; i++)
		if (order_workers(&crew->workers[i], 1, REMOVE_FILLERS, 1, 0) < 0)
			return -ECHILD;
	while (!full) {
		for (unsigned long i = 0; i < cell->memcgs && !full; i++) {
			long added = order_workers(&crew->workers[i], 1, ADD_FILLERS, room_pages, at_once);

			if (added < 0) {
				emit_error("fill the pool to the edge", (int)-added);
				return (int)added;
			}
			full = (unsigned long)added < at_once;
			sum += (unsigned long)added;
			if (sum > cell->memcgs * most_fillers(crew->state)) {
				emit_error("fill the pool to the edge", ENOSPC);
				return -ENOSPC;
			}
		}
	}
	if (order_all(crew, LEAVE_ROOM, room_pages, 0) < 0)
		return -ECHILD;
	return set_accept_threshold(cell->accept_threshold_percent);
}

static unsigned stored_between(const struct cell_state *state, unsigned long from, unsigned long to)
{
	unsigned stored = 0;

	for (unsigned long i = from; i < to; i++)
		stored += state->records[i].verdict == STORED;
	return stored;
}

int run_edge(struct crew *crew)
{
	struct cell_state *state = crew->state;
	const struct cell *cell = state->cell;
	unsigned long room_pages = cell->folio_pages < 2 ? 1 : cell->folio_pages / 2;
	unsigned *stored = calloc(state->queue.count, sizeof(*stored));
	unsigned long rounds = 0;

	if (stored == NULL)
		return -ENOMEM;
	for (unsigned long from = 0; from < state->queue.count;) {
		unsigned long left = state->queue.count - from;
		unsigned long to = from + (left < cell->tasks ? left : cell->tasks);

		if (fill_to_edge(crew, room_pages) != 0 || order_all(crew, TOUCH, from, to) < 0)
			return -ECHILD;
		state->ready = 0;
		if (order_all(crew, PAGE_OUT_AT_ONCE, from, to) < 0)
			return -ECHILD;
		stored[rounds++] = stored_between(state, from, to);
		if (order_all(crew, DROP_COPIES, from, to) < 0 || order_all(crew, READ_BACK, from, to) < 0)
			return -ECHILD;
		from = to;
	}
	report_rounds(stored, rounds);
	free(stored);
	return order_all(crew, REMOVE_FILLERS, ~0ul, 0) < 0 ? -ECHILD : 0;
}
