/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/outcomes.h"

#include "index/packed.h"

enum reviewer_flag {
	FLAG_REVIEWED = 1 << 0,
	FLAG_ACKED = 1 << 1,
	FLAG_TESTED = 1 << 2,
	FLAG_REFUSED = 1 << 3,
	FLAG_COMMENTED = 1 << 4,
};

/* Evidence. */

static void put_mailbox(GByteArray *bytes, struct mailbox mailbox)
{
	packed_put_text(bytes, mailbox.name);
	packed_put_text(bytes, mailbox.address);
}

static void put_reason(GByteArray *bytes, const struct outcome_reason *reason)
{
	packed_put_number(bytes, reason->rule);
	packed_put_number(bytes, (uint64_t)reason->at);
	packed_put_number(bytes, reason->count);
	put_mailbox(bytes, reason->who);
	packed_put_text(bytes, reason->message_id);
	packed_put_text(bytes, reason->text);
}

static void put_reviewer(GByteArray *bytes, const struct outcome_reviewer *reviewer)
{
	packed_put_number(bytes, (reviewer->reviewed ? FLAG_REVIEWED : 0u) |
					 (reviewer->acked ? FLAG_ACKED : 0u) |
					 (reviewer->tested ? FLAG_TESTED : 0u) |
					 (reviewer->refused ? FLAG_REFUSED : 0u) |
					 (reviewer->commented ? FLAG_COMMENTED : 0u));
	put_mailbox(bytes, reviewer->who);
}

static GByteArray *encode_evidence(const struct outcome *outcome)
{
	GByteArray *bytes = g_byte_array_new();

	packed_put_number(bytes, outcome->n_reasons);
	for (unsigned i = 0; i < outcome->n_reasons; i++)
		put_reason(bytes, &outcome->reasons[i]);
	packed_put_number(bytes, outcome->n_reviewers);
	for (unsigned i = 0; i < outcome->n_reviewers; i++)
		put_reviewer(bytes, &outcome->reviewers[i]);
	return bytes;
}

static bool take_mailbox(struct arena *arena, str *bytes, struct mailbox *ret_mailbox)
{
	return packed_take_text(arena, bytes, &ret_mailbox->name) &&
	       packed_take_text(arena, bytes, &ret_mailbox->address);
}

static bool take_reason(struct arena *arena, str *bytes, struct outcome_reason *ret_reason)
{
	uint64_t rule;
	uint64_t at;
	uint64_t count;

	if (!packed_take_number(bytes, OUTCOME_N_RULES - 1, &rule) ||
	    !packed_take_number(bytes, UINT64_MAX, &at) ||
	    !packed_take_number(bytes, UINT32_MAX, &count))
		return false;
	*ret_reason = (struct outcome_reason){
		.rule = (enum outcome_rule)rule,
		.person = PERSON_NONE,
		.at = (int64_t)at,
		.count = (unsigned)count,
	};
	return take_mailbox(arena, bytes, &ret_reason->who) &&
	       packed_take_text(arena, bytes, &ret_reason->message_id) &&
	       packed_take_text(arena, bytes, &ret_reason->text);
}

static bool take_reviewer(struct arena *arena, str *bytes, struct outcome_reviewer *ret_reviewer)
{
	uint64_t flags;

	if (!packed_take_number(bytes, UINT32_MAX, &flags))
		return false;
	*ret_reviewer = (struct outcome_reviewer){
		.person = PERSON_NONE,
		.reviewed = flags & FLAG_REVIEWED,
		.acked = flags & FLAG_ACKED,
		.tested = flags & FLAG_TESTED,
		.refused = flags & FLAG_REFUSED,
		.commented = flags & FLAG_COMMENTED,
	};
	return take_mailbox(arena, bytes, &ret_reviewer->who);
}

/* Each takes a byte at the least: a damaged number asks for no more memory than that. */
static bool decode_evidence(struct arena *arena, str bytes, struct outcome *outcome)
{
	uint64_t n;

	if (!packed_take_number(&bytes, bytes.len, &n))
		return false;
	outcome->reasons = arena_new_array(arena, struct outcome_reason, n);
	for (; outcome->n_reasons < n; outcome->n_reasons++) {
		if (!take_reason(arena, &bytes, &outcome->reasons[outcome->n_reasons]))
			return false;
	}
	if (!packed_take_number(&bytes, bytes.len, &n))
		return false;
	outcome->reviewers = arena_new_array(arena, struct outcome_reviewer, n);
	for (; outcome->n_reviewers < n; outcome->n_reviewers++) {
		if (!take_reviewer(arena, &bytes, &outcome->reviewers[outcome->n_reviewers]))
			return false;
	}
	return true;
}

/* Rows. */

bool outcomes_put(struct index *index, int64_t posting, const struct outcome *outcome,
		  GError **error)
{
	g_autoptr(GByteArray) evidence = NULL;
	sqlite3_stmt *statement = database_statement(
		index->database,
		"INSERT OR REPLACE INTO outcome (posting, state, turn, turn_since, active_at,"
		" answered_at, landed_at, pinged, n_patches, n_reviewed, n_landed, evidence)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		error);

	if (!statement)
		return false;
	evidence = encode_evidence(outcome);
	sqlite3_bind_int64(statement, 1, posting);
	sqlite3_bind_int64(statement, 2, outcome->state);
	sqlite3_bind_int64(statement, 3, outcome->turn);
	sqlite3_bind_int64(statement, 4, outcome->turn_since);
	sqlite3_bind_int64(statement, 5, outcome->active_at);
	sqlite3_bind_int64(statement, 6, outcome->answered_at);
	sqlite3_bind_int64(statement, 7, outcome->landed_at);
	sqlite3_bind_int64(statement, 8, outcome->pinged);
	sqlite3_bind_int64(statement, 9, outcome->n_patches);
	sqlite3_bind_int64(statement, 10, outcome->n_reviewed);
	sqlite3_bind_int64(statement, 11, outcome->n_landed);
	bind_bytes(statement, 12, evidence->data, evidence->len);
	return database_run(index->database, statement, error);
}

/* State and turn of two columns. */
static bool read_codes(struct index *index, sqlite3_stmt *statement, int column,
		       enum outcome_state *ret_state, enum outcome_turn *ret_turn, GError **error)
{
	int64_t state = sqlite3_column_int64(statement, column);
	int64_t turn = sqlite3_column_int64(statement, column + 1);

	if (state < 0 || state >= OUTCOME_N_STATES || turn < 0 || turn >= OUTCOME_N_TURNS) {
		sqlite3_reset(statement);
		database_set_corrupt(index->database, "an outcome is of no known kind", error);
		return false;
	}
	*ret_state = (enum outcome_state)state;
	*ret_turn = (enum outcome_turn)turn;
	return true;
}

bool outcomes_load(struct index *index, int64_t posting, struct arena *arena,
		   struct outcome *ret_outcome, bool *ret_found, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT state, turn, turn_since, active_at, answered_at, landed_at, pinged,"
		" n_patches, n_reviewed, n_landed, evidence FROM outcome WHERE posting = ?",
		error);
	struct outcome outcome = {0};
	bool failed;
	bool whole;

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, posting);
	*ret_found = database_next(index->database, statement, &failed, error);
	if (!*ret_found)
		return !failed;
	if (!read_codes(index, statement, 0, &outcome.state, &outcome.turn, error))
		return false;
	outcome.turn_since = sqlite3_column_int64(statement, 2);
	outcome.active_at = sqlite3_column_int64(statement, 3);
	outcome.answered_at = sqlite3_column_int64(statement, 4);
	outcome.landed_at = sqlite3_column_int64(statement, 5);
	outcome.pinged = sqlite3_column_int(statement, 6);
	outcome.n_patches = (unsigned)sqlite3_column_int64(statement, 7);
	outcome.n_reviewed = (unsigned)sqlite3_column_int64(statement, 8);
	outcome.n_landed = (unsigned)sqlite3_column_int64(statement, 9);
	whole = decode_evidence(arena, column_slice(statement, 10), &outcome);
	sqlite3_reset(statement);
	if (!whole) {
		database_set_corrupt(index->database, "the evidence of an outcome", error);
		return false;
	}
	*ret_outcome = outcome;
	return true;
}

bool outcomes_of_works(struct index *index, bool with_closed, GArray *rows, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT outcome.state, turn, posting, arrived_at, turn_since, active_at, pinged,"
		" topic FROM posting JOIN outcome ON outcome.posting = posting.id"
		" WHERE is_latest = 1 ORDER BY arrived_at, posting.id",
		error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct outcome_row row = {
			.posting = sqlite3_column_int64(statement, 2),
			.arrived_at = sqlite3_column_int64(statement, 3),
			.turn_since = sqlite3_column_int64(statement, 4),
			.active_at = sqlite3_column_int64(statement, 5),
			.pinged = sqlite3_column_int(statement, 6),
			.topic = sqlite3_column_int64(statement, 7),
		};

		if (!read_codes(index, statement, 0, &row.state, &row.turn, error))
			return false;
		/* Where the rest of what landed in part was taken back, nobody is waited for. */
		if (with_closed || (outcome_is_open(row.state) && row.turn != TURN_NOBODY))
			g_array_append_val(rows, row);
	}
	return !failed;
}

bool outcomes_landed(struct index *index, int64_t since, int64_t until, GArray *postings,
		     GError **error)
{
	return database_append_numbers(index->database,
				       "SELECT posting FROM outcome WHERE landed_at != 0"
				       " AND landed_at BETWEEN ?1 AND ?2"
				       " ORDER BY landed_at DESC, posting DESC",
				       (const int64_t[]){since, until}, 2, postings, error);
}

bool outcomes_silent(struct index *index, int64_t begin, int64_t end, GArray *postings,
		     GError **error)
{
	/* What is over, and was at its last moment before the end, was not silent then. */
	return database_append_numbers(
		index->database,
		"SELECT posting.id FROM posting JOIN outcome ON outcome.posting = posting.id"
		" WHERE arrived_at <= ?2 AND active_at >= ?1"
		" AND (active_at > ?2 OR turn != ?3) ORDER BY posting.id",
		(const int64_t[]){begin, end, TURN_NOBODY}, 3, postings, error);
}

bool outcomes_now(struct index *index, int64_t *ret_now, GError **error)
{
	return database_number(index->database,
			       "SELECT arrived_at FROM message ORDER BY arrived_at DESC LIMIT 1",
			       NULL, 0, INT64_MIN, ret_now, error);
}
