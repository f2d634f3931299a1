/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/range_text.h"

#include <glib.h>

bool range_text_split(str text, str *ret_from, str *ret_to)
{
	str from;
	str to;
	size_t dots;

	if (!str_find(text, STR(".."), &dots))
		return false;
	from = str_slice(text, 0, dots);
	to = str_skip(text, dots + 2);
	if (str_starts(to, STR(".")) || str_contains(to, STR("..")))
		return false;
	if (from.len == 0 && to.len == 0)
		return false;
	*ret_from = from;
	*ret_to = to;
	return true;
}

/* Takes one `~N` or `^N` off @rest. A commit of an archive has no second parent: `^2` is none. */
static bool take_steps(str *rest, unsigned *ret_steps)
{
	unsigned max = str_starts(*rest, STR("^")) ? 1 : REVISION_STEPS_MAX;
	str digits;

	if (!str_take(rest, STR("~")) && !str_take(rest, STR("^")))
		return false;
	digits = str_take_digits(rest);
	if (digits.len == 0) {
		*ret_steps = 1;
		return true;
	}
	return str_to_uint(digits, max, ret_steps);
}

bool revision_text_parse(str text, struct revision_text *ret_revision)
{
	struct revision_text revision = {0};
	size_t end = 0;
	str rest;

	while (end < text.len && text.ptr[end] != '~' && text.ptr[end] != '^')
		end++;
	if (end == 0)
		return false;
	revision.name = str_slice(text, 0, end);
	rest = str_skip(text, end);
	while (rest.len > 0) {
		unsigned steps;

		if (!take_steps(&rest, &steps))
			return false;
		revision.steps = MIN(revision.steps + steps, (unsigned)REVISION_STEPS_MAX);
	}
	*ret_revision = revision;
	return true;
}
