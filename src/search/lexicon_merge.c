/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: some ten sources of hundred thousands of words each, most of which
 * stand in one source alone: their places are passed on as they are. In memory are a
 * block of each source and the places of one word.
 */
#include "base/error.h"
#include "search/lexicon_block.h"

struct walked_source {
	struct lexicon_source *source;
	struct block_walk walk;
	bool is_at_end;
};

struct merge {
	struct walked_source *sources;
	unsigned n_sources;
	struct block_writer writer;
	GArray *places; /* of one word, of several sources */
	GByteArray *bytes; /* these, encoded */
};

static bool fail_damaged(GError **error)
{
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
			    "a block of words is damaged");
	return false;
}

/* Goes on to the next word, maybe of the next block. */
static bool go_on(struct walked_source *source, GError **error)
{
	struct lexicon_block block;
	GError *failure = NULL;

	while (!block_walk_next(&source->walk)) {
		if (source->walk.is_damaged)
			return fail_damaged(error);
		if (!source->source->next(source->source->user, &block, &failure)) {
			source->is_at_end = true;
			break;
		}
		source->walk = (struct block_walk){.rest = block.bytes};
	}
	if (failure)
		g_propagate_error(error, failure);
	return !failure;
}

/* The first word that a source has next. */
static bool first_word(const struct merge *merge, str *ret_word)
{
	bool is_found = false;
	str first = {0};

	for (unsigned i = 0; i < merge->n_sources; i++) {
		const struct walked_source *source = &merge->sources[i];
		str word = block_walk_word(&source->walk);

		if (source->is_at_end || (is_found && str_compare(word, first) >= 0))
			continue;
		first = word;
		is_found = true;
	}
	if (is_found)
		*ret_word = first;
	return is_found;
}

static bool has_word(const struct walked_source *source, str word)
{
	return !source->is_at_end && str_equal(block_walk_word(&source->walk), word);
}

static int compare_places(const void *a, const void *b)
{
	const struct word_place *place_a = a;
	const struct word_place *place_b = b;

	return (place_a->mail > place_b->mail) - (place_a->mail < place_b->mail);
}

/* Mails of one source mostly come behind all of another's. */
static void sort_places(GArray *places)
{
	for (unsigned i = 1; i < places->len; i++) {
		const struct word_place *place = &g_array_index(places, struct word_place, i);

		if (place[-1].mail <= place->mail)
			continue;
		g_array_sort(places, compare_places);
		return;
	}
}

/* The places that all sources have of @word, encoded. */
static bool unite_places(struct merge *merge, str word, str *ret_places, GError **error)
{
	unsigned n_found = 0;

	for (unsigned i = 0; i < merge->n_sources; i++) {
		if (!has_word(&merge->sources[i], word))
			continue;
		*ret_places = merge->sources[i].walk.places;
		n_found++;
	}
	if (n_found == 1)
		return true;
	g_array_set_size(merge->places, 0);
	for (unsigned i = 0; i < merge->n_sources; i++) {
		const struct walked_source *source = &merge->sources[i];

		if (has_word(source, word) && !places_decode(source->walk.places, merge->places))
			return fail_damaged(error);
	}
	sort_places(merge->places);
	places_encode((const struct word_place *)(void *)merge->places->data, merge->places->len,
		      merge->bytes);
	*ret_places = (str){(const char *)merge->bytes->data, merge->bytes->len};
	return true;
}

/* Writes what the sources have of the word of @first, and goes on with each that has it. */
static bool write_word(struct merge *merge, str first, GError **error)
{
	char bytes[LIMIT_WORD_BYTES];
	str word = {.ptr = bytes, .len = first.len};
	str places;

	memcpy(bytes, first.ptr, first.len);
	if (!unite_places(merge, word, &places, error) ||
	    !block_writer_add(&merge->writer, word, places, error))
		return false;
	for (unsigned i = 0; i < merge->n_sources; i++) {
		struct walked_source *source = &merge->sources[i];

		if (!has_word(source, word))
			continue;
		if (!go_on(source, error))
			return false;
		/* Within a block that is known; the next one may begin anywhere. */
		if (!source->is_at_end && str_compare(block_walk_word(&source->walk), word) <= 0)
			return fail_damaged(error);
	}
	return true;
}

static bool merge_all(struct merge *merge, GError **error)
{
	str word;

	for (unsigned i = 0; i < merge->n_sources; i++) {
		if (!go_on(&merge->sources[i], error))
			return false;
	}
	while (first_word(merge, &word)) {
		if (!write_word(merge, word, error))
			return false;
	}
	return block_writer_finish(&merge->writer, error);
}

bool lexicon_merge(struct lexicon_source *sources, unsigned n_sources, lexicon_block_fn take,
		   void *user, GError **error)
{
	struct merge merge = {
		.sources = g_new0(struct walked_source, n_sources),
		.n_sources = n_sources,
		.places = g_array_new(false, false, sizeof(struct word_place)),
		.bytes = g_byte_array_new(),
	};
	bool is_merged;

	block_writer_init(&merge.writer, take, user);
	for (unsigned i = 0; i < n_sources; i++)
		merge.sources[i].source = &sources[i];
	is_merged = merge_all(&merge, error);
	block_writer_clear(&merge.writer);
	g_byte_array_unref(merge.bytes);
	g_array_unref(merge.places);
	g_free(merge.sources);
	return is_merged;
}
