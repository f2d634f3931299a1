/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A lexicon: which mails hold a word, and where in them. Built in memory for some
 * thousand mails at a time, written as a few thousand blocks, which the index
 * keeps as they are; looked up without unpacking more than one of them.
 *
 * Mails are numbers that the caller gives. Positions of words are not kept: a
 * phrase is looked for in the mails that hold all of its words. Nothing is left out as
 * noise: of a real list, words of one mail alone took a twentieth of the blocks, and
 * words of more than 24 bytes a thirtieth.
 *
 * Workload: 30 million words of 20,000 mails in a second, on each of several
 * threads, which each fill a lexicon of their own; words are what senders chose.
 */
#ifndef TIDINGS_SEARCH_LEXICON_H
#define TIDINGS_SEARCH_LEXICON_H

#include "base/arena.h"
#include "base/str.h"
#include "search/words.h"

#include <glib.h>

struct lexicon;

struct lexicon *lexicon_new(void);
void lexicon_free(struct lexicon *lexicon);

/* The words that are added from now on are those of @mail. A mail is begun once. */
void lexicon_begin_mail(struct lexicon *lexicon, uint32_t mail);

/*
 * The words of @text, as words_next() and word_fold() have them, stand in @field of
 * the mail that was begun; those beyond LIMIT_MAIL_WORDS of it are left out.
 */
void lexicon_add_text(struct lexicon *lexicon, enum word_field field, str text);

/*
 * The bytes of memory that it takes for what was added. A mail adds 100 MB at most
 * (LIMIT_MAIL_WORDS), an ordinary one 3 kB; to write takes as much once more. The
 * caller writes in time: above 2^31 pairs of word and mail the program ends.
 */
size_t lexicon_bytes(const struct lexicon *lexicon);

/* A block of a written lexicon: words in order of their bytes, each with its mails. */
struct lexicon_block {
	str first; /* the first word in it */
	str bytes;
};

/*
 * Takes the blocks of a written lexicon, in order. One word's mails are never in
 * two blocks. False, with the error set, ends the writing.
 */
typedef bool (*lexicon_block_fn)(void *user, const struct lexicon_block *block, GError **error);

/*
 * Writes what the @n_lexicons hold as one, in blocks of about
 * LEXICON_BLOCK_BYTES; @mails gives for each mail's number the one to write
 * instead (of ascending numbers the caller may not know while it reads), or
 * UINT32_MAX for one to leave out; NULL for the same. Which lexicon held which mail
 * does not show in the result. A word of which no mail is left is not written. False,
 * with the error set, where @take says so. The lexicons are empty after that, in
 * any case.
 */
bool lexicon_write(struct lexicon *const *lexicons, unsigned n_lexicons, const uint32_t *mails,
		   lexicon_block_fn take, void *user, GError **error);

enum { LEXICON_BLOCK_BYTES = 8192 };

/* One mail that holds a word. */
struct word_place {
	uint32_t mail;
	unsigned fields; /* enum word_field */
};

/*
 * Appends the places of @word that @block holds to @places (struct word_place), in
 * ascending order of mails; nothing if the word is not in it. With @is_prefix,
 * those of all words of this block that begin with @word, word after word. False for
 * a damaged block: whatever its bytes are, nothing is read outside of them.
 */
bool lexicon_block_find(str block, str word, bool is_prefix, GArray *places);

/*
 * Merges written lexicons: @sources are walked at the same time, block after block,
 * and what they hold is handed to @take as one lexicon. Of one word and mail in
 * several sources the fields are united.
 */
struct lexicon_source {
	/* Sets the next block, valid until the next call; false at the end, or with the error. */
	bool (*next)(void *user, struct lexicon_block *ret_block, GError **error);
	void *user;
};

bool lexicon_merge(struct lexicon_source *sources, unsigned n_sources, lexicon_block_fn take,
		   void *user, GError **error);

#endif
