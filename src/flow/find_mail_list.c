/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/find.h"

#include "base/timestamp.h"
#include "index/archives.h"
#include "index/messages.h"
#include "index/postings.h"

/* What the rows are made with. */
struct filling {
	struct index *index;
	struct mail_list *list;
	GArray *archives; /* struct stored_archive */
};

static const char *const kind_names[RECORD_N_KINDS] = {
	[RECORD_OTHER] = "other", [RECORD_PATCH] = "patch", [RECORD_COVER] = "cover",
	[RECORD_REPLY] = "reply", [RECORD_PULL] = "pull",   [RECORD_UNREADABLE] = "unreadable",
};

static str path_of(const struct filling *filling, int64_t archive)
{
	const struct stored_archive *stored = archives_pick(filling->archives, archive);

	return stored ? stored->path : (str){0};
}

static bool fill_places(struct filling *filling, int64_t message, struct mail_row *row,
			GError **error)
{
	struct arena *arena = &filling->list->arena;
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct stored_place));

	if (!places_of_message(filling->index, message, places, error))
		return false;
	row->places = arena_new_array(arena, struct mail_place, places->len);
	for (unsigned i = 0; i < places->len; i++) {
		const struct stored_place *place = &g_array_index(places, struct stored_place, i);
		char commit[ARCHIVE_ID_BYTES];

		mail_source_commit_of(place, commit);
		row->places[row->n_places++] = (struct mail_place){
			.archive = path_of(filling, place->archive),
			.commit = arena_str(arena, str_from(commit)),
		};
	}
	return true;
}

static bool fill_series(struct filling *filling, int64_t message, struct mail_row *row,
			GError **error)
{
	struct arena *arena = &filling->list->arena;
	g_autoptr(GArray) heads = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	struct stored_posting posting;
	int64_t number;

	if (!postings_of_message(filling->index, message, &number, error) ||
	    !postings_load(filling->index, number, arena, &posting, &row->has_series, error))
		return false;
	if (!row->has_series)
		return true;
	if (!messages_load(filling->index, &posting.head, 1, MESSAGE_ALONE, arena, heads, error))
		return false;
	row->series = (struct mail_series){
		.title = posting.title,
		.revision = posting.revision.major,
		.revision_text = revision_format(arena, posting.revision),
		.state = str_from(series_state_name(posting.state)),
		.is_latest = posting.is_latest,
	};
	if (heads->len)
		row->series.message_id =
			g_array_index(heads, struct stored_message, 0).record.message_id;
	return true;
}

static struct mail_row make_row(struct arena *arena, const struct stored_message *message)
{
	const struct record *record = &message->record;
	const struct subject *subject = &record->subject;

	return (struct mail_row){
		.message_id = record->message_id,
		.subject = message->subject,
		.title = subject->title,
		.kind = str_from(kind_names[message->kind]),
		.is_rfc = subject->flags & SUBJECT_RFC,
		.revision = subject->revision.major,
		.revision_text = revision_format(arena, subject->revision),
		.is_numbered = subject->flags & SUBJECT_COUNTER,
		.index = subject->index,
		.total = subject->total,
		.author = message->author,
		.sender = message->sender,
		.date = timestamp_format_utc(arena, record->sent_at),
		.arrived = timestamp_format_utc(arena, record->arrived_at),
	};
}

static bool add_row(struct filling *filling, int64_t number, GError **error)
{
	struct mail_list *list = filling->list;
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	struct mail_row row;

	if (!messages_load(filling->index, &number, 1, MESSAGE_ALONE, &list->arena, messages,
			   error))
		return false;
	if (messages->len == 0)
		return true;
	row = make_row(&list->arena, &g_array_index(messages, struct stored_message, 0));
	if (!fill_series(filling, number, &row, error) ||
	    !fill_places(filling, number, &row, error))
		return false;
	list->rows[list->n_rows++] = row;
	return true;
}

static bool fill(struct filling *filling, struct mail_source *source,
		 const struct find_options *options, GError **error)
{
	struct mail_list *list = filling->list;
	g_autoptr(GArray) numbers = find_numbers(find_messages, filling->index, source, options,
						 &list->has_more, error);

	if (!numbers || !archives_list(filling->index, &list->arena, filling->archives, error))
		return false;
	list->query = arena_str(&list->arena, options->text);
	list->rows = arena_new_array(&list->arena, struct mail_row, numbers->len);
	for (unsigned i = 0; i < numbers->len; i++) {
		if (!add_row(filling, g_array_index(numbers, int64_t, i), error))
			return false;
	}
	return true;
}

struct mail_list *find_mail_list(struct index *index, struct mail_source *source,
				 const struct find_options *options, GError **error)
{
	g_autoptr(mail_list) list = mail_list_new();
	g_autoptr(GArray) archives = g_array_new(FALSE, FALSE, sizeof(struct stored_archive));
	struct filling filling = {.index = index, .list = list, .archives = archives};
	bool done;

	if (!database_begin_reading(index->database, error))
		return NULL;
	done = fill(&filling, source, options, error);
	database_roll_back(index->database);
	return done ? g_steal_pointer(&list) : NULL;
}
