#ifndef CELL_H
#define CELL_H

#include <stdbool.h>

#include "plan.h"

/* The devices that cells work with. */
struct machine {
	const char *swap_device;
	/* Pages of all corpora, one after another. */
	const char *pages_path;
	/* Whether the time of each folio is of interest: in a virtual machine without KVM times mean nothing. */
	bool timed;
};

/* Runs one cell and emits its figures. An error ends the cell, not the plan: it is emitted, and everything is taken down. */
void run_cell(const struct plan *plan, unsigned long number, const struct machine *machine);

#endif
