/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dependencies while they are found. For dependency.c and dependency_text.c. */
#ifndef TIDINGS_PATCH_DEPENDENCY_LIST_H
#define TIDINGS_PATCH_DEPENDENCY_LIST_H

#include "patch/dependency.h"

/* `[1] https://...`: @text is what follows the bracket, and the next line where that says nothing. */
struct dependency_footnote {
	str label; /* the digits */
	str text;
};

enum {
	DEPENDENCY_FOOTNOTES = 64, /* of one mail; the first ones are known */
	DEPENDENCY_SENTENCE = 2000, /* bytes; what is longer is read in pieces */
};

struct dependency_list {
	struct arena *arena;
	struct dependency *items;
	unsigned n_items;
	struct dependency_footnote footnotes[DEPENDENCY_FOOTNOTES];
	unsigned n_footnotes;
};

/* Adds it, unless it is there or past the limit. @text is folded and cut. */
void dependency_list_add(struct dependency_list *list, enum dependency_kind kind, str value,
			 str text);

/* Keeps the footnotes of @text. */
void dependency_list_read_footnotes(struct dependency_list *list, str text);

/* Adds the title of the subject @text; false where it is too short to tell a mail by. */
bool dependency_list_add_title(struct dependency_list *list, str text, str said);

/* The first @max bytes of @text or less, whole characters. */
str dependency_cut(str text, size_t max);

/*
 * Adds what @words, which follow "depends on" or "Depends-on:", name: links, footnotes,
 * quoted titles, commits. @text is what says so. False where it is nothing.
 */
bool dependency_list_add_named(struct dependency_list *list, str words, str text);

/* Adds what the sentences of @text say. Above a diff, not all do: @is_above_diff. */
void dependency_list_read_text(struct dependency_list *list, str text, bool is_above_diff);

/* True if @word is one of the @n words of @table, in any case. */
bool dependency_is_any(str word, const str *table, size_t n);
#define DEPENDENCY_IS_ANY(word, table) dependency_is_any(word, table, G_N_ELEMENTS(table))

/* @word without the marks around it; a colon at its end stays if @keeps_colon. */
str dependency_bare(str word, bool keeps_colon);

/* True if @word, with its marks, is the last of a clause. */
bool dependency_ends_clause(str word);

/* Takes `[12]` at the start of @text; false where there is none. */
bool dependency_take_reference(str *text, str *ret_label);

/* The first reference within @text, which is cut off with what stands before it. */
bool dependency_next_reference(str *text, str *ret_label);

#endif
