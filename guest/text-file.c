#include "text-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

long read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t length = 0;
	ssize_t got = fd < 0 ? -1 : 1;

	/* Not with pread(): an attribute of debugfs cannot be read at a position. */
	while (got > 0 && length < size - 1) {
		got = read(fd, text + length, size - 1 - length);
		if (got > 0)
			length += (size_t)got;
	}
	text[length] = '\0';
	if (got < 0) {
		long error = errno;

		if (fd >= 0)
			close(fd);
		return -error;
	}
	close(fd);
	return (long)length;
}

int write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int result = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		result = -errno;
	close(fd);
	return result;
}

int write_number(const char *path, long long value)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", value);
	return write_text(path, text);
}

/* A gauge below zero is printed by debugfs as a huge unsigned number; it comes back as what it is. */
static long long parse(const char *text, long long absent)
{
	char *end;
	long long value = text[0] == '-' ? strtoll(text, &end, 10) : (long long)strtoull(text, &end, 10);

	return end == text ? absent : value;
}

long long read_number(const char *path, long long absent)
{
	char text[32];

	return read_text(path, text, sizeof(text)) > 0 ? parse(text, absent) : absent;
}

long long find_number(const char *text, const char *key, long long absent)
{
	size_t length = strlen(key);

	for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
		if (*line == '\n')
			line++;
		if (strncmp(line, key, length) == 0 && (line[length] == ' ' || line[length] == ':'))
			return parse(line + length + 1 + strspn(line + length + 1, " "), absent);
	}
	return absent;
}

char *read_whole(const char *path)
{
	struct stat facts;
	char *text;

	if (stat(path, &facts) != 0)
		return NULL;
	text = malloc((size_t)facts.st_size + 1);
	if (text == NULL || read_text(path, text, (size_t)facts.st_size + 1) < 0)
		return NULL;
	return text;
}
