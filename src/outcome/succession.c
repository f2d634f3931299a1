/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each posting is asked once: the way up from it ends at the first that is known already. What
 * follows itself in a circle follows nothing.
 */
#include "outcome/succession.h"

struct search {
	const struct history *history;
	unsigned posting;
	enum succession *found;
	bool *is_known;
	bool *is_above; /* on the way that is gone up now, or was */
	unsigned *way;
};

static enum succession judge(const struct search *search, unsigned child, enum succession parent)
{
	const struct history_posting *postings = search->history->postings;

	switch (parent) {
	case SUCCESSION_SELF:
	case SUCCESSION_PART:
		if (postings[child].is_partial)
			return SUCCESSION_PART;
		return postings[child].is_pull == postings[search->posting].is_pull
			       ? SUCCESSION_NEWER
			       : SUCCESSION_NONE;
	default:
		return parent;
	}
}

static void ask(struct search *search, unsigned posting)
{
	unsigned n_postings = search->history->n_postings;
	unsigned n_way = 0;
	unsigned at = posting;
	enum succession parent = SUCCESSION_NONE;

	while (at < n_postings && !search->is_known[at] && !search->is_above[at]) {
		search->is_above[at] = true;
		search->way[n_way++] = at;
		at = search->history->postings[at].follows;
	}
	if (at < n_postings)
		parent = search->found[at];
	while (n_way > 0) {
		at = search->way[--n_way];
		parent = judge(search, at, parent);
		search->found[at] = parent;
		search->is_known[at] = true;
	}
}

enum succession *succession_of(struct arena *arena, const struct history *history, unsigned posting)
{
	struct search search = {
		.history = history,
		.posting = posting,
		.found = arena_new_array(arena, enum succession, history->n_postings),
		.is_known = arena_new_array(arena, bool, history->n_postings),
		.is_above = arena_new_array(arena, bool, history->n_postings),
		.way = arena_new_array(arena, unsigned, history->n_postings),
	};

	search.found[posting] = SUCCESSION_SELF;
	search.is_known[posting] = true;
	for (unsigned i = 0; i < history->n_postings; i++)
		ask(&search, i);
	return search.found;
}
