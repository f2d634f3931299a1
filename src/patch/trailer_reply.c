/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reply's trailers decide what counts as reviewed, so doubt is settled
 * against them: where a mailer may have quoted without `>`, reading stops.
 */
#include "patch/trailer.h"

#include "patch/reply_line.h"
#include "patch/trailer_line.h"

#include <glib.h>

/* True if a trailer with no address names somebody: names begin with a capital
 * letter. */
static bool names_somebody(const struct trailer *trailer)
{
	str name = trailer->person.name;

	if (trailer->person.address.len > 0)
		return true;
	return name.len > 0 && (g_ascii_isupper(name.ptr[0]) || (unsigned char)name.ptr[0] >= 0x80);
}

static void read_reply_line(struct arena *arena, str line, str *rest, struct trailer_list *list)
{
	str unindented = str_trim(line);
	bool is_indented = unindented.ptr != line.ptr;
	struct trailer trailer;

	if (!trailer_line_is_candidate(unindented))
		return;
	unindented = trailer_line_unwrap(arena, unindented, rest);
	if (!trailer_parse(unindented, &trailer) || !trailer_is_review(trailer.kind) ||
	    !names_somebody(&trailer))
		return;
	if (is_indented && trailer.person.address.len == 0)
		return;
	trailer_list_add(arena, list, &trailer);
}

void trailers_of_reply(struct arena *arena, str text, struct trailer **ret_trailers,
		       unsigned *ret_n_trailers)
{
	struct trailer_list list = {0};
	str rest = text;
	str line;
	bool in_diff = false;

	while (str_next_line(&rest, &line)) {
		if (reply_line_is_quoted(line)) {
			in_diff = false;
			continue;
		}
		if (reply_line_ends_text(line, rest))
			break;
		in_diff = reply_line_begins_diff(line) ||
			  (in_diff && reply_line_continues_diff(line));
		if (!in_diff)
			read_reply_line(arena, line, &rest, &list);
	}
	*ret_trailers = list.trailers;
	*ret_n_trailers = list.n_trailers;
}
