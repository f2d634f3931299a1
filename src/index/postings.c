/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/postings.h"

enum { MEETINGS_TRIED = 64 }; /* mails under one key: series/draft.c tries fewer */

static bool put_members(struct index *index, const struct stored_posting *posting, GError **error)
{
	if (!database_run_numbers(index->database, "DELETE FROM member WHERE posting = ?",
				  &posting->id, 1, error))
		return false;
	for (unsigned i = 0; i < posting->n_members; i++) {
		const int64_t numbers[] = {posting->members[i], posting->id};

		if (!database_run_numbers(index->database,
					  "INSERT OR REPLACE INTO member (message, posting)"
					  " VALUES (?, ?)",
					  numbers, 2, error))
			return false;
	}
	return true;
}

static void bind_number_or_null(sqlite3_stmt *statement, int position, int64_t number)
{
	if (number)
		sqlite3_bind_int64(statement, position, number);
	else
		sqlite3_bind_null(statement, position);
}

bool postings_put(struct index *index, const struct stored_posting *posting, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"INSERT OR REPLACE INTO posting (id, head, cover, completes, major, minor, letter,"
		" total, n_patches, n_missing, traits, arrived_at, sent_at, title, n_replies,"
		" n_repliers, replied_at, state, topic, is_latest, digest)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
		" ?17, 0, ?1, 1, ?18)",
		error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, posting->id);
	sqlite3_bind_int64(statement, 2, posting->head);
	bind_number_or_null(statement, 3, posting->cover);
	bind_number_or_null(statement, 4, posting->completes);
	sqlite3_bind_int64(statement, 5, posting->revision.major);
	sqlite3_bind_int64(statement, 6, posting->revision.minor);
	sqlite3_bind_int64(statement, 7, posting->revision.letter);
	sqlite3_bind_int64(statement, 8, posting->total);
	sqlite3_bind_int64(statement, 9, posting->n_patches);
	sqlite3_bind_int64(statement, 10, posting->n_missing);
	sqlite3_bind_int64(statement, 11, posting->traits);
	sqlite3_bind_int64(statement, 12, posting->arrived_at);
	sqlite3_bind_int64(statement, 13, posting->sent_at);
	bind_text(statement, 14, posting->title);
	sqlite3_bind_int64(statement, 15, posting->n_replies);
	sqlite3_bind_int64(statement, 16, posting->n_repliers);
	bind_number_or_null(statement, 17, posting->replied_at);
	sqlite3_bind_int64(statement, 18, posting->digest);
	return database_run(index->database, statement, error) &&
	       put_members(index, posting, error);
}

bool postings_remove(struct index *index, int64_t posting, GError **error)
{
	static const char *const deletions[] = {
		"DELETE FROM member WHERE posting = ?", "DELETE FROM link WHERE newer = ?",
		"DELETE FROM link WHERE older = ?",	"DELETE FROM outcome WHERE posting = ?",
		"DELETE FROM posting WHERE id = ?",
	};

	for (unsigned i = 0; i < G_N_ELEMENTS(deletions); i++) {
		if (!database_run_numbers(index->database, deletions[i], &posting, 1, error))
			return false;
	}
	return true;
}

bool postings_set_replies(struct index *index, const struct stored_posting *posting, GError **error)
{
	const int64_t numbers[] = {posting->id, posting->n_replies, posting->n_repliers,
				   posting->replied_at};

	return database_run_numbers(index->database,
				    "UPDATE posting SET n_replies = ?2, n_repliers = ?3,"
				    " replied_at = nullif(?4, 0) WHERE id = ?1",
				    numbers, 4, error);
}

bool postings_place(struct index *index, int64_t posting, int64_t topic, bool is_latest,
		    enum series_state state, GError **error)
{
	const int64_t numbers[] = {posting, topic, is_latest, state};

	return database_run_numbers(index->database,
				    "UPDATE posting SET topic = ?2, is_latest = ?3, state = ?4"
				    " WHERE id = ?1 AND (topic != ?2 OR is_latest != ?3"
				    " OR state != ?4)",
				    numbers, 4, error);
}

static bool load_members(struct index *index, struct arena *arena, struct stored_posting *posting,
			 GError **error)
{
	g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(int64_t));
	sqlite3_stmt *statement = database_statement(
		index->database, "SELECT message FROM member WHERE posting = ? ORDER BY message",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, posting->id);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		int64_t message = sqlite3_column_int64(statement, 0);

		g_array_append_val(members, message);
	}
	posting->n_members = members->len;
	posting->members = arena_new_array(arena, int64_t, members->len);
	for (unsigned i = 0; i < members->len; i++)
		posting->members[i] = g_array_index(members, int64_t, i);
	return !failed;
}

bool postings_load(struct index *index, int64_t posting, struct arena *arena,
		   struct stored_posting *ret_posting, bool *ret_found, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT head, cover, completes, major, minor, letter, total, n_patches, n_missing,"
		" traits, arrived_at, sent_at, title, n_replies, n_repliers, replied_at, state,"
		" topic, is_latest, digest FROM posting WHERE id = ?",
		error);
	bool failed;

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, posting);
	*ret_found = database_next(index->database, statement, &failed, error);
	if (!*ret_found)
		return !failed;
	if (sqlite3_column_int64(statement, 16) < 0 ||
	    sqlite3_column_int64(statement, 16) >= SERIES_N_STATES) {
		sqlite3_reset(statement);
		database_set_corrupt(index->database, "a posting is in no known state", error);
		return false;
	}
	*ret_posting = (struct stored_posting){
		.id = posting,
		.head = sqlite3_column_int64(statement, 0),
		.cover = sqlite3_column_int64(statement, 1),
		.completes = sqlite3_column_int64(statement, 2),
		.revision = {.major = (unsigned)sqlite3_column_int64(statement, 3),
			     .minor = (unsigned)sqlite3_column_int64(statement, 4),
			     .letter = (char)sqlite3_column_int64(statement, 5)},
		.total = (unsigned)sqlite3_column_int64(statement, 6),
		.n_patches = (unsigned)sqlite3_column_int64(statement, 7),
		.n_missing = (unsigned)sqlite3_column_int64(statement, 8),
		.traits = (unsigned)sqlite3_column_int64(statement, 9),
		.arrived_at = sqlite3_column_int64(statement, 10),
		.sent_at = sqlite3_column_int64(statement, 11),
		.title = column_text(arena, statement, 12),
		.n_replies = (unsigned)sqlite3_column_int64(statement, 13),
		.n_repliers = (unsigned)sqlite3_column_int64(statement, 14),
		.replied_at = sqlite3_column_int64(statement, 15),
		.state = (enum series_state)sqlite3_column_int(statement, 16),
		.topic = sqlite3_column_int64(statement, 17),
		.is_latest = sqlite3_column_int(statement, 18),
		.digest = sqlite3_column_int64(statement, 19),
	};
	sqlite3_reset(statement);
	return load_members(index, arena, ret_posting, error);
}

bool postings_of_message(struct index *index, int64_t message, int64_t *ret_posting, GError **error)
{
	return database_number(index->database, "SELECT posting FROM member WHERE message = ?",
			       &message, 1, 0, ret_posting, error);
}

bool postings_topic(struct index *index, int64_t posting, int64_t *ret_topic, GError **error)
{
	return database_number(index->database, "SELECT topic FROM posting WHERE id = ?", &posting,
			       1, 0, ret_topic, error);
}

bool postings_threads(struct index *index, int64_t posting, GArray *threads, GError **error)
{
	return database_append_numbers(
		index->database,
		"SELECT DISTINCT thread FROM member JOIN message ON id = message"
		" WHERE member.posting = ?",
		&posting, 1, threads, error);
}

bool postings_of_topic(struct index *index, int64_t topic, GArray *postings, GError **error)
{
	return database_append_numbers(
		index->database, "SELECT id FROM posting WHERE topic = ? ORDER BY arrived_at, id",
		&topic, 1, postings, error);
}

bool postings_topic_stands_in(struct index *index, int64_t topic, int64_t archive, bool *ret_does,
			      GError **error)
{
	int64_t does;

	if (!database_number(index->database,
			     "SELECT EXISTS (SELECT 1 FROM posting"
			     " JOIN member ON member.posting = posting.id"
			     " JOIN place ON place.message = member.message"
			     " WHERE topic = ? AND archive = ?)",
			     (const int64_t[]){topic, archive}, 2, 0, &does, error))
		return false;
	*ret_does = does;
	return true;
}

bool postings_around(struct index *index, int64_t message, GArray *postings, GError **error)
{
	return database_append_numbers(index->database,
				       "SELECT DISTINCT member.posting FROM message AS one"
				       " JOIN message ON message.thread = one.thread"
				       " JOIN member ON member.message = message.id"
				       " WHERE one.id = ? ORDER BY 1",
				       &message, 1, postings, error);
}

bool postings_by(struct index *index, str address, GArray *postings, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT DISTINCT member.posting FROM message JOIN member"
		" ON member.message = message.id WHERE author_address = ?1 COLLATE NOCASE"
		" OR sender_address = ?1 COLLATE NOCASE ORDER BY 1",
		error);
	bool failed = !statement;

	if (statement)
		bind_text(statement, 1, address);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		int64_t posting = sqlite3_column_int64(statement, 0);

		g_array_append_val(postings, posting);
	}
	return !failed;
}

bool links_set(struct index *index, int64_t newer, const struct stored_link *links,
	       unsigned n_links, GError **error)
{
	if (!database_run_numbers(index->database, "DELETE FROM link WHERE newer = ?", &newer, 1,
				  error))
		return false;
	for (unsigned i = 0; i < n_links; i++) {
		const int64_t numbers[] = {
			newer,		 links[i].older,  links[i].reasons, links[i].sureness,
			links[i].common, links[i].is_main};

		if (!database_run_numbers(index->database,
					  "INSERT OR REPLACE INTO link (newer, older, reasons,"
					  " sureness, common, is_main) VALUES (?, ?, ?, ?, ?, ?)",
					  numbers, 6, error))
			return false;
	}
	return true;
}

bool links_of(struct index *index, int64_t posting, GArray *links, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT newer, older, reasons, sureness, common, is_main FROM link"
		" WHERE newer = ?1 OR older = ?1 ORDER BY newer, is_main DESC, older",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, posting);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct stored_link link = {
			.newer = sqlite3_column_int64(statement, 0),
			.older = sqlite3_column_int64(statement, 1),
			.reasons = (unsigned)sqlite3_column_int64(statement, 2),
			.sureness = (unsigned)sqlite3_column_int64(statement, 3),
			.common = (unsigned)sqlite3_column_int64(statement, 4),
			.is_main = sqlite3_column_int(statement, 5),
		};

		g_array_append_val(links, link);
	}
	return !failed;
}

bool clues_add(struct index *index, int64_t hash, int64_t arrived_at, int64_t posting,
	       GError **error)
{
	return database_run_numbers(index->database,
				    "INSERT OR IGNORE INTO clue (hash, arrived_at, posting)"
				    " VALUES (?, ?, ?)",
				    (const int64_t[]){hash, arrived_at, posting}, 3, error);
}

bool clues_remove(struct index *index, int64_t hash, int64_t arrived_at, int64_t posting,
		  GError **error)
{
	return database_run_numbers(index->database,
				    "DELETE FROM clue WHERE hash = ? AND arrived_at = ?"
				    " AND posting = ?",
				    (const int64_t[]){hash, arrived_at, posting}, 3, error);
}

bool clues_before(struct index *index, int64_t hash, int64_t arrived_at, int64_t posting,
		  unsigned n_most, GArray *postings, GError **error)
{
	return database_append_numbers(index->database,
				       "SELECT posting FROM clue WHERE hash = ?1"
				       " AND (arrived_at, posting) < (?2, ?3)"
				       " ORDER BY arrived_at DESC, posting DESC LIMIT ?4",
				       (const int64_t[]){hash, arrived_at, posting, n_most}, 4,
				       postings, error);
}

bool clues_after(struct index *index, int64_t hash, int64_t arrived_at, int64_t posting,
		 unsigned n_most, GArray *postings, GError **error)
{
	return database_append_numbers(index->database,
				       "SELECT posting FROM clue WHERE hash = ?1"
				       " AND (arrived_at, posting) > (?2, ?3)"
				       " ORDER BY arrived_at, posting LIMIT ?4",
				       (const int64_t[]){hash, arrived_at, posting, n_most}, 4,
				       postings, error);
}

bool meetings_add(struct index *index, int64_t hash, int64_t at, int64_t message, GError **error)
{
	return database_run_numbers(index->database,
				    "INSERT OR IGNORE INTO meeting (hash, at, message)"
				    " VALUES (?, ?, ?)",
				    (const int64_t[]){hash, at, message}, 3, error);
}

bool meetings_threads(struct index *index, int64_t hash, int64_t at, int64_t seconds,
		      GArray *threads, GError **error)
{
	return database_append_numbers(
		index->database,
		"SELECT DISTINCT thread FROM meeting JOIN message ON id = message"
		" WHERE hash = ?1 AND at BETWEEN ?2 - ?3 AND ?2 + ?3"
		" ORDER BY at DESC LIMIT ?4",
		(const int64_t[]){hash, at, seconds, MEETINGS_TRIED}, 4, threads, error);
}
