#ifndef LIVE_H
#define LIVE_H

/*
 * Carries a plan out on the running machine; lines go to stdout. Arguments: the journal, the plan, the pages, and the file
 * for swap. A parameter that the journal does not name is not changed. Returns an exit code.
 */
int run_live(int count, char **arguments);

/*
 * Takes down what a run on the running machine left: swap, its loop device, cgroups; with the argument "memory-off" also
 * the memory controller below the root. Prints a line for each. Returns an exit code.
 */
int take_down(int count, char **arguments);

#endif
