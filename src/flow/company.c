/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/company.h"

#include "outcome/history_make.h"

#include <glib.h>
#include <stdlib.h>

void company_init(struct company *company, struct index *index, struct neighbourhood *around)
{
	*company = (struct company){
		.index = index,
		.around = around,
		.rows = g_ptr_array_new(),
		.of_posting = g_hash_table_new(g_int64_hash, g_int64_equal),
	};
}

void company_clear(struct company *company)
{
	g_clear_pointer(&company->rows, g_ptr_array_unref);
	g_clear_pointer(&company->of_posting, g_hash_table_unref);
}

void company_join(struct company *company, const struct stored_posting *row)
{
	g_hash_table_insert(company->of_posting, (gpointer)&row->id, (gpointer)row);
	g_ptr_array_add(company->rows, (gpointer)row);
}

static bool has_mails(const struct neighbourhood *around, const struct stored_posting *row)
{
	for (unsigned i = 0; i < row->n_members; i++) {
		if (neighbourhood_find(around, row->members[i]) != RECORD_NONE)
			return true;
	}
	return false;
}

static bool fetch(struct company *company, int64_t posting, GError **error)
{
	struct neighbourhood *around = company->around;
	struct stored_posting *row;
	bool found;

	if (g_hash_table_contains(company->of_posting, &posting))
		return true;
	row = arena_new(&around->texts, struct stored_posting);
	if (!postings_load(company->index, posting, &around->texts, row, &found, error))
		return false;
	/* A clue may outlive its posting, whose mails were dropped. */
	if (!found)
		return true;
	if (!neighbourhood_add(around, company->index, row->members, row->n_members, error))
		return false;
	/* In a damaged index a posting may have lost its mails. */
	if (has_mails(around, row))
		company_join(company, row);
	return true;
}

bool company_fetch(struct company *company, const GArray *postings, GError **error)
{
	for (unsigned i = 0; i < postings->len; i++) {
		if (!fetch(company, g_array_index(postings, int64_t, i), error))
			return false;
	}
	return true;
}

bool company_fetch_topics(struct company *company, GError **error)
{
	g_autoptr(GHashTable) fetched =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (unsigned i = 0; i < company->rows->len; i++) {
		const struct stored_posting *row = company->rows->pdata[i];
		g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
		int64_t topic;

		if (!postings_topic(company->index, row->id, &topic, error))
			return false;
		if (!g_hash_table_add(fetched, g_memdup2(&topic, sizeof(topic))))
			continue;
		if (!postings_of_topic(company->index, topic, postings, error) ||
		    !company_fetch(company, postings, error))
			return false;
	}
	return true;
}

const struct stored_posting *company_row(const struct company *company, int64_t posting)
{
	return g_hash_table_lookup(company->of_posting, &posting);
}

static gint compare_members(gconstpointer a, gconstpointer b, gpointer records)
{
	unsigned left = *(const unsigned *)a;
	unsigned right = *(const unsigned *)b;
	unsigned left_number = ((const struct record *)records)[left].subject.index;
	unsigned right_number = ((const struct record *)records)[right].subject.index;

	if (left_number != right_number)
		return left_number < right_number ? -1 : 1;
	return (left > right) - (left < right);
}

struct posting posting_of_row(const struct neighbourhood *around, const struct stored_posting *row)
{
	struct posting posting = {
		.cover = row->cover ? neighbourhood_find(around, row->cover) : RECORD_NONE,
		.patches = g_new(unsigned, row->n_members + 1),
		.head = RECORD_NONE,
		.first = RECORD_NONE,
		.revision = row->revision,
		.total = row->total,
		.numbered = row->traits & POSTING_NUMBERED,
		.pull = row->traits & POSTING_PULL,
		.cover_announced = row->traits & POSTING_COVER_ANNOUNCED,
		.completes = POSTING_NONE,
	};

	for (unsigned i = 0; i < row->n_members; i++) {
		unsigned member = neighbourhood_find(around, row->members[i]);

		if (member == RECORD_NONE)
			continue;
		posting.first = MIN(posting.first, member);
		if (member != posting.cover)
			posting.patches[posting.n_patches++] = member;
	}
	g_qsort_with_data(posting.patches, (gint)posting.n_patches, sizeof(unsigned),
			  compare_members, around->records);
	if (posting.cover != RECORD_NONE)
		posting.head = posting.cover;
	else if (posting.n_patches)
		posting.head = posting.patches[0];
	return posting;
}

static int compare_rows(const void *a, const void *b)
{
	const struct stored_posting *left = *(const struct stored_posting *const *)a;
	const struct stored_posting *right = *(const struct stored_posting *const *)b;

	if (left->arrived_at != right->arrived_at)
		return left->arrived_at < right->arrived_at ? -1 : 1;
	return (left->id > right->id) - (left->id < right->id);
}

unsigned company_find(const struct company *company, int64_t posting)
{
	const struct stored_posting *row = g_hash_table_lookup(company->of_posting, &posting);
	const struct stored_posting **found;

	if (!row)
		return POSTING_NONE;
	found = bsearch(&row, company->rows->pdata, company->rows->len, sizeof(row), compare_rows);
	return found ? (unsigned)((gpointer *)found - company->rows->pdata) : POSTING_NONE;
}

struct postings *company_postings(struct company *company)
{
	const struct neighbourhood *around = company->around;
	struct postings *postings = g_new0(struct postings, 1);
	unsigned n_records = around->messages->len;

	g_ptr_array_sort(company->rows, compare_rows);
	postings->n_items = company->rows->len;
	postings->items = g_new0(struct posting, postings->n_items + 1);
	postings->of_record = g_new(unsigned, n_records + 1);
	for (unsigned i = 0; i < n_records; i++)
		postings->of_record[i] = POSTING_NONE;
	for (unsigned i = 0; i < postings->n_items; i++) {
		const struct stored_posting *row = company->rows->pdata[i];
		struct posting *posting = &postings->items[i];

		*posting = posting_of_row(around, row);
		if (row->completes)
			posting->completes = company_find(company, row->completes);
		if (posting->cover != RECORD_NONE)
			postings->of_record[posting->cover] = i;
		for (unsigned p = 0; p < posting->n_patches; p++)
			postings->of_record[posting->patches[p]] = i;
	}
	return postings;
}

/* Appends the main link of @row to @known, and further ones to @merges. */
static bool read_links(struct company *company, unsigned index, struct topic_known *known,
		       GArray *merges, GError **error)
{
	const struct stored_posting *row = company->rows->pdata[index];
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(struct stored_link));

	if (!links_of(company->index, row->id, links, error))
		return false;
	for (unsigned i = 0; i < links->len; i++) {
		const struct stored_link *stored = &g_array_index(links, struct stored_link, i);
		struct topic_merge merge = {
			.newer = index,
			.link = {.older = company_find(company, stored->older),
				 .reasons = stored->reasons,
				 .sureness = stored->sureness,
				 .common = stored->common},
		};

		/* A link leads to what came before; in a damaged index it might not. */
		if (stored->newer != row->id || merge.link.older == POSTING_NONE ||
		    merge.link.older >= index)
			continue;
		if (stored->is_main)
			known->links[index] = merge.link;
		else
			g_array_append_val(merges, merge);
	}
	return true;
}

bool company_known_links(struct company *company, GHashTable *unknown,
			 struct topic_known *ret_known, GError **error)
{
	g_autoptr(GArray) merges = g_array_new(FALSE, FALSE, sizeof(struct topic_merge));
	struct topic_known known = {
		.links = g_new0(struct topic_link, company->rows->len + 1),
	};

	for (unsigned i = 0; i < company->rows->len; i++) {
		const struct stored_posting *row = company->rows->pdata[i];
		bool is_unknown = unknown && g_hash_table_contains(unknown, &row->id);

		known.links[i].older = is_unknown ? TOPIC_UNKNOWN : POSTING_NONE;
		if (!is_unknown && !read_links(company, i, &known, merges, error)) {
			g_free(known.links);
			return false;
		}
	}
	known.n_merges = merges->len;
	known.merges = (struct topic_merge *)(void *)g_array_free(g_steal_pointer(&merges), FALSE);
	*ret_known = known;
	return true;
}

static bool link_all(struct company *company, struct series_set *set, GError **error)
{
	const struct neighbourhood *around = company->around;
	struct topic_known known = {0};

	if (!company_known_links(company, NULL, &known, error))
		return false;
	set->topics = topics_link_known(around->records, set->postings, around->people, &known);
	g_free(known.links);
	g_free(known.merges);
	return true;
}

bool company_gather(struct company *company, struct neighbourhood *around, struct index *index,
		    const GArray *threads, struct series_set *ret_set, GError **error)
{
	g_autoptr(GArray) fresh = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	int64_t last;

	if (!messages_last(index, &last, error) ||
	    !neighbourhood_gather(around, index, threads, fresh, last + 1, error))
		return false;
	company_init(company, index, around);
	if (!company_fetch(company, around->known_postings, error) ||
	    !company_fetch_topics(company, error))
		return false;
	neighbourhood_make_up(around);
	history_add_reviewers(around->people, around->records, around->messages->len);
	ret_set->threads = threads_resolve(around->records, around->messages->len);
	ret_set->postings = company_postings(company);
	return link_all(company, ret_set, error);
}

void company_scatter(struct company *company, struct neighbourhood *around, struct series_set *set)
{
	topics_free(set->topics);
	postings_free(set->postings);
	threads_free(set->threads);
	*set = (struct series_set){0};
	if (company->rows)
		company_clear(company);
	if (around->messages)
		neighbourhood_clear(around);
}
