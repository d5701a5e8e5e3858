#ifndef EMIT_H
#define EMIT_H

#include <stdbool.h>

/*
 * The protocol: one JSON object a line behind the prefix "zswap-bench: ", numbered by "seq" without a gap, so that a lost
 * line is noticed. A line is at most LINE_BYTES long: /dev/kmsg takes no longer ones. Only the first process emits.
 */
#define LINE_BYTES 900

/* Lines go to stdout; or to the kernel's log, whose console prints a line whole and in order with the kernel's own. */
void emit_to_kernel_log(void);

/* Begins a line of a type; fields follow, then emit_end(). */
void emit_begin(const char *type);
void emit_text(const char *name, const char *value);
void emit_number(const char *name, long long value);
void emit_end(void);

/* Begins an object inside the line; emit_number() and emit_text() fill it until emit_close(). */
void emit_open(const char *name);
void emit_close(void);

/* Whether a number of this name would still fit. */
bool emit_fits(const char *name);

/* A step that failed: its name and errno as a positive number. */
void emit_error(const char *step, int error);

/* From now on every line bears the number of this cell; -1 for none. */
void emit_cell(long cell);

#endif
