#include "probe.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "emit.h"
#include "text-file.h"

#define THP "/sys/kernel/mm/transparent_hugepage"

static long long total_kb(void)
{
	char text[4096];

	read_text("/proc/meminfo", text, sizeof(text));
	return find_number(text, "MemTotal", 0);
}

static long long node_count(void)
{
	DIR *folder = opendir("/sys/devices/system/node");
	struct dirent *entry;
	long long count = 0;
	int node;

	while (folder != NULL && (entry = readdir(folder)) != NULL)
		count += sscanf(entry->d_name, "node%d", &node) == 1;
	if (folder != NULL)
		closedir(folder);
	return count == 0 ? 1 : count;
}

/* Sizes of anonymous large folios in KiB, in no order. */
static void put_folio_sizes(void)
{
	DIR *folder = opendir(THP);
	struct dirent *entry;
	char list[200] = "";

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		char path[300];
		unsigned long kb;

		if (sscanf(entry->d_name, "hugepages-%lukB", &kb) != 1)
			continue;
		snprintf(path, sizeof(path), THP "/%s/enabled", entry->d_name);
		if (access(path, F_OK) == 0 && strlen(list) + 8 < sizeof(list))
			sprintf(list + strlen(list), "%s%lu", list[0] == '\0' ? "" : " ", kb);
	}
	if (folder != NULL)
		closedir(folder);
	emit_text("folioKb", list);
}

void emit_probe(void)
{
	struct utsname name;
	char controllers[256];

	uname(&name);
	read_text("/sys/fs/cgroup/cgroup.controllers", controllers, sizeof(controllers));
	emit_begin("kernel");
	emit_text("release", name.release);
	emit_text("version", name.version);
	emit_text("arch", name.machine);
	emit_number("pageBytes", sysconf(_SC_PAGESIZE));
	emit_number("totalKb", total_kb());
	emit_number("cpus", sysconf(_SC_NPROCESSORS_ONLN));
	emit_number("nodes", node_count());
	emit_number("zswap", access("/sys/module/zswap/parameters/enabled", F_OK) == 0);
	emit_number("debugfs", access("/sys/kernel/debug/block", F_OK) == 0);
	emit_number("memoryController", strstr(controllers, "memory") != NULL);
	emit_number("failNth", access("/proc/thread-self/fail-nth", F_OK) == 0);
	put_folio_sizes();
	emit_end();
}
