/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/lineage.h"

/* The patches that make up a revision, and what they are paired with. */
struct side {
	unsigned *patches; /* indices in the lineage; no cover letters */
	unsigned n_patches;
	bool *taken;
};

struct builder {
	struct arena *scratch;
	struct lineage *lineage;
	struct side standing;
	unsigned cover; /* of the newest posting that has one */
};

/* The postings that led to @posting, itself the last one. */
static unsigned *find_chain(struct arena *scratch, const struct history *history, unsigned posting,
			    unsigned *ret_n_postings)
{
	unsigned *chain = arena_new_array(scratch, unsigned, history->n_postings);
	bool *seen = arena_new_array(scratch, bool, history->n_postings);
	unsigned begin = history->n_postings;

	for (; posting < history->n_postings && !seen[posting];
	     posting = history->postings[posting].follows) {
		seen[posting] = true;
		chain[--begin] = posting;
	}
	*ret_n_postings = history->n_postings - begin;
	return chain + begin;
}

static const struct fingerprint *fingerprint_at(const struct builder *builder, unsigned at)
{
	return builder->lineage->patches[at].patch->fingerprint;
}

static void pair(struct builder *builder, struct side *older, unsigned i, struct side *newer,
		 unsigned k, enum compare_outcome outcome)
{
	struct lineage_patch *patch = &builder->lineage->patches[older->patches[i]];

	patch->newer = newer->patches[k];
	patch->outcome = outcome;
	older->taken[i] = true;
	newer->taken[k] = true;
}

/* The fingerprints of @side that are known; @ret_places tells whose each is. */
static unsigned list_fingerprints(struct builder *builder, const struct side *side,
				  struct fingerprint **ret_fingerprints, unsigned **ret_places)
{
	struct fingerprint *list =
		arena_new_array(builder->scratch, struct fingerprint, side->n_patches);
	unsigned *places = arena_new_array(builder->scratch, unsigned, side->n_patches);
	unsigned n = 0;

	for (unsigned i = 0; i < side->n_patches; i++) {
		const struct fingerprint *fingerprint = fingerprint_at(builder, side->patches[i]);

		if (!fingerprint)
			continue;
		list[n] = *fingerprint;
		places[n++] = i;
	}
	*ret_fingerprints = list;
	*ret_places = places;
	return n;
}

static void pair_by_fingerprints(struct builder *builder, struct side *older, struct side *newer)
{
	struct fingerprint *fingerprints[2];
	unsigned *places[2];
	unsigned n_older = list_fingerprints(builder, older, &fingerprints[0], &places[0]);
	unsigned n_newer = list_fingerprints(builder, newer, &fingerprints[1], &places[1]);
	struct compare_pair *pairs;
	unsigned n_pairs;

	compare_revisions(builder->scratch, fingerprints[0], n_older, fingerprints[1], n_newer,
			  &pairs, &n_pairs);
	for (unsigned i = 0; i < n_pairs; i++) {
		if (pairs[i].older != COMPARE_NONE && pairs[i].newer != COMPARE_NONE)
			pair(builder, older, places[0][pairs[i].older], newer,
			     places[1][pairs[i].newer], pairs[i].outcome);
	}
}

/* Of several with one title the first of each side are a pair. */
static void pair_by_title(struct builder *builder, struct side *older, struct side *newer)
{
	g_autoptr(GHashTable) titles = g_hash_table_new(str_hash_nocase, str_hash_equal_nocase);
	unsigned *next = arena_new_array(builder->scratch, unsigned, older->n_patches);
	const struct lineage_patch *patches = builder->lineage->patches;
	void *found;

	for (unsigned i = older->n_patches; i-- > 0;) {
		const str *title = &patches[older->patches[i]].patch->title;

		next[i] = LINEAGE_NONE;
		if (older->taken[i] || title->len == 0)
			continue;
		if (g_hash_table_lookup_extended(titles, title, NULL, &found))
			next[i] = GPOINTER_TO_UINT(found);
		g_hash_table_replace(titles, (void *)title, GUINT_TO_POINTER(i));
	}
	for (unsigned k = 0; k < newer->n_patches; k++) {
		const str *title = &patches[newer->patches[k]].patch->title;
		unsigned i;

		if (newer->taken[k] || !g_hash_table_lookup_extended(titles, title, NULL, &found))
			continue;
		i = GPOINTER_TO_UINT(found);
		pair(builder, older, i, newer, k, COMPARE_REWRITTEN);
		if (next[i] == LINEAGE_NONE)
			g_hash_table_remove(titles, title);
		else
			g_hash_table_insert(titles, (void *)title, GUINT_TO_POINTER(next[i]));
	}
}

/* Both sides are in the order of their numbers. */
static void pair_by_number(struct builder *builder, struct side *older, struct side *newer)
{
	const struct lineage_patch *patches = builder->lineage->patches;
	unsigned i = 0;
	unsigned k = 0;

	while (i < older->n_patches && k < newer->n_patches) {
		unsigned first = patches[older->patches[i]].patch->number;
		unsigned second = patches[newer->patches[k]].patch->number;

		if (first == second && !older->taken[i] && !newer->taken[k])
			pair(builder, older, i, newer, k, COMPARE_REWRITTEN);
		i += first <= second;
		k += second <= first;
	}
}

/* What stands once @newer has come: without those of @older that it replaces or drops. */
static void replace_standing(struct builder *builder, unsigned posting_at, bool is_partial,
			     const struct side *newer)
{
	const struct side older = builder->standing;
	struct lineage_patch *patches = builder->lineage->patches;
	unsigned n = older.n_patches + newer->n_patches;
	struct side standing = {.patches = arena_new_array(builder->scratch, unsigned, n)};
	unsigned i = 0;

	for (unsigned k = 0; k <= newer->n_patches; k++) {
		unsigned number =
			k < newer->n_patches ? patches[newer->patches[k]].patch->number : G_MAXUINT;

		for (; i < older.n_patches && patches[older.patches[i]].patch->number <= number;
		     i++) {
			if (is_partial && !older.taken[i])
				standing.patches[standing.n_patches++] = older.patches[i];
			else
				patches[older.patches[i]].replaced_by = posting_at;
		}
		if (k < newer->n_patches)
			standing.patches[standing.n_patches++] = newer->patches[k];
	}
	builder->standing = standing;
}

static void add_patches(struct builder *builder, const struct history *history, unsigned posting_at,
			struct side *ret_own, unsigned *ret_cover)
{
	const struct history_posting *posting = &history->postings[posting_at];
	struct lineage *lineage = builder->lineage;

	*ret_cover = LINEAGE_NONE;
	*ret_own = (struct side){
		.patches = arena_new_array(builder->scratch, unsigned, posting->n_patches),
	};
	for (unsigned i = 0; i < posting->n_patches; i++) {
		unsigned at = lineage->n_patches++;

		if (i == 0 && posting->has_cover)
			*ret_cover = at;
		else
			ret_own->patches[ret_own->n_patches++] = at;
		lineage->patches[at] = (struct lineage_patch){
			.patch = &posting->patches[i],
			.posting = posting,
			.posting_at = posting_at,
			.authors = {posting->patches[i].author, posting->patches[i].sender,
				    posting->author, posting->sender},
			.cover = *ret_cover,
			.newer = LINEAGE_NONE,
			.replaced_by = HISTORY_NONE,
		};
	}
}

static void replace_cover(struct builder *builder, unsigned posting_at, bool is_partial,
			  unsigned cover)
{
	struct lineage_patch *patches = builder->lineage->patches;

	/* A series may lose its cover letter; what came without the rest has none of its own. */
	if (builder->cover != LINEAGE_NONE && (cover != LINEAGE_NONE || !is_partial)) {
		patches[builder->cover].newer = cover;
		patches[builder->cover].outcome = COMPARE_REWRITTEN;
		patches[builder->cover].replaced_by = posting_at;
		builder->cover = LINEAGE_NONE;
	}
	if (cover != LINEAGE_NONE)
		builder->cover = cover;
}

static void add_posting(struct builder *builder, const struct history *history, unsigned posting_at)
{
	bool is_partial = history->postings[posting_at].is_partial;
	struct side *older = &builder->standing;
	struct side newer;
	unsigned cover;

	add_patches(builder, history, posting_at, &newer, &cover);
	replace_cover(builder, posting_at, is_partial, cover);
	older->taken = arena_new_array(builder->scratch, bool, older->n_patches);
	newer.taken = arena_new_array(builder->scratch, bool, newer.n_patches);
	if (older->n_patches > 0 && newer.n_patches > 0) {
		pair_by_fingerprints(builder, older, &newer);
		pair_by_title(builder, older, &newer);
		if (is_partial)
			pair_by_number(builder, older, &newer);
	}
	if (older->n_patches == 1 && newer.n_patches == 1 && !older->taken[0] && !is_partial)
		pair(builder, older, 0, &newer, 0, COMPARE_REWRITTEN);
	replace_standing(builder, posting_at, is_partial, &newer);
}

void lineage_of(struct arena *arena, const struct history *history, unsigned posting,
		struct lineage *ret_lineage)
{
	struct builder builder = {.lineage = ret_lineage, .cover = LINEAGE_NONE};
	struct arena scratch;
	unsigned *chain;
	unsigned n_chain;
	unsigned n_patches = 0;

	arena_init(&scratch);
	builder.scratch = &scratch;
	chain = find_chain(&scratch, history, posting, &n_chain);
	for (unsigned i = 0; i < n_chain; i++)
		n_patches += history->postings[chain[i]].n_patches;
	*ret_lineage = (struct lineage){
		.patches = arena_new_array(arena, struct lineage_patch, n_patches),
	};
	for (unsigned i = 0; i < n_chain; i++)
		add_posting(&builder, history, chain[i]);

	for (unsigned i = 0; i < builder.standing.n_patches; i++)
		ret_lineage->patches[builder.standing.patches[i]].stands = true;
	if (builder.cover != LINEAGE_NONE)
		ret_lineage->patches[builder.cover].stands = true;
	for (unsigned i = n_patches; i-- > 0;) {
		struct lineage_patch *patch = &ret_lineage->patches[i];

		patch->last =
			patch->newer == LINEAGE_NONE ? i : ret_lineage->patches[patch->newer].last;
	}
	arena_clear(&scratch);
}
