/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/trailer.h"

#include "patch/reply_line.h"
#include "patch/trailer_line.h"

#include <glib.h>

enum { COMMIT_DIGITS = 8 }; /* of a `Fixes:` at least; git abbreviates to twelve */

/* A robot's words: the trailer is for the patch that will mend this one. */
static bool asks_for_another(str line)
{
	static const str phrases[] = {
		STR_INIT("kindly add following tag"),
		STR_INIT("if you fix the issue"),
		STR_INIT("please add the following tag"),
	};
	size_t at;

	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
		if (str_find_nocase(line, phrases[i], &at))
			return true;
	}
	return false;
}

/* `1234567890ab ("lamp: dim it")`: else it is talk about the tag. */
static bool names_commit(str value)
{
	str word;

	if (!str_next_word(&value, &word) || word.len < COMMIT_DIGITS || !str_is_hex(word))
		return false;
	value = str_trim(value);
	return str_starts(value, STR("(\"")) && str_ends(value, STR("\")"));
}

/* Mailers break the title of a commit, too. */
static str unwrap_title(struct arena *arena, str line, str *rest)
{
	str after = *rest;
	str next;
	size_t open;

	if (!str_starts_nocase(line, STR("Fixes:")) || !str_find(line, STR("(\""), &open) ||
	    str_contains(line, STR("\")")) || !str_next_line(&after, &next) ||
	    !str_ends(str_trim(next), STR("\")")))
		return line;
	*rest = after;
	return arena_join(arena, arena_join(arena, str_trim_end(line), STR(" ")), str_trim(next));
}

static bool is_offered(const struct trailer *trailer)
{
	if (trailer->kind != TRAILER_OTHER)
		return trailer->person.address.len > 0;
	return str_equal(trailer->name, STR("Fixes")) && names_commit(trailer->value);
}

/* Those that may be of the reply's own diff are not for the patch that it answers. */
static void keep_reviews(struct trailer_list *list)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < list->n_trailers; i++) {
		if (trailer_is_review(list->trailers[i].kind))
			list->trailers[kept++] = list->trailers[i];
	}
	list->n_trailers = kept;
}

/* What begins in a later column is an example, or a joke. */
static void read_line(struct arena *arena, str line, str *rest, struct trailer_list *list)
{
	struct trailer trailer;

	line = unwrap_title(arena, trailer_line_unwrap(arena, line, rest), rest);
	if (trailer_parse(line, &trailer) && is_offered(&trailer))
		trailer_list_add(arena, list, &trailer);
}

void trailers_offered(struct arena *arena, str text, struct trailer **ret_trailers,
		      unsigned *ret_n_trailers)
{
	struct trailer_list list = {0};
	str rest = text;
	str line;

	while (str_next_line(&rest, &line)) {
		if (reply_line_is_quoted(line))
			continue;
		if (reply_line_ends_text(line, rest) || asks_for_another(line))
			break;
		if (reply_line_begins_diff(line)) {
			keep_reviews(&list);
			break;
		}
		read_line(arena, line, &rest, &list);
	}
	*ret_trailers = list.trailers;
	*ret_n_trailers = list.n_trailers;
}
