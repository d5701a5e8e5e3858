#ifndef MEMCG_H
#define MEMCG_H

#include <stddef.h>

#include "plan.h"

/* The number that stands for the parent of a cell's memcgs. */
#define PARENT_MEMCG (-1l)

/* Makes a parent and below it the memcgs of a cell, with their limits. Returns 0, or -errno after an error line. */
int make_memcgs(const struct cell *cell);

/* Removes what make_memcgs() made; all processes must be gone. */
void remove_memcgs(const struct cell *cell);

/* Removes whatever memcgs there are of a run; 0 or -errno, -ENOENT where there are none. */
int remove_all_memcgs(void);

/* Takes the memory controller from the children of the root; 0 or -errno, -ENOENT if they have none. */
int disable_memory_controller(void);

/* The path of a file of a memcg. */
void memcg_file(char *path, size_t size, long memcg, const char *file);

/* Moves the calling process; 0 or -errno. */
int enter_memcg(long memcg);

/* Frees clean memory of a memcg: pages in the swap cache whose copy on the device is good. */
void drop_swap_cache(long memcg, unsigned long bytes);

#endif
