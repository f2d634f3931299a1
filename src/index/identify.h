/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a user may call a mail by, looked up: part of a commit, part of a title.
 */
#ifndef TIDINGS_INDEX_IDENTIFY_H
#define TIDINGS_INDEX_IDENTIFY_H

#include "index/index.h"

/*
 * Appends the messages (int64_t), at most @n_most and each once, that a commit brought
 * whose id begins with @digits: hexadecimal, of either case, at most 40.
 */
bool identify_commits(struct index *index, str digits, unsigned n_most, GArray *messages,
		      GError **error);

/* A work of which a posting has a title that was looked for. */
struct titled_work {
	int64_t topic;
	str title; /* of its newest posting that fits */
	bool is_whole; /* a title of it is all that was looked for */
};

/*
 * Appends struct titled_work, the newest first and at most @n_most of them, of each work
 * that has @text within a title, without regard to ASCII case. Those with a whole title
 * come first. Titles are in @arena.
 */
bool identify_titles(struct index *index, str text, unsigned n_most, struct arena *arena,
		     GArray *works, GError **error);

/* The head of the newest posting of @topic; 0 where it has none. */
bool identify_newest(struct index *index, int64_t topic, int64_t *ret_message, GError **error);

#endif
