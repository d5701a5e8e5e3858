#include "snapshot.h"

#include <stdio.h>
#include <string.h>

#include "counters.h"
#include "emit.h"

static void keep(void *context, const char *group, const char *name, long long value)
{
	struct snapshot *snapshot = context;
	struct counter *counter = &snapshot->counters[snapshot->count];

	if (snapshot->count == MOST_COUNTERS || strcmp(name, "memory_current") == 0)
		return;
	snprintf(counter->name, sizeof(counter->name), "%s/%s", group, name);
	counter->value = value;
	snapshot->count++;
}

void take_snapshot(const struct cell *cell, struct snapshot *snapshot)
{
	snapshot->count = 0;
	visit_counters(cell, keep, snapshot);
}

/* 0 for a counter that was left out because it was 0. Most are at the same place in both. */
static long long value_in(const struct snapshot *snapshot, const char *name, unsigned long place)
{
	if (place < snapshot->count && strcmp(snapshot->counters[place].name, name) == 0)
		return snapshot->counters[place].value;
	for (unsigned long i = 0; i < snapshot->count; i++)
		if (strcmp(snapshot->counters[i].name, name) == 0)
			return snapshot->counters[i].value;
	return 0;
}

static void put(const char *type, bool *begun, const char *name, long long value)
{
	if (value == 0)
		return;
	if (*begun && !emit_fits(name)) {
		emit_close();
		emit_end();
		*begun = false;
	}
	if (!*begun) {
		emit_begin(type);
		emit_open("values");
		*begun = true;
	}
	emit_number(name, value);
}

void emit_moved(const char *type, const struct snapshot *from, const struct snapshot *to)
{
	bool begun = false;

	for (unsigned long i = 0; i < to->count; i++) {
		const struct counter *counter = &to->counters[i];

		put(type, &begun, counter->name, counter->value - value_in(from, counter->name, i));
	}
	if (begun) {
		emit_close();
		emit_end();
	}
}
