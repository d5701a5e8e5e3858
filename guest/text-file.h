#ifndef TEXT_FILE_H
#define TEXT_FILE_H

#include <stddef.h>

/* Reads up to size - 1 bytes of a small file from its start and ends them with a zero. Returns the length, or -errno. */
long read_text(const char *path, char *text, size_t size);

/* Writes a value in one write(), as procfs, sysfs and cgroupfs want it. Returns 0 or -errno. */
int write_text(const char *path, const char *text);
int write_number(const char *path, long long value);

/* The integer that a file starts with, or `absent` where there is no such file. */
long long read_number(const char *path, long long absent);

/* The value behind a key of a file of "key value" lines, or `absent`. */
long long find_number(const char *text, const char *key, long long absent);

/* The whole of a file in memory of its own; NULL if that is not possible. */
char *read_whole(const char *path);

#endif
