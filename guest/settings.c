#include "settings.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "emit.h"
#include "text-file.h"

#define ZSWAP "/sys/module/zswap/parameters/"
#define CGROUPS "/sys/fs/cgroup/"
#define THP "/sys/kernel/mm/transparent_hugepage/"

/* Text that names what may be changed; NULL for everything. */
static char *changeable;

int change_only_what_is_in(const char *path)
{
	changeable = read_whole(path);
	return changeable == NULL ? -errno : 0;
}

static bool may_change(const char *path)
{
	char quoted[400];

	if (changeable == NULL || strncmp(path, CGROUPS, strlen(CGROUPS)) == 0)
		return true;
	snprintf(quoted, sizeof(quoted), "\"%s\"", path);
	return strstr(changeable, quoted) != NULL;
}

int change_setting(const char *path, const char *value)
{
	int result = may_change(path) ? write_text(path, value) : -EPERM;

	if (result != 0) {
		char step[400];

		snprintf(step, sizeof(step), "write %s to %s", value, path);
		emit_error(step, -result);
	}
	return result;
}

static int change_if_present(const char *path, const char *value)
{
	return access(path, F_OK) == 0 ? change_setting(path, value) : 0;
}

void quieten_machine(void)
{
	/* Pages go to swap when a cell pages them out, in its order, and at no other time. */
	change_if_present("/proc/sys/vm/swappiness", "0");
	change_if_present("/proc/sys/vm/page-cluster", "0");
	change_if_present("/proc/sys/vm/overcommit_memory", "1");
	change_if_present("/proc/sys/vm/max_map_count", "16777216");
	change_if_present("/proc/sys/kernel/numa_balancing", "0");
	/* kcompactd splits folios, or holds them while they are to be paged out. After a fragmented allocation kswapd wakes it. */
	change_if_present("/proc/sys/vm/watermark_boost_factor", "0");
	change_if_present("/proc/sys/vm/compaction_proactiveness", "0");
	/* Its first argument is in milliseconds: a folio stays as it was formed. */
	change_if_present(THP "khugepaged/scan_sleep_millisecs", "100000000");
	change_if_present(THP "shrink_underused", "0");
	change_if_present(ZSWAP "shrinker_enabled", "N");
}

/* Enables the sizes of folios that a cell wants for madvised memory, and no other. */
static int set_folio_sizes(const struct cell *cell)
{
	unsigned long folio_kb = cell->folio_pages * (PAGE_BYTES / 1024);
	bool found = cell->folio_pages == 1;
	DIR *folder = opendir(THP);
	struct dirent *entry;
	int result = 0;

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		unsigned long kb;
		char path[300];
		bool wanted;
		int changed;

		if (sscanf(entry->d_name, "hugepages-%lukB", &kb) != 1)
			continue;
		snprintf(path, sizeof(path), THP "%s/enabled", entry->d_name);
		/* Sizes that only shmem has lack it. */
		if (access(path, F_OK) != 0)
			continue;
		wanted = cell->folio_pages > 1 && (cell->dense ? kb == folio_kb : kb <= folio_kb);
		changed = change_setting(path, wanted ? "madvise" : "never");
		if (changed != 0)
			result = changed;
		found |= kb == folio_kb;
	}
	if (folder != NULL)
		closedir(folder);
	if (!found) {
		emit_error("enable folios of the asked size in " THP, ENOENT);
		return -ENOENT;
	}
	return result;
}

int set_accept_threshold(unsigned long percent)
{
	char text[24];

	snprintf(text, sizeof(text), "%lu", percent);
	return change_setting(ZSWAP "accept_threshold_percent", text);
}

/* A kernel that lacks a compressor may take another without a word. */
static int set_compressor(const char *compressor)
{
	char found[64];
	int result = change_setting(ZSWAP "compressor", compressor);

	if (result != 0)
		return result;
	read_text(ZSWAP "compressor", found, sizeof(found));
	found[strcspn(found, "\n")] = '\0';
	if (strcmp(found, compressor) == 0)
		return 0;
	emit_error("set the compressor", ENOENT);
	return -ENOENT;
}

int apply_cell_settings(const struct cell *cell)
{
	char percent[24];
	int result;

	snprintf(percent, sizeof(percent), "%lu", cell->max_pool_percent);
	result = change_if_present(ZSWAP "zpool", "zsmalloc");
	/* Before the compressor: until zswap is enabled for the first time, any name is taken. */
	if (result == 0)
		result = change_setting(ZSWAP "enabled", "Y");
	if (result == 0)
		result = set_compressor(cell->compressor);
	if (result == 0)
		result = change_setting(ZSWAP "max_pool_percent", percent);
	if (result == 0)
		result = set_accept_threshold(cell->accept_threshold_percent);
	if (result == 0)
		result = set_folio_sizes(cell);
	return result;
}
