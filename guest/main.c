/*
 * The guest of zswap-bench: pages folios out in a real zswap, as a plan tells it, and emits what the kernel's counters say.
 * As /init of a virtual machine it sets the machine up (boot.c) and ends it. Nothing is judged here.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "boot.h"
#include "cell.h"
#include "emit.h"
#include "launch.h"
#include "plan.h"
#include "probe.h"
#include "settings.h"
#include "text-file.h"

static char *read_whole(const char *path)
{
	struct stat facts;
	char *text;

	if (stat(path, &facts) != 0)
		return NULL;
	text = malloc((size_t)facts.st_size + 1);
	if (text == NULL || read_text(path, text, (size_t)facts.st_size + 1) < 0)
		return NULL;
	return text;
}

static void run_plan(const char *path, const struct machine *machine)
{
	struct plan plan;
	char *text = read_whole(path);
	long wrong;

	if (text == NULL) {
		emit_error("read the plan", errno);
		return;
	}
	wrong = read_plan(text, &plan);
	if (wrong != 0) {
		char step[64];

		snprintf(step, sizeof(step), "understand line %ld of the plan", wrong);
		emit_error(step, EINVAL);
		return;
	}
	for (unsigned long i = 0; i < plan.cell_count; i++)
		run_cell(&plan, i, machine);
	emit_begin("done");
	emit_number("cells", (long long)plan.cell_count);
	emit_end();
}

int main(int count, char **arguments)
{
	char swap_device[300];
	char pages_path[300];
	struct machine machine = { swap_device, pages_path };
	int result;

	if (count > 1 && strcmp(arguments[1], "launch") == 0)
		return launch(count - 2, arguments + 2);
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
