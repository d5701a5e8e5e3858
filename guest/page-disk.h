#ifndef PAGE_DISK_H
#define PAGE_DISK_H

#include "plan.h"

/* Reads pages of a corpus, from a position in its endless repetition; 0 or -errno. */
int read_pages(int fd, const struct corpus *corpus, unsigned long page, unsigned long pages, char *target);

#endif
