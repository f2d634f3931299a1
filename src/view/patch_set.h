/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The patches of a posting as mails for git-am(1), and what was done to make them.
 */
#ifndef TIDINGS_VIEW_PATCH_SET_H
#define TIDINGS_VIEW_PATCH_SET_H

#include "base/arena.h"
#include "base/mailbox.h"

#include <glib.h>

/* A trailer that a reply gave and that was added to the message. */
struct patch_set_trailer {
	str name; /* "Reviewed-by" */
	str value; /* "Ann Author <ann@example.org> # arm64" */
	str message_id; /* of the reply */
};

struct patch_set_patch {
	unsigned number;
	str title;
	str message_id;
	str archive; /* path of the archive that it was taken from */
	str commit; /* that brought it there, in hexadecimal; empty for mbox and Maildir */
	str carried_from; /* "v2" where a partial reroll leaves the older patch standing */
	struct patch_set_trailer *trailers; /* in the order in which they stand there */
	unsigned n_trailers;
	str mail; /* with its "From " line and an empty line at its end */
};

struct patch_set {
	struct arena arena; /* owns all but what is borrowed from the work */
	str revision; /* "v2" */
	str subject; /* of the cover, or the first patch */
	str message_id;
	unsigned total; /* patches announced */
	struct patch_set_patch *patches; /* by number */
	unsigned n_patches;
	str *notes; /* what a reader should know: one line each */
	unsigned n_notes;
	bool is_incomplete; /* a patch is missing, has no diff or a damaged one */
};

/* Frees a set made with g_new0() and all it holds. NULL is allowed. */
void patch_set_free(struct patch_set *set);

typedef struct patch_set patch_set;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(patch_set, patch_set_free)

#endif
