#ifndef FILLERS_H
#define FILLERS_H

#include "worker-memory.h"

/*
 * Stores single pages until the pool or the memcg has less room than room_pages, at most `most` of them.
 * Returns how many were stored, or -errno.
 */
long add_fillers(struct worker_memory *memory, unsigned long room_pages, unsigned long most);

/* Frees the last of them. */
void remove_fillers(struct worker_memory *memory, unsigned long count);

/* Frees the last of them until there are room_pages: a zspage takes up to several pages at once. */
void leave_room(struct worker_memory *memory, unsigned long room_pages);

#endif
