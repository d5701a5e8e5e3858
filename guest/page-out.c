#include "page-out.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "clock.h"
#include "counters.h"
#include "memcg.h"
#include "text-file.h"

#ifndef MADV_PAGEOUT
#define MADV_PAGEOUT 21
#endif

/* Bit of an entry of /proc/self/pagemap (Documentation/admin-guide/mm/pagemap.rst). */
#define PAGEMAP_PRESENT (1ull << 63)
#define TRIES 3

static void raise_to(_Atomic long long *peak, long long value)
{
	long long seen = *peak;

	while (value > seen && !atomic_compare_exchange_weak(peak, &seen, value))
		;
}

/*
 * A page that zswap took is freed at once; of one that went to the device, or that nothing took, the swap cache keeps the
 * memory. mincore() tells them apart.
 */
int find_pages(const struct worker_memory *memory, char *address, unsigned long pages, struct whereabouts *found)
{
	uint64_t entries[MAX_FOLIO_PAGES];
	unsigned char cached[MAX_FOLIO_PAGES];
	size_t bytes = pages * sizeof(entries[0]);
	off_t offset = (off_t)((uintptr_t)address / PAGE_BYTES * sizeof(entries[0]));

	*found = (struct whereabouts){ 0 };
	if (pread(memory->pagemap_fd, entries, bytes, offset) != (ssize_t)bytes)
		return -EIO;
	if (mincore(address, pages * PAGE_BYTES, cached) != 0)
		return -errno;
	for (unsigned long i = 0; i < pages; i++) {
		if ((entries[i] & PAGEMAP_PRESENT) != 0)
			found->mapped++;
		else if ((cached[i] & 1) != 0)
			found->cached++;
		else
			found->gone++;
	}
	return 0;
}

static enum verdict verdict_on(const struct whereabouts *found, unsigned long pages)
{
	if (found->gone == pages)
		return STORED;
	if (found->gone > 0)
		return MIXED;
	return found->mapped > 0 ? PRESENT : REFUSED;
}

enum verdict page_out(struct worker_memory *memory, char *address, unsigned long pages, unsigned long long *ns)
{
	struct whereabouts found = { .mapped = pages };

	for (int i = 0; i < TRIES && found.mapped > 0; i++) {
		unsigned long long begin = now_ns();

		if (madvise(address, pages * PAGE_BYTES, MADV_PAGEOUT) != 0)
			break;
		*ns = now_ns() - begin;
		/* At once: the shrink worker may be at work, and stores that fail give pages back. */
		raise_to(&memory->state->tally.peak_pool_pages, pool_pages());
		if (find_pages(memory, address, pages, &found) != 0)
			found = (struct whereabouts){ .mapped = pages };
	}
	return verdict_on(&found, pages);
}

static void note_first_refusal(struct tally *tally, unsigned long number)
{
	long none = -1;

	if (atomic_compare_exchange_strong(&tally->first_refused, &none, (long)number)) {
		tally->first_refused_stored_pages = stored_pages();
		tally->first_refused_pool_pages = tally->peak_pool_pages;
	}
}

static void note_memcg_peak(struct cell_state *state, long memcg)
{
	char path[128];

	memcg_file(path, sizeof(path), memcg, "memory.zswap.current");
	raise_to(&state->tally.peak_memcg_bytes[memcg - PARENT_MEMCG], read_number(path, 0));
}

void page_folio_out(struct worker_memory *memory, unsigned long number)
{
	struct cell_state *state = memory->state;
	struct tally *tally = &state->tally;
	const struct folio *folio = &state->queue.folios[number];
	unsigned long long ns = 0;
	enum verdict verdict = page_out(memory, folio_address(state, folio), folio->pages, &ns);

	if (verdict == STORED) {
		tally->out_ns += ns;
		tally->out_pages += folio->pages;
		if (state->times != NULL)
			state->times[number].out_ns = (uint32_t)ns;
	} else if (verdict == REFUSED || verdict == MIXED) {
		note_first_refusal(tally, number);
	}
	state->records[number] = (struct record){ (uint8_t)verdict, (uint16_t)memory->memcg };
	if (has_memcg_limit(state->cell)) {
		/* A folio makes about as many changes as may stay outstanding: its entries could be missing until the next is stored. */
		if (verdict == STORED && folio->pages > 1)
			flush_statistics();
		note_memcg_peak(state, memory->memcg);
		note_memcg_peak(state, PARENT_MEMCG);
	}
}
