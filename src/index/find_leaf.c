/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each kind of term has a statement that gives the numbers of messages. Those that ask
 * for times, kinds or sizes of all messages are answered by the index
 * message_by_arrival alone, which holds these.
 */
#include "index/find_leaf.h"

#include "index/find_path.h"
#include "index/lexicons.h"
#include "index/postings.h"
#include "outcome/outcome.h"
#include "series/record.h"

#define OF_POSTINGS "SELECT message FROM member JOIN posting ON posting.id = member.posting WHERE "
#define OF_KIND "SELECT id FROM message WHERE kind = ?1"
#define OF_TRAIT OF_POSTINGS "traits & ?1"
#define OF_STATE OF_POSTINGS "state = ?1"
#define OF_OUTCOMES \
	"SELECT message FROM member JOIN outcome ON outcome.posting = member.posting WHERE "
#define OF_OUTCOME OF_OUTCOMES "outcome.state = ?1"
#define OF_TURN OF_OUTCOMES "turn = ?1"

/* The messages for which a state holds, and the number that is bound. */
struct state_search {
	const char *sql;
	int64_t bound;
};

static const struct state_search state_searches[] = {
	[QUERY_IS_PATCH] = {.sql = OF_KIND, .bound = RECORD_PATCH},
	[QUERY_IS_COVER] = {.sql = OF_KIND, .bound = RECORD_COVER},
	[QUERY_IS_REPLY] = {.sql = OF_KIND, .bound = RECORD_REPLY},
	[QUERY_IS_PULL] = {.sql = OF_KIND, .bound = RECORD_PULL},
	[QUERY_IS_LATEST] = {.sql = OF_POSTINGS "is_latest = ?1", .bound = 1},
	[QUERY_IS_SUPERSEDED] = {.sql = OF_POSTINGS "is_latest = ?1", .bound = 0},
	[QUERY_IS_NEW] = {.sql = OF_STATE, .bound = SERIES_NEW},
	[QUERY_IS_REVISED] = {.sql = OF_STATE, .bound = SERIES_REVISED},
	[QUERY_IS_RESENT] = {.sql = OF_STATE, .bound = SERIES_RESENT},
	[QUERY_IS_RFC] = {.sql = OF_TRAIT, .bound = POSTING_RFC},
	[QUERY_IS_COMPLETE] = {.sql = OF_POSTINGS "n_missing <= ?1", .bound = 0},
	[QUERY_IS_INCOMPLETE] = {.sql = OF_POSTINGS "n_missing > ?1", .bound = 0},
	[QUERY_IS_ANSWERED] = {.sql = OF_POSTINGS "n_repliers > ?1", .bound = 0},
	[QUERY_IS_UNANSWERED] = {.sql = OF_POSTINGS "n_repliers <= ?1", .bound = 0},
	/* What waits for nobody is over. */
	[QUERY_IS_OPEN] = {.sql = OF_OUTCOMES "turn != ?1", .bound = TURN_NOBODY},
	[QUERY_IS_IN_REVIEW] = {.sql = OF_OUTCOME, .bound = OUTCOME_IN_REVIEW},
	[QUERY_IS_CHANGES_ASKED] = {.sql = OF_OUTCOME, .bound = OUTCOME_CHANGES_ASKED},
	[QUERY_IS_READY] = {.sql = OF_OUTCOME, .bound = OUTCOME_READY},
	[QUERY_IS_LANDED] = {.sql = OF_OUTCOME, .bound = OUTCOME_LANDED},
	[QUERY_IS_PARTLY_LANDED] = {.sql = OF_OUTCOME, .bound = OUTCOME_PARTLY_LANDED},
	[QUERY_IS_DROPPED] = {.sql = OF_OUTCOME, .bound = OUTCOME_DROPPED},
	[QUERY_IS_REVIEWED] = {.sql = OF_OUTCOMES "n_patches >= ?1 AND n_reviewed >= n_patches",
			       .bound = 1},
	[QUERY_IS_PINGED] = {.sql = OF_OUTCOMES "pinged = ?1", .bound = 1},
	[QUERY_IS_AWAITING_AUTHOR] = {.sql = OF_TURN, .bound = TURN_AUTHOR},
	[QUERY_IS_AWAITING_REVIEWERS] = {.sql = OF_TURN, .bound = TURN_REVIEWERS},
	[QUERY_IS_AWAITING_MAINTAINER] = {.sql = OF_TURN, .bound = TURN_MAINTAINER},
};

static const char *const range_searches[] = {
	[QUERY_SENT] = "SELECT id FROM message WHERE sent_at BETWEEN ?1 AND ?2",
	[QUERY_ARRIVED] = "SELECT id FROM message WHERE arrived_at BETWEEN ?1 AND ?2",
	[QUERY_BYTES] = "SELECT id FROM message WHERE bytes BETWEEN ?1 AND ?2",
	[QUERY_REVISION] = OF_POSTINGS "major BETWEEN ?1 AND ?2",
	[QUERY_PATCHES] = OF_POSTINGS "n_patches BETWEEN ?1 AND ?2",
};

/* Texts that are equal to ?1, or that lie between it and ?2, which all begin so. */
static const char *const text_searches[] = {
	[QUERY_MESSAGE_ID] = "SELECT id FROM message WHERE message_id = ?1",
	[QUERY_PATCH_ID] = "SELECT id FROM message WHERE patch_id >= ?1 AND patch_id < ?2",
	[QUERY_CHANGE_ID] = "SELECT id FROM message WHERE change_id = ?1",
};
static const char message_ids_that_begin[] =
	"SELECT id FROM message WHERE message_id >= ?1 AND message_id < ?2";

/* Which of a file's blobs is meant; a change has one before and one after it. */
static const struct {
	bool has_old;
	bool has_new;
} blob_sides[] = {
	[QUERY_BLOB] = {.has_old = true, .has_new = true},
	[QUERY_OLD_BLOB] = {.has_old = true},
	[QUERY_NEW_BLOB] = {.has_new = true},
};

/* Adds the numbers in the first column of @statement, which is bound. */
static bool add_rows(struct index *index, sqlite3_stmt *statement, struct find_set *found,
		     GError **error)
{
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error))
		find_set_add(found, sqlite3_column_int64(statement, 0));
	return !failed;
}

static bool add_of_numbers(struct index *index, const char *sql, const int64_t *bound,
			   unsigned n_bound, struct find_set *found, GError **error)
{
	sqlite3_stmt *statement = database_statement(index->database, sql, error);

	for (unsigned i = 0; statement && i < n_bound; i++)
		sqlite3_bind_int64(statement, (int)i + 1, bound[i]);
	return add_rows(index, statement, found, error);
}

static bool find_word(struct index *index, const struct query *term, struct find_set *found,
		      GError **error)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct word_place));

	if (!lexicons_find(index, term->words[0], term->is_prefix, places, error))
		return false;
	for (unsigned i = 0; i < places->len; i++) {
		const struct word_place *place = &g_array_index(places, struct word_place, i);

		if (place->fields & term->fields)
			find_set_add(found, place->mail);
	}
	return true;
}

/* Unites in @fields, by message, those in which the word stands. */
static bool add_fields(struct index *index, const struct query *term, unsigned word,
		       uint16_t *fields, size_t n_fields, GError **error)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct word_place));
	bool is_prefix = term->is_prefix && word + 1 == term->n_words;

	if (!lexicons_find(index, term->words[word], is_prefix, places, error))
		return false;
	for (unsigned i = 0; i < places->len; i++) {
		const struct word_place *place = &g_array_index(places, struct word_place, i);

		if (place->mail < n_fields)
			fields[place->mail] |= (uint16_t)place->fields;
	}
	return true;
}

static bool find_phrase(struct index *index, const struct query *term, struct find_set *found,
			GError **error)
{
	size_t n = found->n_words * 64;
	g_autofree uint16_t *common = g_new(uint16_t, n);
	g_autofree uint16_t *fields = g_new(uint16_t, n);

	for (size_t mail = 0; mail < n; mail++)
		common[mail] = (uint16_t)term->fields;
	for (unsigned word = 0; word < term->n_words; word++) {
		memset(fields, 0, n * sizeof(*fields));
		if (!add_fields(index, term, word, fields, n, error))
			return false;
		for (size_t mail = 0; mail < n; mail++)
			common[mail] &= fields[mail];
	}
	for (size_t mail = 0; mail < n; mail++) {
		if (common[mail])
			find_set_add(found, (int64_t)mail);
	}
	return true;
}

static bool find_words(struct index *index, const struct query *term, struct find_set *found,
		       GError **error)
{
	if (find_leaf_is_phrase(term))
		return find_phrase(index, term, found, error);
	return find_word(index, term, found, error);
}

static bool find_range(struct index *index, const struct query *term, struct find_set *found,
		       GError **error)
{
	const int64_t ends[] = {
		term->has_from ? term->from : INT64_MIN,
		term->has_to ? term->to : INT64_MAX,
	};

	return add_of_numbers(index, range_searches[term->subject], ends, 2, found, error);
}

static bool find_state(struct index *index, const struct query *term, struct find_set *found,
		       GError **error)
{
	const struct state_search *search = &state_searches[term->state];

	return add_of_numbers(index, search->sql, &search->bound, 1, found, error);
}

static bool find_text(struct index *index, const struct query *term, struct find_set *found,
		      GError **error)
{
	const char *sql = text_searches[term->subject];
	g_autofree char *behind = NULL; /* the first text that does not begin with the term's */
	sqlite3_stmt *statement;
	str text = term->text;

	if (term->subject == QUERY_MESSAGE_ID && str_ends(text, STR("*"))) {
		sql = message_ids_that_begin;
		text.len--;
	}
	/* `m:*` names no Message-ID. */
	if (text.len == 0)
		return true;
	statement = database_statement(index->database, sql, error);
	if (!statement)
		return false;
	behind = str_dup(text);
	behind[text.len - 1]++;
	bind_text(statement, 1, text);
	if (sqlite3_bind_parameter_count(statement) > 1)
		bind_text(statement, 2, (str){.ptr = behind, .len = text.len});
	return add_rows(index, statement, found, error);
}

/* Both are abbreviated, by the sender and by who asks. */
static bool same_blob(str stored, str wanted)
{
	return stored.len > 0 && (str_starts(stored, wanted) || str_starts(wanted, stored));
}

static bool find_blob(struct index *index, const struct query *term, struct find_set *found,
		      GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database, "SELECT message, old_blob, new_blob FROM file", error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		if ((blob_sides[term->subject].has_old &&
		     same_blob(column_slice(statement, 1), term->text)) ||
		    (blob_sides[term->subject].has_new &&
		     same_blob(column_slice(statement, 2), term->text)))
			find_set_add(found, sqlite3_column_int64(statement, 0));
	}
	return !failed;
}

/* Appends the numbers (int64_t) of the paths that the term names. */
static bool list_paths(struct index *index, const struct query *term, GArray *paths, GError **error)
{
	sqlite3_stmt *statement =
		database_statement(index->database, "SELECT id, name FROM path", error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		int64_t path = sqlite3_column_int64(statement, 0);

		if (find_path_fits(column_slice(statement, 1), term->text))
			g_array_append_val(paths, path);
	}
	return !failed;
}

static bool find_path(struct index *index, const struct query *term, struct find_set *found,
		      GError **error)
{
	g_autoptr(GArray) paths = g_array_new(FALSE, FALSE, sizeof(int64_t));

	if (!list_paths(index, term, paths, error))
		return false;
	for (unsigned i = 0; i < paths->len; i++) {
		if (!add_of_numbers(index, "SELECT message FROM file WHERE path = ?",
				    &g_array_index(paths, int64_t, i), 1, found, error))
			return false;
	}
	return true;
}

typedef bool (*find_fn)(struct index *index, const struct query *term, struct find_set *found,
			GError **error);

static const find_fn value_finders[] = {
	[QUERY_MESSAGE_ID] = find_text, [QUERY_PATCH_ID] = find_text, [QUERY_CHANGE_ID] = find_text,
	[QUERY_BLOB] = find_blob,	[QUERY_OLD_BLOB] = find_blob, [QUERY_NEW_BLOB] = find_blob,
	[QUERY_PATH] = find_path,
};

static bool find_value(struct index *index, const struct query *term, struct find_set *found,
		       GError **error)
{
	return value_finders[term->subject](index, term, found, error);
}

static bool find_all(struct index *index, const struct query *term, struct find_set *found,
		     GError **error)
{
	(void)index;
	(void)term;
	(void)error;
	find_set_complement(found);
	return true;
}

static const find_fn finders[] = {
	[QUERY_ALL] = find_all,	    [QUERY_WORDS] = find_words, [QUERY_VALUE] = find_value,
	[QUERY_RANGE] = find_range, [QUERY_STATE] = find_state,
};

bool find_leaf(struct index *index, const struct query *term, struct find_set *found,
	       GError **error)
{
	return finders[term->kind](index, term, found, error);
}
