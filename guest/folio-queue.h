#ifndef FOLIO_QUEUE_H
#define FOLIO_QUEUE_H

#include "plan.h"

/* Consecutive pages that are to be one folio. */
struct folio {
	/* First page, as a position in an endless repetition of the corpus. */
	unsigned long page;
	/* Where it is in memory, in bytes from a base that is aligned to AREA_ALIGNMENT. */
	unsigned long offset;
	unsigned long pages;
};

/* Memory of one VMA. */
struct area {
	unsigned long offset;
	unsigned long pages;
};

#define AREA_ALIGNMENT (2ul << 20)

/* The folios of a cell in order of arrival, the corpus repeated until the offer is used up. */
struct folio_queue {
	struct folio *folios;
	unsigned long count;
	struct area *areas;
	unsigned long area_count;
	/* Of all areas and the gaps between them. */
	unsigned long bytes;
};

/* Returns 0 or -ENOMEM. */
int build_folio_queue(const struct cell *cell, const struct plan *plan, struct folio_queue *queue);
void free_folio_queue(struct folio_queue *queue);

#endif
