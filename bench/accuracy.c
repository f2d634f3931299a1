/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/accuracy ARCHIVE: how well revisions are linked where nobody says so.
 *
 * Many postings say themselves what they are a revision of: by a change-id, by
 * Supersedes, by a labelled link ("Link to v1:"). That is the truth. Then the
 * archive is linked again with all that hidden, and plain links too, and what
 * is found is held against it.
 *
 * A pair is a posting that has an older one of its work in the archive, by the
 * truth. A link is right if it, or a merge beside it, leads into the same work,
 * by itself or by the links of the posting that it leads to; it is wrong if it
 * leads into another one, or nowhere. A pair whose link is not right is missed.
 *
 * The truth is not whole: people begin a new change-id, and name some of the
 * older revisions only. Where it says otherwise, a link to the same author's
 * posting of the same title, or to the revision just before that has a patch of
 * the same title, is disputed: neither right nor wrong, and no pair.
 */
#include "archive/archive.h"
#include "flow/collection.h"
#include "series/classify.h"
#include "series/series.h"
#include "series/topic_keys.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	FOLLOWED = 64, /* links, one after the other */
};

enum verdict {
	VERDICT_NONE, /* the truth is not known, and nothing can be said */
	VERDICT_RIGHT,
	VERDICT_WRONG,
	VERDICT_MISSED,
	VERDICT_DISPUTED, /* right by its looks, though the truth says another work */
};
enum { VERDICT_N = 5 };

struct accuracy {
	const struct collection *collection;
	struct series_set *told; /* with all evidence */
	struct series_set *found; /* without what the truth is made of */
	unsigned *work; /* of each posting: the first posting of its work, by the truth */
	unsigned *older; /* of each posting: the latest older one of its work, or POSTING_NONE */
	bool *is_known; /* of each posting: the truth says something of its work */
};

static void fail(const char *what, const GError *error)
{
	fprintf(stderr, "bench/accuracy: %s%s%s\n", what, error ? ": " : "",
		error ? error->message : "");
	exit(1);
}

static struct collection *read_archive(const char *path)
{
	const struct selection_request all = {0};
	const struct collection_request request = {0};
	g_autoptr(GError) error = NULL;
	g_autoptr(archive) archive = archive_open(path, MBOX_QUOTING_RD, &error);
	g_autoptr(selection) selection = NULL;
	struct collection *collection = NULL;

	if (archive && archive_select(archive, &all, &selection, &error))
		collection = collection_read(archive, selection, &request, &error);
	if (!collection)
		fail("cannot read the archive", error);
	return collection;
}

static void hide(struct record *record)
{
	record->change_id = (str){0};
	record->n_older_ids = 0;
	record->n_mentions = 0;
}

/* Records of its own, for the reading corrects them. */
static struct series_set *link_hidden(const struct collection *collection)
{
	unsigned n = collection->records->len;
	struct record *records = g_memdup2(collection->records->data, n * sizeof(struct record));
	struct series_set *set;

	for (unsigned i = 0; i < n; i++)
		hide(&records[i]);
	set = series_read(records, n, collection->people);
	g_free(records);
	return set;
}

/* The truth: works as sets of postings, each named by the first one. */

static const struct record *records_of(const struct accuracy *accuracy)
{
	return (const struct record *)accuracy->collection->records->data;
}

static const struct posting *posting_at(const struct accuracy *accuracy, unsigned index)
{
	return &accuracy->told->postings->items[index];
}

static unsigned work_of(struct accuracy *accuracy, unsigned posting)
{
	while (accuracy->work[posting] != posting) {
		accuracy->work[posting] = accuracy->work[accuracy->work[posting]];
		posting = accuracy->work[posting];
	}
	return posting;
}

static void join(struct accuracy *accuracy, unsigned a, unsigned b)
{
	unsigned left = work_of(accuracy, a);
	unsigned right = work_of(accuracy, b);

	accuracy->work[MAX(left, right)] = MIN(left, right);
}

static void join_by_change_ids(struct accuracy *accuracy)
{
	g_autoptr(GHashTable) first = g_hash_table_new(str_hash, str_hash_equal);
	unsigned n = accuracy->told->postings->n_items;
	g_autofree str *ids = g_new(str, n + 1);

	for (unsigned i = 0; i < n; i++) {
		gpointer found;

		ids[i] = topic_change_id(posting_at(accuracy, i), records_of(accuracy));
		if (ids[i].len == 0)
			continue;
		accuracy->is_known[i] = true;
		if (g_hash_table_lookup_extended(first, &ids[i], NULL, &found))
			join(accuracy, i, GPOINTER_TO_UINT(found));
		else
			g_hash_table_insert(first, &ids[i], GUINT_TO_POINTER(i));
	}
}

static void join_by_names(struct accuracy *accuracy)
{
	const struct postings *postings = accuracy->told->postings;

	for (unsigned i = 0; i < postings->n_items; i++) {
		const struct record *head = &records_of(accuracy)[postings->items[i].head];

		for (unsigned k = 0; k < head->n_older_ids; k++) {
			unsigned record = threads_find(accuracy->told->threads, head->older_ids[k]);
			unsigned older =
				record == RECORD_NONE ? POSTING_NONE : postings->of_record[record];

			/* A patch may name itself, and what did not come yet. */
			if (older == POSTING_NONE || older >= i)
				continue;
			accuracy->is_known[i] = true;
			accuracy->is_known[older] = true;
			join(accuracy, i, older);
		}
	}
}

static void find_truth(struct accuracy *accuracy)
{
	unsigned n = accuracy->told->postings->n_items;
	g_autofree unsigned *latest = g_new(unsigned, n + 1);

	accuracy->work = g_new(unsigned, n + 1);
	accuracy->older = g_new(unsigned, n + 1);
	accuracy->is_known = g_new0(bool, n + 1);
	for (unsigned i = 0; i < n; i++) {
		accuracy->work[i] = i;
		latest[i] = POSTING_NONE;
	}
	join_by_change_ids(accuracy);
	join_by_names(accuracy);
	for (unsigned i = 0; i < n; i++) {
		unsigned work = work_of(accuracy, i);

		accuracy->older[i] = latest[work];
		latest[work] = i;
	}
}

/* What was found, against it. */

static bool change_ids_differ(const struct accuracy *accuracy, unsigned a, unsigned b)
{
	str left = topic_change_id(posting_at(accuracy, a), records_of(accuracy));
	str right = topic_change_id(posting_at(accuracy, b), records_of(accuracy));

	return left.len && right.len && !str_equal(left, right);
}

static bool has_patch_of(const struct accuracy *accuracy, const struct posting *a,
			 const struct posting *b)
{
	for (unsigned i = 0; i < a->n_patches; i++) {
		for (unsigned k = 0; k < b->n_patches; k++) {
			if (record_same_title(&records_of(accuracy)[a->patches[i]],
					      &records_of(accuracy)[b->patches[k]]))
				return true;
		}
	}
	return false;
}

/* People begin a new change-id, and name some of the older revisions only. */
static bool is_one_by_looks(const struct accuracy *accuracy, unsigned newer, unsigned older)
{
	const struct posting *n = posting_at(accuracy, newer);
	const struct posting *o = posting_at(accuracy, older);
	const struct record *left = &records_of(accuracy)[n->head];
	const struct record *right = &records_of(accuracy)[o->head];
	bool is_next = n->revision.major == o->revision.major + 1;

	return left->author == right->author &&
	       (record_same_title(left, right) || (is_next && has_patch_of(accuracy, n, o)));
}

/* True if the links from @at on lead to the work of @posting. */
static bool leads_to_work(struct accuracy *accuracy, unsigned posting, unsigned at)
{
	const struct topic_link *links = accuracy->found->topics->links;

	for (unsigned n = 0; at != POSTING_NONE && n < FOLLOWED; n++, at = links[at].older) {
		if (accuracy->is_known[at])
			return work_of(accuracy, at) == work_of(accuracy, posting);
	}
	return false;
}

static bool is_merged_with_work(struct accuracy *accuracy, unsigned posting)
{
	const struct topics *topics = accuracy->found->topics;

	for (unsigned i = 0; i < topics->n_merges; i++) {
		if (topics->merges[i].newer == posting &&
		    leads_to_work(accuracy, posting, topics->merges[i].link.older))
			return true;
	}
	return false;
}

static enum verdict judge(struct accuracy *accuracy, unsigned posting)
{
	unsigned older = accuracy->found->topics->links[posting].older;
	bool has_older = accuracy->older[posting] != POSTING_NONE;

	if (older == POSTING_NONE)
		return has_older ? VERDICT_MISSED : VERDICT_NONE;
	/* What came before the first posting of a work is known by change-ids alone. */
	if (!has_older && !change_ids_differ(accuracy, posting, older))
		return VERDICT_NONE;
	if (leads_to_work(accuracy, posting, older) || is_merged_with_work(accuracy, posting))
		return VERDICT_RIGHT;
	return is_one_by_looks(accuracy, posting, older) ? VERDICT_DISPUTED : VERDICT_WRONG;
}

static void print_posting(const struct accuracy *accuracy, const char *label, unsigned index)
{
	const struct posting *posting = posting_at(accuracy, index);
	const struct record *head = &records_of(accuracy)[posting->head];
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(head->sent_at);
	g_autofree char *day = date ? g_date_time_format(date, "%Y-%m-%d") : NULL;
	const struct mailbox author = people_mailbox(accuracy->collection->people, head->author);

	printf("  %-6s v%u %u/%u %s " STR_FMT "\n         " STR_FMT " <" STR_FMT ">\n", label,
	       posting->revision.major, posting->n_patches, posting->total, day ? day : "?",
	       STR_ARG(head->subject.title), STR_ARG(author.name), STR_ARG(head->message_id));
}

static void print_verdict(const struct accuracy *accuracy, const char *what, unsigned posting)
{
	const struct topic_link *link = &accuracy->found->topics->links[posting];
	struct arena arena;

	printf("%s\n", what);
	print_posting(accuracy, "", posting);
	if (accuracy->older[posting] != POSTING_NONE)
		print_posting(accuracy, "true:", accuracy->older[posting]);
	if (link->older == POSTING_NONE)
		return;
	print_posting(accuracy, "found:", link->older);
	arena_init(&arena);
	printf("         " STR_FMT "\n", STR_ARG(topic_link_describe(&arena, link)));
	arena_clear(&arena);
}

static void print_table(unsigned pairs, const unsigned *verdicts)
{
	unsigned right = verdicts[VERDICT_RIGHT];
	unsigned wrong = verdicts[VERDICT_WRONG];

	printf("%8s %8s %8s %8s %8s %8s %10s %8s\n", "pairs", "found", "right", "wrong", "missed",
	       "disputed", "precision", "recall");
	printf("%8u %8u %8u %8u %8u %8u %10.4f %8.4f\n", pairs, right + wrong, right, wrong,
	       pairs - MIN(pairs, right), verdicts[VERDICT_DISPUTED],
	       right + wrong ? (double)right / (right + wrong) : 1.0,
	       pairs ? (double)right / pairs : 1.0);
}

static void report(struct accuracy *accuracy)
{
	static const char *const words[VERDICT_N] = {
		[VERDICT_WRONG] = "wrong",
		[VERDICT_MISSED] = "missed",
		[VERDICT_DISPUTED] = "disputed",
	};
	unsigned n = accuracy->told->postings->n_items;
	unsigned verdicts[VERDICT_N] = {0};
	unsigned pairs = 0;

	for (unsigned i = 0; i < n; i++) {
		enum verdict verdict = judge(accuracy, i);

		pairs += accuracy->older[i] != POSTING_NONE && verdict != VERDICT_DISPUTED;
		verdicts[verdict]++;
		if (words[verdict])
			print_verdict(accuracy, words[verdict], i);
	}
	print_table(pairs, verdicts);
}

int main(int argc, char **argv)
{
	g_autoptr(collection) collection = NULL;
	struct accuracy accuracy;

	if (argc != 2) {
		fputs("usage: bench/accuracy ARCHIVE\n", stderr);
		return 2;
	}
	collection = read_archive(argv[1]);
	accuracy = (struct accuracy){.collection = collection};
	accuracy.found = link_hidden(collection);
	accuracy.told = series_read((struct record *)(void *)collection->records->data,
				    collection->records->len, collection->people);
	find_truth(&accuracy);
	report(&accuracy);
	g_free(accuracy.work);
	g_free(accuracy.older);
	g_free(accuracy.is_known);
	series_set_free(accuracy.found);
	series_set_free(accuracy.told);
	return 0;
}
