/*
 * /init of the machine in which lab/live-machine.mjs runs `kernel run --live`: loads modules, mounts the host's files read-only
 * under a layer in memory and a disk at /mnt, and starts the command that /command lists, an argument a line.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void must(int result, const char *step)
{
	if (result == 0)
		return;
	perror(step);
	reboot(RB_AUTOBOOT);
}

static void load_modules(void)
{
	for (int i = 0;; i++) {
		char path[32];
		int fd;

		snprintf(path, sizeof(path), "/modules/%04d.ko", i);
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			return;
		syscall(SYS_finit_module, fd, "", 0);
		close(fd);
	}
}

static void mount_files(void)
{
	static const char *const folders[] = { "/lower", "/layer", "/root" };

	for (int i = 0; i < 3; i++)
		mkdir(folders[i], 0755);
	must(mount("host", "/lower", "9p", MS_RDONLY, "trans=virtio,version=9p2000.L,msize=262144,cache=loose"), "9p");
	must(mount("tmpfs", "/layer", "tmpfs", 0, NULL), "tmpfs");
	mkdir("/layer/upper", 0755);
	mkdir("/layer/work", 0755);
	must(mount("overlay", "/root", "overlay", 0, "lowerdir=/lower,upperdir=/layer/upper,workdir=/layer/work"), "overlay");
	must(mount("proc", "/root/proc", "proc", 0, NULL), "proc");
	must(mount("sysfs", "/root/sys", "sysfs", 0, NULL), "sysfs");
	must(mount("/dev/vda", "/root/mnt", "ext4", 0, NULL), "disk");
	must(mount("/dev", "/root/dev", NULL, MS_MOVE, NULL), "dev");
	must(mount("tmpfs", "/root/tmp", "tmpfs", 0, NULL), "tmp");
}

static char *next_line(char **rest)
{
	return strtok_r(NULL, "\n", rest);
}

int main(void)
{
	static char text[16384];
	char *arguments[256] = { NULL };
	char *rest;
	int count = 0;
	int fd;

	mkdir("/dev", 0755);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	fd = open("/dev/console", O_RDWR);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	load_modules();
	fd = open("/command", O_RDONLY);
	if (fd < 0 || read(fd, text, sizeof(text) - 1) <= 0)
		must(-1, "command");
	mount_files();
	must(chroot("/root"), "chroot");
	/* The folder to work in, then the command. */
	must(chdir(strtok_r(text, "\n", &rest)), "chdir");
	while (count < 255 && (arguments[count] = next_line(&rest)) != NULL)
		count++;
	if (fork() == 0) {
		setenv("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 1);
		setenv("HOME", "/tmp", 1);
		execvp(arguments[0], arguments);
		perror(arguments[0]);
		_exit(127);
	}
	/* As the first process it also takes orphans. */
	while (wait(NULL) > 0)
		;
	sync();
	reboot(RB_AUTOBOOT);
}
