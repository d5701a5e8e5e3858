#include "lengths.h"

#include <errno.h>
#include <sys/mman.h>

#include "memcg.h"
#include "page-disk.h"
#include "page-out.h"
#include "report.h"
#include "text-file.h"

/* Between two chunks the first process emits what is there. */
#define CHUNK 1024

/* The zswap line of memory.stat. */
static long long zswap_bytes(long memcg)
{
	static char text[16384];
	char path[128];

	memcg_file(path, sizeof(path), memcg, "memory.stat");
	return read_text(path, text, sizeof(text)) > 0 ? find_number(text, "zswap", -1) : -1;
}

long measure_lengths(struct worker_memory *memory, unsigned long from, unsigned long to)
{
	struct cell_state *state = memory->state;

	stay_on_cpu(memory->memcg);
	for (unsigned long i = from; i < to; i++) {
		const struct folio *folio = &state->queue.folios[i];
		char *address = folio_address(state, folio);
		unsigned long long ns;
		int result = read_pages(memory->pages_fd, state->corpus, folio->page, 1, address);
		bool stored;
		long long bytes;

		if (result != 0)
			return result;
		drain_new_pages();
		stored = page_out(memory, address, 1, &ns) == STORED;
		flush_statistics();
		bytes = zswap_bytes(memory->memcg);
		if (bytes < 0 || bytes > (long long)PAGE_BYTES)
			return -ERANGE;
		state->lengths[i] = stored ? (uint16_t)bytes : LENGTH_REFUSED;
		madvise(address, PAGE_BYTES, MADV_DONTNEED);
	}
	leave_cpu();
	return 0;
}

int run_lengths(struct crew *crew)
{
	unsigned long count = crew->state->queue.count;

	for (unsigned long from = 0; from < count; from += CHUNK) {
		unsigned long to = count - from < CHUNK ? count : from + CHUNK;

		if (order_all(crew, MEASURE_LENGTHS, from, to) < 0)
			return -ECHILD;
		report_lengths(crew->state->lengths + from, to - from, LENGTH_REFUSED);
	}
	return 0;
}
