#include "counters.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "emit.h"
#include "memcg.h"
#include "text-file.h"

#define ZSWAP "/sys/kernel/debug/zswap"
#define THP "/sys/kernel/mm/transparent_hugepage"

static char text[64 * 1024];

/* A group of values that may take several lines. */
struct group {
	const char *at;
	const char *name;
	bool begun;
};

static void put(struct group *group, const char *name, long long value)
{
	if (group->begun && !emit_fits(name)) {
		emit_close();
		emit_end();
		group->begun = false;
	}
	if (!group->begun) {
		emit_begin("counters");
		emit_text("at", group->at);
		emit_text("group", group->name);
		emit_open("values");
		group->begun = true;
	}
	emit_number(name, value);
}

static void finish(struct group *group)
{
	if (group->begun) {
		emit_close();
		emit_end();
	}
}

/* Every number in the files of a folder; zeros left out where only what moved is of interest. */
static void put_folder(const char *at, const char *name, const char *path, bool zeros)
{
	struct group group = { at, name, false };
	DIR *folder = opendir(path);
	struct dirent *entry;

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		char file[300];
		long long value;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, entry->d_name);
		value = read_number(file, 0);
		if (value != 0 || zeros)
			put(&group, entry->d_name, value);
	}
	if (folder != NULL)
		closedir(folder);
	finish(&group);
}

static bool begins_with_any(const char *line, const char *const *prefixes)
{
	for (; *prefixes != NULL; prefixes++)
		if (strncmp(line, *prefixes, strlen(*prefixes)) == 0)
			return true;
	return false;
}

/* The lines "name value" of a file whose names begin with one of the prefixes. */
static void put_lines(struct group *group, const char *path, const char *const *prefixes)
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
		put(group, line, value);
	}
}

static void put_vmstat(const char *at)
{
	static const char *const prefixes[] = { "zsw", "pswp", "swpout", "swpin", "thp_swpout", "oom_kill", NULL };
	struct group group = { at, "vmstat", false };

	put_lines(&group, "/proc/vmstat", prefixes);
	finish(&group);
}

static void put_memcg(const char *at, long memcg)
{
	static const char *const in_stat[] = { "zsw", NULL };
	static const char *const in_events[] = { "oom", "max", NULL };
	char name[40] = "parent";
	char path[128];
	struct group group = { at, name, false };

	if (memcg != PARENT_MEMCG)
		snprintf(name, sizeof(name), "memcg%ld", memcg);
	memcg_file(path, sizeof(path), memcg, "memory.stat");
	put_lines(&group, path, in_stat);
	memcg_file(path, sizeof(path), memcg, "memory.events");
	put_lines(&group, path, in_events);
	memcg_file(path, sizeof(path), memcg, "memory.zswap.current");
	put(&group, "zswap_current", read_number(path, -1));
	memcg_file(path, sizeof(path), memcg, "memory.current");
	put(&group, "memory_current", read_number(path, -1));
	finish(&group);
}

void emit_counters(const char *at, const struct cell *cell)
{
	DIR *sizes = opendir(THP);
	struct dirent *entry;

	put_folder(at, "zswap", ZSWAP, true);
	put_vmstat(at);
	for (long memcg = PARENT_MEMCG; memcg < (long)cell->memcgs; memcg++)
		put_memcg(at, memcg);
	while (sizes != NULL && (entry = readdir(sizes)) != NULL) {
		char path[600];

		if (strncmp(entry->d_name, "hugepages-", strlen("hugepages-")) != 0)
			continue;
		snprintf(path, sizeof(path), THP "/%s/stats", entry->d_name);
		put_folder(at, entry->d_name, path, false);
	}
	if (sizes != NULL)
		closedir(sizes);
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
