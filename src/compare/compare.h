/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two revisions of a series held against each other, as git-range-diff(1) does
 * it, but from the mails alone: no tree, no commits.
 *
 * A patch is compared by its fingerprint: a hash of each line of its diff, in
 * the form in which git range-diff compares them (line numbers of hunk headers
 * and index lines left out), and one of its author and message. A fingerprint
 * is small, so the index keeps it, and which patch became which is known
 * without reading a mail again.
 */
#ifndef TIDINGS_COMPARE_COMPARE_H
#define TIDINGS_COMPARE_COMPARE_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"
#include "patch/diff.h"

/* A patch as it is compared. All is borrowed. */
struct compare_patch {
	str title;
	struct mailbox author;
	str message; /* without its title; trailers included */
	const struct diff *diff;
};

struct fingerprint {
	uint64_t message; /* hash of author, title and message */
	uint64_t change; /* hash of the added and removed lines alone, with their files; of binary
			    files, which have none, of their new blob ids */
	uint64_t blobs; /* hash of the old blob ids of all files, seven digits each; 0 where one has
			   none */
	uint32_t *lines; /* of the diff, in order */
	unsigned n_lines; /* at most LIMIT_COMPARED_LINES */
};

/*
 * The fingerprint of @patch, the same on every machine and in every run; lines are in @arena.
 * Of a damaged diff it has what can be read, and without one no lines.
 */
void fingerprint_of(struct arena *arena, const struct compare_patch *patch,
		    struct fingerprint *ret_fingerprint);

/* The hash that a fingerprint has of @line, a line of a diff with its sign: "+\tdim(lamp);". */
uint32_t fingerprint_line(str line);

/*
 * `!` of git range-diff is one of the middle three. It does not see blobs nor
 * binary contents: a patch that is rebased or rewritten only there is `=` to it.
 */
enum compare_outcome {
	COMPARE_SAME, /* message and diff are equal; `=` of git range-diff */
	COMPARE_REBASED, /* the lines that it adds and removes are the same, and the message; the
			    context, or the blobs that it stands on, are not */
	COMPARE_REWORDED, /* what it adds and removes is the same, author, title or message is not */
	COMPARE_REWRITTEN, /* it adds or removes other lines */
	COMPARE_DROPPED, /* of the older revision alone; `<` */
	COMPARE_ADDED, /* of the newer revision alone; `>` */
};

#define COMPARE_NONE ((unsigned)-1)

/* What became of one patch. Indices into the arrays that were compared. */
struct compare_pair {
	unsigned older; /* COMPARE_NONE for an added one */
	unsigned newer; /* COMPARE_NONE for a dropped one */
	enum compare_outcome outcome;
	bool moved; /* it changed places with others: of the patches that both revisions have, as
		       many as possible count as staying */
};

/*
 * Which patches of @newer correspond to which of @older: those that
 * git range-diff pairs, with its usual creation factor of 60 percent, in the
 * order in which it prints them. At most LIMIT_COMPARED_PATCHES of each side take
 * part; past that number patches are paired by equal diffs alone. @ret_pairs is
 * in @arena.
 */
void compare_revisions(struct arena *arena, const struct fingerprint *older, unsigned n_older,
		       const struct fingerprint *newer, unsigned n_newer,
		       struct compare_pair **ret_pairs, unsigned *ret_n_pairs);

/* "rewritten", "only rebased" and the like. A literal. */
const char *compare_outcome_name(enum compare_outcome outcome);

/* One line of the difference between two patches. */
struct compare_line {
	char sign; /* of the outer diff: ' ', '+', '-', or '@' for the header of its hunk */
	str text; /* of the inner one: " ## lamp.c ##", "+	dim(lamp);"; without newline. Of a
		     hunk its section, what git prints behind "@@ ": "lamp.c: int dim(void)",
		     "Metadata", or nothing */
};

/*
 * The difference between @older and @newer as git range-diff prints it below a
 * pair: author and message as sections of their own, then the diff, three lines
 * of context. Empty where they are the same. In @arena.
 */
void compare_patches(struct arena *arena, const struct compare_patch *older,
		     const struct compare_patch *newer, struct compare_line **ret_lines,
		     unsigned *ret_n_lines);

#endif
