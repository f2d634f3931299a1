/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Links of postings to older ones: of all that share a key with it, a posting
 * is linked to the one for which the evidence is strongest, or to a later
 * revision of the same.
 */
#ifndef TIDINGS_SERIES_TOPIC_LINK_H
#define TIDINGS_SERIES_TOPIC_LINK_H

#include "series/topic.h"

#include <glib.h>

struct topic_linking;

/* Everything is borrowed and must outlive the result. */
struct topic_linking *topic_linking_new(const struct record *records,
					const struct postings *postings,
					const struct people *people);
void topic_linking_free(struct topic_linking *linking);

/*
 * The link of @posting, and its merges (struct topic_merge), appended to
 * @merges. Postings are asked for one after the other, from the first on.
 */
struct topic_link topic_linking_next(struct topic_linking *linking, unsigned posting,
				     GArray *merges);

/* As topic_linking_next(), for a posting whose link is known: those behind it may follow it. */
void topic_linking_skip(struct topic_linking *linking, unsigned posting);

/* True if postings @a and @b, which have been asked for, have a patch in common. */
bool topic_linking_share_patch(const struct topic_linking *linking, unsigned a, unsigned b);

typedef struct topic_linking topic_linking;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(topic_linking, topic_linking_free)

#endif
