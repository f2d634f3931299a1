/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which patches the words of a sentence name. For applied_verb.c. */
#ifndef TIDINGS_REPLY_APPLIED_PATCHES_H
#define TIDINGS_REPLY_APPLIED_PATCHES_H

#include "reply/applied.h"
#include "reply/applied_word.h"

/* True if @word is the number of a patch, or several: "3", "1-3", "2/7", "#4", "3+5". */
bool patches_number(str word);

/* True if word @at may belong to what names the patches: "the first two patches", "1-3". */
bool patches_name(const struct applied_words *words, unsigned at);

/* True for the "in" of "the patches in this series". */
bool patches_join(const struct applied_words *words, unsigned at);

/* True for the "gadget" of "the two gadget patches". */
bool patches_qualify(const struct applied_words *words, unsigned at);

/*
 * Adds the patches that the words [@begin, @end) name to @numbers. A number is a patch's where
 * none of "3 patches" follows it.
 */
void patches_read(const struct applied_words *words, unsigned begin, unsigned end,
		  struct applied_numbers *numbers);

#endif
