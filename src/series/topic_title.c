/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/topic_title.h"

#include <glib.h>

enum {
	TITLE_WORDS = 32, /* of one title, that are compared */
	LONG_TITLE_WORDS = 5,
};

static bool is_word_byte(char c)
{
	return g_ascii_isalnum(c) || c == '_' || (c & 0x80);
}

/* Words that any title may have. */
static bool is_common_word(str word)
{
	static const str common[] = {
		STR_INIT("add"), STR_INIT("and"),  STR_INIT("by"), STR_INIT("fix"),
		STR_INIT("for"), STR_INIT("from"), STR_INIT("in"), STR_INIT("of"),
		STR_INIT("on"),	 STR_INIT("the"),  STR_INIT("to"), STR_INIT("support"),
		STR_INIT("use"), STR_INIT("with"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(common); i++) {
		if (str_equal_nocase(word, common[i]))
			return true;
	}
	return false;
}

/* Those of two bytes or more, in order. */
static unsigned words_of(str title, str words[TITLE_WORDS])
{
	unsigned n = 0;

	while (title.len && n < TITLE_WORDS) {
		size_t len = 0;

		while (len < title.len && is_word_byte(title.ptr[len]))
			len++;
		if (len > 1)
			words[n++] = str_slice(title, 0, len);
		title = str_skip(title, len + 1);
	}
	return n;
}

/* How many words of @a are in @b too, each as often as it is there; and of them the rare ones. */
static unsigned words_in_common(str a, str b, unsigned *ret_rare)
{
	str left[TITLE_WORDS];
	str right[TITLE_WORDS];
	unsigned n_left = words_of(a, left);
	unsigned n_right = words_of(b, right);
	unsigned common = 0;

	*ret_rare = 0;
	for (unsigned i = 0; i < n_left; i++) {
		for (unsigned k = 0; k < n_right; k++) {
			if (!str_equal_nocase(left[i], right[k]))
				continue;
			common++;
			*ret_rare += !is_common_word(left[i]);
			right[k] = right[--n_right];
			break;
		}
	}
	return common;
}

/* Ten times the words that both have, by the words that any has. */
static unsigned tenths_in_common(str a, str b)
{
	str words[TITLE_WORDS];
	unsigned n_words = words_of(a, words) + words_of(b, words);
	unsigned rare;
	unsigned common = words_in_common(a, b, &rare);

	return common ? 10 * common / (n_words - common) : 0;
}

/* What stands before the first colon of @a if it begins @b too: the part of the tree. */
static size_t common_area(str a, str b)
{
	size_t end;

	return str_find_byte(a, ':', &end) && str_starts_nocase(b, str_slice(a, 0, end + 1))
		       ? end + 1
		       : 0;
}

bool title_is_long(str title)
{
	str words[TITLE_WORDS];

	return words_of(title, words) >= LONG_TITLE_WORDS;
}

enum title_kind titles_compare(str a, str b, bool is_clear)
{
	unsigned tenths = tenths_in_common(a, b);
	size_t area = common_area(a, b);
	unsigned rare;

	/* All patches to one part of the tree have its name in common. */
	words_in_common(str_skip(a, area), str_skip(b, area), &rare);
	if (rare == 0 && !is_clear)
		return TITLE_OTHER;
	if (tenths >= 5)
		return TITLE_ALIKE;
	return tenths >= 3 || (area && tenths >= 2) ? TITLE_NEAR : TITLE_OTHER;
}
