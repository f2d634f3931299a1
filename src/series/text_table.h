/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers under a text: the postings of a title, the drafts of a batch.
 */
#ifndef TIDINGS_SERIES_TEXT_TABLE_H
#define TIDINGS_SERIES_TEXT_TABLE_H

#include "base/str.h"

#include <glib.h>

struct text_table;

struct text_table *text_table_new(void);
void text_table_free(struct text_table *table);

/* The numbers under @text (unsigned), in the order they came; NULL if none. Until the next add. */
const GArray *text_table_find(const struct text_table *table, str text);

/* Appends @number to those under @text, which is copied. */
void text_table_add(struct text_table *table, str text, unsigned number);

typedef struct text_table text_table;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(text_table, text_table_free)

#endif
