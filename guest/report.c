#include "report.h"

#include <stdio.h>
#include <string.h>

#include "emit.h"

/* Pieces of a long text, cut between items; the host joins them. */
struct pieces {
	const char *type;
	const char *name;
	char text[LINE_BYTES / 2];
	size_t used;
};

static void flush_pieces(struct pieces *pieces)
{
	if (pieces->used == 0)
		return;
	emit_begin(pieces->type);
	emit_text(pieces->name, pieces->text);
	emit_end();
	pieces->used = 0;
}

static void add_piece(struct pieces *pieces, const char *item)
{
	if (pieces->used + strlen(item) >= sizeof(pieces->text))
		flush_pieces(pieces);
	strcpy(pieces->text + pieces->used, item);
	pieces->used += strlen(item);
}

void report_folios(const struct cell_state *state)
{
	struct pieces pieces = { .type = "folios", .name = "runs" };
	unsigned long begin = 0;

	for (unsigned long i = 1; i <= state->queue.count; i++) {
		char item[32];

		if (i < state->queue.count && state->records[i].verdict == state->records[begin].verdict)
			continue;
		snprintf(item, sizeof(item), "%lu%c", i - begin,
			 state->records[begin].verdict == WAITING ? '-' : state->records[begin].verdict);
		add_piece(&pieces, item);
		begin = i;
	}
	flush_pieces(&pieces);
}

void report_times(const struct cell_state *state)
{
	struct pieces pieces = { .type = "times", .name = "ns" };

	for (unsigned long i = 0; i < state->queue.count; i++) {
		char item[32];

		snprintf(item, sizeof(item), "%u:%u ", state->times[i].out_ns, state->times[i].in_ns);
		add_piece(&pieces, item);
	}
	flush_pieces(&pieces);
}

void report_rounds(const unsigned *stored, unsigned long rounds)
{
	struct pieces pieces = { .type = "rounds", .name = "stored" };

	for (unsigned long i = 0; i < rounds; i++) {
		char item[16];

		snprintf(item, sizeof(item), "%u ", stored[i]);
		add_piece(&pieces, item);
	}
	flush_pieces(&pieces);
}

void report_lengths(const uint16_t *lengths, unsigned long count, uint16_t refused)
{
	struct pieces pieces = { .type = "lengths", .name = "bytes" };

	for (unsigned long i = 0; i < count; i++) {
		char item[16];

		if (lengths[i] == refused)
			snprintf(item, sizeof(item), "r ");
		else
			snprintf(item, sizeof(item), "%u ", lengths[i]);
		add_piece(&pieces, item);
	}
	flush_pieces(&pieces);
}

void report_tally(const struct cell_state *state)
{
	const struct tally *tally = &state->tally;

	emit_begin("tally");
	emit_number("peakPoolPages", tally->peak_pool_pages);
	emit_number("comparedPages", (long long)tally->compared_pages);
	emit_number("mismatchedPages", (long long)tally->mismatched_pages);
	if (tally->mismatched_pages > 0)
		emit_number("firstMismatch", (long long)tally->first_mismatch);
	emit_number("outNs", (long long)tally->out_ns);
	emit_number("outPages", (long long)tally->out_pages);
	emit_number("inNs", (long long)tally->in_ns);
	emit_number("inPages", (long long)tally->in_pages);
	emit_end();
	if (tally->first_refused >= 0) {
		emit_begin("first-refusal");
		emit_number("folio", tally->first_refused);
		emit_number("storedPages", tally->first_refused_stored_pages);
		emit_number("poolPages", tally->first_refused_pool_pages);
		emit_end();
	}
	for (unsigned long i = 0; i <= state->cell->memcgs; i++) {
		char name[40] = "parent";

		if (tally->peak_memcg_bytes[i] == 0)
			continue;
		if (i > 0)
			snprintf(name, sizeof(name), "memcg%lu", i - 1);
		emit_begin("memcg-peak");
		emit_text("memcg", name);
		emit_number("bytes", tally->peak_memcg_bytes[i]);
		emit_end();
	}
}
