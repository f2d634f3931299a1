/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/applied_patches.h"

#include <glib.h>

enum { HIGHEST = 9999 };

static void add_range(struct applied_numbers *numbers, unsigned first, unsigned last)
{
	if (first == 0 || last < first || numbers->n_ranges == APPLIED_NUMBERS)
		return;
	numbers->first[numbers->n_ranges] = first;
	numbers->last[numbers->n_ranges++] = last;
}

/* "3", "1-3", "10,14,16", "#4", "3+5", "2/7". */
static void add_numbers(struct applied_numbers *numbers, str word)
{
	while (word.len > 0) {
		unsigned first;
		unsigned last;

		if (!str_to_uint(str_take_digits(&word), HIGHEST, &first)) {
			word = str_skip(word, 1);
			continue;
		}
		last = first;
		if (str_take(&word, STR("..")) || str_take(&word, STR("-"))) {
			if (!str_to_uint(str_take_digits(&word), HIGHEST, &last))
				last = first;
		} else if (word.len > 0 && word.ptr[0] == '/') {
			word = str_skip(word, 1);
			str_take_digits(&word);
		}
		add_range(numbers, first, last);
	}
}

static unsigned count_of(str word)
{
	static const str counts[] = {
		STR_INIT("one"),  STR_INIT("two"), STR_INIT("three"), STR_INIT("four"),
		STR_INIT("five"), STR_INIT("six"), STR_INIT("seven"), STR_INIT("eight"),
		STR_INIT("nine"), STR_INIT("ten"),
	};
	unsigned number;

	for (unsigned i = 0; i < G_N_ELEMENTS(counts); i++) {
		if (str_equal_nocase(word, counts[i]))
			return i + 1;
	}
	if (str_equal_nocase(word, STR("couple")))
		return 2;
	return str_to_uint(word, APPLIED_NUMBERS, &number) ? number : 0;
}

/* "first two", "first 3 patches", "first patch"; a range from 1, or at least partial. */
static void read_first(const struct applied_words *words, unsigned at,
		       struct applied_numbers *numbers)
{
	unsigned count = 0;

	if (words_is(words, at + 1, WORD_NOUN))
		count = 1;
	else if (at + 1 < words->n_items)
		count = count_of(words->items[at + 1].text);
	if (count > 0)
		add_range(numbers, 1, count);
	else
		numbers->is_partial = true;
}

bool patches_number(str word)
{
	size_t at;

	if (word.len > 0 && word.ptr[0] == '#')
		word = str_skip(word, 1);
	for (size_t i = 0; i < word.len; i++) {
		if (!g_ascii_isdigit(word.ptr[i]) &&
		    !str_find_byte(STR("-/,+#."), word.ptr[i], &at))
			return false;
	}
	/* "1..4" is a range, "5.10" a release. */
	if (str_find_byte(word, '.', &at) && !str_starts(str_skip(word, at), STR("..")))
		return false;
	return word.len > 0 && g_ascii_isdigit(word.ptr[0]);
}

bool patches_name(const struct applied_words *words, unsigned at)
{
	enum { NAMES = WORD_PRONOUN | WORD_NOUN | WORD_DETERMINER | WORD_COUNT | WORD_SOME };

	/* "[1]" is a footnote. */
	return at < words->n_items && !words->items[at].is_opened &&
	       (words_is(words, at, NAMES) || patches_number(words->items[at].text));
}

bool patches_join(const struct applied_words *words, unsigned at)
{
	return at > 0 && str_equal_nocase(words->items[at].text, STR("in")) &&
	       (words_is(words, at - 1, WORD_NOUN) || patches_number(words->items[at - 1].text)) &&
	       words_is(words, at + 1, WORD_DETERMINER) && words_is(words, at + 2, WORD_NOUN);
}

bool patches_qualify(const struct applied_words *words, unsigned at)
{
	return at > 0 && at < words->n_items && words->items[at].classes == 0 &&
	       !patches_number(words->items[at].text) &&
	       words_is(words, at - 1, WORD_DETERMINER | WORD_COUNT) &&
	       words_is(words, at + 1, WORD_PATCH);
}

void patches_read(const struct applied_words *words, unsigned begin, unsigned end,
		  struct applied_numbers *numbers)
{
	for (unsigned i = begin; i < end; i++) {
		str word = words->items[i].text;

		if (words_is(words, i, WORD_FIRST)) {
			read_first(words, i, numbers);
			i++;
			continue;
		}
		if (words_is(words, i, WORD_SOME))
			numbers->is_partial = true;
		if (patches_number(word) && !words_is(words, i + 1, WORD_NOUN))
			add_numbers(numbers, word);
	}
	/* "1 to 3", "1 through 3" */
	for (unsigned i = begin; i + 2 < end; i++) {
		if (!patches_number(words->items[i].text) ||
		    !words_is(words, i + 1, WORD_INTO | WORD_MANNER) || numbers->n_ranges < 2)
			continue;
		numbers->last[0] = MAX(numbers->last[0], numbers->first[1]);
		numbers->n_ranges = 1;
	}
}
