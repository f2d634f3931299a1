/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commits that a text lists as git-shortlog(1) does. */
#ifndef TIDINGS_PATCH_SHORTLOG_H
#define TIDINGS_PATCH_SHORTLOG_H

#include "base/arena.h"
#include "base/str.h"

struct shortlog_entry {
	str author; /* the name, as the shortlog has it */
	str title;
};

/*
 * The entries of all shortlogs of @text, in order, at most LIMIT_SHORTLOG_TITLES:
 *
 *	Ann Author (2):
 *	      first: A title
 *	      second: A title that goes on
 *	        in the next line
 *
 * An author's titles end with an empty line. A line that is indented further than the first
 * title, or not at all, goes on with the title above it. Slices point into @text or @arena.
 */
void shortlog_of_text(struct arena *arena, str text, struct shortlog_entry **ret_entries,
		      unsigned *ret_n_entries);

/* True if @line is an author's and @rest, what follows it, begins with a title. */
bool shortlog_begins(str line, str rest, str *ret_author);

#endif
