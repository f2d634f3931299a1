/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/threads.h"

bool threads_of_identifier(struct index *index, int64_t hash, int64_t *ret_thread, GError **error)
{
	return database_number(index->database, "SELECT thread FROM identifier WHERE hash = ?",
			       &hash, 1, 0, ret_thread, error);
}

bool threads_set_identifier(struct index *index, int64_t hash, int64_t thread, GError **error)
{
	return database_run_numbers(index->database,
				    "INSERT OR REPLACE INTO identifier (hash, thread)"
				    " VALUES (?, ?)",
				    (const int64_t[]){hash, thread}, 2, error);
}

bool threads_unite(struct index *index, int64_t from, int64_t to, GError **error)
{
	const int64_t numbers[] = {to, from};

	return database_run_numbers(index->database,
				    "UPDATE message SET thread = ?1 WHERE thread = ?2", numbers, 2,
				    error) &&
	       database_run_numbers(index->database,
				    "UPDATE identifier SET thread = ?1 WHERE thread = ?2", numbers,
				    2, error);
}
