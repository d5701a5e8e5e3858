#ifndef PLAN_RUN_H
#define PLAN_RUN_H

#include "cell.h"

/* Reads a plan from a file and carries it out, cell after cell. */
void run_plan(const char *path, const struct machine *machine);

#endif
