/*
 * The first process of a virtual machine: stores the pages of /pages in zram and in zswap, frees two of three, and prints
 * the kernel's own figures of both, each file behind a line "=== NAME". make.sh makes files of them.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/swap.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define PAGE 4096UL
#define ZSWAP "/sys/kernel/debug/zswap"
#define POOLS "/sys/kernel/debug/zsmalloc"

static void copy(const char *path)
{
	static char text[1 << 16];
	int fd = open(path, O_RDONLY);
	ssize_t length = 0, got;

	while (fd >= 0 && (got = read(fd, text + length, sizeof(text) - length)) > 0)
		length += got;
	if (fd >= 0)
		close(fd);
	fwrite(text, 1, length, stdout);
}

static void print(const char *name, const char *path)
{
	printf("=== %s\n", name);
	copy(path);
}

static void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		printf("!!! %s\n", path);
	close(fd);
}

/* As `grep -r . FOLDER` prints it. */
static void print_folder(const char *name, const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	char file[600];

	printf("=== %s\n", name);
	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, entry->d_name);
		printf("%s:", file);
		copy(file);
	}
	closedir(folder);
}

static void print_pool(const char *name, const char *prefix)
{
	DIR *folder = opendir(POOLS);
	struct dirent *entry;
	char file[600];

	while ((entry = readdir(folder)) != NULL) {
		if (strncmp(entry->d_name, prefix, strlen(prefix)) != 0)
			continue;
		snprintf(file, sizeof(file), POOLS "/%s/classes", entry->d_name);
		print(name, file);
	}
	closedir(folder);
}

static void zram(const char *pages, size_t length)
{
	int fd;

	put("/sys/block/zram0/disksize", "64M");
	fd = open("/dev/zram0", O_RDWR);
	if (write(fd, pages, length) != (ssize_t)length || fsync(fd) != 0)
		printf("!!! write\n");
	print("zram-full.mm_stat", "/sys/block/zram0/mm_stat");
	print_pool("zram-full.classes", "zram");
	for (uint64_t page = 0; page < length / PAGE; page++) {
		uint64_t range[2] = { page * PAGE, PAGE };

		if (page % 3 != 0 && ioctl(fd, BLKDISCARD, range) != 0)
			printf("!!! discard\n");
	}
	print("zram-third.mm_stat", "/sys/block/zram0/mm_stat");
	print_pool("zram-third.classes", "zram");
	close(fd);
	put("/sys/block/zram0/reset", "1");
}

static void swap_on(const char *device, uint32_t pages)
{
	static char head[4096];
	uint32_t *info = (uint32_t *)(head + 1024);
	int fd = open(device, O_RDWR);

	info[0] = 1;
	info[1] = pages - 1;
	memcpy(head + 4086, "SWAPSPACE2", 10);
	if (write(fd, head, sizeof(head)) != sizeof(head) || fsync(fd) != 0)
		printf("!!! swap header\n");
	close(fd);
	if (swapon(device, 0) != 0)
		printf("!!! swapon\n");
}

static void zswap(const char *pages, size_t length)
{
	char *memory;

	put("/sys/module/zswap/parameters/compressor", "lz4");
	put("/sys/module/zswap/parameters/enabled", "Y");
	swap_on("/dev/vda", 32768);
	mkdir("/sys/fs/cgroup/job", 0755);
	put("/sys/fs/cgroup/cgroup.subtree_control", "+memory");
	put("/sys/fs/cgroup/job/cgroup.procs", "0");
	memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memcpy(memory, pages, length);
	if (madvise(memory, length, MADV_PAGEOUT) != 0)
		printf("!!! pageout\n");
	print_folder("zswap-full.debugfs", ZSWAP);
	print("zswap-full.memory.stat", "/sys/fs/cgroup/job/memory.stat");
	print_pool("zswap-full.classes", "zswap");
	for (size_t page = 0; page < length / PAGE; page++)
		if (page % 3 != 0)
			madvise(memory + page * PAGE, PAGE, MADV_DONTNEED);
	print_folder("zswap-third.debugfs", ZSWAP);
	print("zswap-third.memory.stat", "/sys/fs/cgroup/job/memory.stat");
	print_pool("zswap-third.classes", "zswap");
}

int main(void)
{
	struct stat status;
	int fd = open("/pages", O_RDONLY);
	char *pages;

	mount("proc", "/proc", "proc", 0, NULL);
	mount("sys", "/sys", "sysfs", 0, NULL);
	mount("dev", "/dev", "devtmpfs", 0, NULL);
	mount("debug", "/sys/kernel/debug", "debugfs", 0, NULL);
	mount("cgroup2", "/sys/fs/cgroup", "cgroup2", 0, NULL);
	fstat(fd, &status);
	pages = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	zram(pages, status.st_size);
	zswap(pages, status.st_size);
	printf("=== end\n");
	fflush(stdout);
	sleep(1);
	reboot(RB_POWER_OFF);
	return 0;
}
