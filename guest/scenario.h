#ifndef SCENARIO_H
#define SCENARIO_H

#include "cell-state.h"
#include "worker.h"

/* A cell in execution with the processes that carry it out. */
struct crew {
	struct cell_state *state;
	struct worker *workers;
};

/* Orders all workers of a cell, emits an error line where one fails. Returns their answers' sum, or -errno. */
long order_all(struct crew *crew, enum order order, unsigned long from, unsigned long to);

/* The offer once, in chunks: each idle task takes the next folio. 0 or -errno. */
int run_fill(struct crew *crew);

/* Rounds at the edge: the pool is filled to half a folio below a limit, then every task stores a folio at once. */
int run_edge(struct crew *crew);

#endif
