/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Postings are known here by their numbers in the index, as the records they are made
 * of move whenever more are loaded.
 */
#include "flow/relink.h"

#include "flow/company.h"
#include "series/topic_keys.h"

#include <glib.h>
#include <stdlib.h>

/* What a key of a posting is wanted for. */
enum key_use {
	KEY_FINDS, /* the posting is found under it */
	KEY_LOOKS, /* it looks under it for older ones */
};

/* Its keys as hashes (int64_t); empty where mails of it are gone. */
static GArray *hashes_of_row(const struct relinking *relinking, const struct stored_posting *row,
			     enum key_use use)
{
	const struct neighbourhood *around = relinking->around;
	GArray *hashes = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(struct topic_key));
	struct posting posting = posting_of_row(around, row);

	/* A posting whose mails were dropped from the index has nothing left to be found by. */
	if (posting.head != RECORD_NONE)
		topic_keys_of_posting(&posting, around->records, around->people,
				      &relinking->index->key, keys);
	for (unsigned i = 0; i < keys->len; i++) {
		const struct topic_key *key = &g_array_index(keys, struct topic_key, i);
		str bytes = {.ptr = (const char *)&key->hash, .len = sizeof(key->hash)};
		int64_t hash = index_hash(relinking->index, HASH_CLUE + key->kind, bytes);

		if (use == KEY_FINDS ? key->finds : key->looks)
			g_array_append_val(hashes, hash);
	}
	g_free(posting.patches);
	return hashes;
}

/* Forgetting. */

static bool note_newer(struct relinking *relinking, const struct stored_posting *row,
		       const GArray *hashes, GError **error)
{
	/* Only so many look back as far as this one. */
	for (unsigned i = 0; i < hashes->len; i++) {
		if (!clues_after(relinking->index, g_array_index(hashes, int64_t, i),
				 row->arrived_at, row->id, TOPIC_KEY_POSTINGS, relinking->newer,
				 error))
			return false;
	}
	return true;
}

/* Its links go with it: who is left of its work is linked, or at least placed, anew. */
static bool note_work(struct relinking *relinking, const struct stored_posting *row, GError **error)
{
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(struct stored_link));

	if (!links_of(relinking->index, row->id, links, error))
		return false;
	for (unsigned i = 0; i < links->len; i++) {
		const struct stored_link *link = &g_array_index(links, struct stored_link, i);

		if (link->older == row->id)
			g_array_append_val(relinking->newer, link->newer);
	}
	return postings_of_topic(relinking->index, row->topic, relinking->works, error);
}

bool relink_forget(struct relinking *relinking, GError **error)
{
	for (unsigned i = 0; i < relinking->outdated->len; i++) {
		const struct stored_posting *row =
			&g_array_index(relinking->outdated, struct stored_posting, i);
		g_autoptr(GArray) hashes = hashes_of_row(relinking, row, KEY_FINDS);

		if (!note_newer(relinking, row, hashes, error) || !note_work(relinking, row, error))
			return false;
		for (unsigned k = 0; k < hashes->len; k++) {
			if (!clues_remove(relinking->index, g_array_index(hashes, int64_t, k),
					  row->arrived_at, row->id, error))
				return false;
		}
		if (!postings_remove(relinking->index, row->id, error))
			return false;
	}
	return true;
}

/* Linking. */

/* What changed, and who else is linked anew. */
struct relinked {
	struct relinking *relinking;
	struct company company;
	GHashTable *targets; /* set of int64_t *: postings that are linked anew */
};

static void add_changed(struct relinked *relinked)
{
	const struct relinking *relinking = relinked->relinking;

	for (unsigned i = 0; i < relinking->changed->len; i++) {
		unsigned index = g_array_index(relinking->changed, unsigned, i);

		g_hash_table_add(relinked->targets, (gpointer)&relinking->rows[index].id);
	}
}

static void add_newer(struct relinked *relinked)
{
	const GArray *newer = relinked->relinking->newer;

	for (unsigned i = 0; i < newer->len; i++) {
		const struct stored_posting *row =
			company_row(&relinked->company, g_array_index(newer, int64_t, i));

		if (row)
			g_hash_table_add(relinked->targets, (gpointer)&row->id);
	}
}

/* The clues of what changed are written, and who may have been linked to it is noted. */
static bool write_clues(struct relinking *relinking, GError **error)
{
	for (unsigned i = 0; i < relinking->changed->len; i++) {
		const struct stored_posting *row =
			&relinking->rows[g_array_index(relinking->changed, unsigned, i)];
		g_autoptr(GArray) hashes = hashes_of_row(relinking, row, KEY_FINDS);

		if (relinking->has_older && !note_newer(relinking, row, hashes, error))
			return false;
		for (unsigned k = 0; k < hashes->len; k++) {
			if (!clues_add(relinking->index, g_array_index(hashes, int64_t, k),
				       row->arrived_at, row->id, error))
				return false;
		}
	}
	return true;
}

static bool fetch_older(struct relinked *relinked, const struct stored_posting *row, GError **error)
{
	struct relinking *relinking = relinked->relinking;
	g_autoptr(GArray) hashes = hashes_of_row(relinking, row, KEY_LOOKS);
	g_autoptr(GArray) older = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (unsigned i = 0; i < hashes->len; i++) {
		if (!clues_before(relinking->index, g_array_index(hashes, int64_t, i),
				  row->arrived_at, row->id, TOPIC_KEY_POSTINGS, older, error))
			return false;
	}
	return company_fetch(&relinked->company, older, error);
}

/* In an empty index all that can be linked is there already. */
static bool gather_company(struct relinked *relinked, GError **error)
{
	struct relinking *relinking = relinked->relinking;
	struct company *company = &relinked->company;
	unsigned n_rows;

	add_changed(relinked);
	if (!relinking->has_older)
		return true;
	if (!company_fetch(company, relinking->newer, error) ||
	    !company_fetch(company, relinking->works, error))
		return false;
	add_newer(relinked);
	neighbourhood_make_up(relinking->around);
	n_rows = company->rows->len;
	for (unsigned i = 0; i < n_rows; i++) {
		const struct stored_posting *row = company->rows->pdata[i];

		if (g_hash_table_contains(relinked->targets, &row->id) &&
		    !fetch_older(relinked, row, error))
			return false;
	}
	/* A topic is placed as a whole. */
	if (!company_fetch_topics(company, error))
		return false;
	neighbourhood_make_up(relinking->around);
	return true;
}

/* Writing. */

static int64_t number_at(const struct company *company, unsigned posting)
{
	return ((const struct stored_posting *)company->rows->pdata[posting])->id;
}

static void append_link(const struct company *company, unsigned newer,
			const struct topic_link *link, bool is_main, GArray *links)
{
	struct stored_link stored = {
		.newer = number_at(company, newer),
		.older = number_at(company, link->older),
		.reasons = link->reasons,
		.sureness = link->sureness,
		.common = link->common,
		.is_main = is_main,
	};

	g_array_append_val(links, stored);
}

static bool write_links(const struct relinked *relinked, const struct topics *topics,
			GError **error)
{
	const struct company *company = &relinked->company;
	unsigned merge = 0; /* merges are in the order of the postings */

	for (unsigned i = 0; i < company->rows->len; i++) {
		const struct stored_posting *row = company->rows->pdata[i];
		g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(struct stored_link));

		if (!g_hash_table_contains(relinked->targets, &row->id))
			continue;
		if (topics->links[i].older != POSTING_NONE)
			append_link(company, i, &topics->links[i], true, links);
		while (merge < topics->n_merges && topics->merges[merge].newer < i)
			merge++;
		for (unsigned m = merge; m < topics->n_merges && topics->merges[m].newer == i; m++)
			append_link(company, i, &topics->merges[m].link, false, links);
		if (!links_set(company->index, row->id,
			       (const struct stored_link *)(void *)links->data, links->len, error))
			return false;
	}
	return true;
}

static unsigned root_of(unsigned *above, unsigned posting)
{
	while (above[posting] != posting) {
		above[posting] = above[above[posting]];
		posting = above[posting];
	}
	return posting;
}

/* The oldest posting stands for all that are linked. */
static void unite(unsigned *above, unsigned a, unsigned b)
{
	unsigned left = root_of(above, a);
	unsigned right = root_of(above, b);

	above[MAX(left, right)] = MIN(left, right);
}

static unsigned *find_works(const struct company *company, const struct topics *topics)
{
	unsigned n = company->rows->len;
	unsigned *above = g_new(unsigned, n + 1);

	for (unsigned i = 0; i < n; i++)
		above[i] = i;
	for (unsigned i = 0; i < n; i++) {
		if (topics->links[i].older != POSTING_NONE)
			unite(above, i, topics->links[i].older);
	}
	for (unsigned i = 0; i < topics->n_merges; i++)
		unite(above, topics->merges[i].newer, topics->merges[i].link.older);
	return above;
}

static bool write_places(const struct relinked *relinked, const struct series_set *set,
			 GError **error)
{
	const struct company *company = &relinked->company;
	const struct topics *topics = set->topics;
	g_autofree unsigned *above = find_works(company, topics);
	g_autofree bool *is_latest = g_new0(bool, company->rows->len + 1);

	for (unsigned i = 0; i < topics->n_items; i++)
		is_latest[topics->items[i].newest] = true;
	for (unsigned i = 0; i < company->rows->len; i++) {
		int64_t topic = number_at(company, root_of(above, i));

		if (!postings_place(company->index, number_at(company, i), topic, is_latest[i],
				    series_state_of(set, company->around->records, i), error))
			return false;
	}
	return true;
}

static bool link_company(struct relinked *relinked, GError **error)
{
	struct neighbourhood *around = relinked->relinking->around;
	struct topic_known known = {0};
	struct series_set set = {0};
	bool done;

	set.postings = company_postings(&relinked->company);
	done = company_known_links(&relinked->company, relinked->targets, &known, error);
	if (done) {
		set.topics =
			topics_link_known(around->records, set.postings, around->people, &known);
		done = write_links(relinked, set.topics, error) &&
		       write_places(relinked, &set, error);
	}
	g_free(known.links);
	g_free(known.merges);
	topics_free(set.topics);
	postings_free(set.postings);
	return done;
}

bool relink_postings(struct relinking *relinking, GError **error)
{
	struct relinked relinked = {
		.relinking = relinking,
		.targets = g_hash_table_new(g_int64_hash, g_int64_equal),
	};
	bool done;

	company_init(&relinked.company, relinking->index, relinking->around);
	for (unsigned i = 0; i < relinking->postings->n_items; i++)
		company_join(&relinked.company, &relinking->rows[i]);
	done = write_clues(relinking, error) && gather_company(&relinked, error) &&
	       link_company(&relinked, error);
	company_clear(&relinked.company);
	g_hash_table_unref(relinked.targets);
	return done;
}
