/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Postings are walked in order of arrival. A table holds those that were seen
 * under each key, as a chain from the newest back, of which TOPIC_KEY_POSTINGS
 * are looked at: so each posting meets a handful of candidates and never all
 * older ones, and what it meets does not depend on postings that share no key
 * with it.
 */
#include "series/topic_link.h"

#include "series/topic_evidence.h"
#include "series/topic_keys.h"

enum {
	WORKS_TOLD_APART = 3, /* a title that as many works have, or more, tells nothing */
	SURE_ENOUGH = 3, /* points */
	MERGES_TRIED = 8, /* older works that one posting may unite with the first */
};

/* A posting that is found under a key, and the one before it under the same. */
struct entry {
	uint64_t key; /* first: the table's key points to it */
	unsigned posting;
	struct entry *before;
};

struct candidate {
	unsigned posting;
	unsigned last_patch; /* of the newer posting: the last one that both have */
	unsigned last_telling;
	unsigned last_equal;
	unsigned blob_patch; /* the patch whose equal blobs are counted */
	unsigned n_blobs;
	uint64_t patches; /* those of the newer posting that both have, modulo 64 */
	struct topic_hits hits;
	struct topic_link link; /* once weighed */
	int points; /* likewise */
};

/* The keys of one posting's patches: of their titles and ids. */
struct span {
	uint64_t *keys;
	unsigned n;
};

struct topic_linking {
	const struct record *records;
	const struct postings *postings;
	const struct people *people;
	struct arena arena;
	GHashTable *entries; /* (uint64_t *) to the newest struct entry */
	GArray *keys; /* struct topic_key, of the posting at hand */
	GArray *candidates; /* struct candidate, of the posting at hand */
	unsigned *candidate_of; /* each posting's place among the candidates, or POSTING_NONE */
	uint64_t *titles; /* of each posting's head, as a key; 0 where it has none */
	struct span *patches; /* of each posting */
};

struct topic_linking *topic_linking_new(const struct record *records,
					const struct postings *postings,
					const struct people *people)
{
	struct topic_linking *linking = g_new0(struct topic_linking, 1);

	linking->records = records;
	linking->postings = postings;
	linking->people = people;
	arena_init(&linking->arena);
	linking->entries = g_hash_table_new(g_int64_hash, g_int64_equal);
	linking->keys = g_array_new(FALSE, FALSE, sizeof(struct topic_key));
	linking->candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));
	linking->candidate_of = g_new(unsigned, postings->n_items + 1);
	for (unsigned i = 0; i < postings->n_items; i++)
		linking->candidate_of[i] = POSTING_NONE;
	linking->titles = g_new0(uint64_t, postings->n_items + 1);
	linking->patches = g_new0(struct span, postings->n_items + 1);
	return linking;
}

void topic_linking_free(struct topic_linking *linking)
{
	if (!linking)
		return;
	g_hash_table_destroy(linking->entries);
	g_array_free(linking->keys, TRUE);
	g_array_free(linking->candidates, TRUE);
	g_free(linking->candidate_of);
	g_free(linking->titles);
	g_free(linking->patches);
	arena_clear(&linking->arena);
	g_free(linking);
}

static const struct topic_key *key_at(const struct topic_linking *linking, unsigned index)
{
	return &g_array_index(linking->keys, struct topic_key, index);
}

static struct candidate *candidate_at(const struct topic_linking *linking, unsigned index)
{
	return &g_array_index(linking->candidates, struct candidate, index);
}

/* Keys of all kinds stand in one table. */
static uint64_t table_key(const struct topic_key *key)
{
	return key->hash + key->kind;
}

/* What a posting shares with older ones. */

static struct candidate *candidate_of(struct topic_linking *linking, unsigned posting)
{
	unsigned *index = &linking->candidate_of[posting];

	if (*index == POSTING_NONE) {
		struct candidate candidate = {
			.posting = posting,
			.last_patch = RECORD_NONE,
			.last_telling = RECORD_NONE,
			.last_equal = RECORD_NONE,
			.blob_patch = RECORD_NONE,
		};

		*index = linking->candidates->len;
		g_array_append_val(linking->candidates, candidate);
	}
	return candidate_at(linking, *index);
}

static void count_once(unsigned *count, unsigned *last, unsigned patch)
{
	*count += *last != patch;
	*last = patch;
}

static void add_patch(struct candidate *candidate, const struct topic_key *key, bool is_telling)
{
	bool is_equal = key->kind != TOPIC_KEY_PATCH_TITLE;

	count_once(&candidate->hits.common, &candidate->last_patch, key->patch);
	if (is_telling)
		count_once(&candidate->hits.telling, &candidate->last_telling, key->patch);
	if (is_equal)
		count_once(&candidate->hits.equal, &candidate->last_equal, key->patch);
	candidate->patches |= (uint64_t)1 << (key->patch & 63);
}

/* True unless the newest postings under a patch's title are of several works, by their heads. */
static bool is_telling(const struct topic_linking *linking, const struct entry *newest)
{
	uint64_t works[WORKS_TOLD_APART];
	unsigned n_works = 0;
	unsigned n = 0;

	for (const struct entry *at = newest; at && n < TOPIC_KEY_POSTINGS; at = at->before, n++) {
		unsigned i = 0;

		while (i < n_works && works[i] != linking->titles[at->posting])
			i++;
		if (i == n_works)
			works[n_works++] = linking->titles[at->posting];
		if (n_works == WORKS_TOLD_APART)
			return false;
	}
	return true;
}

/* How many equal blobs make a patch equal: half of its own. 0 for keys of other kinds. */
static unsigned blobs_needed(const struct topic_linking *linking, unsigned posting,
			     const struct topic_key *key)
{
	const struct posting *p = &linking->postings->items[posting];

	if (key->kind != TOPIC_KEY_BLOB)
		return 0;
	return (linking->records[p->patches[key->patch]].n_blobs + 1) / 2;
}

/* True once enough blobs are equal. */
static bool add_blob(struct candidate *candidate, const struct topic_key *key, unsigned needed)
{
	if (candidate->blob_patch != key->patch)
		candidate->n_blobs = 0;
	candidate->blob_patch = key->patch;
	return ++candidate->n_blobs >= needed;
}

static void look_under(struct topic_linking *linking, const struct topic_key *key, unsigned posting)
{
	uint64_t under = table_key(key);
	const struct entry *newest = g_hash_table_lookup(linking->entries, &under);
	bool of_patch = key->patch != RECORD_NONE;
	unsigned needed = of_patch ? blobs_needed(linking, posting, key) : 0;
	bool telling = of_patch && (key->kind != TOPIC_KEY_PATCH_TITLE ||
				    (newest && is_telling(linking, newest)));
	unsigned n = 0;

	for (const struct entry *at = newest; at && n < TOPIC_KEY_POSTINGS; at = at->before, n++) {
		struct candidate *candidate = candidate_of(linking, at->posting);

		if (needed && !add_blob(candidate, key, needed))
			continue;
		if (of_patch)
			add_patch(candidate, key, telling);
		if (key->reason != TOPIC_COMPLETES ||
		    linking->postings->items[posting].completes == at->posting)
			candidate->hits.reasons |= 1u << key->reason;
	}
}

static void find_candidates(struct topic_linking *linking, unsigned posting)
{
	for (unsigned i = 0; i < linking->candidates->len; i++)
		linking->candidate_of[candidate_at(linking, i)->posting] = POSTING_NONE;
	g_array_set_size(linking->candidates, 0);
	for (unsigned i = 0; i < linking->keys->len; i++) {
		const struct topic_key *key = key_at(linking, i);

		if (key->looks)
			look_under(linking, key, posting);
	}
}

/* The choice among them. */

static void weigh(struct topic_linking *linking, unsigned posting)
{
	for (unsigned i = 0; i < linking->candidates->len; i++) {
		struct candidate *candidate = candidate_at(linking, i);
		const struct topic_pair pair = {
			.records = linking->records,
			.people = linking->people,
			.newer = &linking->postings->items[posting],
			.older = &linking->postings->items[candidate->posting],
			.hits = candidate->hits,
		};

		candidate->link.older = candidate->posting;
		candidate->link.common = candidate->hits.common;
		candidate->points = topic_weigh(&pair, &candidate->link.reasons);
		candidate->link.sureness = topic_sureness(candidate->points);
	}
}

static const struct posting *posting_of(const struct topic_linking *linking,
					const struct candidate *candidate)
{
	return &linking->postings->items[candidate->posting];
}

/* True if more points are for @a than for @b; of equals, the later revision, then arrival. */
static bool is_surer(const struct topic_linking *linking, const struct candidate *a,
		     const struct candidate *b)
{
	int order = revision_compare(posting_of(linking, a)->revision,
				     posting_of(linking, b)->revision);

	if (a->points != b->points)
		return a->points > b->points;
	return order ? order > 0 : a->posting > b->posting;
}

static struct candidate *surest(const struct topic_linking *linking)
{
	struct candidate *best = NULL;

	for (unsigned i = 0; i < linking->candidates->len; i++) {
		struct candidate *candidate = candidate_at(linking, i);

		if (candidate->points >= SURE_ENOUGH &&
		    (!best || is_surer(linking, candidate, best)))
			best = candidate;
	}
	return best;
}

/* A later revision of the work of @best, by its title. */
static struct candidate *latest(const struct topic_linking *linking, unsigned posting,
				struct candidate *best)
{
	struct revision own = linking->postings->items[posting].revision;
	struct candidate *found = best;

	for (unsigned i = 0; i < linking->candidates->len; i++) {
		struct candidate *candidate = candidate_at(linking, i);

		if (linking->titles[best->posting] && candidate->points >= SURE_ENOUGH &&
		    candidate->posting > found->posting &&
		    linking->titles[candidate->posting] == linking->titles[best->posting] &&
		    revision_compare(posting_of(linking, candidate)->revision,
				     posting_of(linking, found)->revision) >= 0 &&
		    revision_compare(posting_of(linking, candidate)->revision, own) <= 0)
			found = candidate;
	}
	return found;
}

/* The surest of other titles, with patches of @posting that are not @taken. */
static struct candidate *surest_beside(const struct topic_linking *linking,
				       const struct candidate *best, uint64_t taken)
{
	struct candidate *found = NULL;

	for (unsigned i = 0; i < linking->candidates->len; i++) {
		struct candidate *candidate = candidate_at(linking, i);

		if (candidate->points >= SURE_ENOUGH && candidate->hits.telling > 0 &&
		    !(candidate->patches & taken) &&
		    linking->titles[candidate->posting] != linking->titles[best->posting] &&
		    (!found || is_surer(linking, candidate, found)))
			found = candidate;
	}
	return found;
}

/* Works with no patch of @best, but with others of the posting: it unites them with that. */
static void find_merges(const struct topic_linking *linking, unsigned posting,
			const struct candidate *best, GArray *merges)
{
	uint64_t taken = best->patches;

	for (unsigned i = 0; best->hits.telling > 0 && i < MERGES_TRIED; i++) {
		struct candidate *other = surest_beside(linking, best, taken);
		struct topic_merge merge = {.newer = posting};

		if (!other)
			return;
		merge.link = other->link;
		taken |= other->patches;
		if (!topic_linking_share_patch(linking, other->posting, best->posting))
			g_array_append_val(merges, merge);
	}
}

/* Remembering. */

static void enter(struct topic_linking *linking, const struct topic_key *key, unsigned posting)
{
	uint64_t under = table_key(key);
	struct entry *newest = g_hash_table_lookup(linking->entries, &under);
	struct entry *entry;

	if (newest && newest->posting == posting)
		return;
	entry = arena_new(&linking->arena, struct entry);
	*entry = (struct entry){.key = under, .posting = posting, .before = newest};
	g_hash_table_replace(linking->entries, &entry->key, entry);
}

static void remember_patch(struct span *patches, const struct topic_key *key)
{
	if (key->kind == TOPIC_KEY_PATCH_TITLE || key->kind == TOPIC_KEY_PATCH_ID)
		patches->keys[patches->n++] = table_key(key);
}

static void remember(struct topic_linking *linking, unsigned posting)
{
	struct span *patches = &linking->patches[posting];
	unsigned n_patches = linking->postings->items[posting].n_patches;

	patches->keys = arena_new_array(&linking->arena, uint64_t, 2 * (size_t)n_patches);
	for (unsigned i = 0; i < linking->keys->len; i++) {
		const struct topic_key *key = key_at(linking, i);

		if (key->kind == TOPIC_KEY_TITLE)
			linking->titles[posting] = key->hash;
		if (key->finds)
			enter(linking, key, posting);
		remember_patch(patches, key);
	}
}

static void list_keys(struct topic_linking *linking, unsigned posting)
{
	g_array_set_size(linking->keys, 0);
	topic_keys_of_posting(&linking->postings->items[posting], linking->records, linking->people,
			      NULL, linking->keys);
}

struct topic_link topic_linking_next(struct topic_linking *linking, unsigned posting,
				     GArray *merges)
{
	struct candidate *best;

	list_keys(linking, posting);
	find_candidates(linking, posting);
	weigh(linking, posting);
	best = surest(linking);
	if (best) {
		best = latest(linking, posting, best);
		find_merges(linking, posting, best, merges);
	}
	remember(linking, posting);
	return best ? best->link : (struct topic_link){.older = POSTING_NONE};
}

void topic_linking_skip(struct topic_linking *linking, unsigned posting)
{
	list_keys(linking, posting);
	remember(linking, posting);
}

bool topic_linking_share_patch(const struct topic_linking *linking, unsigned a, unsigned b)
{
	g_autoptr(GHashTable) keys = g_hash_table_new(g_int64_hash, g_int64_equal);
	const struct span *left = &linking->patches[a];
	const struct span *right = &linking->patches[b];

	for (unsigned i = 0; i < left->n; i++)
		g_hash_table_add(keys, &left->keys[i]);
	for (unsigned i = 0; i < right->n; i++) {
		if (g_hash_table_contains(keys, &right->keys[i]))
			return true;
	}
	return false;
}
