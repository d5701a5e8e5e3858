#include "fault-injection.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text-file.h"

#define SLAB "/sys/kernel/debug/failslab/"
#define PAGES "/sys/kernel/debug/fail_page_alloc/"
#define NTH "/proc/thread-self/fail-nth"
#define MARK "/proc/thread-self/make-it-fail"

#define MANY 1000000

/* Open while a fault is armed: opening allocates. */
static int nth_fd = -1;
static int mark_fd = -1;

bool can_inject_faults(void)
{
	return access(NTH, F_OK) == 0;
}

static void set(const char *folder, const char *name, const char *value)
{
	char path[128];

	snprintf(path, sizeof(path), "%s%s", folder, name);
	write_text(path, value);
}

static void prepare(const char *folder)
{
	set(folder, "ignore-gfp-wait", "N");
	set(folder, "ignore-gfp-highmem", "N");
	set(folder, "cache-filter", "N");
	set(folder, "min-order", "0");
	set(folder, "task-filter", "Y");
	set(folder, "verbose", "0");
	set(folder, "interval", "1");
}

void prepare_faults(void)
{
	prepare(SLAB);
	prepare(PAGES);
}

static void set_number(const char *folder, const char *name, unsigned long value)
{
	char text[24];

	snprintf(text, sizeof(text), "%lu", value);
	set(folder, name, text);
}

static long times_left(const char *folder)
{
	char path[128];

	snprintf(path, sizeof(path), "%stimes", folder);
	return read_number(path, MANY);
}

static int write_open(int fd, unsigned long value)
{
	char text[24];
	int length = snprintf(text, sizeof(text), "%lu", value);

	return pwrite(fd, text, (size_t)length, 0) == length ? 0 : -errno;
}

/*
 * Once the first fault has struck, allocations are subtracted from a budget until one is larger than what is left, and that
 * one fails. The first fault too uses one of the times up, if it is of the same kind.
 */
static void arm_second(const char *folder, unsigned long budget, bool same_kind)
{
	set_number(folder, "space", budget);
	set_number(folder, "times", same_kind ? 2 : 1);
	set_number(folder, "probability", 100);
}

int arm_fault(const struct fault *fault)
{
	if (fault->nth == 0)
		return 0;
	if (nth_fd < 0)
		nth_fd = open(NTH, O_RDWR | O_CLOEXEC);
	if (mark_fd < 0)
		mark_fd = open(MARK, O_RDWR | O_CLOEXEC);
	if (nth_fd < 0 || mark_fd < 0)
		return -errno;
	set_number(SLAB, "times", MANY);
	set_number(PAGES, "times", MANY);
	if (fault->second_pages > 0)
		arm_second(PAGES, fault->second_pages - 1, fault->first_was == PAGE_BLOCK);
	else if (fault->second_bytes > 0)
		arm_second(SLAB, fault->second_bytes - 1, fault->first_was == SLAB_OBJECT);
	/* The mark last: without the first fault armed the second would strike at once. */
	if (write_open(nth_fd, fault->nth) != 0 || write_open(mark_fd, 1) != 0)
		return -errno;
	return 0;
}

void disarm_fault(struct fault *fault)
{
	char text[24] = "";

	fault->struck = false;
	fault->second_struck = false;
	if (fault->nth == 0)
		return;
	if (pread(nth_fd, text, sizeof(text) - 1, 0) > 0)
		fault->struck = strtoul(text, NULL, 10) == 0;
	write_open(mark_fd, 0);
	write_open(nth_fd, 0);
	set_number(SLAB, "probability", 0);
	set_number(PAGES, "probability", 0);
	if (fault->second_pages > 0) {
		fault->second_struck = times_left(PAGES) == 0;
	} else if (fault->second_bytes > 0) {
		fault->second_struck = times_left(SLAB) == 0;
	} else {
		fault->first_was = times_left(SLAB) < MANY ? SLAB_OBJECT : times_left(PAGES) < MANY ? PAGE_BLOCK : NO_ALLOCATION;
	}
}
