/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in a lexicon, for who fills it and for who writes it. */
#ifndef TIDINGS_SEARCH_LEXICON_INTERNAL_H
#define TIDINGS_SEARCH_LEXICON_INTERNAL_H

#include "search/lexicon.h"
#include "search/term_table.h"

/* A word of a mail. */
struct lexicon_place {
	uint32_t term;
	uint16_t fields; /* enum word_field */
};

/* Its places are those from `begin` to the next mail's. */
struct lexicon_mail {
	uint32_t mail;
	uint32_t begin;
};

struct lexicon {
	struct term_table table;
	struct lexicon_place *places; /* mail after mail; number 0 is none */
	uint32_t n_places;
	uint32_t n_places_max;
	GArray *mails; /* struct lexicon_mail */
	uint32_t mail_begin; /* of the mail that was begun */
	uint32_t n_words_left; /* that it may have */
};

void lexicon_init(struct lexicon *lexicon);
void lexicon_clear(struct lexicon *lexicon);

#endif
