#include "cell.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cell-state.h"
#include "clock.h"
#include "counters.h"
#include "emit.h"
#include "fault-step.h"
#include "fault-sweep.h"
#include "lengths.h"
#include "memcg.h"
#include "report.h"
#include "scenario.h"
#include "settings.h"
#include "swap-device.h"
#include "text-file.h"

#define SETTLE_MS 5000

static void *shared_memory(size_t bytes)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

static unsigned long limit_pages(const struct cell *cell)
{
	char text[4096];
	long long total_kb;

	read_text("/proc/meminfo", text, sizeof(text));
	total_kb = find_number(text, "MemTotal", 0);
	return (unsigned long)total_kb / (PAGE_BYTES / 1024) * cell->max_pool_percent / 100;
}

/* Before workers start, so that all have the same memory at the same addresses. */
static struct cell_state *make_state(const struct plan *plan, const struct cell *cell, const struct machine *machine)
{
	struct cell_state *state = shared_memory(sizeof(*state));
	char *reserved;

	if (state == NULL || build_folio_queue(cell, plan, &state->queue) != 0)
		return NULL;
	state->cell = cell;
	state->corpus = &plan->corpora[cell->corpus];
	state->pages_path = machine->pages_path;
	state->limit_pages = limit_pages(cell);
	state->tally.first_refused = -1;
	state->tally.first_mismatch = ~0ul;
	state->records = shared_memory((state->queue.count + 1) * sizeof(*state->records));
	state->times = machine->timed ? shared_memory((state->queue.count + 1) * sizeof(*state->times)) : NULL;
	state->step = cell->sweep ? shared_memory(sizeof(*state->step)) : NULL;
	state->lengths = cell->lengths ? shared_memory((state->queue.count + 1) * sizeof(*state->lengths)) : NULL;
	reserved = mmap(NULL, state->queue.bytes + AREA_ALIGNMENT, PROT_NONE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if ((cell->sweep && state->step == NULL) || (cell->lengths && state->lengths == NULL))
		return NULL;
	if (machine->timed && state->times == NULL)
		return NULL;
	if (state->records == NULL || reserved == MAP_FAILED)
		return NULL;
	state->base = (char *)(((uintptr_t)reserved + AREA_ALIGNMENT - 1) & ~(AREA_ALIGNMENT - 1));
	return state;
}

static void free_state(struct cell_state *state)
{
	munmap(state->base, state->queue.bytes);
	munmap(state->records, (state->queue.count + 1) * sizeof(*state->records));
	if (state->times != NULL)
		munmap(state->times, (state->queue.count + 1) * sizeof(*state->times));
	if (state->step != NULL)
		munmap(state->step, sizeof(*state->step));
	if (state->lengths != NULL)
		munmap(state->lengths, (state->queue.count + 1) * sizeof(*state->lengths));
	free_folio_queue(&state->queue);
	munmap(state, sizeof(*state));
}

/* Waits until a gauge stands still for a while: the shrink worker is done, or freed entries are gone. */
static void settle(long long (*gauge)(void))
{
	long long before = gauge();

	for (int still = 0, waited = 0; still < 3 && waited < SETTLE_MS / 20; waited++) {
		long long now;

		usleep(20000);
		now = gauge();
		still = now == before ? still + 1 : 0;
		before = now;
	}
}

static void wait_until_empty(void)
{
	for (int waited = 0; stored_pages() > 0 && waited < SETTLE_MS / 20; waited++)
		usleep(20000);
}

static int run_scenario(struct crew *crew)
{
	const struct cell *cell = crew->state->cell;

	if (cell->sweep)
		return run_fault_sweep(crew);
	if (cell->lengths)
		return run_lengths(crew);
	return cell->edge ? run_edge(crew) : run_fill(crew);
}

static void execute(struct crew *crew)
{
	struct cell_state *state = crew->state;
	int result;

	emit_counters("start", state->cell);
	result = run_scenario(crew);
	if (result == 0 && order_all(crew, FLUSH, 0, 0) >= 0) {
		emit_counters("end", state->cell);
		settle(written_back_pages);
		order_all(crew, FLUSH, 0, 0);
		emit_counters("settled", state->cell);
		/* The scenario at the edge has read its folios back already. */
		if (!state->cell->edge)
			order_all(crew, READ_BACK, 0, state->queue.count);
		order_all(crew, FLUSH, 0, 0);
		emit_counters("freed", state->cell);
	}
	report_folios(state);
	report_tally(state);
	if (state->times != NULL)
		report_times(state);
}

/* Everything that needs swap and memcgs. */
static void run_with_workers(const struct plan *plan, const struct cell *cell, const struct machine *machine)
{
	struct crew crew = {
		.state = make_state(plan, cell, machine),
		.workers = calloc(cell->memcgs, sizeof(struct worker)),
	};
	unsigned long started = 0;
	int result = 0;

	if (crew.state == NULL || crew.workers == NULL) {
		emit_error("find memory for a cell", ENOMEM);
		return;
	}
	while (result == 0 && started < cell->memcgs) {
		result = start_worker(&crew.workers[started], (long)started, crew.state);
		started += result == 0;
	}
	if (result == 0)
		execute(&crew);
	else
		emit_error("start a worker", -result);
	for (unsigned long i = 0; i < started; i++)
		stop_worker(&crew.workers[i]);
	free(crew.workers);
	free_state(crew.state);
}

void run_cell(const struct plan *plan, unsigned long number, const struct machine *machine)
{
	const struct cell *cell = &plan->cells[number];
	unsigned long long begin = now_ns();
	int result;

	emit_cell((long)number);
	emit_begin("cell");
	emit_end();
	wait_until_empty();
	result = apply_cell_settings(cell);
	if (result == 0 && make_memcgs(cell) == 0) {
		result = swap_on(machine->swap_device);
		if (result == 0) {
			run_with_workers(plan, cell, machine);
			result = swap_off(machine->swap_device);
			if (result != 0)
				emit_error("take swap off", -result);
			wait_until_empty();
			settle(pool_pages);
			emit_counters("after", cell);
		} else {
			emit_error("turn swap on", -result);
		}
	}
	remove_memcgs(cell);
	emit_begin("cell-end");
	emit_number("ms", (long long)((now_ns() - begin) / 1000000));
	emit_end();
	emit_cell(-1);
}
