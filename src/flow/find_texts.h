/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The texts of a mail in which words are looked for, and the field that each is of.
 */
#ifndef TIDINGS_FLOW_FIND_TEXTS_H
#define TIDINGS_FLOW_FIND_TEXTS_H

#include "flow/reading.h"
#include "search/words.h"

/* Takes a text of @field: no phrase goes from one text into the next. */
typedef void (*find_text_fn)(void *user, enum word_field field, str text);

/*
 * Hands out all texts of @reading. Each line of the body is put where it belongs: text,
 * quoted, or the part of a diff that it is; lines of one field that follow one another are
 * one text. @arena is for the moment.
 */
void find_texts(struct arena *arena, const struct reading *reading, find_text_fn take, void *user);

#endif
