#include "counters.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "emit.h"
#include "memcg.h"
#include "text-file.h"

#define ZSWAP "/sys/kernel/debug/zswap"
#define THP "/sys/kernel/mm/transparent_hugepage"

static char text[64 * 1024];

/* Who is told the counters. */
struct walk {
	counter_visitor *visit;
	void *context;
	const char *group;
};

static void tell(const struct walk *walk, const char *name, long long value)
{
	walk->visit(walk->context, walk->group, name, value);
}

/* Every number in the files of a folder; zeros left out where only what moved is of interest. */
static void visit_folder(const struct walk *walk, const char *path, bool zeros)
{
	DIR *folder = opendir(path);
	struct dirent *entry;

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		char file[900];
		long long value;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, entry->d_name);
		value = read_number(file, 0);
		if (value != 0 || zeros)
			tell(walk, entry->d_name, value);
	}
	if (folder != NULL)
		closedir(folder);
}

static bool begins_with_any(const char *line, const char *const *prefixes)
{
	for (; *prefixes != NULL; prefixes++)
		if (strncmp(line, *prefixes, strlen(*prefixes)) == 0)
			return true;
	return false;
}

/* The lines "name value" of a file whose names begin with one of the prefixes. */
static void visit_lines(const struct walk *walk, const char *path, const char *const *prefixes)
{
	char *rest;

	if (read_text(path, text, sizeof(text)) <= 0)
		return;
	for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
		char *space = strchr(line, ' ');
		long long value;

		if (space == NULL || !begins_with_any(line, prefixes) || sscanf(space, "%lld", &value) != 1)
			continue;
		*space = '\0';
		tell(walk, line, value);
	}
}

static void visit_vmstat(struct walk walk)
{
	static const char *const prefixes[] = { "zsw", "pswp", "swpout", "swpin", "thp_swpout", "oom_kill", NULL };

	walk.group = "vmstat";
	visit_lines(&walk, "/proc/vmstat", prefixes);
}

static void visit_memcg(struct walk walk, long memcg)
{
	static const char *const in_stat[] = { "zsw", NULL };
	static const char *const in_events[] = { "oom", "max", NULL };
	char name[40] = "parent";
	char path[128];

	if (memcg != PARENT_MEMCG)
		snprintf(name, sizeof(name), "memcg%ld", memcg);
	walk.group = name;
	memcg_file(path, sizeof(path), memcg, "memory.stat");
	visit_lines(&walk, path, in_stat);
	memcg_file(path, sizeof(path), memcg, "memory.events");
	visit_lines(&walk, path, in_events);
	memcg_file(path, sizeof(path), memcg, "memory.zswap.current");
	tell(&walk, "zswap_current", read_number(path, -1));
	memcg_file(path, sizeof(path), memcg, "memory.current");
	tell(&walk, "memory_current", read_number(path, -1));
}

void visit_counters(const struct cell *cell, counter_visitor *visit, void *context)
{
	struct walk walk = { visit, context, "zswap" };
	DIR *sizes = opendir(THP);
	struct dirent *entry;

	visit_folder(&walk, ZSWAP, true);
	visit_vmstat(walk);
	for (long memcg = PARENT_MEMCG; memcg < (long)cell->memcgs; memcg++)
		visit_memcg(walk, memcg);
	while (sizes != NULL && (entry = readdir(sizes)) != NULL) {
		char path[600];

		unsigned long kb;

		if (sscanf(entry->d_name, "hugepages-%lukB", &kb) != 1)
			continue;
		/* A sweep reads them often, and has one size. */
		if (cell->sweep && kb != cell->folio_pages * (PAGE_BYTES / 1024))
			continue;
		snprintf(path, sizeof(path), THP "/%s/stats", entry->d_name);
		walk.group = entry->d_name;
		visit_folder(&walk, path, false);
	}
	if (sizes != NULL)
		closedir(sizes);
}

/* Lines of one moment; a group may take several. */
struct emission {
	const char *at;
	char group[64];
	bool begun;
};

static void finish(struct emission *emission)
{
	if (emission->begun) {
		emit_close();
		emit_end();
	}
	emission->begun = false;
}

static void put(void *context, const char *group, const char *name, long long value)
{
	struct emission *emission = context;

	if (emission->begun && (strcmp(emission->group, group) != 0 || !emit_fits(name)))
		finish(emission);
	if (!emission->begun) {
		snprintf(emission->group, sizeof(emission->group), "%s", group);
		emit_begin("counters");
		emit_text("at", emission->at);
		emit_text("group", group);
		emit_open("values");
		emission->begun = true;
	}
	emit_number(name, value);
}

void emit_counters(const char *at, const struct cell *cell)
{
	struct emission emission = { .at = at };

	visit_counters(cell, put, &emission);
	finish(&emission);
}

long long stored_pages(void)
{
	return read_number(ZSWAP "/stored_pages", -1);
}

long long written_back_pages(void)
{
	return read_number(ZSWAP "/written_back_pages", -1);
}

long long pool_pages(void)
{
	long long bytes = read_number(ZSWAP "/pool_total_size", -1);

	return bytes < 0 ? bytes : bytes / (long long)PAGE_BYTES;
}

long long slab_pages(void)
{
	/* What waits for an RCU grace period is freed soon. */
	usleep(300000);
	return read_text("/proc/vmstat", text, sizeof(text)) > 0 ? find_number(text, "nr_slab_unreclaimable", -1) : -1;
}
