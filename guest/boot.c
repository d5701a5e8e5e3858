#include "boot.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "emit.h"
#include "text-file.h"

#define DISK_WAIT_MS 10000

static const struct {
	const char *type;
	const char *target;
} MOUNTS[] = {
	{ "proc", "/proc" },
	{ "sysfs", "/sys" },
	{ "devtmpfs", "/dev" },
	{ "debugfs", "/sys/kernel/debug" },
	{ "cgroup2", "/sys/fs/cgroup" },
};

void mount_all(void)
{
	for (size_t i = 0; i < sizeof(MOUNTS) / sizeof(MOUNTS[0]); i++) {
		mkdir(MOUNTS[i].target, 0755);
		/* A kernel may mount devtmpfs by itself. */
		mount(MOUNTS[i].type, MOUNTS[i].target, MOUNTS[i].type, 0, NULL);
	}
}

void load_modules(void)
{
	for (int i = 0;; i++) {
		char path[32];
		int fd;

		snprintf(path, sizeof(path), "/modules/%04d.ko", i);
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			return;
		if (syscall(SYS_finit_module, fd, "", 0) != 0 && errno != EEXIST) {
			char step[64];
			int error = errno;

			snprintf(step, sizeof(step), "load module %d", i);
			emit_error(step, error);
		}
		close(fd);
	}
}

static int look_for_disk(const char *serial, char *path, size_t size)
{
	DIR *folder = opendir("/sys/block");
	struct dirent *entry;
	int result = -ENODEV;

	while (folder != NULL && result != 0 && (entry = readdir(folder)) != NULL) {
		char file[300];
		char found[64];

		snprintf(file, sizeof(file), "/sys/block/%s/serial", entry->d_name);
		if (read_text(file, found, sizeof(found)) <= 0)
			continue;
		found[strcspn(found, "\n")] = '\0';
		if (strcmp(found, serial) != 0)
			continue;
		/* Large folios go to swap whole only where nothing rotates. */
		snprintf(file, sizeof(file), "/sys/block/%s/queue/rotational", entry->d_name);
		write_text(file, "0");
		snprintf(path, size, "/dev/%s", entry->d_name);
		result = 0;
	}
	if (folder != NULL)
		closedir(folder);
	return result;
}

int find_disk(const char *serial, char *path, size_t size)
{
	int result = look_for_disk(serial, path, size);

	for (int waited = 0; result != 0 && waited < DISK_WAIT_MS / 20; waited++) {
		usleep(20000);
		result = look_for_disk(serial, path, size);
	}
	return result;
}

void end_machine(void)
{
	sync();
	reboot(RB_AUTOBOOT);
	for (;;)
		pause();
}
