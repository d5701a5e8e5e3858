/*
 * The guest of zswap-bench: pages folios out in a real zswap, as a plan tells it, and emits what the kernel's counters say.
 * As /init of a virtual machine it sets the machine up (boot.c) and ends it; on the running machine it leaves that as it is
 * (live.c). Nothing is judged here.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "boot.h"
#include "emit.h"
#include "launch.h"
#include "live.h"
#include "plan-run.h"
#include "probe.h"
#include "settings.h"

int main(int count, char **arguments)
{
	char swap_device[300];
	char pages_path[300];
	struct machine machine = { .swap_device = swap_device, .pages_path = pages_path };
	int result;

	if (count > 1 && strcmp(arguments[1], "launch") == 0)
		return launch(count - 2, arguments + 2);
	if (count > 1 && strcmp(arguments[1], "live") == 0)
		return run_live(count - 2, arguments + 2);
	if (count > 1 && strcmp(arguments[1], "take-down") == 0)
		return take_down(count - 2, arguments + 2);
	if (getpid() != 1) {
		fprintf(stderr, "zswap-bench guest: expected to be the first process of a virtual machine\n");
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	mount_all();
	emit_to_kernel_log();
	load_modules();
	emit_probe();
	quieten_machine();
	result = find_disk("zb-swap", swap_device, sizeof(swap_device));
	if (result == 0)
		result = find_disk("zb-pages", pages_path, sizeof(pages_path));
	if (result == 0)
		run_plan("/plan", &machine);
	else
		emit_error("find the disks", -result);
	end_machine();
}
