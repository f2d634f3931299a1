/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases: patterns of word classes, found in a sentence. For statement.c and its like.
 *
 * Words are compared without case, punctuation and contractions: "I'll" is "I will",
 * "don't" is "do not". A word may be of several classes, or of none; which words a class
 * has, class_words of phrase.c says.
 */
#ifndef TIDINGS_REPLY_PHRASE_H
#define TIDINGS_REPLY_PHRASE_H

#include "base/arena.h"
#include "base/str.h"

enum word_class {
	W_NONE, /* ends a pattern */
	W_I,
	W_WE,
	W_YOU,
	W_THIS, /* this, that, it, these */
	W_FILLER, /* a, the, all, whole, my, your: what may stand before a noun */
	W_WILL,
	W_BE, /* be, is, am, are */
	W_HAVE,
	W_GOING, /* going, about, planning */
	W_TO,
	W_LET, /* let, me */
	W_TRY,
	W_CAN, /* can, could, would: how a request begins */
	W_PLEASE,
	W_NEED,
	W_NEEDS,
	W_SPLIT,
	W_SHOULD,
	W_NOT,
	W_IF, /* if, unless, once: what makes a sentence conditional */
	W_WHEN, /* when, once: likewise, of other things than a promise */
	W_AGREE, /* ok, sure, thanks: what stands before an "I" that is left out */
	W_AND,
	W_IN, /* in, for, with: what stands before a revision */
	W_FOR,
	W_ON, /* on, about, regarding, for */
	W_ADVERB, /* also, then, definitely */
	W_DO,
	W_FIX, /* fix, change, drop: what is done to a patch */
	W_FIXED,
	W_SEND,
	W_RESEND, /* as verb or noun: of another revision by itself */
	W_RESENT,
	W_NEUTRAL, /* wait, review, look: verbs that change no patch */
	W_ELSEWHERE, /* applying, separately, later: then a fix is of no revision */
	W_FOLLOW, /* follow, coming, soon */
	W_WAIT,
	W_NEW,
	W_VERSION, /* version, series, patch: what may be new */
	W_PATCH, /* patch, series, mail: what is withdrawn or pinged */
	W_COMMENT, /* comment, suggestion, noise: what else is taken back */
	W_IGNORE,
	W_DROP,
	W_WITHDRAW,
	W_NAK,
	W_SELF_NAK,
	W_SELF,
	W_HARDWARE, /* bus, slave, register: what gives a NAK too */
	W_PING,
	W_BUMP,
	W_REMINDER,
	W_GENTLE,
	W_NEWS, /* news, update, progress, comments */
	W_ANY,
	W_CHANCE,
	W_ASK, /* why, what, how */
	W_LOOK,
	W_STANDARD, /* gic, smmu: the "v3" behind is no revision */
	/* Those that a word has by the words around it. */
	W_REVISION, /* "v3"; and each word of "next version", "updated patch series" */
	W_CERTAIN, /* of these, "v3" and "next version", not "next patch" */
	W_NEXT, /* of these, all but "v3" */
	W_PROMISE, /* the last word of "I will", "I'm going to", "ok, will", "let me" */
	W_PAUSE, /* a comma or the like stands behind the word */
	W_N_CLASSES,
};

_Static_assert(W_N_CLASSES <= 64, "classes are bits of a uint64_t");

#define CLASS_BIT(class) (UINT64_C(1) << (class))

/*
 * What else a pattern is made of: bytes above the classes. MAYBE + class may be missing.
 * The places match between words.
 */
enum {
	GAP = 0x40, /* GAP + n: up to n words, none of them W_IF, W_WHEN, W_NOT or W_I; n is at most 15 */
	FAR = 0x50, /* FAR + n: up to n words, none of them W_IF */
	AT_START = 0x60, /* of the sentence */
	AT_END, /* of the sentence */
	AT_CLAUSE, /* at the start, or behind a pause */
	AT_STOP, /* at the end, or behind a pause */
	AT_CHANGE, /* before a word that is neither W_NEUTRAL nor W_NOT */
	MAYBE = 0x80,
};

enum { MOST_WORDS = 64 }; /* of a sentence that are looked at */

struct phrase_words {
	uint64_t classes[MOST_WORDS]; /* of each word: CLASS_BIT() of its classes */
	uint64_t all; /* of any word */
	unsigned n_words;
};

/* Words and their classes: made once, and then only read, by any number of threads. */
struct phrase_vocabulary;
struct phrase_vocabulary *phrase_vocabulary_new(void);
void phrase_vocabulary_free(struct phrase_vocabulary *vocabulary);

/* Reads the words of @sentence. */
void phrase_read(const struct phrase_vocabulary *vocabulary, str sentence,
		 struct phrase_words *ret_words);

/* Finds the first [begin, end) of @words that matches @pattern, which ends in W_NONE. */
bool phrase_find(const struct phrase_words *words, const uint8_t *pattern, unsigned *ret_begin,
		 unsigned *ret_end);

/* True if a word of [@begin, @end) is of one of @classes. */
bool phrase_has(const struct phrase_words *words, unsigned begin, unsigned end, uint64_t classes);

#endif
