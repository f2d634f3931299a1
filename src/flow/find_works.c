/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/find_works.h"

#include "index/postings.h"

static bool add_topics(struct index *index, const GArray *postings, GHashTable *works,
		       GError **error)
{
	for (unsigned i = 0; i < postings->len; i++) {
		int64_t topic;

		if (!postings_topic(index, g_array_index(postings, int64_t, i), &topic, error))
			return false;
		g_hash_table_add(works, g_memdup2(&topic, sizeof(topic)));
	}
	return true;
}

static GHashTable *works_of(struct index *index, const GArray *postings, GError **error)
{
	g_autoptr(GHashTable) works =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	return add_topics(index, postings, works, error) ? g_steal_pointer(&works) : NULL;
}

GHashTable *find_works(struct index *index, struct mail_source *source,
		       const struct find_options *options, GError **error)
{
	struct find_options all = *options;
	g_autoptr(GArray) postings = NULL;
	bool has_more;

	all.limit = G_MAXINT;
	all.each_posting = true;
	postings = find_numbers(find_postings, index, source, &all, &has_more, error);
	return postings ? works_of(index, postings, error) : NULL;
}

GHashTable *find_own_works(struct index *index, const str *addresses, unsigned n_addresses,
			   GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (unsigned i = 0; i < n_addresses; i++) {
		if (!postings_by(index, addresses[i], postings, error))
			return NULL;
	}
	return works_of(index, postings, error);
}
