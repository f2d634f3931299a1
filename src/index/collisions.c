/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/collisions.h"

#include "index/encoding.h"
#include "patch/change_hash.h"
#include "patch/subject.h"

enum {
	COMMIT_BYTES = 20,
	COMMIT_DIGITS = 7, /* git's least abbreviation */
};

/* What a posting touches. */

/* Hunks as messages_add() was given them: begin << 32 | end. */
static void read_ranges(struct arena *arena, str bytes, struct stored_touch *touch)
{
	uint64_t *numbers;

	decode_numbers(arena, bytes, &numbers, &touch->n_ranges);
	touch->ranges = arena_new_array(arena, struct diff_range, touch->n_ranges);
	for (unsigned i = 0; i < touch->n_ranges; i++) {
		touch->ranges[i].begin = (unsigned)(numbers[i] >> 32);
		touch->ranges[i].end = (unsigned)numbers[i];
	}
}

static struct stored_touch read_touch(struct arena *arena, sqlite3_stmt *statement)
{
	struct stored_touch touch = {
		.path = column_text(arena, statement, 1),
		.old_blob = column_text(arena, statement, 2),
		.insertions = (unsigned)sqlite3_column_int64(statement, 3),
		.deletions = (unsigned)sqlite3_column_int64(statement, 4),
	};
	struct subject subject;

	subject_parse(arena, column_text(arena, statement, 0), &subject);
	touch.number = subject.index;
	read_ranges(arena, column_slice(statement, 5), &touch);
	return touch;
}

static int compare_touches(const void *a, const void *b)
{
	const struct stored_touch *left = a;
	const struct stored_touch *right = b;

	return (left->number > right->number) - (left->number < right->number);
}

bool collisions_touched(struct index *index, int64_t posting, struct arena *arena, GArray *touches,
			GError **error)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct stored_touch));
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT subject, path.name, old_blob, insertions, deletions, hunks FROM member"
		" JOIN message ON message.id = member.message"
		" JOIN file ON file.message = member.message"
		" JOIN path ON path.id = file.path"
		" WHERE posting = ? ORDER BY member.message, file.number",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, posting);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct stored_touch touch = read_touch(arena, statement);

		g_array_append_val(found, touch);
	}
	/* Mails may have come in another order; the sort is stable. */
	g_array_sort(found, compare_touches);
	g_array_append_vals(touches, found->data, found->len);
	return !failed;
}

/* What it rests on. */

static bool is_known(const GArray *dependencies, const struct dependency *dependency)
{
	for (unsigned i = 0; i < dependencies->len; i++) {
		const struct dependency *known = &g_array_index(dependencies, struct dependency, i);

		if (known->kind == dependency->kind && str_equal(known->value, dependency->value))
			return true;
	}
	return false;
}

static void add_dependencies(struct arena *arena, str text, GArray *dependencies)
{
	str *lines;
	unsigned n_lines;

	decode_lines(arena, text, &lines, &n_lines);
	for (unsigned i = 0; i < n_lines; i++) {
		struct dependency dependency;

		if (dependencies->len < COLLISION_DEPENDENCIES &&
		    dependency_of_line(lines[i], &dependency) &&
		    !is_known(dependencies, &dependency))
			g_array_append_val(dependencies, dependency);
	}
}

bool collisions_depends(struct index *index, int64_t posting, struct arena *arena,
			GArray *dependencies, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT depends FROM member JOIN message ON message.id = member.message"
		" WHERE posting = ? AND depends IS NOT NULL ORDER BY member.message",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, posting);
	while (!failed && database_next(index->database, statement, &failed, error))
		add_dependencies(arena, column_text(arena, statement, 0), dependencies);
	return !failed;
}

/* Appends what @sql gives for @value, a number for each row. */
static bool append_by_text(struct index *index, const char *sql, str value, GArray *messages,
			   GError **error)
{
	sqlite3_stmt *statement = database_statement(index->database, sql, error);
	bool failed = !statement;

	if (statement) {
		bind_text(statement, 1, value);
		sqlite3_bind_int64(statement, 2, COLLISION_NEEDED);
	}
	while (!failed && database_next(index->database, statement, &failed, error)) {
		int64_t message = sqlite3_column_int64(statement, 0);

		g_array_append_val(messages, message);
	}
	return !failed;
}

/* Patches have a hash of theirs, and covers are the heads of postings. */
static bool append_by_title(struct index *index, str title, GArray *messages, GError **error)
{
	const int64_t numbers[] = {(int64_t)change_hash_of_title(title), COLLISION_NEEDED};

	if (numbers[0] == 0)
		return true;
	return database_append_numbers(index->database,
				       "SELECT id FROM message WHERE title_hash = ?1"
				       " ORDER BY id DESC LIMIT ?2",
				       numbers, 2, messages, error) &&
	       append_by_text(index,
			      "SELECT head FROM posting WHERE title = ?1 COLLATE NOCASE"
			      " ORDER BY id DESC LIMIT ?2",
			      title, messages, error);
}

/* The bytes of all commits that may begin with @digits lie from *first to *last. */
static bool read_digits(str digits, unsigned char first[COMMIT_BYTES],
			unsigned char last[COMMIT_BYTES])
{
	if (digits.len < COMMIT_DIGITS || digits.len > (size_t)2 * COMMIT_BYTES ||
	    !str_is_hex(digits))
		return false;
	for (size_t i = 0; i < COMMIT_BYTES; i++) {
		first[i] = 0x00;
		last[i] = 0xff;
	}
	for (size_t i = 0; i < digits.len; i++) {
		unsigned shift = i % 2 ? 0 : 4;
		unsigned value = (unsigned)g_ascii_xdigit_value(digits.ptr[i]);

		first[i / 2] = (unsigned char)(first[i / 2] | value << shift);
		last[i / 2] = (unsigned char)(last[i / 2] & ~((~value & 0xfu) << shift));
	}
	return true;
}

static bool append_by_commit(struct index *index, str digits, GArray *messages, GError **error)
{
	unsigned char first[COMMIT_BYTES];
	unsigned char last[COMMIT_BYTES];
	sqlite3_stmt *statement;
	bool failed = false;

	if (!read_digits(digits, first, last))
		return true;
	statement = database_statement(index->database,
				       "SELECT landing.message FROM repository"
				       " JOIN changeset ON changeset.repository = repository.id"
				       " AND object BETWEEN ?1 AND ?2"
				       " JOIN landing ON landing.changeset = changeset.id"
				       " ORDER BY landing.message LIMIT ?3",
				       error);
	if (!statement)
		return false;
	bind_bytes(statement, 1, first, sizeof(first));
	bind_bytes(statement, 2, last, sizeof(last));
	sqlite3_bind_int64(statement, 3, COLLISION_NEEDED);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		int64_t message = sqlite3_column_int64(statement, 0);

		g_array_append_val(messages, message);
	}
	return !failed;
}

bool collisions_needed(struct index *index, const struct dependency *dependency, GArray *messages,
		       GError **error)
{
	str value = dependency->value;

	switch (dependency->kind) {
	case DEPENDENCY_COMMIT:
		return append_by_commit(index, value, messages, error);
	case DEPENDENCY_PATCH_ID:
		return append_by_text(index,
				      "SELECT id FROM message WHERE patch_id = ?1"
				      " ORDER BY id DESC LIMIT ?2",
				      value, messages, error);
	case DEPENDENCY_MESSAGE_ID:
		return append_by_text(index,
				      "SELECT id FROM message WHERE message_id = ?1"
				      " ORDER BY id DESC LIMIT ?2",
				      value, messages, error);
	case DEPENDENCY_CHANGE_ID:
		return append_by_text(index,
				      "SELECT id FROM message WHERE change_id = ?1"
				      " ORDER BY id DESC LIMIT ?2",
				      value, messages, error);
	case DEPENDENCY_TITLE:
		return append_by_title(index, value, messages, error);
	}
	return true;
}

bool collisions_latest(struct index *index, int64_t topic, int64_t *ret_posting, GError **error)
{
	return database_number(index->database,
			       "SELECT id FROM posting WHERE topic = ? AND is_latest = 1"
			       " ORDER BY id DESC LIMIT 1",
			       &topic, 1, 0, ret_posting, error);
}
