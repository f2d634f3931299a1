/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/identify.h"

#include <string.h>

enum { ID_BYTES = 20 };

/* The smallest and the largest id that begin with @digits. */
static void bounds_of(str digits, unsigned char first[ID_BYTES], unsigned char last[ID_BYTES])
{
	memset(first, 0, ID_BYTES);
	memset(last, 0xff, ID_BYTES);
	for (size_t i = 0; i < digits.len && i < (size_t)2 * ID_BYTES; i++) {
		unsigned digit = (unsigned)g_ascii_xdigit_value(digits.ptr[i]);
		unsigned shift = i % 2 ? 0 : 4;

		first[i / 2] |= (unsigned char)(digit << shift);
		last[i / 2] &= (unsigned char)(digit << shift | (shift ? 0x0f : 0xf0));
	}
}

bool identify_commits(struct index *index, str digits, unsigned n_most, GArray *messages,
		      GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT DISTINCT message FROM place WHERE commit_id BETWEEN ? AND ?"
		" ORDER BY message LIMIT ?",
		error);
	unsigned char first[ID_BYTES];
	unsigned char last[ID_BYTES];
	bool failed = !statement;

	bounds_of(digits, first, last);
	if (statement) {
		bind_bytes(statement, 1, first, ID_BYTES);
		bind_bytes(statement, 2, last, ID_BYTES);
		sqlite3_bind_int64(statement, 3, n_most);
	}
	while (!failed && database_next(index->database, statement, &failed, error)) {
		int64_t message = sqlite3_column_int64(statement, 0);

		g_array_append_val(messages, message);
	}
	return !failed;
}

bool identify_titles(struct index *index, str text, unsigned n_most, struct arena *arena,
		     GArray *works, GError **error)
{
	/* SQLite's lower() knows ASCII alone; of a group it gives the row with the maximum. */
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT topic, title, max(lower(title) = lower(?1)) AS is_whole,"
		" max(arrived_at) AS newest FROM posting WHERE instr(lower(title), lower(?1))"
		" GROUP BY topic ORDER BY is_whole DESC, newest DESC, topic DESC LIMIT ?2",
		error);
	bool failed = !statement;

	if (statement) {
		bind_text(statement, 1, text);
		sqlite3_bind_int64(statement, 2, n_most);
	}
	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct titled_work work = {
			.topic = sqlite3_column_int64(statement, 0),
			.title = column_text(arena, statement, 1),
			.is_whole = sqlite3_column_int(statement, 2),
		};

		g_array_append_val(works, work);
	}
	return !failed;
}

bool identify_newest(struct index *index, int64_t topic, int64_t *ret_message, GError **error)
{
	return database_number(index->database,
			       "SELECT head FROM posting WHERE topic = ?"
			       " ORDER BY is_latest DESC, arrived_at DESC, id DESC LIMIT 1",
			       &topic, 1, 0, ret_message, error);
}
