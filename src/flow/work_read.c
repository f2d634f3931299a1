/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/keep.h"
#include "flow/work.h"

#include <glib.h>
#include <stdlib.h>

static str path_of(const struct work *work, int64_t archive)
{
	const struct stored_archive *stored = archives_pick(work->archives, archive);

	return stored ? stored->path : (str){0};
}

/* Takes what was read into the work's memory. */
static void take_mail(struct work *work, unsigned index, str bytes,
		      const struct stored_place *place)
{
	struct reading *reading = arena_new(&work->texts, struct reading);
	struct work_mail *mail = &work->mails[index];
	char commit[ARCHIVE_ID_BYTES];

	mail_source_commit_of(place, commit);
	mail->bytes = arena_str(&work->texts, bytes);
	mail->archive = path_of(work, place->archive);
	mail->commit = arena_str(&work->texts, str_from(commit));
	reading_of(&work->texts, mail->bytes, reading);
	mail->reading = reading;
}

/* What the index does not hold of a mail: who reviewed what, and all its texts. */
static void keep_reading(struct work *work, unsigned index)
{
	const struct reading *reading = work->mails[index].reading;
	const struct keeper keeper = {
		.texts = &work->texts,
		.mail_texts = &work->texts,
		.reader = work->reader,
		.key = &work->index->key,
		.with_diffs = true,
	};
	struct record *record = &work->around.records[index];
	struct mail_detail detail;
	struct loose_ends loose;
	struct record kept;

	keep_mail(&keeper, reading, &kept, &detail, &loose);
	kept.arrived_at = record->arrived_at;
	keep_people(work->around.people, &loose, &kept);
	record->reviews = kept.reviews;
	record->n_reviews = kept.n_reviews;
	if (record_is_work(record)) {
		work->details[index] = detail;
		work->details[index].commit = work->mails[index].commit;
	}
	work->mails[index].reviewers = loose.reviewers;
}

static bool read_mail(struct work *work, unsigned index, GError **error)
{
	struct work_mail *mail = &work->mails[index];
	struct stored_place place;
	struct raw_mail raw;
	bool found;

	if (mail->was_sought)
		return true;
	mail->was_sought = true;
	if (!mail_source_read(work->source, work_message(work, index), &raw, &place, &found, error))
		return false;
	if (!found)
		return true;
	take_mail(work, index, raw.bytes, &place);
	raw_mail_release(&raw);
	keep_reading(work, index);
	return true;
}

static int compare_unsigned(const void *a, const void *b)
{
	unsigned left = *(const unsigned *)a;
	unsigned right = *(const unsigned *)b;

	return (left > right) - (left < right);
}

bool work_read(struct work *work, const unsigned *records, unsigned n_records, GError **error)
{
	g_autofree unsigned *sorted = g_memdup2(records, sizeof(*records) * n_records);

	/* Who a person is follows from the order of arrival. */
	if (n_records > 1)
		qsort(sorted, n_records, sizeof(*sorted), compare_unsigned);
	for (unsigned i = 0; i < n_records; i++) {
		if (!read_mail(work, sorted[i], error))
			return false;
	}
	return true;
}
