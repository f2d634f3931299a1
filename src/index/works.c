/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/works.h"

#include "base/hash.h"

#include <string.h>

bool works_places(struct index *index, int64_t archive, GArray *places, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT arrived_at, commit_id FROM place WHERE archive = ?1 ORDER BY number",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, archive);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct work_place place = {.arrived_at = sqlite3_column_int64(statement, 0)};
		str commit = column_slice(statement, 1);

		place.has_commit = commit.len == sizeof(place.commit);
		if (place.has_commit)
			memcpy(place.commit, commit.ptr, commit.len);
		g_array_append_val(places, place);
	}
	return !failed;
}

bool works_ids(struct index *index, int64_t archive, struct arena *arena, GArray *ids,
	       GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT posting.topic, posting.id, is_latest, mail.message_id, head.message_id"
		" FROM posting JOIN message AS head ON head.id = posting.head"
		" JOIN member ON member.posting = posting.id"
		" JOIN message AS mail ON mail.id = member.message"
		"  AND (mail.arrived_at, mail.id) <= (head.arrived_at, head.id)"
		" WHERE topic IN (SELECT p.topic FROM place"
		"  JOIN member AS m ON m.message = place.message"
		"  JOIN posting AS p ON p.id = m.posting WHERE place.archive = ?1)"
		" ORDER BY posting.topic, posting.arrived_at, posting.id, mail.arrived_at, mail.id",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, archive);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		const struct work_id id = {
			.topic = sqlite3_column_int64(statement, 0),
			.posting = sqlite3_column_int64(statement, 1),
			.is_latest = sqlite3_column_int(statement, 2),
			.id = column_text(arena, statement, 3),
			.head_id = column_text(arena, statement, 4),
		};

		g_array_append_val(ids, id);
	}
	return !failed;
}

bool works_patches(struct index *index, int64_t archive, struct arena *arena, GArray *patches,
		   GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT posting.topic, message.kind, author_name, author_address,"
		" min(place.arrived_at) FROM place"
		" JOIN message ON message.id = place.message"
		" JOIN member ON member.message = message.id"
		" JOIN posting ON posting.id = member.posting"
		" WHERE place.archive = ?1 AND message.kind IN (?2, ?3)"
		" GROUP BY message.id ORDER BY min(place.number)",
		error);
	bool failed = !statement;

	if (statement) {
		sqlite3_bind_int64(statement, 1, archive);
		sqlite3_bind_int(statement, 2, RECORD_PATCH);
		sqlite3_bind_int(statement, 3, RECORD_COVER);
	}
	while (!failed && database_next(index->database, statement, &failed, error)) {
		const struct work_patch patch = {
			.topic = sqlite3_column_int64(statement, 0),
			.kind = (enum record_kind)sqlite3_column_int(statement, 1),
			.author = {.name = column_text(arena, statement, 2),
				   .address = column_text(arena, statement, 3)},
			.arrived_at = sqlite3_column_int64(statement, 4),
		};

		g_array_append_val(patches, patch);
	}
	return !failed;
}

/* The sum of @number in @sums, to which @next is added. */
static void add_to_sum(GHashTable *sums, int64_t number, uint64_t next)
{
	uint64_t *sum = g_hash_table_lookup(sums, &number);

	if (!sum) {
		sum = g_new0(uint64_t, 1);
		g_hash_table_insert(sums, g_memdup2(&number, sizeof(number)), sum);
	}
	*sum = hash_chain(*sum, next);
}

static uint64_t sum_of(GHashTable *sums, int64_t number)
{
	const uint64_t *sum = g_hash_table_lookup(sums, &number);

	return sum ? *sum : 0;
}

/* A sum of the columns from @first on, whatever they hold. */
static uint64_t sum_of_columns(struct index *index, sqlite3_stmt *statement, int first)
{
	uint64_t sum = 0;

	for (int i = first; i < sqlite3_column_count(statement); i++) {
		int type = sqlite3_column_type(statement, i);
		uint64_t value = type == SQLITE_INTEGER
					 ? (uint64_t)sqlite3_column_int64(statement, i)
					 : hash_bytes(&index->key, column_slice(statement, i));

		sum = hash_chain(hash_chain(sum, (uint64_t)type), value);
	}
	return sum;
}

/* Adds each row of @sql to the sum of the number in its first column, in the order of rows. */
static bool add_rows(struct index *index, const char *sql, GHashTable *sums, GError **error)
{
	sqlite3_stmt *statement = database_statement(index->database, sql, error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error))
		add_to_sum(sums, sqlite3_column_int64(statement, 0),
			   sum_of_columns(index, statement, 1));
	return !failed;
}

/* Replies are of a work by the threads that its mails stand in. */
static bool add_threads(struct index *index, GHashTable *threads, GHashTable *states,
			GError **error)
{
	sqlite3_stmt *statement =
		database_statement(index->database,
				   "SELECT DISTINCT posting.topic, message.thread FROM member"
				   " JOIN posting ON posting.id = member.posting"
				   " JOIN message ON message.id = member.message"
				   " ORDER BY posting.topic, message.thread",
				   error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error))
		add_to_sum(states, sqlite3_column_int64(statement, 0),
			   sum_of(threads, sqlite3_column_int64(statement, 1)));
	return !failed;
}

bool works_states(struct index *index, GHashTable *states, GError **error)
{
	g_autoptr(GHashTable) threads =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);

	return add_rows(index, "SELECT thread, id FROM message ORDER BY thread, id", threads,
			error) &&
	       add_rows(index,
			"SELECT topic, posting.id, digest, head, completes, posting.state,"
			" is_latest, n_replies, replied_at, outcome.* FROM posting"
			" LEFT JOIN outcome ON outcome.posting = posting.id"
			" ORDER BY topic, posting.id",
			states, error) &&
	       add_rows(index,
			"SELECT topic, newer, older, reasons, sureness, common, is_main FROM link"
			" JOIN posting ON posting.id = link.newer ORDER BY topic, newer, older",
			states, error) &&
	       add_threads(index, threads, states, error);
}

/* Appends an event for each row of @sql: its first column is the time. */
static bool add_events(struct index *index, const char *sql, GArray *events, GError **error)
{
	sqlite3_stmt *statement = database_statement(index->database, sql, error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		const struct known_event event = {
			.at = sqlite3_column_int64(statement, 0),
			.sum = sum_of_columns(index, statement, 0),
		};

		g_array_append_val(events, event);
	}
	return !failed;
}

static int compare_events(const void *a, const void *b)
{
	const struct known_event *left = a;
	const struct known_event *right = b;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return (left->sum > right->sum) - (left->sum < right->sum);
}

bool works_events(struct index *index, GArray *events, GError **error)
{
	if (!add_events(index, "SELECT arrived_at, id, kind, bytes FROM message", events, error) ||
	    !add_events(index,
			"SELECT committed_at, message, object, sureness, reasons FROM landing"
			" JOIN changeset ON changeset.id = landing.changeset",
			events, error) ||
	    !add_events(index,
			"SELECT max(committed_at, tagged_at), message, changeset.object, name FROM "
			"landing"
			" JOIN changeset ON changeset.id = landing.changeset"
			" JOIN tag ON tag.id = changeset.tag",
			events, error))
		return false;
	g_array_sort(events, compare_events);
	return true;
}
