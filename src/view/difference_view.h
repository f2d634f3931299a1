/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two revisions of a series held against each other, as they are shown. Texts are as
 * in an update (update/update.h); lines of patches may be of any charset.
 */
#ifndef TIDINGS_VIEW_DIFFERENCE_VIEW_H
#define TIDINGS_VIEW_DIFFERENCE_VIEW_H

#include "base/arena.h"
#include "compare/compare.h"

#include <glib.h>

struct difference_revision {
	str revision; /* "v2" */
	str subject; /* of its cover, or its first patch */
	str message_id;
	str date; /* `2025-12-29T16:01:05Z` */
	unsigned n_patches; /* that take part */
};

struct difference_patch {
	unsigned number; /* 0 where this side has none */
	str title;
	str message_id;
	str commit; /* of the archive, in hexadecimal; empty for mbox and Maildir */
};

struct difference_pair {
	struct difference_patch older;
	struct difference_patch newer;
	enum compare_outcome outcome;
	bool moved;
	struct compare_line *lines; /* of a pair that differs; else none */
	unsigned n_lines;
};

struct difference_view {
	struct arena arena; /* owns the arrays, and texts that are made here */
	struct difference_revision older;
	struct difference_revision newer;
	struct difference_pair *pairs; /* as git-range-diff(1) orders them */
	unsigned n_pairs;
	str *missing; /* Message-IDs of patches that no archive has any more */
	unsigned n_missing;
};

/* Frees a view made with g_new0() and all it holds. NULL is allowed. */
void difference_view_free(struct difference_view *view);

typedef struct difference_view difference_view;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(difference_view, difference_view_free)

#endif
