/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the readers behind remarks_add_applied() share. For applied*.c. */
#ifndef TIDINGS_REPLY_APPLIED_H
#define TIDINGS_REPLY_APPLIED_H

#include "reply/remark_list.h"

/* One mail, and what its subject says of it. */
struct applied_mail {
	str subject;
	str text;
	const struct own_text *own;
	str sender;
	bool is_subset; /* "Re: (subset) [PATCH ...]" */
	bool is_pull; /* it answers a pull request */
};

/* A patch that a maintainer's program lists: "[1/3] title", and below it "commit: ID". */
struct applied_entry {
	unsigned number;
	str title;
	str commit; /* empty where none is given */
	bool is_refused; /* "(skipped)", "(not applied)", "(no matching commit)" */
};

/* Which patches a sentence names: "patches 1-3 and 5", "the first two". */
enum { APPLIED_NUMBERS = 64 };
struct applied_numbers {
	unsigned first[APPLIED_NUMBERS]; /* of ranges */
	unsigned last[APPLIED_NUMBERS];
	unsigned n_ranges;
	bool is_partial; /* some, without saying which: "the rest" */
};

/* What one sentence says. */
struct applied_statement {
	enum remark_kind kind; /* REMARK_APPLIED or REMARK_UNAPPLIED */
	str tree;
	str commit;
	struct applied_numbers numbers;
	bool is_stable;
};

/*
 * What a program reports in a form of its own: patchwork's bot, pr-tracker-bot, tip-bot, the
 * stable queue's, Andrew Morton's. False where the mail is none of these; true, and maybe no
 * remark, where it is. (applied_program.c)
 */
bool applied_read_program(struct remark_list *list, const struct applied_mail *mail);

/*
 * The entries of the list that `b4 ty` and programs like it write below their thanks; in
 * @arena, at most LIMIT_REMARKS. (applied_list.c)
 */
void applied_read_list(struct arena *arena, const struct own_text *own,
		       struct applied_entry **ret_entries, unsigned *ret_n_entries);

/* Reads "[v2,1/3] title": number 0 where the bracket has none. False without a title. */
bool applied_read_title(str line, unsigned *ret_number, str *ret_title);

/* The commit of "commit: ID" and of ".../c/ID", in lower case; empty where there is none. */
str applied_read_commit(struct arena *arena, str line);

/* Whether sentence @index of @own says that something was applied. (applied_sentence.c) */
bool applied_read_sentence(struct arena *arena, const struct own_text *own, unsigned index,
			   struct applied_statement *ret_statement);

/* Whether @tree is one of the stable series: "5.10-stable", "6.1.y", "-stable". */
bool applied_is_stable(str tree);

#endif
