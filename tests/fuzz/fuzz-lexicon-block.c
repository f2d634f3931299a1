/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A block of words: the first byte tells how many of the next ones are the word
 * that is looked for, the rest is the block. What can be merged holds the same as
 * before, and as the merge of two halves that are the same.
 */
#include "fuzz.h"

#include "base/limits.h"
#include "search/lexicon.h"

struct one_block {
	str block;
	bool is_read;
};

static bool next_block(void *user, struct lexicon_block *ret_block, GError **error)
{
	struct one_block *source = user;

	(void)error;
	if (source->is_read)
		return false;
	source->is_read = true;
	ret_block->first = (str){0};
	ret_block->bytes = source->block;
	return true;
}

/* What is looked for, and what the blocks of a merge hold of it. */
struct search {
	str word;
	GArray *places;
};

static bool find_in_block(void *user, const struct lexicon_block *block, GError **error)
{
	struct search *search = user;

	(void)error;
	g_assert_cmpuint(block->first.len, >, 0);
	g_assert_cmpuint(block->first.len, <=, LIMIT_WORD_BYTES);
	/* Places of a word that was not looked at may be damaged still. */
	lexicon_block_find(block->bytes, search->word, false, search->places);
	return true;
}

static void check_places(const GArray *places)
{
	for (unsigned i = 0; i < places->len; i++) {
		const struct word_place *place = &g_array_index(places, struct word_place, i);

		g_assert_cmpuint(place->fields, >, 0);
		g_assert_cmpuint(place->fields, <=, WORD_FIELDS);
		g_assert_cmpuint(place->mail, <, UINT32_MAX);
		g_assert_true(i == 0 || place[-1].mail < place->mail);
	}
}

static void check_merge(str block, str word, unsigned n_sources, const GArray *expected)
{
	struct one_block blocks[] = {{block, false}, {block, false}};
	struct lexicon_source sources[] = {{next_block, &blocks[0]}, {next_block, &blocks[1]}};
	struct search search = {word, g_array_new(false, false, sizeof(struct word_place))};
	g_autoptr(GError) error = NULL;
	bool is_merged = lexicon_merge(sources, n_sources, find_in_block, &search, &error);

	g_assert_true(is_merged == (error == NULL));
	if (is_merged) {
		g_assert_cmpuint(search.places->len, ==, expected->len);
		for (unsigned i = 0; i < expected->len; i++) {
			const struct word_place *a = &g_array_index(expected, struct word_place, i);
			const struct word_place *b =
				&g_array_index(search.places, struct word_place, i);

			g_assert_true(a->mail == b->mail && a->fields == b->fields);
		}
	}
	g_array_unref(search.places);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str input = {.ptr = (const char *)data, .len = size};
	g_autoptr(GArray) places = g_array_new(false, false, sizeof(struct word_place));
	g_autoptr(GArray) of_prefix = g_array_new(false, false, sizeof(struct word_place));
	str word;
	str block;

	if (size == 0)
		return 0;
	word = str_slice(input, 1, 1 + data[0]);
	block = str_skip(input, 1 + word.len);
	if (lexicon_block_find(block, word, true, of_prefix))
		g_assert_true(lexicon_block_find(block, word, false, places));
	g_array_set_size(places, 0);
	if (!lexicon_block_find(block, word, false, places))
		return 0;
	check_places(places);
	for (unsigned n_sources = 1; n_sources <= 2; n_sources++)
		check_merge(block, word, n_sources, places);
	return 0;
}
