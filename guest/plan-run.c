#include "plan-run.h"

#include <errno.h>
#include <stdio.h>

#include "emit.h"
#include "plan.h"
#include "text-file.h"

void run_plan(const char *path, const struct machine *machine)
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
