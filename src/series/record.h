/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A record: what the series room knows of one mail. Small, plain, and made by
 * whoever has read the mail (src/flow); a test makes it by hand.
 *
 * Records stand in an array in order of arrival, and everything in this room
 * names a mail by its index there. The texts belong to the maker and must
 * outlive all results.
 */
#ifndef TIDINGS_SERIES_RECORD_H
#define TIDINGS_SERIES_RECORD_H

#include "base/str.h"
#include "patch/subject.h"
#include "patch/trailer.h"
#include "people/people.h"
#include "reply/remark.h"

enum record_kind {
	RECORD_OTHER, /* a discussion, an announcement, a bot's report */
	RECORD_PATCH,
	RECORD_COVER,
	RECORD_REPLY,
	RECORD_PULL, /* a pull request; patches posted with it are patches */
	RECORD_UNREADABLE, /* no mail, or its bytes are missing */
};
enum { RECORD_N_KINDS = 6 };

/*
 * What stands in the body, as far as it tells a patch from a reply. Of a "Re: [...]",
 * which is a reply whatever its body holds, RECORD_HAS_PAGE alone is known.
 */
enum record_trait {
	RECORD_HAS_DIFF = 1 << 0,
	RECORD_HAS_DIFFSTAT = 1 << 1,
	RECORD_HAS_SHORTLOG = 1 << 2, /* of git's cover letters */
	RECORD_HAS_PULL_REQUEST = 1 << 3, /* "are available in the Git repository at:" */
	RECORD_HAS_SIGNOFF = 1 << 4,
	RECORD_HAS_QUOTES = 1 << 5, /* lines that begin with `>` */
	RECORD_HAS_PAGE = 1 << 6, /* HTML, alone or beside the text: nobody sends work so */
};

/* How many files of one diff are known by their blobs. */
enum { RECORD_BLOBS = 32 };

/* A review trailer that a reply gives: who gives it is known of its remark. */
struct record_review {
	enum trailer_kind kind;
	str name; /* "Reviewed-by" */
	person_id person;
	str scope;
};

struct record {
	enum record_kind kind; /* by record_classify(), then by records_classify_in_threads() */
	bool duplicate; /* the same mail again: set by threads_resolve(), counts nowhere else */
	unsigned traits; /* enum record_trait */
	str message_id; /* empty where there is none */
	str *parents; /* ids it answers, the surest first: In-Reply-To, References backwards */
	unsigned n_parents;
	struct subject subject;
	person_id author; /* of a patch: the in-body one if there is one; else the sender */
	person_id sender;
	int64_t arrived_at;
	int64_t sent_at;
	str patch_id; /* empty where there is none */
	str change_id;
	str *mentions; /* Message-IDs in links of the text */
	unsigned n_mentions;
	/*
	 * Message-IDs that the text names as an older revision: "Supersedes:",
	 * "v1: <link>", "Link to v1:", "Changes since v2 [1]" with its link.
	 */
	str *older_ids;
	unsigned n_older_ids;
	/* Of each file of the diff that has an index line: a hash of its path and resulting blob. */
	uint64_t *blobs;
	unsigned n_blobs; /* at most RECORD_BLOBS: of the first files alone */
	uint64_t text_hash; /* of the text: equal for the same mail twice, from two lists too */
	const struct remark *remarks; /* what it says of the patch, or a patch of itself */
	unsigned n_remarks;
	struct record_review *reviews; /* of a reply: those of them that its sender gives */
	unsigned n_reviews;
};

/* True for what postings are made of. */
static inline bool record_is_work(const struct record *record)
{
	return record->kind == RECORD_PATCH || record->kind == RECORD_COVER ||
	       record->kind == RECORD_PULL;
}

/* True if @a and @b are at most @seconds apart, whatever a sender has set them to. */
static inline bool times_within(int64_t a, int64_t b, unsigned seconds)
{
	uint64_t apart = a > b ? (uint64_t)a - (uint64_t)b : (uint64_t)b - (uint64_t)a;

	return apart <= seconds;
}

/* The index that stands for "no record". */
#define RECORD_NONE ((unsigned)-1)

#endif
