/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/check.h"

#include "base/error.h"

/* A statement that counts what must not be, and what it is. */
struct rule {
	const char *sql;
	const char *fault;
};

static const struct rule rules[] = {
	{"SELECT count(*) FROM place LEFT JOIN message ON message.id = place.message"
	 " WHERE message.id IS NULL",
	 "mails stand in an archive that are not known"},
	{"SELECT count(*) FROM message WHERE NOT EXISTS"
	 " (SELECT 1 FROM place WHERE place.message = message.id)"
	 " AND NOT EXISTS (SELECT 1 FROM archive WHERE has_forgotten)",
	 "mails are known that stand in no archive"},
	{"SELECT count(*) FROM place WHERE archive NOT IN (SELECT id FROM archive)",
	 "places are in archives that are not known"},
	{"SELECT count(*) FROM point WHERE archive NOT IN (SELECT id FROM archive)",
	 "points are of archives that are not known"},
	{"SELECT count(*) FROM place WHERE NOT EXISTS (SELECT 1 FROM sighting"
	 " WHERE sighting.message = place.message AND sighting.archive = place.archive)",
	 "mails stand in an archive in which they were never seen"},
	{"SELECT count(*) FROM sighting WHERE message > 0"
	 " AND message NOT IN (SELECT id FROM message)",
	 "mails were seen that are not known"},
	{"SELECT count(*) FROM member LEFT JOIN message ON message.id = member.message"
	 " WHERE message.id IS NULL",
	 "mails of a posting are not known"},
	{"SELECT count(*) FROM member LEFT JOIN posting ON posting.id = member.posting"
	 " WHERE posting.id IS NULL",
	 "mails are of a posting that is not there"},
	{"SELECT count(*) FROM posting WHERE NOT EXISTS"
	 " (SELECT 1 FROM member WHERE member.posting = posting.id AND member.message = "
	 "posting.id)",
	 "postings are without the mail that they are known by"},
	{"SELECT count(*) FROM link WHERE newer NOT IN (SELECT id FROM posting)"
	 " OR older NOT IN (SELECT id FROM posting)",
	 "links lead to postings that are not there"},
	{"SELECT count(*) FROM link JOIN posting AS n ON n.id = newer JOIN posting AS o"
	 " ON o.id = older WHERE n.topic != o.topic",
	 "links join postings of two topics"},
	{"SELECT count(*) FROM posting WHERE topic NOT IN (SELECT id FROM posting)",
	 "topics begin with a posting that is not there"},
	{"SELECT count(*) FROM (SELECT topic FROM posting GROUP BY topic HAVING max(is_latest) = "
	 "0)",
	 "topics have no latest posting"},
	{"SELECT count(*) FROM carried WHERE message NOT IN (SELECT id FROM message)",
	 "pull requests that name patches are not known"},
	{"SELECT count(*) FROM words WHERE segment NOT IN (SELECT id FROM segment)",
	 "words are of a segment that is not there"},
};

static bool check_file(struct index *index, GPtrArray *faults, GError **error)
{
	sqlite3_stmt *statement =
		database_statement(index->database, "PRAGMA integrity_check(100)", error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		str lines = column_slice(statement, 0);
		str line;

		while (str_next_line(&lines, &line)) {
			if (!str_equal(line, STR("ok")) && faults->len < CHECK_FAULTS)
				g_ptr_array_add(faults, str_dup(line));
		}
	}
	return !failed;
}

static bool check_rule(struct index *index, const struct rule *rule, GPtrArray *faults,
		       GError **error)
{
	int64_t count;

	if (!database_number(index->database, rule->sql, NULL, 0, 0, &count, error))
		return false;
	if (count)
		g_ptr_array_add(faults,
				g_strdup_printf("%s: %" G_GINT64_FORMAT, rule->fault, count));
	return true;
}

/* That a table cannot be read for damage is what was to be found out. */
static bool is_found(GError **reason, GPtrArray *faults)
{
	if (!g_error_matches(*reason, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT))
		return false;
	if (faults->len == 0)
		g_ptr_array_add(faults, g_strdup((*reason)->message));
	g_clear_error(reason);
	return true;
}

bool index_check(struct index *index, GPtrArray *faults, GError **error)
{
	g_autoptr(GError) reason = NULL;
	bool checked = check_file(index, faults, &reason) || is_found(&reason, faults);

	for (unsigned i = 0; checked && i < G_N_ELEMENTS(rules) && faults->len < CHECK_FAULTS; i++)
		checked =
			check_rule(index, &rules[i], faults, &reason) || is_found(&reason, faults);
	if (!checked)
		g_propagate_error(error, g_steal_pointer(&reason));
	return checked;
}
