/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Topics: all postings of one piece of work, and why they are taken for one.
 *
 * Each posting is linked to at most one older posting, by the first of these
 * that holds: it replaces patches of it; the same change-id; the same title, a
 * link to it, an answer to it, or patches in common, each only together with
 * the same person and a revision that follows, or enough patches in common.
 * Somebody else who answers or links to a work under its title, with a
 * revision that follows, has taken it over.
 *
 * A work of which one revision comes as two series, with other titles and no
 * patch in common, is split: a topic each, and what came before is of both.
 *
 * Two people's "Misc fixes" are two topics, and so are one person's cleanups
 * of two months that have no patch in common, a kernel and a kvmtool series
 * of one title, a pull request and the series that it carries, and two pull
 * requests of one title but for a v2 within a month.
 */
#ifndef TIDINGS_SERIES_TOPIC_H
#define TIDINGS_SERIES_TOPIC_H

#include "series/posting.h"

enum topic_reason {
	TOPIC_NO_LINK,
	TOPIC_COMPLETES, /* its patches answer the ones that they replace */
	TOPIC_CHANGE_ID,
	TOPIC_MENTION, /* its text links to a mail of the older one */
	TOPIC_ANSWER, /* it was sent in reply to the older one */
	TOPIC_TITLE, /* same title, same person */
	TOPIC_PATCHES, /* same patch titles or patch ids */
};

struct topic_link {
	unsigned older; /* posting, or POSTING_NONE */
	enum topic_reason reason;
};

struct topic {
	unsigned *postings; /* by arrival, oldest first */
	unsigned n_postings;
	unsigned newest; /* the posting that stands for the work: see topics_link() */
};

struct topics {
	struct topic *items; /* in the order of their first posting that is of no other one */
	unsigned n_items;
	struct topic_link *links; /* of each posting */
	enum topic_reason *reasons; /* why each is of its topic: a newer one's link, or its own */
};

/*
 * Links @postings to topics. The newest posting of a topic is the last to
 * arrive, unless its revision is lower than that of another one and both or
 * none are an RFC. Freed with topics_free().
 */
struct topics *topics_link(const struct record *records, const struct postings *postings,
			   const struct threads *threads, const struct people *people);
void topics_free(struct topics *topics);

/* "same change-id" and the like, for people. A literal. */
const char *topic_reason_name(enum topic_reason reason);

typedef struct topics topics;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(topics, topics_free)

#endif
