/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The second half of own_text_of(): from lines to sentences. For own_text.c. */
#ifndef TIDINGS_REPLY_OWN_SENTENCES_H
#define TIDINGS_REPLY_OWN_SENTENCES_H

#include "reply/own_text.h"

/*
 * Sets the sentences of @own from its lines. @n_bytes is at least what the lines take with
 * their newlines.
 */
void own_sentences_find(struct arena *arena, size_t n_bytes, struct own_text *own);

#endif
