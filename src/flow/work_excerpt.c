/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/work_excerpt.h"

#include "patch/trailer.h"

#include <glib.h>

enum {
	ATTRIBUTION_LINES = 3, /* "On Monday, Ann Author" / "<ann@example.org> wrote:" */
	GREETING_WORDS = 4,
};

static bool is_quoted(str line)
{
	return line.len > 0 && (line.ptr[0] == '>' || line.ptr[0] == '|');
}

static bool is_empty(str line)
{
	return str_trim_end(line).len == 0;
}

/* The first line of @rest that is not empty is a quoted one. */
static bool quote_follows(str rest)
{
	str line;

	while (str_next_line(&rest, &line)) {
		if (!is_empty(line))
			return is_quoted(line);
	}
	return false;
}

/* Takes the lines off @rest with which @line is an attribution; false where it is none. */
static bool take_attribution(str line, str *rest)
{
	str after = *rest;

	for (unsigned n = 1; n <= ATTRIBUTION_LINES; n++) {
		if (is_empty(line) || is_quoted(line))
			return false;
		if (str_ends(str_trim_end(line), STR(":")) && quote_follows(after)) {
			*rest = after;
			return true;
		}
		if (!str_next_line(&after, &line))
			return false;
	}
	return false;
}

/* "Hi Ann," and the like. */
static bool is_greeting(str line)
{
	static const str words[] = {
		STR_INIT("hi"),
		STR_INIT("hello"),
		STR_INIT("hey"),
		STR_INIT("dear"),
	};
	unsigned n_words = 0;
	bool is_one = false;
	str rest = line;
	str word;

	while (n_words <= GREETING_WORDS && str_next_word(&rest, &word)) {
		if (n_words++ == 0)
			is_one = str_starts_any_nocase(word, words, G_N_ELEMENTS(words));
	}
	line = str_trim_end(line);
	return is_one && n_words <= GREETING_WORDS &&
	       (str_ends(line, STR(",")) || str_ends(line, STR("!")) || n_words <= 2);
}

str work_excerpt_of(str text)
{
	str rest = text;
	str line;

	while (str_next_line(&rest, &line)) {
		struct trailer trailer;

		if (str_equal(line, STR("-- ")) || str_equal(line, STR("--")))
			break;
		if (is_empty(line) || is_quoted(line) || take_attribution(line, &rest) ||
		    is_greeting(line))
			continue;
		if (trailer_parse(str_trim(line), &trailer) && trailer.kind != TRAILER_OTHER)
			continue;
		return str_trim(line);
	}
	return (str){0};
}
