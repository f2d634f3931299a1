/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/series.h"

#include <glib.h>

struct series_set *series_read(struct record *records, unsigned n_records,
			       const struct people *people)
{
	struct series_set *set = g_new0(struct series_set, 1);

	set->threads = threads_resolve(records, n_records);
	set->postings = postings_assemble(records, set->threads, people);
	set->topics = topics_link(records, set->postings, people);
	return set;
}

void series_set_free(struct series_set *set)
{
	if (!set)
		return;
	topics_free(set->topics);
	postings_free(set->postings);
	threads_free(set->threads);
	g_free(set);
}

enum series_state series_state_of(const struct series_set *set, const struct record *records,
				  unsigned posting)
{
	const struct posting *p = &set->postings->items[posting];
	const struct record *head = &records[p->head];
	unsigned older = set->topics->links[posting].older;

	if (older != POSTING_NONE) {
		const struct posting *o = &set->postings->items[older];
		bool same_words = (records[o->head].subject.flags & SUBJECT_RFC) ==
				  (head->subject.flags & SUBJECT_RFC);

		if (same_words && revision_compare(o->revision, p->revision) == 0)
			return SERIES_RESENT;
		return SERIES_REVISED;
	}
	if (head->subject.flags & SUBJECT_RESEND)
		return SERIES_RESENT;
	return p->revision.major > 1 ? SERIES_REVISED : SERIES_NEW;
}

const char *series_state_name(enum series_state state)
{
	static const char *const names[SERIES_N_STATES] = {
		[SERIES_NEW] = "new",
		[SERIES_REVISED] = "revised",
		[SERIES_RESENT] = "resent",
	};

	return names[state];
}

unsigned series_answered_by(const struct series_set *set, unsigned record)
{
	unsigned at = set->threads->parents[record];

	for (unsigned tried = 0; at != RECORD_NONE && tried < ANCESTORS_TRIED; tried++) {
		if (set->postings->of_record[at] != POSTING_NONE)
			return at;
		at = set->threads->parents[at];
	}
	return RECORD_NONE;
}
