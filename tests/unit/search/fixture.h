/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lexicons of invented mails, written, and looked up. What fails ends the test. */
#ifndef TIDINGS_TESTS_SEARCH_FIXTURE_H
#define TIDINGS_TESTS_SEARCH_FIXTURE_H

#include "search/lexicon.h"

/* The blocks of a written lexicon. */
struct written_blocks {
	GPtrArray *firsts; /* GString */
	GPtrArray *blocks; /* GString */
	unsigned n_taken_max; /* what is more is refused; 0 for no end */
};

void written_init(struct written_blocks *written);
void written_clear(struct written_blocks *written);

typedef struct written_blocks written_blocks;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(written_blocks, written_clear)

/* String @i of those blocks or their first words. */
str slice_of(const GPtrArray *strings, unsigned i);

/* A lexicon_block_fn that appends to a struct written_blocks. */
bool take_block(void *user, const struct lexicon_block *block, GError **error);

/* lexicon_write() of several, or of one whose mails keep their numbers. */
void write_lexicons(struct lexicon *const *lexicons, unsigned n_lexicons, const uint32_t *mails,
		    struct written_blocks *ret_written);
void write_lexicon(struct lexicon *lexicon, struct written_blocks *ret_written);

void assert_same(const struct written_blocks *a, const struct written_blocks *b);

/* "mail:fields mail:fields", from memory of the block's exact size; NULL if it is damaged. */
char *find_in_block(str block, str word, bool is_prefix);

/* The same of all blocks: of no more than one of them, if it is no prefix. */
char *find_in_all(const struct written_blocks *written, str word, bool is_prefix);

/* Of a whole word. */
void assert_found(const struct written_blocks *written, str word, const char *expected);

/* A mail of that text alone. */
void add_text(struct lexicon *lexicon, uint32_t mail, enum word_field field, str text);

enum { N_INVENTED_MAILS = 600 };

/* Mail @mail of an invented list: words of its own, and some that others have as well. */
void add_invented_mail(struct lexicon *lexicon, uint32_t mail);

/* All of them, dealt out to @n_lexicons, at most 5; backwards, where that is wanted. */
void write_invented_list(unsigned n_lexicons, bool is_backwards,
			 struct written_blocks *ret_written);

#endif
