/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What trailers of messages and trailers of replies have in common. For
 * trailer.c and trailer_reply.c.
 */
#ifndef TIDINGS_PATCH_TRAILER_LINE_H
#define TIDINGS_PATCH_TRAILER_LINE_H

#include "patch/trailer.h"

/* Trailers that are being collected. Starts zeroed; the array lives in the arena. */
struct trailer_list {
	struct trailer *trailers;
	unsigned n_trailers;
};

/* Past LIMIT_TRAILERS it does nothing. */
void trailer_list_add(struct arena *arena, struct trailer_list *list,
		      const struct trailer *trailer);

/* True if @line may be a trailer: a quick look that sorts out nearly all text. */
bool trailer_line_is_candidate(str line);

/*
 * Appends to @line, which begins a trailer, the next line of @rest and takes
 * it off, where a mailer broke the line there: before the address, within it,
 * or within the name. Does nothing, and returns @line, otherwise.
 */
str trailer_line_unwrap(struct arena *arena, str line, str *rest);

#endif
