/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/work_excerpt.h"

#include "patch/trailer.h"
#include "reply/own_text.h"

#include <glib.h>

enum { GREETING_WORDS = 4 };

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

str work_excerpt_of(struct arena *arena, str text)
{
	struct own_text own;

	own_text_of(arena, text, &own);
	for (unsigned i = 0; i < own.n_lines; i++) {
		str line = str_trim(own.lines[i].text);
		struct trailer trailer;

		if (line.len == 0 || is_greeting(line))
			continue;
		if (trailer_parse(line, &trailer) && trailer.kind != TRAILER_OTHER)
			continue;
		return line;
	}
	return (str){0};
}
