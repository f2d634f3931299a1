/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/range.h"

enum {
	ID_DIGITS = 9,
	DATE_BYTES = 10, /* `2025-12-29` of `2025-12-29T16:01:05Z` */
};

static str or_else(str s, str fallback)
{
	return s.len > 0 ? s : fallback;
}

void range_names(const struct update *update, str *ret_from, str *ret_to)
{
	bool has_commits = update->from.len > 0 || update->to.len > 0;
	size_t shown = has_commits ? ID_DIGITS : DATE_BYTES;
	str from = has_commits ? update->from : update->since;
	str to = has_commits ? update->to : update->until;

	*ret_from = or_else(str_slice(from, 0, shown), STR("the beginning"));
	*ret_to = or_else(str_slice(to, 0, shown), STR("the end"));
}
