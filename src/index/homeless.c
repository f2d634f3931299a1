/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/homeless.h"

#include "index/postings.h"
#include "index/sightings.h"

G_STATIC_ASSERT(POSTING_PULL == 2); /* the pull requests among the postings are asked for */

bool homeless_drop(struct index *index, GArray *threads, GArray *postings, GError **error)
{
	static const char *const deletions[] = {
		/* Those that stand elsewhere came first there. */
		("UPDATE message SET arrived_at ="
		 " (SELECT min(arrived_at) FROM place WHERE message = message.id)"
		 " WHERE arrived_at = 9223372036854775807 AND id NOT IN homeless"),
		/* Under which keys they were found was in the mails. */
		("DELETE FROM clue WHERE posting IN"
		 " (SELECT posting FROM member WHERE message IN homeless)"),
		"DELETE FROM file WHERE message IN homeless",
		/* The commits that they landed as may be other patches: they are asked for again. */
		("UPDATE repository SET considered = min(considered, ifnull("
		 " (SELECT min(changeset.id) - 1 FROM landing"
		 " JOIN changeset ON changeset.id = landing.changeset"
		 " WHERE message IN homeless AND changeset.repository = repository.id), "
		 "considered))"),
		"DELETE FROM landing WHERE message IN homeless",
		"DELETE FROM carried WHERE message IN homeless",
		"DELETE FROM meeting WHERE message IN homeless",
		"DELETE FROM message WHERE id IN homeless",
		"DROP TABLE homeless",
	};
	bool failed;

	if (!database_run_numbers(index->database,
				  "CREATE TEMP TABLE homeless AS SELECT id FROM message"
				  " WHERE NOT EXISTS (SELECT 1 FROM place WHERE message = id)",
				  NULL, 0, error))
		return false;
	failed = !database_append_numbers(index->database,
					  "SELECT DISTINCT thread FROM message"
					  " WHERE arrived_at = 9223372036854775807",
					  NULL, 0, threads, error) ||
		 !database_append_numbers(
			 index->database,
			 "SELECT thread FROM message WHERE id IN homeless"
			 " UNION SELECT thread FROM member AS lost"
			 " JOIN member AS kept ON kept.posting = lost.posting"
			 " JOIN message ON id = kept.message WHERE lost.message IN homeless",
			 NULL, 0, threads, error) ||
		 /* Patches that a request named which is gone have landed by it no more. */
		 !database_append_numbers(
			 index->database,
			 "SELECT DISTINCT thread FROM message WHERE title_hash IN"
			 " (SELECT hash FROM carried WHERE message IN homeless"
			 " UNION SELECT title_hash FROM message AS lost JOIN member"
			 " ON member.message = lost.id JOIN posting ON posting.id = member.posting"
			 " WHERE lost.id IN homeless AND (posting.traits & 2) != 0)",
			 NULL, 0, threads, error) ||
		 !database_append_numbers(
			 index->database,
			 "SELECT DISTINCT posting FROM member WHERE message IN homeless", NULL, 0,
			 postings, error) ||
		 !sightings_depart(index, error);
	for (unsigned i = 0; !failed && i < G_N_ELEMENTS(deletions); i++) {
		sqlite3_stmt *deletion = database_prepare(index->database, deletions[i], error);

		failed = !deletion || !database_run(index->database, deletion, error);
		sqlite3_finalize(deletion);
	}
	return !failed;
}
