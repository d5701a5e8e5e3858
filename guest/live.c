#include "live.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "emit.h"
#include "loop-device.h"
#include "plan-run.h"
#include "private-mounts.h"
#include "probe.h"
#include "settings.h"

static int attach(const char *swap_file)
{
	int fd = open(swap_file, O_RDWR | O_CLOEXEC);
	int result = fd < 0 ? -errno : make_loop_device(fd);

	if (fd >= 0)
		close(fd);
	if (result != 0)
		emit_error("make the loop device " LOOP_DEVICE, -result);
	return result;
}

int run_live(int count, char **arguments)
{
	struct machine machine = { .swap_device = LOOP_DEVICE, .timed = true };
	int result;

	if (count != 4)
		return 2;
	machine.pages_path = arguments[2];
	signal(SIGPIPE, SIG_IGN);
	result = mount_missing();
	emit_probe();
	if (result != 0) {
		emit_error("mount debugfs and cgroup2", -result);
		return 1;
	}
	result = change_only_what_is_in(arguments[0]);
	if (result != 0) {
		emit_error("read the journal", -result);
		return 1;
	}
	if (attach(arguments[3]) != 0)
		return 1;
	quieten_machine();
	run_plan(arguments[1], &machine);
	return 0;
}
