/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A verb that may tell that a patch was applied, and what stands around it. For applied_sentence.c. */
#ifndef TIDINGS_REPLY_APPLIED_VERB_H
#define TIDINGS_REPLY_APPLIED_VERB_H

#include "reply/applied.h"
#include "reply/applied_word.h"

/* How a verb is begun. */
enum applied_opening {
	OPENING_NONE,
	OPENING_BARE, /* "Applied", "Thanks, applied" */
	OPENING_PREFACED, /* "The code is simple, applied" */
	OPENING_SUBJECT, /* "Series applied" */
	OPENING_PERFECT, /* "I've applied", "I'm applying" */
	OPENING_PAST, /* "I applied": may have been a trial */
	OPENING_HAS_BEEN, /* "this has been applied" */
	OPENING_IS, /* "this is applied" */
};

/* What stands behind a verb. */
enum applied_ending {
	ENDING_OTHER,
	ENDING_CLAUSE, /* nothing, or a comma */
	ENDING_TREE, /* "to for-next" */
	ENDING_WORD, /* "to gadgets, thanks": a tree, if the rest allows it */
	ENDING_MANNER, /* "with the typo fixed" */
};

struct applied_verb {
	unsigned at; /* its word */
	unsigned classes;
	enum applied_opening opening;
	enum applied_ending ending;
	bool is_now;
	bool is_already;
	bool has_object;
	bool is_for; /* "for" stands before the tree */
	struct applied_statement statement; /* its tree and numbers */
};

/* Sets what is known of the verb that is word @at. */
void applied_read_verb(const struct applied_words *words, unsigned at,
		       struct applied_verb *ret_verb);

#endif
