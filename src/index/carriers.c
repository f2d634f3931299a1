/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/carriers.h"

#include "index/outcomes.h"
#include "index/postings.h"

#define ONE_YEAR "31536000"
G_STATIC_ASSERT(POSTING_PULL == 2);
#define IS_PULL "(posting.traits & 2) != 0"
#define IS_NO_PULL "(posting.traits & 2) = 0"

bool carriers_add(struct index *index, int64_t message, const struct stored_title *titles,
		  unsigned n_titles, GError **error)
{
	for (unsigned i = 0; i < n_titles; i++) {
		sqlite3_stmt *statement = database_statement(
			index->database,
			"INSERT OR IGNORE INTO carried (hash, message, author) VALUES (?, ?, ?)",
			error);

		if (!statement)
			return false;
		sqlite3_bind_int64(statement, 1, (int64_t)titles[i].hash);
		sqlite3_bind_int64(statement, 2, message);
		sqlite3_bind_text64(statement, 3, titles[i].author.len ? titles[i].author.ptr : "",
				    titles[i].author.len, SQLITE_STATIC, SQLITE_UTF8);
		if (!database_run(index->database, statement, error))
			return false;
	}
	return true;
}

/* The mail that says so; else, where a commit does, none. */
static const struct outcome_reason *find_reason(const struct outcome *outcome)
{
	for (unsigned i = 0; i < outcome->n_reasons; i++) {
		const struct outcome_reason *reason = &outcome->reasons[i];

		if (reason->rule == RULE_PULLED || reason->rule == RULE_APPLIED)
			return reason;
	}
	return NULL;
}

static bool load_carrier(struct index *index, int64_t posting, str request, struct arena *arena,
			 const struct history_carrier **ret_carrier, GError **error)
{
	const struct outcome_reason *reason;
	struct history_carrier *carrier;
	struct outcome outcome;
	bool found;

	if (!outcomes_load(index, posting, arena, &outcome, &found, error))
		return false;
	if (!found)
		return true;
	reason = find_reason(&outcome);
	carrier = arena_new(arena, struct history_carrier);
	*carrier = (struct history_carrier){
		.request = request,
		.at = outcome.landed_at,
		.message_id = reason ? reason->message_id : request,
		.who = reason ? reason->who : (struct mailbox){0},
		.text = reason ? reason->text : (str){0},
	};
	*ret_carrier = carrier;
	return true;
}

bool carriers_of_message(struct index *index, int64_t message, int64_t until, struct arena *arena,
			 const struct history_carrier **ret_carrier, GError **error)
{
	/* The order of the tables is that in which they are walked. */
	sqlite3_stmt *statement = database_statement(
		index->database,
		"WITH patch AS (SELECT title_hash, author_name, message.sent_at FROM message"
		" JOIN member ON member.message = message.id"
		" JOIN posting ON posting.id = member.posting"
		" WHERE message.id = ?1 AND title_hash IS NOT NULL AND " IS_NO_PULL "),"
		" request AS (SELECT member.posting AS number, patch.sent_at AS after"
		" FROM patch CROSS JOIN carried ON carried.hash = patch.title_hash"
		" CROSS JOIN member ON member.message = carried.message"
		" WHERE carried.author = patch.author_name COLLATE NOCASE"
		" UNION SELECT member.posting, patch.sent_at FROM patch CROSS JOIN message"
		" ON message.title_hash = patch.title_hash"
		" CROSS JOIN member ON member.message = message.id"
		" WHERE message.author_name = patch.author_name COLLATE NOCASE)"
		" SELECT posting.id, head.message_id FROM request CROSS JOIN posting"
		" ON posting.id = number JOIN outcome ON outcome.posting = posting.id"
		" JOIN message AS head ON head.id = posting.head"
		" WHERE " IS_PULL " AND outcome.state = ?2 AND landed_at <= ?3"
		" AND posting.sent_at > after AND posting.sent_at <= after + " ONE_YEAR
		" ORDER BY landed_at, head.message_id LIMIT 1",
		error);
	int64_t posting;
	str request;
	bool failed;

	if (!statement)
		return false;
	*ret_carrier = NULL;
	sqlite3_bind_int64(statement, 1, message);
	sqlite3_bind_int64(statement, 2, OUTCOME_LANDED);
	sqlite3_bind_int64(statement, 3, until);
	if (!database_next(index->database, statement, &failed, error))
		return !failed;
	posting = sqlite3_column_int64(statement, 0);
	request = column_text(arena, statement, 1);
	sqlite3_reset(statement);
	return load_carrier(index, posting, request, arena, ret_carrier, error);
}

bool carriers_is_merged(struct index *index, int64_t posting, bool *ret_is, GError **error)
{
	int64_t count;

	if (!database_number(index->database,
			     "SELECT count(*) FROM posting JOIN outcome"
			     " ON outcome.posting = posting.id WHERE posting.id = ?1 AND " IS_PULL
			     " AND outcome.state = ?2",
			     (const int64_t[]){posting, OUTCOME_LANDED}, 2, 0, &count, error))
		return false;
	*ret_is = count > 0;
	return true;
}

bool carriers_works(struct index *index, int64_t posting, GArray *postings, GError **error)
{
	/* Who wrote them and when is for carriers_of_message(): this may name too many. */
	return database_append_numbers(
		index->database,
		"WITH request AS (SELECT member.message AS number FROM posting JOIN member"
		" ON member.posting = posting.id WHERE posting.id = ?1 AND " IS_PULL "),"
		" named AS (SELECT hash, author FROM request CROSS JOIN carried"
		" ON carried.message = number"
		" UNION SELECT title_hash, author_name FROM request CROSS JOIN message"
		" ON message.id = number WHERE title_hash IS NOT NULL)"
		" SELECT DISTINCT member.posting FROM named CROSS JOIN message"
		" ON message.title_hash = hash CROSS JOIN member ON member.message = message.id"
		" CROSS JOIN posting ON posting.id = member.posting"
		" WHERE author = message.author_name COLLATE NOCASE AND " IS_NO_PULL " ORDER BY 1",
		&posting, 1, postings, error);
}
