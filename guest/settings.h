#ifndef SETTINGS_H
#define SETTINGS_H

#include "plan.h"

/*
 * Writes one kernel parameter. Every change of a setting goes through here. Returns 0; or -errno, after an error line
 * that names the file.
 */
int change_setting(const char *path, const char *value);

/* From now on only parameters that a file names in double quotes, and those of cgroups, are changed; 0 or -errno. */
int change_only_what_is_in(const char *path);

/* Everything that would reclaim, collapse or read ahead by itself is turned off. Parameters that a kernel lacks are passed over. */
void quieten_machine(void);

/* Compressor, limits and folio sizes of a cell. Returns 0 or -errno. */
int apply_cell_settings(const struct cell *cell);

/* accept_threshold_percent alone. */
int set_accept_threshold(unsigned long percent);

#endif
