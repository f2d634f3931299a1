/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each kind of evidence has points, for or against; ten points make the odds ten
 * times as good. They were measured on ten lists (kvmarm, io-uring, dm-devel,
 * linux-rtc and others; 26,000 postings): the share of pairs with and without each
 * kind that are one work by a change-id or by a labelled link, rounded; where too
 * few pairs are labelled (other titles, other people), judged by eye from lists of
 * some hundred. bench/accuracy measures what comes of it.
 */
#include "series/topic_evidence.h"

#include "series/classify.h"
#include "series/project.h"
#include "series/topic_keys.h"
#include "series/topic_title.h"

#include <glib.h>

enum {
	DAY_SECONDS = 24 * 60 * 60,
	PULL_SECONDS = 30 * DAY_SECONDS, /* v2 of a pull request is sent within */
	HIGH_REVISION = 3,
};

/* How many telling patches, of those of the larger posting, both have. */
enum share_kind {
	SHARE_UNKNOWN, /* most did not come, or the one patch's title is the posting's */
	SHARE_HALF,
	SHARE_THIRD, /* or what is left of a series */
	SHARE_SOME,
	SHARE_NONE,
};

enum order_kind {
	ORDER_NEXT, /* v3 after v2 */
	ORDER_LATER, /* v4 after v2 */
	ORDER_GROWN_UP, /* v1 after RFC v3 */
	ORDER_RESENT, /* the same, and says so */
	ORDER_SAME,
	ORDER_EARLIER,
};

static const int title_points[] = {
	[TITLE_EQUAL] = 12, [TITLE_EQUAL_LONG] = 18, [TITLE_ALIKE] = 9,
	[TITLE_NEAR] = 3,   [TITLE_OTHER] = -6,
};

static const int share_points[] = {
	[SHARE_UNKNOWN] = 0, [SHARE_HALF] = 12, [SHARE_THIRD] = 9,
	[SHARE_SOME] = 1,    [SHARE_NONE] = -8,
};

static const int order_points[] = {
	[ORDER_NEXT] = 4,   [ORDER_LATER] = 1, [ORDER_GROWN_UP] = 3,
	[ORDER_RESENT] = 4, [ORDER_SAME] = -5, [ORDER_EARLIER] = -7,
};

/* The first that is long enough counts. */
static const struct {
	int64_t days; /* apart, at most */
	int points;
} time_points[] = {{31, 2}, {100, 0}, {400, -3}, {INT64_MAX, -6}};

/* Of reasons that stand for themselves. */
static const struct {
	enum topic_reason reason;
	int points;
} reason_points[] = {
	{TOPIC_COMPLETES, 30}, {TOPIC_CHANGE_ID, 40}, {TOPIC_NAMED, 25},
	{TOPIC_MENTION, 5},    {TOPIC_ANSWER, 10},
};

enum {
	PERSON_POINTS = 2,
	STRANGER_POINTS = -7,
	/* A third of the larger posting's patches are the same but for their place. */
	EQUAL_POINTS = 4,
	/* v3 after v2: few people have two works that are at one such number. */
	HIGH_POINTS = 2,
};

/* The pair at hand, as far as it is known. */
struct weighing {
	const struct topic_pair *pair;
	const struct record *newer; /* heads */
	const struct record *older;
	bool person;
	enum title_kind title;
	enum share_kind share;
	enum order_kind order;
};

static bool has_reason(const struct weighing *weighing, enum topic_reason reason)
{
	return weighing->pair->hits.reasons & 1u << reason;
}

static bool same_person(const struct weighing *weighing)
{
	const struct record *n = weighing->newer;
	const struct record *o = weighing->older;
	const struct people *people = weighing->pair->people;

	return n->author == o->author || n->sender == o->sender ||
	       people_maybe_same(people, n->author, o->author) ||
	       people_maybe_same(people, n->sender, o->sender);
}

static enum title_kind compare_titles(const struct weighing *weighing)
{
	str newer = weighing->newer->subject.title;

	if (has_reason(weighing, TOPIC_TITLE))
		return title_is_long(newer) ? TITLE_EQUAL_LONG : TITLE_EQUAL;
	if (!weighing->person && weighing->pair->hits.telling == 0)
		return TITLE_OTHER;
	if (topic_is_placeholder(newer))
		return TITLE_OTHER;
	return titles_compare(newer, weighing->older->subject.title,
			      weighing->pair->hits.telling > 0);
}

static bool same_title(const struct weighing *weighing)
{
	return weighing->title == TITLE_EQUAL || weighing->title == TITLE_EQUAL_LONG;
}

/* Patches. */

static bool is_single(const struct posting *posting)
{
	return posting->cover == RECORD_NONE && posting->total <= 1;
}

/* Most of it did not come, as where each maintainer gets the own patches alone. */
static bool is_fragment(const struct posting *posting)
{
	return posting->n_patches == 0 || posting->n_patches * 2 < posting->total;
}

/* Of a series of which the next revision has some patches alone; the others may be applied. */
static bool is_rest(const struct weighing *weighing)
{
	return weighing->order == ORDER_NEXT &&
	       weighing->pair->hits.telling * 3 >= weighing->pair->newer->n_patches * 2;
}

static enum share_kind compare_patches(const struct weighing *weighing)
{
	const struct topic_pair *pair = weighing->pair;
	const struct posting *n = pair->newer;
	const struct posting *o = pair->older;
	unsigned larger = MAX(n->n_patches, o->n_patches);
	unsigned telling = pair->hits.telling;

	if (telling == 0 && (is_fragment(n) || is_fragment(o)))
		return SHARE_UNKNOWN;
	if (is_single(n) && is_single(o) && same_title(weighing))
		return pair->hits.equal ? SHARE_HALF : SHARE_UNKNOWN;
	if (telling == 0)
		return SHARE_NONE;
	if (telling * 2 >= larger)
		return SHARE_HALF;
	return telling * 3 >= larger || is_rest(weighing) ? SHARE_THIRD : SHARE_SOME;
}

/* Revisions. */

static enum order_kind compare_order(const struct weighing *weighing)
{
	const struct posting *n = weighing->pair->newer;
	const struct posting *o = weighing->pair->older;
	int order = revision_compare(n->revision, o->revision);
	bool grown_up = (weighing->older->subject.flags & SUBJECT_RFC) &&
			!(weighing->newer->subject.flags & SUBJECT_RFC);

	if (order > 0)
		return n->revision.major <= o->revision.major + 1 ? ORDER_NEXT : ORDER_LATER;
	if (grown_up)
		return ORDER_GROWN_UP;
	if (order < 0)
		return ORDER_EARLIER;
	return weighing->newer->subject.flags & SUBJECT_RESEND ? ORDER_RESENT : ORDER_SAME;
}

static bool is_later(const struct weighing *weighing)
{
	return weighing->order <= ORDER_GROWN_UP;
}

/* What no points outweigh. */

static bool pulls_fit(const struct weighing *weighing)
{
	const struct posting *n = weighing->pair->newer;
	const struct posting *o = weighing->pair->older;
	bool same_work = same_title(weighing) && weighing->person && is_later(weighing) &&
			 weighing->share >= SHARE_HALF && weighing->share <= SHARE_THIRD;

	if (!n->pull && !o->pull)
		return true;
	if (n->pull != o->pull || same_work)
		return same_work;
	/* Maintainers use one title for the pull request of each cycle. */
	return times_within(weighing->newer->sent_at, weighing->older->sent_at, PULL_SECONDS) &&
	       (is_later(weighing) || weighing->order == ORDER_RESENT);
}

/* A patch of a series is none of its revisions, unless it is what the next one leaves of it. */
static bool sizes_fit(const struct weighing *weighing)
{
	const struct topic_pair *pair = weighing->pair;

	if (!is_single(pair->newer) || pair->older->total <= 1)
		return true;
	if (has_reason(weighing, TOPIC_NAMED))
		return true;
	return weighing->person && ((weighing->order == ORDER_NEXT && pair->hits.telling > 0) ||
				    (is_later(weighing) && weighing->title == TITLE_ALIKE));
}

static bool projects_fit(const struct weighing *weighing)
{
	/* The copy of a patch that goes to a release links to it, and is no revision of it. */
	if (project_release_is_added(&weighing->newer->subject, &weighing->older->subject) &&
	    !is_later(weighing))
		return false;
	if (project_is_same(&weighing->newer->subject, &weighing->older->subject))
		return true;
	return project_releases_agree(&weighing->newer->subject, &weighing->older->subject) &&
	       weighing->person && same_title(weighing) &&
	       (weighing->share == SHARE_HALF || weighing->share == SHARE_THIRD);
}

/*
 * Somebody else goes on with a work under its title, or with its patches; a
 * title that two people use needs more, and one patch is borrowed.
 */
static bool people_fit(const struct weighing *weighing)
{
	const unsigned hints = 1 << TOPIC_NAMED | 1 << TOPIC_MENTION | 1 << TOPIC_ANSWER;
	const struct topic_hits *hits = &weighing->pair->hits;
	bool half = weighing->share == SHARE_HALF;
	bool shares = half || weighing->share == SHARE_THIRD || weighing->share == SHARE_SOME;
	bool title = same_title(weighing) &&
		     (shares || hits->reasons & hints || weighing->title == TITLE_EQUAL_LONG);
	bool many = hits->telling > 1;

	if (weighing->person || has_reason(weighing, TOPIC_NAMED))
		return true;
	switch (weighing->order) {
	case ORDER_NEXT:
		return title || (many && (half || weighing->share == SHARE_THIRD));
	case ORDER_GROWN_UP:
		return title || (many && half);
	case ORDER_LATER:
		return title;
	case ORDER_RESENT:
	case ORDER_SAME:
		return title && many && half;
	case ORDER_EARLIER:
		return false;
	}
	return false;
}

/* Files that become the same may be so by another patch, and one title may be anybody's. */
static bool has_own_patches(const struct weighing *weighing)
{
	return has_reason(weighing, TOPIC_PATCH_IDS) ||
	       (has_reason(weighing, TOPIC_PATCH_TITLES) && weighing->pair->hits.telling > 1);
}

/*
 * Without a revision that follows, a title alone is that of another month's
 * cleanups, and some patches are what was taken out of a series.
 */
static bool order_fits(const struct weighing *weighing)
{
	const struct topic_pair *pair = weighing->pair;
	unsigned larger = MAX(pair->newer->n_patches, pair->older->n_patches);

	if (same_title(weighing))
		return is_later(weighing) || weighing->order == ORDER_RESENT ||
		       weighing->share != SHARE_NONE;
	switch (weighing->order) {
	case ORDER_NEXT:
	case ORDER_LATER:
		return true;
	case ORDER_GROWN_UP:
		return weighing->share == SHARE_HALF || weighing->share == SHARE_THIRD ||
		       weighing->share == SHARE_SOME;
	case ORDER_RESENT:
	case ORDER_SAME:
		return has_own_patches(weighing) && pair->hits.telling * 3 >= larger * 2;
	case ORDER_EARLIER:
		return false;
	}
	return false;
}

static bool can_follow(const struct weighing *weighing)
{
	return pulls_fit(weighing) && sizes_fit(weighing) && projects_fit(weighing) &&
	       people_fit(weighing) && order_fits(weighing);
}

static int points_of_time(const struct weighing *weighing)
{
	uint64_t newer = (uint64_t)weighing->newer->sent_at;
	uint64_t older = (uint64_t)weighing->older->sent_at;
	int64_t days = newer > older ? (int64_t)((newer - older) / DAY_SECONDS) : 0;
	size_t i = 0;

	while (days > time_points[i].days)
		i++;
	return time_points[i].points;
}

static bool is_mostly_equal(const struct weighing *weighing)
{
	const struct topic_pair *pair = weighing->pair;

	return pair->hits.equal > 0 &&
	       pair->hits.equal * 3 >= MAX(pair->newer->n_patches, pair->older->n_patches);
}

static int add_points(const struct weighing *weighing)
{
	int points = title_points[weighing->title] + share_points[weighing->share] +
		     order_points[weighing->order] + points_of_time(weighing) +
		     (weighing->person ? PERSON_POINTS : STRANGER_POINTS);

	for (size_t i = 0; i < G_N_ELEMENTS(reason_points); i++) {
		if (has_reason(weighing, reason_points[i].reason))
			points += reason_points[i].points;
	}
	if (is_mostly_equal(weighing))
		points += EQUAL_POINTS;
	if (weighing->order == ORDER_NEXT && weighing->person &&
	    weighing->pair->newer->revision.major >= HIGH_REVISION)
		points += HIGH_POINTS;
	return points;
}

static unsigned reasons_of(const struct weighing *weighing)
{
	const struct topic_pair *pair = weighing->pair;
	unsigned reasons = pair->hits.reasons & ~(1u << TOPIC_PERSON);

	if (weighing->person)
		reasons |= 1u << TOPIC_PERSON;
	if (weighing->title == TITLE_ALIKE || weighing->title == TITLE_NEAR)
		reasons |= 1u << TOPIC_SIMILAR_TITLE;
	/* The title of a single patch is not said twice. */
	if (is_single(pair->newer) && is_single(pair->older) && same_title(weighing))
		reasons &= ~(1u << TOPIC_PATCH_TITLES);
	return reasons;
}

int topic_weigh(const struct topic_pair *pair, unsigned *ret_reasons)
{
	struct weighing weighing = {
		.pair = pair,
		.newer = &pair->records[pair->newer->head],
		.older = &pair->records[pair->older->head],
	};
	bool is_told;

	weighing.order = compare_order(&weighing);
	/* Most of a person's works have nothing to do with each other: see order_fits(). */
	if (pair->hits.reasons == 1u << TOPIC_PERSON && weighing.order != ORDER_NEXT &&
	    weighing.order != ORDER_LATER)
		return TOPIC_POINTS_NONE;
	weighing.person = same_person(&weighing);
	weighing.title = compare_titles(&weighing);
	weighing.share = compare_patches(&weighing);
	*ret_reasons = reasons_of(&weighing);
	is_told = has_reason(&weighing, TOPIC_COMPLETES) || has_reason(&weighing, TOPIC_CHANGE_ID);
	return is_told || can_follow(&weighing) ? add_points(&weighing) : TOPIC_POINTS_NONE;
}

/* The odds of 1 to 10 for each ten points, as a share of a hundred. */
unsigned topic_sureness(int points)
{
	static const unsigned char percents[] = {50, 56, 61, 67, 72, 76, 80, 83, 86, 89,
						 91, 93, 94, 95, 96, 97, 98, 98, 98, 99};

	if (points < 0)
		return 0;
	return percents[MIN((size_t)points, G_N_ELEMENTS(percents) - 1)];
}
