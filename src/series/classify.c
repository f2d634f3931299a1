/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/classify.h"

#include <glib.h>

bool record_is_numbered(const struct record *record)
{
	return (record->subject.flags & SUBJECT_COUNTER) && record->subject.index > 0;
}

bool record_is_numbered_cover(const struct record *record)
{
	return (record->subject.flags & SUBJECT_COUNTER) && record->subject.index == 0;
}

bool record_is_tagged(const struct record *record)
{
	return record->subject.flags & (SUBJECT_PATCH | SUBJECT_RFC | SUBJECT_COUNTER);
}

static bool answers_itself(const struct record *record)
{
	for (unsigned i = 0; i < record->n_parents; i++) {
		if (record->message_id.len && str_equal(record->parents[i], record->message_id))
			return true;
	}
	return false;
}

static enum record_kind classify_cover(const struct record *record)
{
	if (record->traits & (RECORD_HAS_DIFFSTAT | RECORD_HAS_SHORTLOG))
		return RECORD_COVER;
	if (record->n_parents && (record->traits & RECORD_HAS_QUOTES))
		return RECORD_REPLY;
	return answers_itself(record) ? RECORD_REPLY : RECORD_COVER;
}

static enum record_kind classify_patch(const struct record *record)
{
	bool answers = record->n_parents > 0;

	if (record->traits & RECORD_HAS_DIFF) {
		bool proposal = answers && (record->traits & RECORD_HAS_QUOTES) &&
				!(record->traits & (RECORD_HAS_DIFFSTAT | RECORD_HAS_SIGNOFF));

		return proposal ? RECORD_REPLY : RECORD_PATCH;
	}
	if (record_is_numbered(record) && !(record->traits & RECORD_HAS_QUOTES) &&
	    (record->subject.flags & (SUBJECT_PATCH | SUBJECT_RFC)))
		return RECORD_PATCH;
	return answers ? RECORD_REPLY : RECORD_OTHER;
}

enum record_kind record_classify(const struct record *record)
{
	unsigned flags = record->subject.flags;

	if (flags & SUBJECT_REPLY)
		return RECORD_REPLY;
	if (flags & (SUBJECT_FORWARD | SUBJECT_REPORT))
		return RECORD_OTHER;
	if ((flags & SUBJECT_PULL) && !record_is_numbered(record)) {
		bool answer = record->n_parents && (record->traits & RECORD_HAS_QUOTES) &&
			      !(record->traits & (RECORD_HAS_PULL_REQUEST | RECORD_HAS_DIFF));

		return answer ? RECORD_REPLY : RECORD_PULL;
	}
	if (!record_is_tagged(record))
		return record->n_parents ? RECORD_REPLY : RECORD_OTHER;
	if (record_is_numbered_cover(record))
		return classify_cover(record);
	return classify_patch(record);
}

/* The next byte of @text that is no blank, in lower case, or -1. */
static int next_of_title(str *text)
{
	while (text->len > 0) {
		char c = text->ptr[0];

		*text = str_skip(*text, 1);
		if (!g_ascii_isspace(c))
			return (unsigned char)g_ascii_tolower(c);
	}
	return -1;
}

bool record_same_title(const struct record *a, const struct record *b)
{
	str left = a->subject.title;
	str right = b->subject.title;
	int c;

	do {
		c = next_of_title(&left);
		if (c != next_of_title(&right))
			return false;
	} while (c >= 0);
	return true;
}

bool record_same_place(const struct record *a, const struct record *b)
{
	return a->subject.index == b->subject.index && a->subject.total == b->subject.total &&
	       revision_compare(a->subject.revision, b->subject.revision) == 0 &&
	       record_same_title(a, b);
}

static bool has_own_work(const struct record *record)
{
	return record->traits & (RECORD_HAS_DIFF | RECORD_HAS_DIFFSTAT | RECORD_HAS_SHORTLOG |
				 RECORD_HAS_PULL_REQUEST);
}

static void demote_lost_replies(struct record *records, const struct threads *threads)
{
	for (unsigned i = 0; i < threads->n_records; i++) {
		struct record *record = &records[i];
		unsigned parent = threads->parents[i];

		if (parent == RECORD_NONE || has_own_work(record))
			continue;
		if (record->kind != RECORD_PATCH && record->kind != RECORD_COVER)
			continue;
		if (record_same_place(record, &records[parent]))
			record->kind = RECORD_REPLY;
	}
}

bool record_may_be_work(const struct record *record)
{
	if (record_is_work(record))
		return true;
	if (record->subject.flags & (SUBJECT_REPLY | SUBJECT_FORWARD | SUBJECT_REPORT))
		return false;
	return record_is_tagged(record) ||
	       (record->traits & (RECORD_HAS_DIFFSTAT | RECORD_HAS_SHORTLOG));
}

static bool may_be_cover(const struct record *record, const struct record *child)
{
	if (record->duplicate || record->sender != child->sender ||
	    (record->traits & RECORD_HAS_DIFF))
		return false;
	if (record->subject.flags & SUBJECT_COUNTER)
		return false;
	if (record->kind == RECORD_UNREADABLE || record->kind == RECORD_PULL)
		return false;
	return record_may_be_work(record);
}

static void promote_covers(struct record *records, const struct threads *threads)
{
	for (unsigned i = 0; i < threads->n_records; i++) {
		const struct record *child = &records[i];
		unsigned parent = threads->parents[i];

		if (child->kind != RECORD_PATCH || !record_is_numbered(child) ||
		    parent == RECORD_NONE)
			continue;
		if (may_be_cover(&records[parent], child))
			records[parent].kind = RECORD_COVER;
	}
}

void records_classify_in_threads(struct record *records, const struct threads *threads)
{
	demote_lost_replies(records, threads);
	promote_covers(records, threads);
}
