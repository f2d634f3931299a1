/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The trailers that replies gave to a patch, and the message that has them.
 */
#ifndef TIDINGS_FLOW_AM_TRAILERS_H
#define TIDINGS_FLOW_AM_TRAILERS_H

#include "flow/work.h"
#include "view/patch_set.h"

/*
 * Trailers of a patch, each once: not those that its message has already, by name and
 * address without regard to case. `names` is of what is in the message or in the list.
 */
struct am_trailers {
	struct arena *arena;
	GHashTable *known; /* set of char *: "reviewed-by ann@example.org" */
	GArray *added; /* struct patch_set_trailer */
	GArray *refused; /* struct patch_set_trailer: Nacked-by, which is none of a message */
};

void am_trailers_init(struct am_trailers *trailers, struct arena *arena,
		      const struct patch_body *body);
void am_trailers_clear(struct am_trailers *trailers);

/* Adds what the replies to @record give, which have been read. */
void am_trailers_add_replies(struct am_trailers *trailers, const struct work *work,
			     unsigned record);

/* @message with what was added at the end of its own trailers, in the arena. */
str am_trailers_append(const struct am_trailers *trailers, str message);

#endif
