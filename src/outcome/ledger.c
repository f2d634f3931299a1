/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * First all trailers are gathered, those of replies and those of the messages; then each one
 * that a reply gave is followed from revision to revision.
 *
 * Whoever gives a trailer again to a later revision gives that one: what was given before
 * is left out. A patch whose fingerprint is not known counts as rewritten, so that no author
 * is told of a loss that may be none.
 */
#include "outcome/ledger.h"

#include "base/hash.h"
#include "base/limits.h"
#include "outcome/comment_fate.h"
#include "outcome/giver.h"
#include "outcome/lineage.h"

#include <stdlib.h>

/* A trailer of a patch's message, or one that a reply gave to it. For hash tables. */
struct key {
	unsigned patch; /* index in the lineage */
	giver_id giver;
	unsigned kind; /* enum trailer_kind */
};

struct item {
	struct key key;
	struct ledger_entry entry;
	bool is_explained; /* of a message's: what became of another is told by it */
	unsigned order;
};

struct book {
	const struct history *history;
	struct lineage lineage;
	struct givers *givers;
	GArray *given; /* struct item, by replies */
	GArray *written; /* struct item, by messages */
	GHashTable *given_at; /* struct key to index + 1; of several the first */
	GHashTable *written_at;
	GArray *found; /* struct item, of the result */
	int *fates; /* room for those of a cover letter's patches */
	struct arena keys;
	uint64_t steps;
};

/* No fate: the trailer is left out. */
enum { FATE_NONE = -1 };

static unsigned key_hash(const void *pointer)
{
	str bytes = {.ptr = pointer, .len = sizeof(struct key)};

	return (unsigned)hash_bytes(hash_key_of_process(), bytes);
}

static int key_equal(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct key)) == 0;
}

static void book_init(struct book *book, const struct history *history)
{
	*book = (struct book){
		.history = history,
		.givers = givers_new(history->people),
		.given = g_array_new(FALSE, FALSE, sizeof(struct item)),
		.written = g_array_new(FALSE, FALSE, sizeof(struct item)),
		.given_at = g_hash_table_new(key_hash, key_equal),
		.written_at = g_hash_table_new(key_hash, key_equal),
		.found = g_array_new(FALSE, FALSE, sizeof(struct item)),
		.steps = LIMIT_LEDGER_STEPS,
	};
	arena_init(&book->keys);
}

static void book_clear(struct book *book)
{
	givers_free(book->givers);
	g_array_unref(book->given);
	g_array_unref(book->written);
	g_array_unref(book->found);
	g_hash_table_unref(book->given_at);
	g_hash_table_unref(book->written_at);
	arena_clear(&book->keys);
}

static struct item *find_item(GArray *items, GHashTable *table, const struct key *key)
{
	size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(table, key));

	return at ? &g_array_index(items, struct item, at - 1) : NULL;
}

static void add_item(struct book *book, GArray *items, GHashTable *table, const struct item *item)
{
	struct key *key;

	g_array_append_val(items, *item);
	if (g_hash_table_lookup(table, &item->key))
		return;
	key = arena_new(&book->keys, struct key);
	*key = item->key;
	g_hash_table_insert(table, key, GSIZE_TO_POINTER((size_t)items->len));
}

static bool is_author(struct book *book, const struct lineage_patch *patch, person_id person)
{
	return giver_is_any(book->givers, person, patch->authors, LINEAGE_AUTHORS);
}

/* What @remark, of a mail of @sender, says of the patch @at; false where it is no trailer. */
static bool read_remark(struct book *book, unsigned at, const struct remark *remark,
			person_id sender, struct item *ret_item)
{
	const struct lineage_patch *patch = &book->lineage.patches[at];
	bool is_nak = remark->kind == REMARK_NAK;
	struct giver giver;

	if (remark->kind != REMARK_REVIEW && !is_nak)
		return false;
	/* An author who refuses the own patch withdraws it. */
	if (is_nak && is_author(book, patch, sender))
		return false;
	giver = giver_of_trailer(book->givers, remark->person, sender);
	if (!giver.id)
		return false;
	*ret_item = (struct item){
		.key = {.patch = at,
			.giver = giver.id,
			.kind = is_nak ? TRAILER_NACKED : remark->trailer},
		.entry = {.kind = is_nak ? TRAILER_NACKED : remark->trailer,
			  .name = is_nak ? STR("NAK") : remark->name,
			  .person = giver.person,
			  .names = remark->person,
			  .scope = remark->scope,
			  .posting = patch->posting_at,
			  .number = lineage_is_cover(patch) ? 0 : patch->patch->number,
			  .is_anothers = giver.is_anothers},
	};
	return true;
}

static void gather_written(struct book *book, unsigned at)
{
	const struct lineage_patch *patch = &book->lineage.patches[at];
	struct item item;

	for (unsigned i = 0; i < patch->patch->n_remarks; i++) {
		const struct remark *remark = &patch->patch->remarks[i];

		if (remark->kind != REMARK_REVIEW ||
		    !read_remark(book, at, remark, PERSON_NONE, &item) ||
		    find_item(book->written, book->written_at, &item.key))
			continue;
		item.entry.at = patch->posting->arrived_at;
		add_item(book, book->written, book->written_at, &item);
	}
}

/* Whether the author wrote anywhere below each reply to @patch. The caller frees it. */
static bool *find_answered(struct book *book, const struct lineage_patch *patch)
{
	unsigned n_replies = patch->patch->n_replies;
	bool *answered = g_new0(bool, n_replies + 1);

	for (unsigned i = n_replies; i-- > 0;) {
		const struct history_reply *reply = &patch->patch->replies[i];

		if (reply->answers < i && (answered[i] || is_author(book, patch, reply->sender)))
			answered[reply->answers] = true;
	}
	return answered;
}

static void add_given(struct book *book, const struct history_reply *reply, bool is_answered,
		      struct item *item)
{
	const struct item *before = find_item(book->given, book->given_at, &item->key);

	if (before && str_equal(before->entry.scope, item->entry.scope))
		return;
	item->entry.message_id = reply->message_id;
	item->entry.at = reply->arrived_at;
	item->entry.is_unanswered = item->entry.kind == TRAILER_NACKED && !is_answered;
	add_item(book, book->given, book->given_at, item);
}

static void gather_given(struct book *book, unsigned at)
{
	const struct lineage_patch *patch = &book->lineage.patches[at];
	g_autofree bool *answered = find_answered(book, patch);
	struct item item;

	for (unsigned i = 0; i < patch->patch->n_replies; i++) {
		const struct history_reply *reply = &patch->patch->replies[i];

		for (unsigned k = 0; k < reply->n_remarks; k++) {
			if (read_remark(book, at, &reply->remarks[k], reply->sender, &item))
				add_given(book, reply, answered[i], &item);
		}
	}
}

/* The trailer of the message of @key's patch, or of its cover letter. */
static struct item *find_written(struct book *book, struct key key)
{
	struct item *item = find_item(book->written, book->written_at, &key);

	key.patch = book->lineage.patches[key.patch].cover;
	if (!item && key.patch != LINEAGE_NONE)
		item = find_item(book->written, book->written_at, &key);
	return item;
}

/* Likewise, that a reply to it gave. */
static bool is_given(struct book *book, struct key key)
{
	if (find_item(book->given, book->given_at, &key))
		return true;
	key.patch = book->lineage.patches[key.patch].cover;
	return key.patch != LINEAGE_NONE && find_item(book->given, book->given_at, &key);
}

/* True if the giver's verdict on the patch @last, which was @first, is another one. */
static bool is_changed(struct book *book, struct key key, unsigned first, unsigned last)
{
	static const unsigned verdicts[] = {TRAILER_REVIEWED, TRAILER_ACKED, TRAILER_NACKED};
	const struct key old_key = key;
	bool is_verdict = false;

	for (size_t i = 0; i < G_N_ELEMENTS(verdicts); i++)
		is_verdict |= old_key.kind == verdicts[i];
	for (size_t i = 0; is_verdict && i < G_N_ELEMENTS(verdicts); i++) {
		struct item *written;

		key.kind = verdicts[i];
		key.patch = first;
		/* Both were given together: neither became the other. */
		if (key.kind == old_key.kind || is_given(book, key))
			continue;
		key.patch = last;
		written = find_written(book, key);
		if (written)
			written->is_explained = true;
		if (written || is_given(book, key))
			return true;
	}
	return false;
}

/* The fate of the trailer @key, given to its patch; FATE_NONE where it was given again later. */
static int follow(struct book *book, struct key key)
{
	const struct lineage_patch *patches = book->lineage.patches;
	unsigned first = key.patch;
	bool is_rewritten = false;
	struct item *written;

	if (book->steps == 0)
		return FATE_NONE;
	book->steps--;
	while (patches[key.patch].newer != LINEAGE_NONE && book->steps > 0) {
		book->steps--;
		is_rewritten |= patches[key.patch].outcome == COMPARE_REWRITTEN;
		key.patch = patches[key.patch].newer;
		if (find_written(book, key))
			is_rewritten = false;
		else if (is_given(book, key))
			return FATE_NONE;
	}
	if (patches[key.patch].newer != LINEAGE_NONE)
		return FATE_NONE;
	if (!patches[key.patch].stands)
		return LEDGER_DROPPED;
	written = find_written(book, key);
	if (written)
		written->is_explained = true;
	if (key.patch == first)
		return LEDGER_GIVEN;
	if (written)
		return LEDGER_CARRIED;
	if (is_changed(book, key, first, key.patch))
		return LEDGER_CHANGED;
	return is_rewritten ? LEDGER_OUTDATED : LEDGER_LOST;
}

/* True if who gave @nak gave a review to the same patch, or to all, after it. */
static bool is_taken_back(const struct book *book, const struct item *nak)
{
	static const unsigned reviews[] = {TRAILER_REVIEWED, TRAILER_ACKED};
	const unsigned places[] = {nak->key.patch, book->lineage.patches[nak->key.patch].cover};

	for (size_t i = 0; i < G_N_ELEMENTS(reviews) * G_N_ELEMENTS(places); i++) {
		struct key key = nak->key;
		const struct item *review;

		key.kind = reviews[i / G_N_ELEMENTS(places)];
		key.patch = places[i % G_N_ELEMENTS(places)];
		review = find_item(book->given, book->given_at, &key);
		if (review && review->entry.at >= nak->entry.at)
			return true;
	}
	return false;
}

/* @newest is the patch of the newest revision, or LINEAGE_NONE for none, or all. */
static void add_found(struct book *book, const struct item *item, int fate, unsigned newest)
{
	struct item found = *item;

	found.entry.fate = (enum ledger_fate)fate;
	if (fate == LEDGER_CHANGED || (found.entry.is_unanswered && is_taken_back(book, item)))
		found.entry.is_unanswered = false;
	if (newest != LINEAGE_NONE && book->lineage.patches[newest].stands)
		found.entry.newest_number = book->lineage.patches[newest].patch->number;
	found.order = book->found->len;
	g_array_append_val(book->found, found);
}

/*
 * What most of the patches say of a trailer that was given to all: @counts has how many have
 * each fate. Whoever gives one to all sees the whole, so that it is outdated as soon as a
 * part was rewritten, unless somebody carried it.
 */
static int choose_common(const unsigned *counts)
{
	static const enum ledger_fate ranks[] = {
		LEDGER_GIVEN,	 LEDGER_CARRIED, LEDGER_CHANGED,
		LEDGER_OUTDATED, LEDGER_LOST,	 LEDGER_DROPPED,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ranks); i++) {
		if (counts[ranks[i]] > 0)
			return (int)ranks[i];
	}
	return FATE_NONE;
}

/*
 * A cover letter's trailer counts for each patch that was sent with it. One entry tells the common
 * fate. The patches that lack it have their own, unless they are as many as those that have it:
 * then it was carried to those that it was meant for ("for the lamps"), and none lost it.
 */
static void find_cover_fate(struct book *book, const struct item *item)
{
	const struct lineage_patch *patches = book->lineage.patches;
	unsigned cover = item->key.patch;
	unsigned end = cover + patches[cover].posting->n_patches;
	unsigned counts[LEDGER_N_FATES] = {0};
	struct key key = item->key;
	int common;

	if (book->steps == 0)
		return;
	for (key.patch = cover + 1; key.patch < end; key.patch++) {
		int fate = follow(book, key);

		book->fates[key.patch] = fate;
		if (fate != FATE_NONE)
			counts[fate]++;
	}
	if (end == cover + 1)
		counts[patches[cover].stands ? LEDGER_GIVEN : LEDGER_DROPPED]++;
	common = choose_common(counts);
	if (common == FATE_NONE)
		return;
	add_found(book, item, common, LINEAGE_NONE);
	if (common != LEDGER_GIVEN && common != LEDGER_CARRIED && common != LEDGER_CHANGED)
		return;
	if (common != LEDGER_GIVEN && counts[common] <= counts[LEDGER_LOST])
		return;
	for (unsigned i = cover + 1; i < end; i++) {
		if (book->fates[i] == LEDGER_LOST || book->fates[i] == LEDGER_OUTDATED)
			add_found(book, item, book->fates[i], patches[i].last);
	}
}

static void find_fates(struct book *book)
{
	const struct lineage_patch *patches = book->lineage.patches;

	for (unsigned i = 0; i < book->given->len; i++) {
		const struct item *item = &g_array_index(book->given, struct item, i);
		int fate;

		if (lineage_is_cover(&patches[item->key.patch])) {
			find_cover_fate(book, item);
			continue;
		}
		fate = follow(book, item->key);
		if (fate != FATE_NONE)
			add_found(book, item, fate, patches[item->key.patch].last);
	}
	for (unsigned i = 0; i < book->written->len; i++) {
		const struct item *item = &g_array_index(book->written, struct item, i);
		bool is_cover = lineage_is_cover(&patches[item->key.patch]);

		if (patches[item->key.patch].stands && !item->is_explained)
			add_found(book, item, LEDGER_WRITTEN,
				  is_cover ? LINEAGE_NONE : item->key.patch);
	}
}

static int compare_items(const void *a, const void *b)
{
	const struct item *first = a;
	const struct item *second = b;

	/* The lineage is in the order of postings and patches. */
	if (first->key.patch != second->key.patch)
		return first->key.patch < second->key.patch ? -1 : 1;
	if (first->entry.at != second->entry.at)
		return first->entry.at < second->entry.at ? -1 : 1;
	return first->order < second->order ? -1 : first->order > second->order;
}

static void list_entries(struct arena *arena, struct book *book, struct ledger *ledger)
{
	struct item *items = (struct item *)(void *)book->found->data;
	unsigned n_items = book->found->len;

	if (n_items > 1)
		qsort(items, n_items, sizeof(*items), compare_items);
	ledger->entries = arena_new_array(arena, struct ledger_entry, n_items);
	ledger->n_entries = n_items;
	for (unsigned i = 0; i < n_items; i++)
		ledger->entries[i] = items[i].entry;
}

void ledger_of(struct arena *arena, const struct history *history, unsigned posting,
	       struct ledger *ret_ledger)
{
	struct book book;

	book_init(&book, history);
	lineage_of(&book.keys, history, posting, &book.lineage);
	book.fates = arena_new_array(&book.keys, int, book.lineage.n_patches);
	for (unsigned i = 0; i < book.lineage.n_patches; i++) {
		gather_written(&book, i);
		gather_given(&book, i);
	}
	find_fates(&book);
	list_entries(arena, &book, ret_ledger);
	comment_fates_find(arena, &book.lineage, book.givers, ret_ledger);
	book_clear(&book);
}

const char *ledger_fate_name(enum ledger_fate fate)
{
	static const char *const names[LEDGER_N_FATES] = {
		[LEDGER_GIVEN] = "given",	[LEDGER_CARRIED] = "carried",
		[LEDGER_CHANGED] = "changed",	[LEDGER_LOST] = "lost",
		[LEDGER_OUTDATED] = "outdated", [LEDGER_DROPPED] = "dropped",
		[LEDGER_WRITTEN] = "written",
	};

	return names[fate];
}

const char *comment_fate_name(enum comment_fate fate)
{
	static const char *const names[COMMENT_N_FATES] = {
		[COMMENT_OPEN] = "open",       [COMMENT_CHANGED] = "changed",
		[COMMENT_GONE] = "gone",       [COMMENT_UNTOUCHED] = "untouched",
		[COMMENT_UNKNOWN] = "unknown",
	};

	return names[fate];
}
