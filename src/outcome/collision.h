/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where series meet: which of them change the same file, begin with the same contents of
 * it, or touch the same lines.
 *
 * Lines are those of the file before the series. What its later patches touch is counted
 * back by what the earlier ones added, as far as that is known: only their sums are.
 */
#ifndef TIDINGS_OUTCOME_COLLISION_H
#define TIDINGS_OUTCOME_COLLISION_H

#include "base/arena.h"
#include "patch/diff_hunks.h"

/* How near two series come in a file. */
enum contact {
	CONTACT_FILE, /* both change it */
	CONTACT_BLOB, /* and begin with the same contents of it */
	CONTACT_HUNK, /* see below */
};

/*
 * Lines meet where git-am(1) would refuse the second series: what one touches lies within
 * the lines of context of the other. Contents before mostly differ by a little; that is not
 * allowed for: of lines that are further apart (4 to 8) two of three have nothing in common.
 */
enum { COLLISION_CONTEXT = 3 };

enum {
	/*
	 * Where more series change a file (MAINTAINERS, a Makefile), that alone says nothing: of
	 * these, only such as come nearer.
	 */
	COLLISION_BUSY = 16,
	COLLISION_PARTNERS = 64, /* that a series is held against in one place of a file */
	COLLISION_PATCHES = 100, /* of one series whose lines in one file are counted back */
};

/* One file of one patch. */
struct touched_file {
	unsigned series; /* a number of the caller's */
	str path;
	str old_blob; /* hexadecimal, seven digits or more; zeros if added; empty if not known */
	unsigned insertions;
	unsigned deletions;
	const struct diff_range *ranges; /* diff_ranges_of_file() */
	unsigned n_ranges;
};

struct shared_file {
	str path;
	enum contact contact;
	unsigned begin; /* HUNK: the first lines that both touch, or that lie between */
	unsigned end;
};

struct series_pair {
	unsigned first; /* series; the smaller number */
	unsigned second;
	struct shared_file *files; /* the nearest first, then by path */
	unsigned n_files;
};

#define COLLISION_ALL ((unsigned)-1)

/*
 * The pairs of series that meet in @files, where the patches of a series stand in their
 * order; of @series alone unless that is COLLISION_ALL. The nearest first; of equals those
 * that meet in more files so, then those of the larger numbers. At most @limit, and
 * *ret_has_more if there are others. Takes n log n, and LIMIT_CONTACTS of memory.
 */
void collisions_find(struct arena *arena, const struct touched_file *files, unsigned n_files,
		     unsigned series, unsigned limit, struct series_pair **ret_pairs,
		     unsigned *ret_n_pairs, bool *ret_has_more);

#endif
