#ifndef REPORT_H
#define REPORT_H

#include "cell-state.h"

/* The fates of folios in order of arrival, run-length encoded as "392s370r". */
void report_folios(const struct cell_state *state);

/* Peaks, the first refusal, times, and pages compared. */
void report_tally(const struct cell_state *state);

/* Nanoseconds out and in of each folio, in order of arrival. */
void report_times(const struct cell_state *state);

/* How many folios of a round were stored, one number a round. */
void report_rounds(const unsigned *stored, unsigned long rounds);

/* Emits the lengths of pages in bytes; "r" for a page that was refused. */
void report_lengths(const uint16_t *lengths, unsigned long count, uint16_t refused);

#endif
