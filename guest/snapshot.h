#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include "plan.h"

#define MOST_COUNTERS 512

/* The counters of one moment. */
struct snapshot {
	unsigned long count;
	struct counter {
		/* GROUP/NAME, as in visit_counters(). */
		char name[72];
		long long value;
	} counters[MOST_COUNTERS];
};

void take_snapshot(const struct cell *cell, struct snapshot *snapshot);

/* Emits what moved between two moments as lines of a type. What memory a memcg has is left out. */
void emit_moved(const char *type, const struct snapshot *from, const struct snapshot *to);

#endif
