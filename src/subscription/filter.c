/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/filter.h"

#include "flow/find.h"
#include "index/messages.h"
#include "index/postings.h"
#include "index/sightings.h"
#include "series/area.h"
#include "subscription/filter_parts.h"

struct filter {
	struct filter_parts parts;
	struct arena texts; /* of the query */
};

/* A filter at work. */
struct filtering {
	const struct filter_parts *parts;
	struct index *index;
	struct mail_source *source;
	struct arena texts;
	GHashTable *wanted; /* set of int64_t *: topics */
	GHashTable *known; /* set of int64_t *: topics that were asked about */
};

struct filter *filter_new(const struct config *config,
			  const struct config_subscription *subscription, int64_t now,
			  GError **error)
{
	g_autoptr(filter) filter = g_new0(struct filter, 1);

	arena_init(&filter->texts);
	if (!filter_parts_read(config, subscription, now, &filter->texts, &filter->parts, error))
		return NULL;
	return g_steal_pointer(&filter);
}

void filter_free(struct filter *filter)
{
	if (!filter)
		return;
	filter_parts_clear(&filter->parts);
	arena_clear(&filter->texts);
	g_free(filter);
}

static void filtering_init(struct filtering *filtering, const struct filter *filter,
			   struct index *index, struct mail_source *source)
{
	*filtering = (struct filtering){
		.parts = &filter->parts,
		.index = index,
		.source = source,
		.wanted = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
		.known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
	};
	arena_init(&filtering->texts);
}

static void filtering_clear(struct filtering *filtering)
{
	g_hash_table_unref(filtering->wanted);
	g_hash_table_unref(filtering->known);
	arena_clear(&filtering->texts);
}

static bool add_to_set(GHashTable *set, int64_t number)
{
	return g_hash_table_add(set, g_memdup2(&number, sizeof(number)));
}

/* Whether a file of any of the messages is cared for. */
static bool has_path(struct filtering *filtering, const int64_t *messages, unsigned n_messages,
		     bool *ret_has, GError **error)
{
	g_autoptr(GArray) paths = g_array_new(FALSE, FALSE, sizeof(str));

	*ret_has = filtering->parts->patterns->len == 0;
	for (unsigned i = 0; !*ret_has && i < n_messages; i++) {
		g_array_set_size(paths, 0);
		if (!messages_paths(filtering->index, messages[i], &filtering->texts, paths, error))
			return false;
		for (unsigned j = 0; !*ret_has && j < paths->len; j++)
			*ret_has = filter_parts_match_path(filtering->parts,
							   g_array_index(paths, str, j));
	}
	return true;
}

/* Whether the area of any of the messages is asked for. */
static bool has_area(struct filtering *filtering, const int64_t *messages, unsigned n_messages,
		     bool *ret_has, GError **error)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct stored_message));

	*ret_has = !filtering->parts->areas;
	if (*ret_has)
		return true;
	if (!messages_load(filtering->index, messages, n_messages, MESSAGE_ALONE, &filtering->texts,
			   found, error))
		return false;
	for (unsigned i = 0; !*ret_has && i < found->len; i++) {
		const struct record *record =
			&g_array_index(found, struct stored_message, i).record;

		*ret_has = filter_parts_match_area(filtering->parts,
						   area_of_title(record->subject.title));
	}
	return true;
}

/* Those of @numbers for which the query holds; @find says what they are. */
static GArray *find_by_query(struct filtering *filtering, find_numbers_fn find,
			     const GArray *numbers, GError **error)
{
	const struct find_options options = {
		.query = filtering->parts->query,
		.limit = numbers->len,
		.within = numbers,
	};
	bool has_more;

	return find_numbers(find, filtering->index, filtering->source, &options, &has_more, error);
}

/* Adds the topics of @postings (int64_t) of which a posting holds to those that are wanted. */
static bool want_topics(struct filtering *filtering, const GArray *postings, GError **error)
{
	g_autoptr(GArray) found = find_by_query(filtering, find_postings, postings, error);

	if (!found)
		return false;
	for (unsigned i = 0; i < found->len; i++) {
		struct stored_posting row;
		bool is_there;
		bool area;
		bool path;

		if (!postings_load(filtering->index, g_array_index(found, int64_t, i),
				   &filtering->texts, &row, &is_there, error))
			return false;
		if (!is_there)
			continue;
		if (!has_area(filtering, row.members, row.n_members, &area, error) ||
		    !has_path(filtering, row.members, row.n_members, &path, error))
			return false;
		if (area && path)
			add_to_set(filtering->wanted, row.topic);
	}
	return true;
}

/* Asks about all topics of @postings (int64_t) at once. */
static bool ask_topics(struct filtering *filtering, const GArray *postings, GError **error)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (unsigned i = 0; i < postings->len; i++) {
		int64_t topic;

		if (!postings_topic(filtering->index, g_array_index(postings, int64_t, i), &topic,
				    error))
			return false;
		if (topic && add_to_set(filtering->known, topic) &&
		    !postings_of_topic(filtering->index, topic, all, error))
			return false;
	}
	return want_topics(filtering, all, error);
}

static bool is_wanted_posting(struct filtering *filtering, int64_t posting, bool *ret_is,
			      GError **error)
{
	int64_t topic;

	if (!postings_topic(filtering->index, posting, &topic, error))
		return false;
	*ret_is = g_hash_table_contains(filtering->wanted, &topic);
	return true;
}

/* Appends the postings that @message is of, or that its thread is about. */
static bool append_postings_of(struct filtering *filtering, int64_t message, GArray *postings,
			       GError **error)
{
	int64_t posting;

	if (!postings_of_message(filtering->index, message, &posting, error))
		return false;
	if (!posting)
		return postings_around(filtering->index, message, postings, error);
	g_array_append_val(postings, posting);
	return true;
}

static bool is_of_wanted_work(struct filtering *filtering, int64_t message, bool *ret_is,
			      GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));

	*ret_is = false;
	if (!append_postings_of(filtering, message, postings, error))
		return false;
	for (unsigned i = 0; !*ret_is && i < postings->len; i++) {
		if (!is_wanted_posting(filtering, g_array_index(postings, int64_t, i), ret_is,
				       error))
			return false;
	}
	return true;
}

static bool ask_works_of(struct filtering *filtering, const GArray *sighted, GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (unsigned i = 0; i < sighted->len; i++) {
		if (!append_postings_of(filtering,
					g_array_index(sighted, struct sighted, i).message, postings,
					error))
			return false;
	}
	return ask_topics(filtering, postings, error);
}

/* The set of those of @sighted that hold by themselves, as far as a query says. */
static GHashTable *find_messages_alone(struct filtering *filtering, const GArray *sighted,
				       GError **error)
{
	g_autoptr(GHashTable) set =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) found = NULL;

	for (unsigned i = 0; i < sighted->len; i++)
		g_array_append_val(numbers, g_array_index(sighted, struct sighted, i).message);
	found = find_by_query(filtering, find_messages, numbers, error);
	if (!found)
		return NULL;
	for (unsigned i = 0; i < found->len; i++)
		add_to_set(set, g_array_index(found, int64_t, i));
	return g_steal_pointer(&set);
}

static bool is_wanted_message(struct filtering *filtering, GHashTable *alone, int64_t message,
			      bool *ret_is, GError **error)
{
	bool path = false;

	if (!is_of_wanted_work(filtering, message, ret_is, error))
		return false;
	if (*ret_is || !g_hash_table_contains(alone, &message))
		return true;
	if (!has_area(filtering, &message, 1, ret_is, error) ||
	    !has_path(filtering, &message, 1, &path, error))
		return false;
	*ret_is = *ret_is && path;
	return true;
}

static bool keep_messages(struct filtering *filtering, GArray *sighted, GError **error)
{
	g_autoptr(GHashTable) alone = NULL;
	unsigned n = 0;

	if (!ask_works_of(filtering, sighted, error))
		return false;
	alone = find_messages_alone(filtering, sighted, error);
	if (!alone)
		return false;
	for (unsigned i = 0; i < sighted->len; i++) {
		struct sighted *one = &g_array_index(sighted, struct sighted, i);
		bool is;

		if (!is_wanted_message(filtering, alone, one->message, &is, error))
			return false;
		if (is)
			g_array_index(sighted, struct sighted, n++) = *one;
	}
	g_array_set_size(sighted, n);
	return true;
}

bool filter_messages(const struct filter *filter, struct index *index, struct mail_source *source,
		     GArray *sighted, GError **error)
{
	struct filtering filtering;
	bool done;

	if (filter_parts_are_none(&filter->parts))
		return true;
	filtering_init(&filtering, filter, index, source);
	done = keep_messages(&filtering, sighted, error);
	filtering_clear(&filtering);
	return done;
}

static bool keep_postings(struct filtering *filtering, GArray *postings, GError **error)
{
	unsigned n = 0;

	if (!ask_topics(filtering, postings, error))
		return false;
	for (unsigned i = 0; i < postings->len; i++) {
		int64_t posting = g_array_index(postings, int64_t, i);
		bool is;

		if (!is_wanted_posting(filtering, posting, &is, error))
			return false;
		if (is)
			g_array_index(postings, int64_t, n++) = posting;
	}
	g_array_set_size(postings, n);
	return true;
}

bool filter_postings(const struct filter *filter, struct index *index, struct mail_source *source,
		     GArray *postings, GError **error)
{
	struct filtering filtering;
	bool done;

	if (filter_parts_are_none(&filter->parts))
		return true;
	filtering_init(&filtering, filter, index, source);
	done = keep_postings(&filtering, postings, error);
	filtering_clear(&filtering);
	return done;
}
