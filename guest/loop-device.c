#include "loop-device.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "plan.h"
#include "text-file.h"

#define CONTROL "/dev/loop-control"
#define NAME (strrchr(LOOP_DEVICE, '/') + 1)
#define SYSFS_FOLDER "/sys/block/loop7309"
#define TRIES 500

static long number(void)
{
	return strtol(NAME + strlen("loop"), NULL, 10);
}

static int control(unsigned long request)
{
	int fd = open(CONTROL, O_RDWR | O_CLOEXEC);
	int result = 0;

	if (fd < 0)
		return -errno;
	if (ioctl(fd, request, number()) < 0)
		result = -errno;
	close(fd);
	return result;
}

/* udev makes the node where devtmpfs does not. */
static int open_device(void)
{
	int fd = open(LOOP_DEVICE, O_RDWR | O_CLOEXEC);

	for (int tries = 0; fd < 0 && errno == ENOENT && tries < TRIES; tries++) {
		usleep(10000);
		fd = open(LOOP_DEVICE, O_RDWR | O_CLOEXEC);
	}
	return fd;
}

int have_loop_device(void)
{
	return access(SYSFS_FOLDER, F_OK) == 0;
}

int make_loop_device(int file)
{
	struct loop_config config = {
		.fd = (__u32)file,
		.block_size = PAGE_BYTES,
		/* When the last user is gone, swap included, so is the file. */
		.info = { .lo_flags = LO_FLAGS_AUTOCLEAR },
	};
	int result = control(LOOP_CTL_ADD);
	int fd;

	if (result != 0)
		return result;
	fd = open_device();
	if (fd < 0)
		return -errno;
	if (ioctl(fd, LOOP_CONFIGURE, &config) != 0) {
		result = -errno;
		close(fd);
		return result;
	}
	/* The descriptor stays open for as long as this process lives. */
	return write_text(SYSFS_FOLDER "/queue/rotational", "0");
}

int remove_loop_device(void)
{
	int result = have_loop_device() ? control(LOOP_CTL_REMOVE) : 0;

	/* Others may look at the device for a moment, udev among them. */
	for (int tries = 0; result == -EBUSY && tries < TRIES; tries++) {
		int fd = open(LOOP_DEVICE, O_RDWR | O_CLOEXEC);

		if (fd >= 0) {
			ioctl(fd, LOOP_CLR_FD, 0);
			close(fd);
		}
		usleep(10000);
		result = control(LOOP_CTL_REMOVE);
	}
	return result == -ENODEV ? 0 : result;
}
