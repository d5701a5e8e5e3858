#ifndef BOOT_H
#define BOOT_H

#include <stddef.h>

/* Set-up of a virtual machine in which this program is /init. */

/* Mounts what the kernel offers; debugfs and cgroup2 may be missing. */
void mount_all(void);

/* Loads /modules/0000.ko, /modules/0001.ko, ... in this order. One that the kernel refuses is an error line. */
void load_modules(void);

/* The path of the virtio disk with a serial number, made non-rotational; 0 or -errno after some seconds. */
int find_disk(const char *serial, char *path, size_t size);

/* Ends the machine: QEMU ends where the guest would start again. */
_Noreturn void end_machine(void);

#endif
