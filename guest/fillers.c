#include "fillers.h"

#include <errno.h>
#include <sys/mman.h>

#include "counters.h"
#include "memcg.h"
#include "page-disk.h"
#include "page-out.h"
#include "text-file.h"

static bool memcg_has_room(long memcg, long long max_bytes, unsigned long room_pages)
{
	char path[128];

	if (max_bytes == NO_LIMIT)
		return true;
	memcg_file(path, sizeof(path), memcg, "memory.zswap.current");
	return max_bytes - read_number(path, 0) >= (long long)(room_pages * PAGE_BYTES);
}

static bool has_room(const struct worker_memory *memory, unsigned long room_pages)
{
	const struct cell_state *state = memory->state;
	const struct cell *cell = state->cell;

	if ((long long)state->limit_pages - pool_pages() < (long long)room_pages)
		return false;
	if (has_memcg_limit(cell))
		flush_statistics();
	return memcg_has_room(memory->memcg, cell->memcg_max_bytes, room_pages) &&
	       memcg_has_room(PARENT_MEMCG, cell->memcg_parent_max_bytes, room_pages);
}

static char *filler_address(const struct worker_memory *memory, unsigned long number)
{
	return memory->fillers + number % most_fillers(memory->state) * PAGE_BYTES;
}

long add_fillers(struct worker_memory *memory, unsigned long room_pages, unsigned long most)
{
	const struct cell_state *state = memory->state;
	long added = 0;

	stay_on_cpu(memory->memcg);
	while ((unsigned long)added < most && has_room(memory, room_pages)) {
		/* Every memcg has fillers of its own: filler 3 of memcg 1 of 4 is page 13. */
		unsigned long page = memory->filler_count * state->cell->memcgs + (unsigned long)memory->memcg;
		char *address = filler_address(memory, memory->filler_count);
		unsigned long long ns;
		int result;

		/* The shrink worker writes the oldest back, and takes the room of one after another. */
		if (memory->filler_count >= most_fillers(state))
			madvise(address, PAGE_BYTES, MADV_DONTNEED);
		result = read_pages(memory->pages_fd, state->corpus, page, 1, address);
		if (result != 0) {
			added = result;
			break;
		}
		page_out(memory, address, 1, &ns);
		memory->filler_count++;
		added++;
	}
	leave_cpu();
	return added;
}

void leave_room(struct worker_memory *memory, unsigned long room_pages)
{
	while (memory->filler_count > 0 && !has_room(memory, room_pages))
		remove_fillers(memory, 1);
}

void remove_fillers(struct worker_memory *memory, unsigned long count)
{
	for (; count > 0 && memory->filler_count > 0; count--)
		madvise(filler_address(memory, --memory->filler_count), PAGE_BYTES, MADV_DONTNEED);
}
