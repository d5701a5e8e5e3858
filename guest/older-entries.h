#ifndef OLDER_ENTRIES_H
#define OLDER_ENTRIES_H

#include "worker-memory.h"

/*
 * Makes a state in which a folio is mapped and dirty while its swap slots still have the entries of an earlier store: a
 * second thread faults the folio in again during that store. The folio has to be filled before. Returns whether it came so;
 * otherwise the folio is to be filled again.
 */
bool make_older_entries(struct worker_memory *memory, char *address, unsigned long pages);

#endif
