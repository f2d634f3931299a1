/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/index_words.h"

#include "flow/find_texts.h"

static void add_text(void *user, enum word_field field, str text)
{
	struct lexicon *lexicon = user;

	lexicon_add_text(lexicon, field, text);
}

void index_words_of_mail(struct lexicon *lexicon, struct arena *arena,
			 const struct reading *reading)
{
	find_texts(arena, reading, add_text, lexicon);
}
