/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Landing: that a commit of a project's repository is a patch that was sent, and how
 * that is known. Pure: who has commits and patches (src/flow, from the index) asks.
 */
#ifndef TIDINGS_LANDING_LANDING_H
#define TIDINGS_LANDING_LANDING_H

#include "compare/compare.h"

/* What speaks for it: numbers of bits, kept in the index. */
enum landing_reason {
	LANDING_LINK, /* the commit's message links to the mail */
	LANDING_LINK_TO_SERIES, /* or to the cover letter, or another mail of the work */
	LANDING_PATCH_ID, /* the same change (git-patch-id(1)) */
	LANDING_BLOBS, /* every file becomes the same as by the patch */
	LANDING_CHANGE, /* it adds and removes the same lines */
	LANDING_NEAR, /* nearly so: see landing_nearness() */
	LANDING_TITLE,
	LANDING_AUTHOR, /* the same address, or the same name of two words */
};
enum { LANDING_N_REASONS = 8 };

/* A patch may have been committed before it was sent, or the clocks differ. */
enum { LANDING_CLOCK_SECONDS = 2 * 24 * 60 * 60 };

/* Where a patch landed. */
struct landing {
	str commit; /* hexadecimal, whole */
	str repository; /* its name, for people: "linux" */
	str tag; /* the first that contains it; empty where none does yet */
	int64_t tagged_at; /* when that was made; 0 without one */
	int64_t committed_at;
	unsigned reasons; /* 1 << enum landing_reason */
	unsigned sureness; /* percent, 1 to 99 */
	enum compare_outcome
		change; /* what the maintainer changed: COMPARE_SAME to COMPARE_REWRITTEN */
	bool is_backport; /* the same patch has an earlier landing, or the commit says so */
};

/* What of a commit, or of a patch, is held against the other. All is borrowed. */
struct landing_side {
	str title; /* a patch's without its tags; a commit's first line */
	struct mailbox author;
	str patch_id; /* 40 hexadecimal digits; empty where there is none, or it was not computed */
	const struct fingerprint *fingerprint; /* NULL where it was not computed */
	uint64_t new_blobs; /* change_hash.new_blobs; 0 where it is not known */
	int64_t at; /* a patch's: when it was sent; a commit's: when it was authored */
	int64_t committed_at; /* a commit's; else 0 */
};

struct landing_match {
	unsigned reasons; /* 1 << enum landing_reason; what was linked is among them */
	unsigned sureness; /* 0 where it is none */
	/*
	 * SAME also where a trailer was added, as maintainers do; the messages are not held
	 * against each other. REWRITTEN is said of compared fingerprints alone.
	 */
	enum compare_outcome change;
};

/*
 * Whether @commit is @patch. @linked are the bits of LANDING_LINK and LINK_TO_SERIES as far
 * as they are known, and may be 0. A link alone makes none: where titles and changes have
 * nothing in common, it leads to a report or to another project's patch. A commit that was
 * committed before the patch was sent, by more than LANDING_CLOCK_SECONDS, is none, but for a
 * link; and the revert of what was sent is none.
 *
 * Of several patches that a commit may be, it is the surest, and of equals that which was
 * sent last before it was committed. What is not known (a patch id, a fingerprint) counts
 * for nothing; a title and an author alone are then 75 percent.
 */
struct landing_match landing_weigh(const struct landing_side *commit,
				   const struct landing_side *patch, unsigned linked);

/*
 * How near the diff of @a is to that of @b: percent of the lines of both that the other one
 * has too, each as often as it stands there. Context counts, as fingerprints do not tell
 * it from what is changed.
 */
unsigned landing_nearness(const struct fingerprint *a, const struct fingerprint *b);

/* Titles are compared without regard to case and blanks, and to a commit's trailing full stop. */
bool landing_same_title(str commit, str patch);

/* "link", "patch-id" and the like, for programs. A literal. */
const char *landing_reason_name(enum landing_reason reason);

/* "links to the mail (99 %)", "same patch id, same title (93 %)", for people, in @arena. */
str landing_describe(struct arena *arena, const struct landing *landing);

#endif
