/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From links to topics: each posting joins the topic of the one that it is
 * linked to, unless it stands beside what came of that one.
 */
#include "series/topic.h"

#include "series/classify.h"
#include "series/topic_link.h"

#include <glib.h>

enum {
	HISTORY_TAKEN = 64, /* older postings that both parts of a split work have */
};

/* What is being gathered. */
struct gathering {
	const struct record *records;
	const struct postings *postings;
	const struct topic_linking *linking;
	struct topics *topics;
	unsigned *topic_of; /* of each posting, before topics were united */
	unsigned *united; /* each topic's other one that it has become a part of, or itself */
};

static const struct posting *posting_at(const struct gathering *gathering, unsigned index)
{
	return &gathering->postings->items[index];
}

static const struct record *head_of(const struct gathering *gathering, unsigned posting)
{
	return &gathering->records[posting_at(gathering, posting)->head];
}

/* The topic of @posting, which is placed already. */
static unsigned find_topic(const struct gathering *gathering, unsigned posting)
{
	unsigned *united = gathering->united;
	unsigned topic = gathering->topic_of[posting];

	while (united[topic] != topic) {
		united[topic] = united[united[topic]];
		topic = united[topic];
	}
	return topic;
}

static bool is_rfc(const struct gathering *gathering, unsigned posting)
{
	return head_of(gathering, posting)->subject.flags & SUBJECT_RFC;
}

static int compare_revisions(const struct gathering *gathering, unsigned a, unsigned b)
{
	return revision_compare(posting_at(gathering, a)->revision,
				posting_at(gathering, b)->revision);
}

static bool is_newer(const struct gathering *gathering, unsigned posting, unsigned than)
{
	if (is_rfc(gathering, posting) != is_rfc(gathering, than))
		return true;
	return compare_revisions(gathering, posting, than) >= 0;
}

/*
 * True if @posting stands beside @newest and does not follow it: a work that is
 * sent in two parts from one revision on.
 */
static bool is_split_off(const struct gathering *gathering, unsigned posting, unsigned older,
			 unsigned newest)
{
	if (older == newest || compare_revisions(gathering, posting, newest) != 0 ||
	    is_rfc(gathering, posting) != is_rfc(gathering, newest))
		return false;
	if (posting_at(gathering, posting)->n_patches == 0 ||
	    posting_at(gathering, newest)->n_patches == 0)
		return false;
	return !record_same_title(head_of(gathering, posting), head_of(gathering, newest)) &&
	       !topic_linking_share_patch(gathering->linking, posting, newest);
}

/* Writes what @first goes back to, oldest first, unless @history is NULL. */
static unsigned take_history(const struct topic_link *links, unsigned first, unsigned *history)
{
	unsigned n = 0;
	unsigned at;

	for (at = links[first].older; at != POSTING_NONE && n < HISTORY_TAKEN; at = links[at].older)
		n++;
	at = links[first].older;
	for (unsigned i = n; history && i > 0; i--, at = links[at].older)
		history[i - 1] = at;
	return n;
}

/* The topic of @posting: that of the older one it is linked to, or a new one. */
static unsigned choose_topic(const struct gathering *gathering, unsigned posting)
{
	struct topics *topics = gathering->topics;
	unsigned older = topics->links[posting].older;

	/* Links lead to older postings, whose topic is known already. */
	if (older != POSTING_NONE) {
		unsigned topic = find_topic(gathering, older);

		/* What replaces patches stands with them: it is no part that was split off. */
		if ((topics->links[posting].reasons & 1 << TOPIC_COMPLETES) ||
		    !is_split_off(gathering, posting, older, topics->items[topic].newest))
			return topic;
	}
	topics->items[topics->n_items] = (struct topic){
		.newest = posting,
		.n_postings = take_history(topics->links, posting, NULL),
	};
	gathering->united[topics->n_items] = topics->n_items;
	return topics->n_items++;
}

/* What a merge leads to becomes a part of the newer one's topic, unless it goes on by itself. */
static void unite(const struct gathering *gathering, const struct topic_merge *merge)
{
	struct topic *items = gathering->topics->items;
	unsigned topic = find_topic(gathering, merge->newer);
	unsigned other = find_topic(gathering, merge->link.older);
	unsigned kept = MIN(topic, other);

	if (topic == other || items[other].newest != merge->link.older)
		return;
	items[kept].newest = items[topic].newest;
	items[kept].n_postings = items[topic].n_postings + items[other].n_postings;
	gathering->united[topic] = kept;
	gathering->united[other] = kept;
	gathering->topics->ties[merge->link.older] = merge->link;
}

static void place_postings(const struct gathering *gathering)
{
	struct topics *topics = gathering->topics;

	for (unsigned i = 0; i < gathering->postings->n_items; i++) {
		struct topic *topic = &topics->items[find_topic(gathering, i)];

		if (!topic->postings) {
			topic->postings = g_new(unsigned, topic->n_postings);
			topic->n_postings = take_history(topics->links, i, topic->postings);
		}
		topic->postings[topic->n_postings++] = i;
	}
}

static void drop_united(const struct gathering *gathering)
{
	struct topics *topics = gathering->topics;
	unsigned n = 0;

	for (unsigned i = 0; i < topics->n_items; i++) {
		if (gathering->united[i] == i)
			topics->items[n++] = topics->items[i];
	}
	topics->n_items = n;
}

static void gather(const struct gathering *gathering)
{
	struct topics *topics = gathering->topics;
	unsigned n_merges = 0;

	for (unsigned i = 0; i < gathering->postings->n_items; i++) {
		unsigned older = topics->links[i].older;
		struct topic *topic;

		gathering->topic_of[i] = choose_topic(gathering, i);
		topics->ties[i] = topics->links[i];
		if (older != POSTING_NONE)
			topics->ties[older] = topics->links[i];
		topic = &topics->items[gathering->topic_of[i]];
		topic->n_postings++;
		if (is_newer(gathering, i, topic->newest))
			topic->newest = i;
		for (; n_merges < topics->n_merges && topics->merges[n_merges].newer == i;
		     n_merges++)
			unite(gathering, &topics->merges[n_merges]);
	}
	place_postings(gathering);
	drop_united(gathering);
}

/*
 * The link of @posting, with its merges: as it is known, or as it is found. @at is the place
 * in the known merges, which are in the order of the postings.
 */
static struct topic_link take_link(struct topic_linking *linking, const struct topic_known *known,
				   unsigned posting, unsigned *at, GArray *merges)
{
	if (!known || known->links[posting].older == TOPIC_UNKNOWN)
		return topic_linking_next(linking, posting, merges);
	topic_linking_skip(linking, posting);
	while (*at < known->n_merges && known->merges[*at].newer < posting)
		(*at)++;
	for (; *at < known->n_merges && known->merges[*at].newer == posting; (*at)++)
		g_array_append_val(merges, known->merges[*at]);
	return known->links[posting];
}

struct topics *topics_link_known(const struct record *records, const struct postings *postings,
				 const struct people *people, const struct topic_known *known)
{
	g_autoptr(topic_linking) linking = topic_linking_new(records, postings, people);
	g_autoptr(GArray) merges = g_array_new(FALSE, FALSE, sizeof(struct topic_merge));
	g_autofree unsigned *topic_of = g_new(unsigned, postings->n_items + 1);
	g_autofree unsigned *united = g_new(unsigned, postings->n_items + 1);
	struct topics *topics = g_new0(struct topics, 1);
	struct gathering gathering = {
		.records = records,
		.postings = postings,
		.linking = linking,
		.topics = topics,
		.topic_of = topic_of,
		.united = united,
	};
	unsigned at = 0;

	topics->links = g_new0(struct topic_link, postings->n_items + 1);
	topics->ties = g_new0(struct topic_link, postings->n_items + 1);
	topics->items = g_new0(struct topic, postings->n_items + 1);
	for (unsigned i = 0; i < postings->n_items; i++)
		topics->links[i] = take_link(linking, known, i, &at, merges);
	topics->n_merges = merges->len;
	topics->merges = g_memdup2(merges->data, merges->len * sizeof(struct topic_merge));
	gather(&gathering);
	return topics;
}

struct topics *topics_link(const struct record *records, const struct postings *postings,
			   const struct people *people)
{
	return topics_link_known(records, postings, people, NULL);
}

void topics_free(struct topics *topics)
{
	if (!topics)
		return;
	for (unsigned i = 0; i < topics->n_items; i++)
		g_free(topics->items[i].postings);
	g_free(topics->items);
	g_free(topics->links);
	g_free(topics->merges);
	g_free(topics->ties);
	g_free(topics);
}
