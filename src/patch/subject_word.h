/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words within the brackets of a subject. For subject.c alone.
 */
#ifndef TIDINGS_PATCH_SUBJECT_WORD_H
#define TIDINGS_PATCH_SUBJECT_WORD_H

#include "base/limits.h"
#include "patch/subject.h"

/* What the brackets of one subject have said so far. Starts zeroed. */
struct subject_words {
	str prefixes[LIMIT_SUBJECT_WORDS]; /* what is past the limit is dropped */
	unsigned n_prefixes;
	unsigned flags; /* PATCH, RFC, RESEND, PULL, COUNTER, REVISION, REPORT */
	struct revision revision; /* valid with SUBJECT_REVISION; the last one written */
	unsigned index; /* valid with SUBJECT_COUNTER; the last counter written */
	unsigned total;
	str fractional; /* the word of a `v2.1`: it may prove to be a kernel version */
	struct revision whole; /* the last revision without a minor number */
	bool has_whole;
	bool of_stable; /* a word speaks of a stable tree: `v6.1` is a kernel there */
};

/*
 * Reads the words of @content, which is what stands between two brackets:
 *
 *	v2 V2 PATCHv2 RFCv1 v2b v2.1 take 2	revisions
 *	1/8 PATCH1/8 v2PATCH12/15 1 of 3	counters
 *	5.10/5.15 5.10.y v5.10 v5.10.y v6.1-rc3	kernels, and so prefixes
 *
 * A revision has at most three digits, and at most one behind the point: what
 * has more is a kernel. `3.5/5`, a patch put between two, counts as the later
 * one, so that `0.5/5` is no cover letter.
 */
void subject_words_read(struct subject_words *words, str content);

/*
 * Takes the words at the start of @rest that only brackets hold, up to the
 * first that is none of them: for a bracket that was opened and never closed.
 * False, and nothing taken, where there is none.
 */
bool subject_words_take(struct subject_words *words, str *rest);

/* True if @content begins with a word that only brackets hold, PATCH or a wreck of it. */
bool subject_words_begin_patch(str content);

/* True if @word is a revision and nothing else: `v2`, `V2`, `v2.1`, `v2b`. */
bool subject_word_revision(str word, struct revision *ret_revision);

/* Decides what is open until all brackets are read: whether `v6.1` is a kernel. */
void subject_words_settle(struct subject_words *words);

#endif
