#include "older-entries.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>

#include "counters.h"
#include "page-out.h"

#ifndef MADV_PAGEOUT
#define MADV_PAGEOUT 21
#endif

struct reader {
	volatile const char *address;
	atomic_bool reading;
	atomic_bool stop;
};

static void *read_again_and_again(void *argument)
{
	struct reader *reader = argument;

	while (!reader->stop) {
		(void)*reader->address;
		reader->reading = true;
	}
	return NULL;
}

bool make_older_entries(struct worker_memory *memory, char *address, unsigned long pages)
{
	struct reader reader = { .address = address };
	long long before = stored_pages();
	struct whereabouts found;
	pthread_t thread;

	if (pthread_create(&thread, NULL, read_again_and_again, &reader) != 0)
		return false;
	while (!reader.reading)
		;
	madvise(address, pages * PAGE_BYTES, MADV_PAGEOUT);
	reader.stop = true;
	pthread_join(thread, NULL);
	/* A page that had left memory would lose its entry here. */
	for (unsigned long page = 0; page < pages; page++)
		(void)*(volatile const char *)(address + page * PAGE_BYTES);
	if (stored_pages() - before != (long long)pages || find_pages(memory, address, pages, &found) != 0 ||
	    found.mapped != pages)
		return false;
	for (unsigned long page = 0; page < pages; page++) {
		volatile char *byte = address + page * PAGE_BYTES;

		*byte = *byte;
	}
	return stored_pages() - before == (long long)pages;
}
