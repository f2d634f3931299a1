/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Topics: all postings of one piece of work, and why they are taken for one.
 *
 * Each posting is held against the older ones that share something with it
 * (series/topic_keys.h), all evidence is weighed (series/topic_evidence.h), and
 * it is linked to the one for which it is strongest. Evidence is a change-id,
 * an older revision that the text names, a link, an answer, equal patches,
 * patch titles in common unless many works have them, and a title with its
 * person.
 *
 * A work of which one revision comes as two series, with other titles and no
 * patch in common, is split: a topic each, and what came before is of both.
 * A series that unites two works has a merge for the second one, and both are
 * its topic.
 *
 * Two people's "Misc fixes" are two topics, and so are one person's cleanups
 * of two months that have no patch in common, a kernel and a kvmtool series
 * of one title, a pull request and the series that it carries, two pull
 * requests of one title but for a v2 within a month, and a fix for two
 * releases.
 */
#ifndef TIDINGS_SERIES_TOPIC_H
#define TIDINGS_SERIES_TOPIC_H

#include "base/arena.h"
#include "series/posting.h"

/* What speaks for a link: numbers of bits. */
enum topic_reason {
	TOPIC_COMPLETES, /* its patches answer the ones that they replace */
	TOPIC_CHANGE_ID,
	TOPIC_NAMED, /* its text names the older one as an older revision */
	TOPIC_MENTION, /* its text links to a mail of the older one */
	TOPIC_ANSWER, /* it was sent in reply to the older one */
	TOPIC_TITLE, /* of the cover, or of the first patch */
	TOPIC_PERSON,
	TOPIC_PATCH_IDS, /* patches that are the same but for their place */
	TOPIC_BLOBS, /* files that become the same */
	TOPIC_PATCH_TITLES,
	TOPIC_SIMILAR_TITLE, /* half of the words of both, or the like */
};
enum { TOPIC_N_REASONS = 11 };

struct topic_link {
	unsigned older; /* posting, or POSTING_NONE */
	unsigned reasons; /* 1 << enum topic_reason */
	unsigned sureness; /* percent, 1 to 99; 0 where nothing is linked */
	unsigned common; /* patches that both have */
};

/* A further link of a series that unites two works. */
struct topic_merge {
	unsigned newer;
	struct topic_link link;
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
	struct topic_merge *merges; /* by `newer` */
	unsigned n_merges;
	/* Why each posting is of its topic: a newer one's link to it, or its own. */
	struct topic_link *ties;
};

/*
 * Links @postings to topics. The newest posting of a topic is the last to
 * arrive, unless its revision is lower than that of another one and both or
 * none are an RFC. The link of a posting depends on nothing but itself and the
 * TOPIC_KEY_POSTINGS newest of the older postings under each of its keys: it is
 * the same if only these are given. Freed with topics_free().
 */
struct topics *topics_link(const struct record *records, const struct postings *postings,
			   const struct people *people);

/* Links that were found before, of each posting; of TOPIC_UNKNOWN ones they are to be found. */
struct topic_known {
	struct topic_link *links;
	struct topic_merge *merges; /* by `newer` */
	unsigned n_merges;
};

#define TOPIC_UNKNOWN ((unsigned)-2) /* for topic_link.older */

/* As topics_link(), with the links that are known already. */
struct topics *topics_link_known(const struct record *records, const struct postings *postings,
				 const struct people *people, const struct topic_known *known);
void topics_free(struct topics *topics);

/* "change-id", "patch-titles" and the like, for programs. A literal. */
const char *topic_reason_name(enum topic_reason reason);

/* "same title and person, 3 patches in common (97 %)", for people, in @arena. */
str topic_link_describe(struct arena *arena, const struct topic_link *link);

typedef struct topics topics;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(topics, topics_free)

#endif
