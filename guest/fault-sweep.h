#ifndef FAULT_SWEEP_H
#define FAULT_SWEEP_H

#include "scenario.h"

/*
 * Pages one folio out again and again, each time with another allocation that fails, until there is none left to fail; then
 * with pairs of faults. Emits every step. Returns 0 or -errno.
 */
int run_fault_sweep(struct crew *crew);

#endif
