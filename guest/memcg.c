#include "memcg.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "settings.h"
#include "emit.h"
#include "text-file.h"

#define ROOT "/sys/fs/cgroup"
#define PARENT ROOT "/zswap-bench"

void memcg_file(char *path, size_t size, long memcg, const char *file)
{
	if (memcg == PARENT_MEMCG)
		snprintf(path, size, PARENT "/%s", file);
	else
		snprintf(path, size, PARENT "/memcg%ld/%s", memcg, file);
}

static int set_limit(long memcg, long long bytes)
{
	char path[128];
	char value[24] = "max";

	memcg_file(path, sizeof(path), memcg, "memory.zswap.max");
	/* A kernel without it has no limit to lift. */
	if (bytes == NO_LIMIT && access(path, F_OK) != 0)
		return 0;
	if (bytes != NO_LIMIT)
		snprintf(value, sizeof(value), "%lld", bytes);
	return change_setting(path, value);
}

/* Writeback is on where the kernel has no switch for it. */
static int set_writeback(long memcg, bool writeback)
{
	char path[128];

	memcg_file(path, sizeof(path), memcg, "memory.zswap.writeback");
	if (writeback && access(path, F_OK) != 0)
		return 0;
	return change_setting(path, writeback ? "1" : "0");
}

static int make_memcg(long memcg)
{
	char path[128];

	memcg_file(path, sizeof(path), memcg, "");
	if (mkdir(path, 0755) != 0 && errno != EEXIST) {
		int error = errno;

		emit_error("make a cgroup", error);
		return -error;
	}
	return 0;
}

int make_memcgs(const struct cell *cell)
{
	int result = change_setting(ROOT "/cgroup.subtree_control", "+memory");

	if (result == 0)
		result = make_memcg(PARENT_MEMCG);
	if (result == 0)
		result = change_setting(PARENT "/cgroup.subtree_control", "+memory");
	if (result == 0)
		result = set_limit(PARENT_MEMCG, cell->memcg_parent_max_bytes);
	for (long memcg = 0; result == 0 && memcg < (long)cell->memcgs; memcg++) {
		result = make_memcg(memcg);
		if (result == 0)
			result = set_limit(memcg, cell->memcg_max_bytes);
		if (result == 0)
			result = set_writeback(memcg, cell->writeback);
	}
	return result;
}

/* A cgroup stays busy for a moment after its last process has ended. */
static int remove_folder(const char *path)
{
	for (int tries = 0; rmdir(path) != 0; tries++) {
		if (errno != EBUSY || tries == 200)
			return -errno;
		usleep(10000);
	}
	return 0;
}

static void remove_memcg(long memcg)
{
	char path[128];

	memcg_file(path, sizeof(path), memcg, "");
	remove_folder(path);
}

void remove_memcgs(const struct cell *cell)
{
	for (long memcg = 0; memcg < (long)cell->memcgs; memcg++)
		remove_memcg(memcg);
	remove_memcg(PARENT_MEMCG);
}

int remove_all_memcgs(void)
{
	DIR *folder = opendir(PARENT);
	struct dirent *entry;

	if (folder == NULL)
		return -errno;
	while ((entry = readdir(folder)) != NULL) {
		long memcg;

		if (sscanf(entry->d_name, "memcg%ld", &memcg) == 1)
			remove_memcg(memcg);
	}
	closedir(folder);
	return remove_folder(PARENT);
}

int disable_memory_controller(void)
{
	char enabled[512];

	if (read_text(ROOT "/cgroup.subtree_control", enabled, sizeof(enabled)) <= 0)
		return -ENOENT;
	if (strstr(enabled, "memory") == NULL)
		return -ENOENT;
	return write_text(ROOT "/cgroup.subtree_control", "-memory");
}

int enter_memcg(long memcg)
{
	char path[128];

	memcg_file(path, sizeof(path), memcg, "cgroup.procs");
	return write_text(path, "0");
}

void drop_swap_cache(long memcg, unsigned long bytes)
{
	char path[128];
	char value[64];

	memcg_file(path, sizeof(path), memcg, "memory.reclaim");
	/* It fails with EAGAIN where there was less to free than asked for. */
	snprintf(value, sizeof(value), "%lu swappiness=200", bytes);
	write_text(path, value);
}
