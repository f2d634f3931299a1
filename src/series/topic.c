/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Postings are walked in order of arrival; tables remember what was seen last
 * under each change-id, title, patch title and patch id, so that each posting
 * meets a handful of candidates and never all older ones.
 */
#include "series/topic.h"

#include "series/classify.h"
#include "series/project.h"
#include "series/text_table.h"

#include <glib.h>

enum {
	CANDIDATES_TRIED = 16, /* older postings of one title, and ids of one mail */
	PULL_SECONDS = 30 * 24 * 60 * 60, /* v2 of a pull request is sent within */
	HISTORY_TAKEN = 64, /* older postings that both parts of a split work have */
};

struct linking {
	const struct record *records;
	const struct postings *postings;
	const struct threads *threads;
	const struct people *people;
	GHashTable *by_change_id; /* (str *) to posting + 1, the latest */
	struct text_table *by_title; /* postings by title_key() */
	struct text_table *by_patch; /* the same by the titles and ids of their patches */
};

static const char *const reason_names[] = {
	[TOPIC_NO_LINK] = "not linked",
	[TOPIC_COMPLETES] = "answers the patches it replaces",
	[TOPIC_CHANGE_ID] = "same change-id",
	[TOPIC_MENTION] = "links to it",
	[TOPIC_ANSWER] = "sent in reply to it",
	[TOPIC_TITLE] = "same title and person",
	[TOPIC_PATCHES] = "patches in common",
};

const char *topic_reason_name(enum topic_reason reason)
{
	return reason_names[reason];
}

static const struct posting *posting_at(const struct linking *linking, unsigned index)
{
	return &linking->postings->items[index];
}

static const struct record *head_of(const struct linking *linking, unsigned posting)
{
	return &linking->records[posting_at(linking, posting)->head];
}

/* Equal for what record_same_title() takes for one title. */
static str title_key(str text)
{
	char *key = g_malloc(text.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (!g_ascii_isspace(text.ptr[i]))
			key[n++] = g_ascii_tolower(text.ptr[i]);
	}
	return (str){.ptr = key, .len = n};
}

static const GArray *seen_under(const struct text_table *table, str text)
{
	str key = title_key(text);
	const GArray *seen = text_table_find(table, key);

	g_free((char *)key.ptr);
	return seen;
}

static void remember_under(struct text_table *table, str text, unsigned posting)
{
	str key = title_key(text);

	if (key.len)
		text_table_add(table, key, posting);
	g_free((char *)key.ptr);
}

/* A Gerrit id is a patch's own: over a series it says nothing. */
static str change_id_of(const struct linking *linking, unsigned posting)
{
	const struct posting *p = posting_at(linking, posting);
	str id = head_of(linking, posting)->change_id;

	if (id.len == 0 && p->n_patches)
		id = linking->records[p->patches[0]].change_id;
	if (id.len == 41 && id.ptr[0] == 'I' && str_is_hex(str_skip(id, 1)) && p->numbered)
		return (str){0};
	return id;
}

/* Evidence that two postings are one work. */

static bool same_person(const struct linking *linking, unsigned a, unsigned b)
{
	const struct record *left = head_of(linking, a);
	const struct record *right = head_of(linking, b);
	const struct people *people = linking->people;

	return left->author == right->author || left->sender == right->sender ||
	       people_maybe_same(people, left->author, right->author) ||
	       people_maybe_same(people, left->sender, right->sender);
}

static bool same_title(const struct linking *linking, unsigned a, unsigned b)
{
	return record_same_title(head_of(linking, a), head_of(linking, b));
}

static bool is_rfc(const struct linking *linking, unsigned posting)
{
	return head_of(linking, posting)->subject.flags & SUBJECT_RFC;
}

static int compare_revisions(const struct linking *linking, unsigned a, unsigned b)
{
	return revision_compare(posting_at(linking, a)->revision, posting_at(linking, b)->revision);
}

/* Patches of @newer that @older has too, by title or by id. */
static unsigned common_patches(const struct linking *linking, unsigned newer, unsigned older)
{
	const struct posting *p = posting_at(linking, newer);
	unsigned common = 0;

	for (unsigned i = 0; i < p->n_patches; i++) {
		const struct record *record = &linking->records[p->patches[i]];
		const str keys[] = {record->subject.title, record->patch_id};

		for (unsigned k = 0; k < G_N_ELEMENTS(keys); k++) {
			const GArray *seen =
				keys[k].len ? seen_under(linking->by_patch, keys[k]) : NULL;
			bool found = false;

			for (unsigned s = 0; seen && s < MIN(seen->len, (unsigned)CANDIDATES_TRIED);
			     s++)
				found = found ||
					g_array_index(seen, unsigned, seen->len - 1 - s) == older;
			if (found) {
				common++;
				break;
			}
		}
	}
	return common;
}

/*
 * What no evidence but an id overrides: a pull request is no revision of what
 * it carries, and a single patch none of the series one patch of which it is.
 */
static bool can_follow(const struct linking *linking, unsigned newer, unsigned older)
{
	const struct posting *n = posting_at(linking, newer);
	const struct posting *o = posting_at(linking, older);

	if (n->pull != o->pull)
		return false;
	if (!n->numbered && n->cover == RECORD_NONE && o->total > 1)
		return false;
	return project_is_same(&head_of(linking, newer)->subject,
			       &head_of(linking, older)->subject);
}

/* By an answer or a link: with its title, that is how a work is taken over from somebody else. */
static bool follows_by_hint(const struct linking *linking, unsigned newer, unsigned older)
{
	if (!can_follow(linking, newer, older) || compare_revisions(linking, newer, older) <= 0)
		return false;
	if (same_title(linking, newer, older))
		return true;
	if (!same_person(linking, newer, older))
		return false;
	return common_patches(linking, newer, older) > 0 ||
	       posting_at(linking, newer)->revision.major ==
		       posting_at(linking, older)->revision.major + 1;
}

/* Maintainers use one title for the pull request of each cycle. */
static bool is_another_pull(const struct linking *linking, unsigned newer, unsigned older)
{
	const struct record *n = head_of(linking, newer);
	const struct record *o = head_of(linking, older);

	if (!posting_at(linking, newer)->pull)
		return false;
	if (!times_within(n->arrived_at, o->arrived_at, PULL_SECONDS))
		return true;
	return compare_revisions(linking, newer, older) <= 0 &&
	       !(n->subject.flags & SUBJECT_RESEND);
}

static bool follows_by_title(const struct linking *linking, unsigned newer, unsigned older)
{
	const struct posting *n = posting_at(linking, newer);
	const struct posting *o = posting_at(linking, older);
	unsigned common = common_patches(linking, newer, older);
	bool resent = head_of(linking, newer)->subject.flags & SUBJECT_RESEND;

	if (!can_follow(linking, newer, older) || is_another_pull(linking, newer, older))
		return false;
	if (!same_person(linking, newer, older))
		return common > 0 && common * 2 >= MAX(n->n_patches, o->n_patches) &&
		       compare_revisions(linking, newer, older) > 0;
	if (compare_revisions(linking, newer, older) > 0 || resent)
		return true;
	return common > 0 || n->n_patches == 0 || o->n_patches == 0;
}

static bool follows_by_patches(const struct linking *linking, unsigned newer, unsigned older,
			       unsigned common)
{
	unsigned smaller =
		MIN(posting_at(linking, newer)->n_patches, posting_at(linking, older)->n_patches);
	unsigned larger =
		MAX(posting_at(linking, newer)->n_patches, posting_at(linking, older)->n_patches);
	bool later = compare_revisions(linking, newer, older) > 0 ||
		     (is_rfc(linking, older) && !is_rfc(linking, newer));

	if (!can_follow(linking, newer, older) || !later)
		return false;
	if (same_person(linking, newer, older))
		return common * 3 >= smaller;
	return common > 1 && common * 3 >= larger * 2;
}

/* Looking for the older posting, one kind of evidence after the other. */

static struct topic_link link_by_change_id(const struct linking *linking, unsigned posting)
{
	str id = change_id_of(linking, posting);
	gpointer found = id.len ? g_hash_table_lookup(linking->by_change_id, &id) : NULL;

	if (!found)
		return (struct topic_link){.older = POSTING_NONE};
	return (struct topic_link){GPOINTER_TO_UINT(found) - 1, TOPIC_CHANGE_ID};
}

static unsigned posting_of_id(const struct linking *linking, str message_id)
{
	unsigned record = threads_find(linking->threads, message_id);

	return record == RECORD_NONE ? POSTING_NONE : linking->postings->of_record[record];
}

static struct topic_link link_by_ids(const struct linking *linking, unsigned posting,
				     const str *ids, unsigned n_ids, enum topic_reason reason)
{
	for (unsigned i = 0; i < MIN(n_ids, (unsigned)CANDIDATES_TRIED); i++) {
		unsigned older = posting_of_id(linking, ids[i]);

		if (older != POSTING_NONE && older < posting &&
		    follows_by_hint(linking, posting, older))
			return (struct topic_link){older, reason};
	}
	return (struct topic_link){.older = POSTING_NONE};
}

static struct topic_link link_by_title(const struct linking *linking, unsigned posting)
{
	const GArray *seen =
		seen_under(linking->by_title, head_of(linking, posting)->subject.title);

	for (unsigned i = 0; seen && i < MIN(seen->len, (unsigned)CANDIDATES_TRIED); i++) {
		unsigned older = g_array_index(seen, unsigned, seen->len - 1 - i);

		if (follows_by_title(linking, posting, older))
			return (struct topic_link){older, TOPIC_TITLE};
	}
	return (struct topic_link){.older = POSTING_NONE};
}

/* The older posting that shares most patches; of equals, the latest. */
static struct topic_link link_by_patches(const struct linking *linking, unsigned posting)
{
	const struct posting *p = posting_at(linking, posting);
	struct topic_link best = {.older = POSTING_NONE, .reason = TOPIC_PATCHES};
	unsigned best_common = 0;

	for (unsigned i = 0; i < MIN(p->n_patches, (unsigned)CANDIDATES_TRIED); i++) {
		const struct record *record = &linking->records[p->patches[i]];
		const GArray *seen = seen_under(linking->by_patch, record->subject.title);
		unsigned older;
		unsigned common;

		if (!seen)
			continue;
		older = g_array_index(seen, unsigned, seen->len - 1);
		if (older == best.older)
			continue;
		common = common_patches(linking, posting, older);
		if (follows_by_patches(linking, posting, older, common) && common > best_common) {
			best.older = older;
			best_common = common;
		}
	}
	return best;
}

static struct topic_link find_link(const struct linking *linking, unsigned posting)
{
	const struct posting *p = posting_at(linking, posting);
	const struct record *head = head_of(linking, posting);
	struct topic_link link = {.older = p->completes, .reason = TOPIC_COMPLETES};

	if (link.older == POSTING_NONE)
		link = link_by_change_id(linking, posting);
	if (link.older == POSTING_NONE)
		link = link_by_title(linking, posting);
	if (link.older == POSTING_NONE)
		link = link_by_ids(linking, posting, head->mentions, head->n_mentions,
				   TOPIC_MENTION);
	if (link.older == POSTING_NONE)
		link = link_by_ids(linking, posting, head->parents, head->n_parents, TOPIC_ANSWER);
	if (link.older == POSTING_NONE)
		link = link_by_patches(linking, posting);
	if (link.older == POSTING_NONE)
		link.reason = TOPIC_NO_LINK;
	return link;
}

static void remember(struct linking *linking, unsigned posting)
{
	const struct posting *p = posting_at(linking, posting);
	const struct record *keeper = head_of(linking, posting);
	str id = change_id_of(linking, posting);

	if (id.len) {
		/* The key must live as long as the table: it is the record's own slice. */
		if (keeper->change_id.len == 0)
			keeper = &linking->records[p->patches[0]];
		g_hash_table_replace(linking->by_change_id, (gpointer)&keeper->change_id,
				     GUINT_TO_POINTER(posting + 1));
	}
	remember_under(linking->by_title, head_of(linking, posting)->subject.title, posting);
	for (unsigned i = 0; i < p->n_patches; i++) {
		const struct record *record = &linking->records[p->patches[i]];

		remember_under(linking->by_patch, record->subject.title, posting);
		remember_under(linking->by_patch, record->patch_id, posting);
	}
}

/* From links to topics. */

static bool is_newer(const struct linking *linking, unsigned posting, unsigned than)
{
	if (is_rfc(linking, posting) != is_rfc(linking, than))
		return true;
	return compare_revisions(linking, posting, than) >= 0;
}

/*
 * True if @posting stands beside @newest and does not follow it: a work that is
 * sent in two parts from one revision on.
 */
static bool is_split_off(const struct linking *linking, unsigned posting, unsigned older,
			 unsigned newest)
{
	if (older == newest || compare_revisions(linking, posting, newest) != 0 ||
	    is_rfc(linking, posting) != is_rfc(linking, newest))
		return false;
	if (posting_at(linking, posting)->n_patches == 0 ||
	    posting_at(linking, newest)->n_patches == 0)
		return false;
	return !same_title(linking, posting, newest) &&
	       common_patches(linking, posting, newest) == 0;
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
static unsigned choose_topic(const struct linking *linking, struct topics *topics,
			     const unsigned *topic_of, unsigned posting)
{
	unsigned older = topics->links[posting].older;

	/* Links lead to older postings, whose topic is known already. */
	if (older != POSTING_NONE) {
		unsigned topic = topic_of[older];

		/* What replaces patches stands with them: it is no part that was split off. */
		if (topics->links[posting].reason == TOPIC_COMPLETES ||
		    !is_split_off(linking, posting, older, topics->items[topic].newest))
			return topic;
	}
	topics->items[topics->n_items] = (struct topic){
		.newest = posting,
		.n_postings = take_history(topics->links, posting, NULL),
	};
	return topics->n_items++;
}

static void place_postings(struct topics *topics, const unsigned *topic_of, unsigned n_postings)
{
	for (unsigned i = 0; i < n_postings; i++) {
		struct topic *topic = &topics->items[topic_of[i]];

		if (!topic->postings) {
			topic->postings = g_new(unsigned, topic->n_postings);
			topic->n_postings = take_history(topics->links, i, topic->postings);
		}
		topic->postings[topic->n_postings++] = i;
	}
}

static struct topics *gather(const struct linking *linking, struct topic_link *links)
{
	unsigned n = linking->postings->n_items;
	struct topics *topics = g_new0(struct topics, 1);
	g_autofree unsigned *topic_of = g_new(unsigned, n + 1);

	topics->links = links;
	topics->reasons = g_new0(enum topic_reason, n + 1);
	topics->items = g_new0(struct topic, n + 1);
	for (unsigned i = 0; i < n; i++) {
		struct topic *topic;

		topic_of[i] = choose_topic(linking, topics, topic_of, i);
		topics->reasons[i] = links[i].reason;
		if (links[i].older != POSTING_NONE)
			topics->reasons[links[i].older] = links[i].reason;
		topic = &topics->items[topic_of[i]];
		topic->n_postings++;
		if (is_newer(linking, i, topic->newest))
			topic->newest = i;
	}
	place_postings(topics, topic_of, n);
	return topics;
}

struct topics *topics_link(const struct record *records, const struct postings *postings,
			   const struct threads *threads, const struct people *people)
{
	g_autoptr(GHashTable) by_change_id = g_hash_table_new(str_hash, str_hash_equal);
	g_autoptr(text_table) by_title = text_table_new();
	g_autoptr(text_table) by_patch = text_table_new();
	struct linking linking = {
		.records = records,
		.postings = postings,
		.threads = threads,
		.people = people,
		.by_change_id = by_change_id,
		.by_title = by_title,
		.by_patch = by_patch,
	};
	struct topic_link *links = g_new(struct topic_link, postings->n_items + 1);

	for (unsigned i = 0; i < postings->n_items; i++) {
		links[i] = find_link(&linking, i);
		remember(&linking, i);
	}
	return gather(&linking, links);
}

void topics_free(struct topics *topics)
{
	if (!topics)
		return;
	for (unsigned i = 0; i < topics->n_items; i++)
		g_free(topics->items[i].postings);
	g_free(topics->items);
	g_free(topics->links);
	g_free(topics->reasons);
	g_free(topics);
}
