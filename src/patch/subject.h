/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The subject of a patch: reply words, brackets, and the title.
 *
 * Brackets are read as people write them, not as git writes them: several
 * groups, wrecked brackets, commas, a counter above its total, a version in
 * the title, kernel versions that look like counters. No input is refused.
 */
#ifndef TIDINGS_PATCH_SUBJECT_H
#define TIDINGS_PATCH_SUBJECT_H

#include "base/arena.h"
#include "base/str.h"

enum subject_flag {
	SUBJECT_REPLY = 1 << 0, /* begins with a reply word: Re:, AW:, 回复:, ... */
	SUBJECT_FORWARD = 1 << 1, /* begins with Fwd:, Fw:, ... */
	SUBJECT_PATCH = 1 << 2, /* a bracket says PATCH, PATCHSET, PATCHv2 */
	SUBJECT_RFC = 1 << 3,
	SUBJECT_RESEND = 1 << 4, /* RESEND, REPOST, ... */
	SUBJECT_PULL = 1 << 5, /* [GIT PULL], [PULL 00/12] */
	SUBJECT_COUNTER = 1 << 6, /* a bracket holds n/m */
	SUBJECT_REVISION = 1 << 7, /* the revision was written, not assumed */
	SUBJECT_SUBSET = 1 << 8, /* "(subset)" before the bracket: an applied note */
	SUBJECT_REPORT = 1 << 9, /* a bot's: [tip: x86/core], [tree:branch 12/19], [syzbot],
				  * FAILED: ... */
	SUBJECT_BRACKET = 1 << 10, /* any bracket group before the title */
};

/*
 * A revision. `v2` is {2, 0, 0}, `v2.1` is {2, 1, 0}, `v2b` is {2, 0, 'b'};
 * where nothing is written it is {1, 0, 0}. `v0` is {0, 0, 0}.
 */
struct revision {
	unsigned major;
	unsigned minor;
	char letter; /* lower case, or 0 */
};

struct subject {
	str title; /* what follows the brackets, a version at its end cut off; blanks collapsed */
	str *prefixes; /* the brackets' words but PATCH, GIT PULL, revision, counter; as written */
	unsigned n_prefixes;
	unsigned flags; /* enum subject_flag */
	struct revision revision;
	unsigned index; /* n of n/m; 1 without a counter */
	unsigned total; /* m of n/m, not corrected; 1 without a counter */
};

/*
 * Reads a decoded, unfolded subject. Slices point into @text or @arena.
 * RFC and RESEND are in prefixes too, in the place where they were written.
 * A cover letter is SUBJECT_COUNTER with index 0. Of several revisions or
 * counters the last one counts. `3.5/5` has index 4: what is put before the
 * first patch is no cover letter.
 *
 * Kernel versions are prefixes: `5.10`, `5.10/5.15`, `v5.10.y`, `v6.1-rc3`. A
 * `vN.M` is one if M has two digits, if a revision stands beside it, or if a
 * word with "stable" in it does; else it is a revision.
 *
 * Groups before a reply word (`[External] Re: [PATCH]`) say nothing. A version
 * at the title's end counts only where the brackets have none: `(v3)`, `[v3]`
 * and `(take 3)` always, a bare `v3` in cover letters and unnumbered subjects,
 * unless a word that takes versions stands before it (`cgroup v2`).
 */
void subject_parse(struct arena *arena, str text, struct subject *ret_subject);

/* <0, 0, >0: v1 < v2 < v2a < v2b < v2.1 < v3. */
int revision_compare(struct revision a, struct revision b);

/* `v2`, `v2.1`, `v2b` in @arena. */
str revision_format(struct arena *arena, struct revision revision);

#endif
