#include "emit.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char line[LINE_BYTES + 1];
static size_t used;
static bool first;
static int out = STDOUT_FILENO;
/* KERN_WARNING: the console shows it and still leaves out what a kernel says while it boots. */
static const char *level = "";
static long sequence;
static long current_cell = -1;

void emit_to_kernel_log(void)
{
	out = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	level = "<4>";
}

void emit_cell(long cell)
{
	current_cell = cell;
}

/* What does not fit is cut, and the host refuses the line. */
static void append(const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(line + used, sizeof(line) - used, format, arguments);
	va_end(arguments);
	used += (size_t)length < sizeof(line) - used ? (size_t)length : sizeof(line) - 1 - used;
}

static void name_field(const char *name)
{
	append("%s\"%s\":", first ? "" : ",", name);
	first = false;
}

void emit_begin(const char *type)
{
	used = 0;
	first = false;
	append("%szswap-bench: {\"seq\":%ld,\"type\":\"%s\"", level, sequence++, type);
	if (current_cell >= 0)
		emit_number("cell", current_cell);
}

void emit_number(const char *name, long long value)
{
	name_field(name);
	append("%lld", value);
}

/* Quotes, backslashes and anything but printable ASCII become question marks. */
void emit_text(const char *name, const char *value)
{
	name_field(name);
	append("\"");
	for (; *value != '\0'; value++)
		append("%c", *value < ' ' || *value > '~' || *value == '"' || *value == '\\' ? '?' : *value);
	append("\"");
}

void emit_open(const char *name)
{
	name_field(name);
	append("{");
	first = true;
}

void emit_close(void)
{
	append("}");
	first = false;
}

bool emit_fits(const char *name)
{
	return used + strlen(name) + sizeof(",\"\":-9223372036854775808}}\n") < LINE_BYTES;
}

void emit_end(void)
{
	append("}\n");
	if (write(out, line, used) < 0)
		return;
}

void emit_error(const char *step, int error)
{
	emit_begin("error");
	emit_text("step", step);
	emit_number("errno", error);
	emit_text("text", strerror(error));
	emit_end();
}
