/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which words of a mail are indexed, and in which field each of them stands.
 */
#ifndef TIDINGS_FLOW_INDEX_WORDS_H
#define TIDINGS_FLOW_INDEX_WORDS_H

#include "flow/reading.h"
#include "search/lexicon.h"

/* Adds the words of @reading to the mail that @lexicon has begun. @arena is for the moment. */
void index_words_of_mail(struct lexicon *lexicon, struct arena *arena,
			 const struct reading *reading);

#endif
