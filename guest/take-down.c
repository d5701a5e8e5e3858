#include "live.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "loop-device.h"
#include "memcg.h"
#include "private-mounts.h"
#include "swap-device.h"

/* Returns whether it worked. */
static int tell(const char *what, int result)
{
	if (result == 0)
		printf("%s\n", what);
	else
		fprintf(stderr, "%s: %s\n", what, strerror(-result));
	return result == 0;
}

int take_down(int count, char **arguments)
{
	int done = 1;
	int result;

	/* A terminal sends these to all its processes. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	result = mount_missing();
	if (result != 0)
		return !tell("mounts of debugfs and cgroup2", result);
	if (have_loop_device()) {
		result = swap_off(LOOP_DEVICE);
		/* EINVAL: no swap is on it. */
		if (result != -EINVAL)
			done &= tell("swap on " LOOP_DEVICE, result);
		done &= tell(LOOP_DEVICE, remove_loop_device());
	}
	result = remove_all_memcgs();
	if (result != -ENOENT)
		done &= tell("cgroups", result);
	result = count > 0 && strcmp(arguments[0], "memory-off") == 0 ? disable_memory_controller() : -ENOENT;
	if (result != -ENOENT)
		done &= tell("memory controller", result);
	return !done;
}
