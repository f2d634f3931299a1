/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of a sentence that tells what was applied, and what each may be in it. */
#ifndef TIDINGS_REPLY_APPLIED_WORD_H
#define TIDINGS_REPLY_APPLIED_WORD_H

#include "base/arena.h"
#include "base/str.h"

enum word_class {
	WORD_TAKEN = 1 << 0, /* applied, queued, merged, ... */
	WORD_TAKING = 1 << 1, /* applying, ... */
	WORD_DROPPED = 1 << 2, /* dropped, reverted, ... */
	WORD_ADVERB = 1 << 3, /* stands between the subject and the verb: "now" */
	WORD_PRONOUN = 1 << 4, /* this, them, both */
	WORD_NOUN = 1 << 5, /* patch, series */
	WORD_DETERMINER = 1 << 6, /* the, whole */
	WORD_BE = 1 << 7,
	WORD_HAVE = 1 << 8,
	WORD_PERSON = 1 << 9, /* I, we */
	WORD_THANKS = 1 << 10,
	WORD_FILLER = 1 << 11, /* stands before "applied" and says nothing: "looks good" */
	WORD_HEDGE = 1 << 12, /* makes it a hope, a condition, a denial */
	WORD_INTO = 1 << 13, /* to, in, for: a tree follows */
	WORD_COUNT = 1 << 14, /* two, three */
	WORD_SOME = 1 << 15, /* rest, most: not all of them */
	WORD_TRIAL = 1 << 16, /* tested, boots: it was tried, not taken */
	WORD_TREE = 1 << 17, /* tree, branch: a name stands before it */
	WORD_MANNER = 1 << 18, /* with, after: how it was applied follows */
	WORD_AND = 1 << 19,
	WORD_SHARED = 1 << 20, /* pushed: anybody pushes; it needs a tree */
	WORD_AMBIGUOUS = 1 << 21, /* taken: has other meanings; it needs an object */
	WORD_DID = 1 << 22, /* fixed, reviewed: may stand before "and applied" */
	WORD_FIRST = 1 << 23,
	WORD_ALREADY = 1 << 24,
	WORD_MERGED = 1 << 25, /* said of what others did long ago, too */
	WORD_NOTED = 1 << 27, /* added */
	WORD_REVIEW = 1 << 28, /* comments, suggestions: what authors thank for */
	WORD_QUEUED = 1 << 30, /* what who only tries a patch does not say */
	WORD_RELATIVE = 1 << 29, /* what, which */
	WORD_PATCH = 1 << 26, /* a noun that needs no article: "queued patches 1-3" */
};

struct applied_word {
	str text; /* without the punctuation around it */
	str raw; /* with it */
	unsigned classes;
	bool ends_clause; /* a comma, a dash, a bracket stands behind it */
	bool has_colon;
	bool is_opened; /* a bracket stands before it */
};

enum { APPLIED_WORDS = 64 }; /* of one sentence; what stands behind these is not looked at */

struct applied_words {
	struct applied_word items[APPLIED_WORDS];
	unsigned n_items;
	char mark; /* the sentence's */
	bool has_thanks; /* in it, or right behind it */
};

/* Sets the words of @sentence; mark and has_thanks are left to the caller. */
void applied_split_words(struct arena *arena, str sentence, struct applied_words *ret_words);

/* True if there is a word @at, and it is of one of @classes. */
static inline bool words_is(const struct applied_words *words, unsigned at, unsigned classes)
{
	return at < words->n_items && (words->items[at].classes & classes) != 0;
}

/* True if a word is of one of @classes. */
bool words_have(const struct applied_words *words, unsigned classes);

#endif
