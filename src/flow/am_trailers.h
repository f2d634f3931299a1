/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The trailers that replies gave to a patch, and the message that has them.
 */
#ifndef TIDINGS_FLOW_AM_TRAILERS_H
#define TIDINGS_FLOW_AM_TRAILERS_H

#include "flow/work.h"
#include "view/patch_set.h"

/* What a reader should know of a trailer. */
struct am_told {
	struct patch_set_trailer trailer;
	str why; /* it was not added, or how it came to be added; may be empty */
	bool is_added;
	bool is_of_cover; /* given to the cover letter, and so to all patches */
};

/*
 * Trailers of a patch, each once: not those that its message has already, by name and
 * address without regard to case. `known` is of what is in the message or in a list.
 */
struct am_trailers {
	struct arena *arena;
	str fixes; /* the commit that the message fixes; empty without one */
	GHashTable *known; /* set of char *: "reviewed-by ann@example.org" */
	GArray *added; /* struct patch_set_trailer */
	GArray *told; /* struct am_told */
};

void am_trailers_init(struct am_trailers *trailers, struct arena *arena,
		      const struct patch_body *body);
void am_trailers_clear(struct am_trailers *trailers);

/* Replies to whom. */
struct am_answered {
	unsigned record; /* that the replies answer: the patch, its cover, or an older patch */
	unsigned patch; /* that the trailers are for */
	str revision; /* "v1" of an older patch whose change is the same; else empty */
};

/*
 * Adds what the replies to each of @answered give, which have been read: a review trailer of
 * the sender's own; and, but for an older patch, any other if it names the sender, but
 * Signed-off-by of the patch's author alone, and Fixes where the message has none. What is
 * not added is told, but for what was given to an older patch.
 */
void am_trailers_add_replies(struct am_trailers *trailers, const struct work *work,
			     const struct am_answered *answered, unsigned n_answered);

/* @message with what was added at the end of its own trailers, in the arena. */
str am_trailers_append(const struct am_trailers *trailers, str message);

#endif
