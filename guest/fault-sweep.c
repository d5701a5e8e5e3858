#include "fault-sweep.h"

#include <errno.h>
#include <stdlib.h>

#include "counters.h"
#include "emit.h"
#include "fault-step.h"

#define MOST_FAULTS 100000
#define LEAK_PAGE_OUTS 8192

/* What single faults came to, for the choice of pairs. */
struct singles {
	unsigned long count;
	struct {
		enum allocation was;
		/* The folio was stored all the same: a second fault meets more of the store. */
		bool harmless;
	} *faults;
};

static void emit_step(const struct fault_step *step)
{
	char was[2] = { (char)step->fault.first_was, '\0' };

	emit_begin("step");
	emit_number("nth", (long long)step->fault.nth);
	emit_number("struck", step->fault.struck);
	if (step->fault.struck)
		emit_text("allocation", was);
	if (step->fault.second_pages > 0)
		emit_number("secondPages", (long long)step->fault.second_pages);
	if (step->fault.second_bytes > 0)
		emit_number("secondBytes", (long long)step->fault.second_bytes);
	emit_number("secondStruck", step->fault.second_struck);
	emit_number("older", step->older);
	emit_number("stored", (long long)step->found.gone);
	emit_number("cached", (long long)step->found.cached);
	emit_number("mapped", (long long)step->found.mapped);
	emit_number("mismatched", (long long)step->mismatched_pages);
	emit_end();
	emit_moved("step-store", &step->ready, &step->after);
	emit_moved("step-kept", &step->before, &step->after);
	emit_moved("step-left", &step->before, &step->freed);
}

static int take_step(struct crew *crew, struct fault fault)
{
	crew->state->step->fault = fault;
	if (order_all(crew, TAKE_FAULT_STEP, 0, 0) < 0)
		return -ECHILD;
	emit_step(crew->state->step);
	return 0;
}

static int take_single(struct crew *crew, unsigned long nth, struct singles *singles)
{
	const struct fault_step *step = crew->state->step;
	int result = take_step(crew, (struct fault){ .nth = nth, .first_was = NO_ALLOCATION });

	if (result != 0 || !step->fault.struck)
		return result;
	singles->faults[nth].was = step->fault.first_was;
	singles->faults[nth].harmless = step->found.gone == crew->state->queue.folios[0].pages;
	singles->count = nth;
	return 0;
}

/* The same numbers on every run. */
static unsigned long next_random(unsigned long *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 16;
}

/* Every second pair begins with a fault that was harmless alone, where there is one. */
static unsigned long choose_first(const struct singles *singles, bool harmless, unsigned long *random)
{
	unsigned long start = next_random(random) % singles->count;

	for (unsigned long i = 0; i < singles->count; i++) {
		unsigned long nth = 1 + (start + i) % singles->count;

		if (singles->faults[nth].harmless == harmless)
			return nth;
	}
	return 1 + start;
}

static int take_pairs(struct crew *crew, const struct singles *singles)
{
	unsigned long pages = crew->state->queue.folios[0].pages;
	unsigned long random = 0x9e3779b97f4a7c15ul;
	int result = 0;

	for (unsigned long i = 0; i < crew->state->cell->faults.pairs && singles->count > 0 && result == 0; i++) {
		struct fault fault = { .nth = choose_first(singles, i % 2 == 0, &random) };

		fault.first_was = singles->faults[fault.nth].was;
		/* A page block for each page and a few more; objects of some hundred bytes for each. */
		if (i / 2 % 2 == 0)
			fault.second_bytes = 1 + next_random(&random) % (1024 + 256 * pages);
		else
			fault.second_pages = 1 + next_random(&random) % (4 + pages);
		result = take_step(crew, fault);
	}
	return result;
}

/*
 * What a refused store leaks is small and shows only in numbers, in pages of kernel objects. The first page-outs let caches
 * grow to their size.
 */
static int look_for_leaks(struct crew *crew)
{
	long long before;

	if (order_all(crew, REPEAT_PAGE_OUT, LEAK_PAGE_OUTS / 4, 0) < 0)
		return -ECHILD;
	before = slab_pages();
	if (order_all(crew, REPEAT_PAGE_OUT, LEAK_PAGE_OUTS, 0) < 0)
		return -ECHILD;
	emit_begin("leak");
	emit_number("pageOuts", LEAK_PAGE_OUTS);
	emit_number("slabPages", slab_pages() - before);
	emit_end();
	return 0;
}

static int sweep(struct crew *crew, struct singles *singles)
{
	const struct faults *faults = &crew->state->cell->faults;
	unsigned long last = can_inject_faults() ? faults->last : 0;
	unsigned long nth = can_inject_faults() ? faults->first : 0;
	/* Of a single page, without a fault. */
	bool refused = false;
	int result = 0;

	do {
		result = take_single(crew, nth, singles);
		if (nth == 0)
			refused = crew->state->step->found.gone == 0 && crew->state->queue.folios[0].pages == 1;
		/* The fault did not strike: the page-out has fewer allocations. */
		if (nth > 0 && !crew->state->step->fault.struck)
			break;
	} while (result == 0 && nth < last && ++nth <= MOST_FAULTS);
	if (result == 0 && singles->count > 0 && (faults->second_pages > 0 || faults->second_bytes > 0))
		result = take_step(crew, (struct fault){
						 .nth = singles->count,
						 .second_pages = faults->second_pages,
						 .second_bytes = faults->second_bytes,
						 .first_was = singles->faults[singles->count].was,
					 });
	if (result == 0)
		result = take_pairs(crew, singles);
	return result == 0 && refused ? look_for_leaks(crew) : result;
}

int run_fault_sweep(struct crew *crew)
{
	struct singles singles = { .faults = calloc(MOST_FAULTS + 1, sizeof(*singles.faults)) };
	int result;

	if (singles.faults == NULL)
		return -ENOMEM;
	prepare_faults();
	result = sweep(crew, &singles);
	free(singles.faults);
	return result;
}
