#include "worker-memory.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mempolicy.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clock.h"
#include "page-disk.h"

char *folio_address(const struct cell_state *state, const struct folio *folio)
{
	return state->base + folio->offset;
}

static int map_area(const struct cell_state *state, const struct area *area)
{
	char *address = state->base + area->offset;
	size_t bytes = area->pages * PAGE_BYTES;
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;

	if (mmap(address, bytes, PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED)
		return -errno;
	if (state->cell->folio_pages > 1 && madvise(address, bytes, MADV_HUGEPAGE) != 0)
		return -errno;
	return 0;
}

int open_memory(struct worker_memory *memory, struct cell_state *state, long memcg)
{
	*memory = (struct worker_memory){ .state = state, .memcg = memcg };
	memory->pages_fd = open(state->pages_path, O_RDONLY | O_CLOEXEC);
	memory->pagemap_fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	if (memory->pages_fd < 0 || memory->pagemap_fd < 0)
		return -errno;
	return 0;
}

int map_memory(struct worker_memory *memory)
{
	struct cell_state *state = memory->state;
	size_t filler_bytes = most_fillers(state) * PAGE_BYTES;

	for (unsigned long i = 0; i < state->queue.area_count; i++) {
		int result = map_area(state, &state->queue.areas[i]);

		if (result != 0)
			return result;
	}
	memory->fillers = mmap(NULL, filler_bytes, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory->fillers == MAP_FAILED)
		return -errno;
	return 0;
}

void stay_on_cpu(long memcg)
{
	cpu_set_t cpu;

	CPU_ZERO(&cpu);
	CPU_SET((size_t)(memcg % sysconf(_SC_NPROCESSORS_ONLN)), &cpu);
	sched_setaffinity(0, sizeof(cpu), &cpu);
}

void leave_cpu(void)
{
	cpu_set_t cpus;

	memset(&cpus, 0xff, sizeof(cpus));
	sched_setaffinity(0, sizeof(cpus), &cpus);
}

void drain_new_pages(void)
{
	static char *page;

	if (page == NULL)
		page = mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	/* Nothing is there; the kernel empties the batch before it looks. */
	madvise(page, PAGE_BYTES, MADV_COLD);
}

/* Page tables too come from the node of the task: with the kernel's own interleaving they would move folios to the other. */
static void allocate_from(unsigned long node)
{
	unsigned long nodes = 1ul << node;

	syscall(SYS_set_mempolicy, MPOL_PREFERRED, &nodes, 8 * sizeof(nodes));
}

int touch_folios(struct worker_memory *memory, unsigned long from, unsigned long to)
{
	struct cell_state *state = memory->state;
	unsigned long nodes = state->cell->nodes;
	int result = 0;

	stay_on_cpu(memory->memcg);
	for (unsigned long i = from; i < to && result == 0; i++) {
		const struct folio *folio = &state->queue.folios[i];

		if (nodes > 1)
			allocate_from(i % nodes);
		result = read_pages(memory->pages_fd, state->corpus, folio->page, folio->pages,
				    folio_address(state, folio));
	}
	if (nodes > 1)
		syscall(SYS_set_mempolicy, MPOL_DEFAULT, NULL, 0);
	drain_new_pages();
	leave_cpu();
	return result;
}

void drop_copies(struct worker_memory *memory, unsigned long from, unsigned long to)
{
	struct cell_state *state = memory->state;

	for (unsigned long i = from; i < to; i++) {
		const struct folio *folio = &state->queue.folios[i];

		if (state->records[i].memcg != memory->memcg)
			madvise(folio_address(state, folio), folio->pages * PAGE_BYTES, MADV_DONTNEED);
	}
}

static void fault_in(struct cell_state *state, unsigned long number, bool stored)
{
	const struct folio *folio = &state->queue.folios[number];
	const char *address = folio_address(state, folio);
	unsigned long long begin = now_ns();
	unsigned long long ns;

	for (unsigned long page = 0; page < folio->pages; page++)
		(void)*(volatile const char *)(address + page * PAGE_BYTES);
	ns = now_ns() - begin;
	if (stored && state->times != NULL)
		state->times[number].in_ns = (uint32_t)ns;
	if (stored) {
		state->tally.in_ns += ns;
		state->tally.in_pages += folio->pages;
	}
}

static void compare(struct cell_state *state, unsigned long number, const char *expected)
{
	const struct folio *folio = &state->queue.folios[number];
	const char *found = folio_address(state, folio);

	for (unsigned long page = 0; page < folio->pages; page++) {
		unsigned long none = ~0ul;

		if (memcmp(found + page * PAGE_BYTES, expected + page * PAGE_BYTES, PAGE_BYTES) == 0)
			continue;
		state->tally.mismatched_pages++;
		atomic_compare_exchange_strong(&state->tally.first_mismatch, &none, folio->page + page);
	}
	state->tally.compared_pages += folio->pages;
}

long count_mismatches(struct worker_memory *memory, const struct folio *folio)
{
	static char expected[MAX_FOLIO_PAGES * PAGE_BYTES];
	const char *found = folio_address(memory->state, folio);
	int result = read_pages(memory->pages_fd, memory->state->corpus, folio->page, folio->pages, expected);
	long count = 0;

	if (result != 0)
		return result;
	for (unsigned long page = 0; page < folio->pages; page++)
		count += memcmp(found + page * PAGE_BYTES, expected + page * PAGE_BYTES, PAGE_BYTES) != 0;
	return count;
}

int read_back(struct worker_memory *memory, unsigned long from, unsigned long to)
{
	static char expected[MAX_FOLIO_PAGES * PAGE_BYTES];
	struct cell_state *state = memory->state;

	for (unsigned long i = from; i < to; i++) {
		const struct folio *folio = &state->queue.folios[i];
		const struct record *record = &state->records[i];
		int result;

		if (record->memcg != memory->memcg || record->verdict == WAITING)
			continue;
		result = read_pages(memory->pages_fd, state->corpus, folio->page, folio->pages, expected);
		if (result != 0)
			return result;
		fault_in(state, i, record->verdict == STORED);
		compare(state, i, expected);
		madvise(folio_address(state, folio), folio->pages * PAGE_BYTES, MADV_DONTNEED);
	}
	return 0;
}

int flush_statistics(void)
{
	/*
	 * Statistics are added up once more than 64 changes a CPU are outstanding (mm/memcontrol.c, v6.18). Each CPU counts in
	 * batches of 64; a page makes one change when it is charged and one when it is freed.
	 */
	size_t bytes = ((size_t)sysconf(_SC_NPROCESSORS_ONLN) + 1) * 64 * PAGE_BYTES;
	char *pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED)
		return -errno;
	for (size_t at = 0; at < bytes; at += PAGE_BYTES)
		pages[at] = 1;
	munmap(pages, bytes);
	return 0;
}
