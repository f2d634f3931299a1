/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The diff that a reply quotes, as far as it quotes it, in the form in which a
 * fingerprint has its lines (compare/compare.h). For comment.c.
 *
 * A hunk's lines count from the first header that is quoted, of a file or of a hunk; where
 * none is, from a line that only a diff has ("+\tdim(lamp);"). What a commit message
 * lists with signs ("- the lamp") is no diff. Where a mailer made blanks of the tabs that lines
 * begin with, they are tabs again.
 */
#ifndef TIDINGS_REPLY_QUOTED_DIFF_H
#define TIDINGS_REPLY_QUOTED_DIFF_H

#include "patch/diff.h"
#include "reply/remark.h"

enum { QUOTED_LEVELS = 4 }; /* quotes of quotes that are told apart; deeper ones are as the last */

/* What is known of the diff that is quoted at one level. */
struct quoted_level {
	bool is_in_diff;
	bool has_file;
	struct diff_file file;
	unsigned n_tabs; /* lines that are indented with a tab */
	unsigned n_stops; /* with blanks up to a tab stop */
	unsigned n_others; /* with as many or more blanks */
};

/* Starts zeroed but for `arena`. */
struct quoted_diff {
	struct arena *arena;
	struct quoted_level levels[QUOTED_LEVELS];
	unsigned level; /* of the lines that are waiting, from 0 */
	uint32_t lines[REMARK_LINES]; /* the newest; a ring */
	unsigned n_lines; /* that went into the ring */
	uint32_t filler; /* the newest line that says little by itself: `}`, a header */
	bool has_filler;
};

/*
 * Reads @text, lines without their marks that are quoted at @level, from 0, and stand together.
 * Lines of another level that were waiting are forgotten.
 */
void quoted_diff_read(struct quoted_diff *quoted, unsigned level, str text);

/*
 * Takes the lines that are waiting, at most the last REMARK_LINES of them, in their order. Headers
 * and lines like `}` are left out where others are there; else there is the nearest of them
 * alone. False where there is none.
 */
bool quoted_diff_take(struct quoted_diff *quoted, uint32_t **ret_lines, unsigned *ret_n_lines);

#endif
