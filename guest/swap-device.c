#include "swap-device.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/swap.h>
#include <unistd.h>

#include "plan.h"

/*
 * First page of a swap device: 1024 bytes of boot block, then 32-bit version and number of the last page, and a magic
 * string in the last ten bytes (man 8 mkswap).
 */
#define VERSION_OFFSET 1024
#define LAST_PAGE_OFFSET 1028
#define MAGIC "SWAPSPACE2"

int swap_on(const char *device)
{
	char page[PAGE_BYTES] = { 0 };
	uint32_t version = 1;
	uint32_t last_page;
	off_t bytes;
	int result = 0;
	int fd = open(device, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	bytes = lseek(fd, 0, SEEK_END);
	last_page = (uint32_t)(bytes / (off_t)PAGE_BYTES - 1);
	memcpy(page + VERSION_OFFSET, &version, sizeof(version));
	memcpy(page + LAST_PAGE_OFFSET, &last_page, sizeof(last_page));
	memcpy(page + PAGE_BYTES - strlen(MAGIC), MAGIC, strlen(MAGIC));
	if (pwrite(fd, page, sizeof(page), 0) != (ssize_t)sizeof(page) || fsync(fd) != 0)
		result = -errno;
	close(fd);
	if (result == 0 && swapon(device, 0) != 0)
		result = -errno;
	return result;
}

int swap_off(const char *device)
{
	return swapoff(device) == 0 ? 0 : -errno;
}
