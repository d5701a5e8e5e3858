#include "page-disk.h"

#include <errno.h>
#include <unistd.h>

int read_pages(int fd, const struct corpus *corpus, unsigned long page, unsigned long pages, char *target)
{
	while (pages > 0) {
		unsigned long at = page % corpus->pages;
		unsigned long count = corpus->pages - at < pages ? corpus->pages - at : pages;
		size_t bytes = count * PAGE_BYTES;
		off_t offset = (off_t)((corpus->first_page + at) * PAGE_BYTES);

		while (bytes > 0) {
			ssize_t got = pread(fd, target, bytes, offset);

			if (got <= 0)
				return got < 0 ? -errno : -EIO;
			target += got;
			offset += got;
			bytes -= (size_t)got;
		}
		page += count;
		pages -= count;
	}
	return 0;
}
