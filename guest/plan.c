#include "plan.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TASKS 512
#define MAX_NODES 64

enum kind { COUNT, LIMIT, FLAG };

struct field {
	const char *name;
	enum kind kind;
	size_t offset;
};

static const struct field FIELDS[] = {
	{ "corpus", COUNT, offsetof(struct cell, corpus) },
	{ "folio_pages", COUNT, offsetof(struct cell, folio_pages) },
	{ "dense", FLAG, offsetof(struct cell, dense) },
	{ "offer_pages", COUNT, offsetof(struct cell, offer_pages) },
	{ "chunk_pages", COUNT, offsetof(struct cell, chunk_pages) },
	{ "max_pool_percent", COUNT, offsetof(struct cell, max_pool_percent) },
	{ "accept_threshold_percent", COUNT, offsetof(struct cell, accept_threshold_percent) },
	{ "memcgs", COUNT, offsetof(struct cell, memcgs) },
	{ "memcg_max_bytes", LIMIT, offsetof(struct cell, memcg_max_bytes) },
	{ "memcg_parent_max_bytes", LIMIT, offsetof(struct cell, memcg_parent_max_bytes) },
	{ "writeback", FLAG, offsetof(struct cell, writeback) },
	{ "tasks", COUNT, offsetof(struct cell, tasks) },
	{ "edge", FLAG, offsetof(struct cell, edge) },
	{ "nodes", COUNT, offsetof(struct cell, nodes) },
};
#define FIELD_COUNT (sizeof(FIELDS) / sizeof(FIELDS[0]))

static bool parse_number(const char *text, unsigned long *value)
{
	char *end;

	if (text == NULL || *text < '0' || *text > '9')
		return false;
	*value = strtoul(text, &end, 10);
	return *end == '\0';
}

static bool set_field(struct cell *cell, const struct field *field, const char *value)
{
	char *at = (char *)cell + field->offset;
	unsigned long number = 0;
	bool none = field->kind == LIMIT && strcmp(value, "none") == 0;

	if (!none && !parse_number(value, &number))
		return false;
	if (field->kind == COUNT)
		*(unsigned long *)at = number;
	else if (field->kind == LIMIT)
		*(long long *)at = none ? NO_LIMIT : (long long)number;
	else
		*(bool *)at = number != 0;
	return field->kind != FLAG || number <= 1;
}

static bool parse_cell(char **rest, const struct plan *plan, struct cell *cell)
{
	unsigned long seen = 0;
	char *item;

	while ((item = strtok_r(NULL, " ", rest)) != NULL) {
		char *value = strchr(item, '=');
		size_t i = 0;

		if (value == NULL)
			return false;
		*value++ = '\0';
		if (strcmp(item, "compressor") == 0) {
			if (strlen(value) == 0 || strlen(value) >= sizeof(cell->compressor))
				return false;
			strcpy(cell->compressor, value);
			continue;
		}
		while (i < FIELD_COUNT && strcmp(item, FIELDS[i].name) != 0)
			i++;
		if (i == FIELD_COUNT || !set_field(cell, &FIELDS[i], value))
			return false;
		seen |= 1ul << i;
	}
	return seen == (1ul << FIELD_COUNT) - 1 && cell->compressor[0] != '\0' &&
	       cell->corpus < plan->corpus_count && plan->corpora[cell->corpus].runs > 0 &&
	       cell->folio_pages >= 1 && cell->folio_pages <= MAX_FOLIO_PAGES &&
	       cell->chunk_pages >= cell->folio_pages && cell->memcgs >= 1 &&
	       cell->memcgs <= MAX_MEMCGS && cell->tasks >= 1 && cell->tasks <= MAX_TASKS &&
	       cell->nodes >= 1 && cell->nodes <= MAX_NODES;
}

static bool parse_faults(char **rest, struct cell *cell)
{
	unsigned long values[6];

	for (size_t i = 0; i < 6; i++)
		if (!parse_number(strtok_r(NULL, " ", rest), &values[i]))
			return false;
	cell->sweep = true;
	cell->faults = (struct faults){ values[0], values[1], values[2], values[3], values[4], values[5] != 0 };
	return true;
}

static bool parse_line(char *line, struct plan *plan)
{
	char *rest;
	char *word = strtok_r(line, " ", &rest);
	unsigned long a, b;

	if (word == NULL)
		return false;
	if (strcmp(word, "cell") == 0)
		return parse_cell(&rest, plan, &plan->cells[plan->cell_count++]);
	if (strcmp(word, "faults") == 0)
		return plan->cell_count > 0 && parse_faults(&rest, &plan->cells[plan->cell_count - 1]);
	if (strcmp(word, "lengths") == 0 && plan->cell_count > 0) {
		plan->cells[plan->cell_count - 1].lengths = true;
		return true;
	}
	if (!parse_number(strtok_r(NULL, " ", &rest), &a) || !parse_number(strtok_r(NULL, " ", &rest), &b) || b == 0)
		return false;
	if (strcmp(word, "corpus") == 0) {
		plan->corpora[plan->corpus_count++] = (struct corpus){ a, b, plan->run_count, 0 };
		return true;
	}
	if (strcmp(word, "run") != 0 || plan->corpus_count == 0)
		return false;
	plan->runs[plan->run_count++] = (struct run){ a, b };
	plan->corpora[plan->corpus_count - 1].runs++;
	return true;
}

long read_plan(char *text, struct plan *plan)
{
	char *rest;
	char *line = strtok_r(text, "\n", &rest);
	unsigned long lines = 1;
	long number = 1;

	for (char *at = rest; at != NULL && (at = strchr(at, '\n')) != NULL; at++)
		lines++;
	/* As much of each as there are lines. */
	*plan = (struct plan){
		.runs = calloc(lines, sizeof(struct run)),
		.corpora = calloc(lines, sizeof(struct corpus)),
		.cells = calloc(lines, sizeof(struct cell)),
	};
	if (plan->runs == NULL || plan->corpora == NULL || plan->cells == NULL)
		return number;
	if (line == NULL || strcmp(line, "zswap-bench-plan 1") != 0)
		return number;
	while ((line = strtok_r(NULL, "\n", &rest)) != NULL) {
		number++;
		if (strcmp(line, "end") == 0)
			return 0;
		if (!parse_line(line, plan))
			return number;
	}
	return number + 1;
}
