/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/landings.h"

#include "index/messages.h"
#include "series/record.h"

#include <string.h>

#define TWO_YEARS "63072000"
#define CLOCK_SECONDS "172800"
G_STATIC_ASSERT(LANDING_CLOCK_SECONDS == 172800);

/* Who wrote both, as far as an address or a name tells. */
#define SAME_AUTHOR \
	"(message.author_address = changeset.author_address COLLATE NOCASE" \
	" OR message.author_name = changeset.author_name COLLATE NOCASE)"

bool landings_set(struct index *index, int64_t changeset, const struct stored_landing *landing,
		  GError **error)
{
	if (!database_run_numbers(index->database, "DELETE FROM landing WHERE changeset = ?",
				  &changeset, 1, error))
		return false;
	if (!landing)
		return true;
	return database_run_numbers(index->database,
				    "INSERT INTO landing (message, changeset, reasons, sureness,"
				    " change) VALUES (?, ?, ?, ?, ?)",
				    (const int64_t[]){landing->message, changeset, landing->reasons,
						      landing->sureness, landing->change},
				    5, error);
}

/* Forty digits, in @arena. */
static str hexadecimal_of(struct arena *arena, str bytes)
{
	static const char digits[] = "0123456789abcdef";
	char *text = arena_text(arena, bytes.len * 2);

	for (size_t i = 0; i < bytes.len; i++) {
		text[2 * i] = digits[(unsigned char)bytes.ptr[i] >> 4];
		text[2 * i + 1] = digits[(unsigned char)bytes.ptr[i] & 15];
	}
	return (str){.ptr = text, .len = bytes.len * 2};
}

static enum compare_outcome read_change(sqlite3_stmt *statement, int column)
{
	int64_t change = sqlite3_column_int64(statement, column);

	return change >= COMPARE_SAME && change <= COMPARE_REWRITTEN ? (enum compare_outcome)change
								     : COMPARE_REWRITTEN;
}

bool landings_of_message(struct index *index, int64_t message, struct arena *arena,
			 GArray *landings, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT changeset.object, repository.name, tag.name, committed_at, reasons, "
		"sureness, change,"
		" picked_from, tag.tagged_at FROM landing JOIN changeset ON changeset.id = "
		"landing.changeset"
		" JOIN repository ON repository.id = changeset.repository"
		" LEFT JOIN tag ON tag.id = changeset.tag WHERE message = ?"
		" ORDER BY picked_from IS NOT NULL, committed_at, changeset.object, "
		"repository.name",
		error);
	bool failed = !statement;
	unsigned begin = landings->len;

	if (statement)
		sqlite3_bind_int64(statement, 1, message);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct landing landing = {
			.commit = hexadecimal_of(arena, column_slice(statement, 0)),
			.repository = column_text(arena, statement, 1),
			.tag = column_text(arena, statement, 2),
			.committed_at = sqlite3_column_int64(statement, 3),
			.reasons = (unsigned)sqlite3_column_int64(statement, 4),
			.sureness = (unsigned)sqlite3_column_int64(statement, 5),
			.change = read_change(statement, 6),
			.is_backport = sqlite3_column_type(statement, 7) != SQLITE_NULL,
			.tagged_at = sqlite3_column_int64(statement, 8),
		};

		/* The same commit in another repository is no other landing. */
		if (landings->len > begin &&
		    !str_equal(g_array_index(landings, struct landing, begin).commit,
			       landing.commit))
			landing.is_backport = true;

		g_array_append_val(landings, landing);
	}
	return !failed;
}

bool landings_of_changeset(struct index *index, int64_t changeset, int64_t *ret_message,
			   GError **error)
{
	return database_number(index->database, "SELECT message FROM landing WHERE changeset = ?",
			       &changeset, 1, 0, ret_message, error);
}

bool landings_load(struct index *index, int64_t changeset, struct stored_landing *ret_landing,
		   GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT message, reasons, sureness, change FROM landing WHERE changeset = ?",
		error);
	bool failed;

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, changeset);
	*ret_landing = (struct stored_landing){0};
	if (!database_next(index->database, statement, &failed, error))
		return !failed;
	*ret_landing = (struct stored_landing){
		.message = sqlite3_column_int64(statement, 0),
		.changeset = changeset,
		.reasons = (unsigned)sqlite3_column_int64(statement, 1),
		.sureness = (unsigned)sqlite3_column_int64(statement, 2),
		.change = read_change(statement, 3),
	};
	sqlite3_reset(statement);
	return true;
}

bool landings_between(struct index *index, int64_t begin, int64_t end, GArray *postings,
		      GError **error)
{
	return database_append_numbers(index->database,
				       "SELECT DISTINCT member.posting FROM landing"
				       " CROSS JOIN changeset ON changeset.id = landing.changeset"
				       " JOIN member ON member.message = landing.message"
				       " WHERE committed_at > ?1 AND committed_at <= ?2 ORDER BY 1",
				       (const int64_t[]){begin, end}, 2, postings, error);
}

bool landings_of_repository(struct index *index, int64_t repository, GArray *messages,
			    GError **error)
{
	return database_append_numbers(index->database,
				       "SELECT DISTINCT message FROM landing JOIN changeset"
				       " ON changeset.id = changeset WHERE repository = ?",
				       &repository, 1, messages, error);
}

bool landings_candidates(struct index *index, const struct stored_changeset *changeset,
			 enum landing_key key, GArray *messages, GError **error)
{
	static const char *const searches[LANDING_N_KEYS] = {
		/*
		 * The index does not keep ids by hash: a cited one is the thread's that holds it,
		 * and all patches of that thread may be meant.
		 */
		[LANDING_BY_LINK] =
			"SELECT message.id FROM cited JOIN identifier"
			" ON identifier.hash = cited.hash"
			" JOIN message ON message.thread = identifier.thread"
			" WHERE cited.changeset = ?1 AND title_hash IS NOT NULL"
			" AND EXISTS (SELECT 1 FROM member WHERE member.message = message.id)"
			" ORDER BY message.sent_at DESC, message.id DESC LIMIT ?2",
		[LANDING_BY_TITLE] =
			"SELECT message.id FROM changeset JOIN message"
			" ON message.title_hash = changeset.title_hash"
			" WHERE changeset.id = ?1"
			" AND message.sent_at <= committed_at + " CLOCK_SECONDS
			" AND EXISTS (SELECT 1 FROM member WHERE member.message = message.id)"
			" ORDER BY message.sent_at DESC, message.id DESC LIMIT ?2",
		[LANDING_BY_PATHS] =
			"SELECT message.id FROM changeset JOIN message"
			" ON message.paths = changeset.paths WHERE changeset.id = ?1"
			" AND message.sent_at <= committed_at + " CLOCK_SECONDS
			" AND message.sent_at >= authored_at - " TWO_YEARS " AND " SAME_AUTHOR
			" AND EXISTS (SELECT 1 FROM member WHERE member.message = message.id)"
			" ORDER BY message.sent_at DESC, message.id DESC LIMIT ?2",
	};

	return database_append_numbers(index->database, searches[key],
				       (const int64_t[]){changeset->id, LANDING_CANDIDATES}, 2,
				       messages, error);
}

bool landings_to_match(struct index *index, const struct stored_repository *repository,
		       GArray *changesets, GError **error)
{
	/*
	 * Whether there is a message is asked of each new changeset, and of what is new among
	 * messages each title, set of paths and thread once: never which pairs there are. By `+`
	 * the index of a repository's objects is no way to find few of them.
	 */
	return database_append_numbers(
		index->database,
		"SELECT changeset.id FROM changeset WHERE +repository = ?1 AND id > ?3 AND ("
		"EXISTS (SELECT 1 FROM message WHERE message.title_hash = changeset.title_hash)"
		" OR (paths != 0 AND EXISTS (SELECT 1 FROM message"
		" WHERE message.paths = changeset.paths AND " SAME_AUTHOR "))"
		" OR EXISTS (SELECT 1 FROM cited JOIN identifier ON identifier.hash = cited.hash"
		" WHERE cited.changeset = changeset.id))"
		" UNION SELECT changeset.id FROM (SELECT DISTINCT title_hash FROM message"
		" WHERE id > ?2 AND title_hash IS NOT NULL) AS fresh CROSS JOIN changeset"
		" ON changeset.title_hash = fresh.title_hash"
		" WHERE +repository = ?1 AND changeset.id <= ?3"
		" UNION SELECT changeset.id FROM (SELECT DISTINCT paths, author_address,"
		" author_name FROM message WHERE id > ?2 AND paths IS NOT NULL) AS message"
		" CROSS JOIN changeset ON changeset.paths = message.paths"
		" WHERE +repository = ?1 AND changeset.id <= ?3 AND " SAME_AUTHOR
		" UNION SELECT cited.changeset FROM (SELECT DISTINCT thread FROM message"
		" WHERE id > ?2) AS fresh CROSS JOIN identifier"
		" ON identifier.thread = fresh.thread CROSS JOIN cited"
		" ON cited.hash = identifier.hash CROSS JOIN changeset"
		" ON changeset.id = cited.changeset WHERE +repository = ?1 AND changeset.id <= ?3"
		" ORDER BY 1",
		(const int64_t[]){repository->id, repository->matched, repository->considered}, 3,
		changesets, error);
}

bool landings_since(struct index *index, int64_t *ret_since, GError **error)
{
	return database_number(index->database,
			       "SELECT sent_at FROM message WHERE kind = ?1"
			       " ORDER BY sent_at LIMIT 1 OFFSET (SELECT count(*) / 1000"
			       " FROM message WHERE kind = ?1)",
			       &(int64_t){RECORD_PATCH}, 1, INT64_MAX, ret_since, error);
}

bool landings_last_changeset(struct index *index, int64_t repository, int64_t *ret_last,
			     GError **error)
{
	return database_number(
		index->database,
		"SELECT id FROM changeset WHERE +repository = ? ORDER BY id DESC LIMIT 1",
		&repository, 1, 0, ret_last, error);
}
