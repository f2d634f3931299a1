/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/mail_source.h"

#include "base/error.h"
#include "flow/ingest.h"
#include "index/messages.h"
#include "series/classify.h"

#include <glib.h>
#include <string.h>

/* An archive of the index; `archive` is NULL where it cannot be opened. */
struct opened {
	int64_t number;
	struct archive *archive;
};

struct mail_source {
	struct index *index;
	struct arena texts; /* paths of the archives */
	struct arena mail_texts; /* of the mail at hand */
	GArray *archives; /* struct stored_archive */
	GArray *opened; /* struct opened */
	GPtrArray *lost; /* char * */
	const char *changed; /* of these, one that is there but changed; or NULL */
	struct reply_reader *reader;
};

struct mail_source *mail_source_new(struct index *index)
{
	struct mail_source *source = g_new0(struct mail_source, 1);

	source->index = index;
	arena_init(&source->texts);
	arena_init(&source->mail_texts);
	source->opened = g_array_new(FALSE, FALSE, sizeof(struct opened));
	source->lost = g_ptr_array_new_with_free_func(g_free);
	source->reader = reply_reader_new();
	return source;
}

void mail_source_free(struct mail_source *source)
{
	if (!source)
		return;
	for (unsigned i = 0; i < source->opened->len; i++)
		archive_close(g_array_index(source->opened, struct opened, i).archive);
	g_array_unref(source->opened);
	if (source->archives)
		g_array_unref(source->archives);
	g_ptr_array_unref(source->lost);
	reply_reader_free(source->reader);
	arena_clear(&source->texts);
	arena_clear(&source->mail_texts);
	g_free(source);
}

const GPtrArray *mail_source_lost(const struct mail_source *source)
{
	return source->lost;
}

void mail_source_commit_of(const struct stored_place *place, char ret_id[ARCHIVE_ID_BYTES])
{
	static const unsigned char none[ARRIVAL_ID_BYTES];
	static const char digits[] = "0123456789abcdef";

	ret_id[0] = '\0';
	if (memcmp(place->commit, none, sizeof(none)) == 0)
		return;
	for (unsigned i = 0; i < ARRIVAL_ID_BYTES; i++) {
		ret_id[2 * i] = digits[place->commit[i] >> 4];
		ret_id[2 * i + 1] = digits[place->commit[i] & 15];
	}
	ret_id[2 * ARRIVAL_ID_BYTES] = '\0';
}

static bool list_archives(struct mail_source *source, GError **error)
{
	if (source->archives)
		return true;
	source->archives = g_array_new(FALSE, FALSE, sizeof(struct stored_archive));
	return archives_list(source->index, &source->texts, source->archives, error);
}

/*
 * A blob of git is what its id says. Where a mail stands in an mbox or a Maildir is known for
 * the state alone that was indexed.
 */
static bool stands_still(struct mail_source *source, struct archive *archive, int64_t number)
{
	enum archive_kind kind = archive_kind(archive);
	g_autoptr(GArray) points = NULL;
	g_autoptr(GArray) stored = NULL;

	if (kind != ARCHIVE_MBOX && kind != ARCHIVE_MAILDIR)
		return true;
	points = archive_points(archive, NULL);
	stored = archives_points(source->index, number, NULL);
	return points && stored && ingest_same_points(points, stored);
}

/* Why one cannot be opened does not matter: another may have the mail. */
static struct archive *open_archive(struct mail_source *source, int64_t number)
{
	struct opened opened = {.number = number};
	const struct stored_archive *stored;
	g_autofree char *path = NULL;

	for (unsigned i = 0; i < source->opened->len; i++) {
		const struct opened *known = &g_array_index(source->opened, struct opened, i);

		if (known->number == number)
			return known->archive;
	}
	stored = archives_pick(source->archives, number);
	if (!stored)
		return NULL;
	path = str_dup(stored->path);
	opened.archive = archive_open(path, (enum mbox_quoting)stored->quoting, NULL);
	if (opened.archive && !stands_still(source, opened.archive, number)) {
		g_clear_pointer(&opened.archive, archive_close);
		source->changed = path;
	}
	g_array_append_val(source->opened, opened);
	if (!opened.archive)
		g_ptr_array_add(source->lost, g_steal_pointer(&path));
	return opened.archive;
}

static struct arrival arrival_of(const struct stored_place *place)
{
	struct arrival arrival = {
		.epoch = place->epoch,
		.offset = place->position,
		.length = place->length,
		.arrived_at = place->arrived_at,
	};

	memcpy(arrival.object, place->object, sizeof(arrival.object));
	memcpy(arrival.commit, place->commit, sizeof(arrival.commit));
	return arrival;
}

bool mail_source_read(struct mail_source *source, int64_t message, struct raw_mail *ret_raw,
		      struct stored_place *ret_place, bool *ret_found, GError **error)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct stored_place));
	g_autoptr(GError) reason = NULL;

	*ret_found = false;
	if (!list_archives(source, error) ||
	    !places_of_message(source->index, message, places, error))
		return false;
	for (unsigned i = 0; i < places->len; i++) {
		const struct stored_place *place = &g_array_index(places, struct stored_place, i);
		const struct arrival arrival = arrival_of(place);
		struct archive *archive = open_archive(source, place->archive);

		g_clear_error(&reason);
		if (!archive || archive_read(archive, &arrival, ret_raw, &reason) != READ_OK)
			continue;
		if (ret_place)
			*ret_place = *place;
		*ret_found = true;
		return true;
	}
	if (!reason)
		return true;
	g_propagate_error(error, g_steal_pointer(&reason));
	return false;
}

bool mail_source_is_missing(const struct mail_source *source, int64_t message, GPtrArray *missing,
			    GError **error)
{
	if (!source->changed)
		return messages_name(source->index, message, missing, error);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_BUSY,
		    "%s: it changed while it was read; the next run reads it again",
		    source->changed);
	return false;
}

static void keep_raw(struct mail_source *source, const struct source_request *request, str bytes,
		     const struct stored_place *place, struct kept_mail *ret_kept)
{
	const struct keeper keeper = {
		.texts = request->texts,
		.mail_texts = &source->mail_texts,
		.mailmap = request->mailmap,
		.reader = source->reader,
		.key = &source->index->key,
		.with_diffs = request->with_diffs,
	};
	struct record *record = &ret_kept->record;
	struct loose_ends loose;
	struct reading reading;

	reading_of(&source->mail_texts, bytes, &reading);
	keep_mail(&keeper, &reading, record, &ret_kept->detail, &loose);
	record->arrived_at = place->arrived_at;
	keep_people(request->people, &loose, record);
	ret_kept->defects = loose.defects;
	if (record_may_be_work(record)) {
		char commit[ARCHIVE_ID_BYTES];

		mail_source_commit_of(place, commit);
		ret_kept->detail.commit = arena_str(request->texts, str_from(commit));
	}
	arena_reset(&source->mail_texts);
}

bool mail_source_keep(struct mail_source *source, const struct source_request *request,
		      struct kept_mail *ret_kept, bool *ret_found, GError **error)
{
	struct stored_place place;
	struct raw_mail raw;

	if (!mail_source_read(source, request->message, &raw, &place, ret_found, error))
		return false;
	if (!*ret_found)
		return true;
	keep_raw(source, request, raw.bytes, &place, ret_kept);
	raw_mail_release(&raw);
	return true;
}
