#ifndef PRIVATE_MOUNTS_H
#define PRIVATE_MOUNTS_H

/* Mounts debugfs and cgroup2 where they are missing, for this process and its children alone. Returns 0 or -errno. */
int mount_missing(void);

#endif
