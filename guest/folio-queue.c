#include "folio-queue.h"

#include <errno.h>
#include <stdlib.h>

#define AREA_PAGES (AREA_ALIGNMENT / PAGE_BYTES)

static void add_folio(struct folio_queue *queue, unsigned long page, unsigned long offset, unsigned long pages)
{
	queue->folios[queue->count++] = (struct folio){ page, offset, pages };
}

/* One area for all: folios of exactly the asked size, single pages at the end of the offer. */
static void build_dense(const struct cell *cell, struct folio_queue *queue)
{
	unsigned long page = 0;

	queue->areas[queue->area_count++] = (struct area){ 0, cell->offer_pages };
	while (page < cell->offer_pages) {
		unsigned long pages = cell->offer_pages - page < cell->folio_pages ? 1 : cell->folio_pages;

		add_folio(queue, page, page * PAGE_BYTES, pages);
		page += pages;
	}
	queue->bytes = cell->offer_pages * PAGE_BYTES;
}

/* The largest size, of those that anonymous memory has, at which the next page is aligned and the run still has the pages. */
static unsigned long aligned_size(const struct cell *cell, unsigned long pfn, unsigned long present)
{
	unsigned long size = cell->folio_pages;

	while (size > 1 && (size == 2 || size > present || pfn % size != 0))
		size /= 2;
	return size;
}

/* An area for each run, at the run's own alignment; a gap keeps the kernel from merging it with the next. */
static void build_aligned(const struct cell *cell, const struct plan *plan, struct folio_queue *queue)
{
	const struct corpus *corpus = &plan->corpora[cell->corpus];
	unsigned long page = 0;
	unsigned long at = 0;

	for (unsigned long i = 0; page < cell->offer_pages; i = (i + 1) % corpus->runs) {
		const struct run *run = &plan->runs[corpus->first_run + i];
		unsigned long start = at + run->pfn % AREA_PAGES;
		unsigned long done = 0;

		while (done < run->pages) {
			unsigned long pages = aligned_size(cell, run->pfn + done, run->pages - done);

			if (pages > cell->offer_pages - page) {
				/* The offer ends before this folio. */
				page = cell->offer_pages;
				break;
			}
			add_folio(queue, page, (start + done) * PAGE_BYTES, pages);
			page += pages;
			done += pages;
		}
		/* The whole run, so that its last folios are formed as if all of it were there. */
		queue->areas[queue->area_count++] = (struct area){ start * PAGE_BYTES, run->pages };
		at = (start + run->pages + 1 + AREA_PAGES - 1) / AREA_PAGES * AREA_PAGES;
	}
	queue->bytes = at * PAGE_BYTES;
}

int build_folio_queue(const struct cell *cell, const struct plan *plan, struct folio_queue *queue)
{
	/* No more folios than pages, and no more runs. */
	*queue = (struct folio_queue){
		.folios = calloc(cell->offer_pages + 1, sizeof(struct folio)),
		.areas = calloc(cell->offer_pages + 1, sizeof(struct area)),
	};
	if (queue->folios == NULL || queue->areas == NULL) {
		free_folio_queue(queue);
		return -ENOMEM;
	}
	if (cell->dense)
		build_dense(cell, queue);
	else
		build_aligned(cell, plan, queue);
	return 0;
}

void free_folio_queue(struct folio_queue *queue)
{
	free(queue->folios);
	free(queue->areas);
	*queue = (struct folio_queue){ 0 };
}
