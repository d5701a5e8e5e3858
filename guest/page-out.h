#ifndef PAGE_OUT_H
#define PAGE_OUT_H

#include "worker-memory.h"

/* Pages one folio out and records its fate. */
void page_folio_out(struct worker_memory *memory, unsigned long number);

/* Pages some memory out, and tries again while pages stay mapped; gives the time of the last try. */
enum verdict page_out(struct worker_memory *memory, char *address, unsigned long pages, unsigned long long *ns);

#endif
