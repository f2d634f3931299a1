/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/find.h"

#include "base/timestamp.h"
#include "flow/find_posting.h"

static str *name_reasons(struct arena *arena, unsigned reasons, unsigned *ret_n_names)
{
	str *names = arena_new_array(arena, str, TOPIC_N_REASONS);

	*ret_n_names = 0;
	for (unsigned i = 0; i < TOPIC_N_REASONS; i++) {
		if (reasons & 1U << i)
			names[(*ret_n_names)++] = str_from(topic_reason_name(i));
	}
	return names;
}

static bool fill_link(struct index *index, struct arena *arena, const struct stored_link *link,
		      struct series_row *row, GError **error)
{
	const struct topic_link described = {
		.reasons = link->reasons,
		.sureness = link->sureness,
		.common = link->common,
	};
	struct found_posting older;

	if (!find_posting(index, arena, link->older, &older, &row->has_link, error))
		return false;
	if (!row->has_link)
		return true;
	row->link = (struct series_link){
		.message_id = older.head.record.message_id,
		.sureness = link->sureness,
		.description = topic_link_describe(arena, &described),
	};
	row->link.reasons = name_reasons(arena, link->reasons, &row->link.n_reasons);
	return true;
}

/* The link that leads from @posting to an older one; the further ones of a merge are not shown. */
static bool find_link(struct index *index, struct arena *arena, int64_t posting,
		      struct series_row *row, GError **error)
{
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(struct stored_link));

	if (!links_of(index, posting, links, error))
		return false;
	for (unsigned i = 0; i < links->len; i++) {
		const struct stored_link *link = &g_array_index(links, struct stored_link, i);

		if (link->newer == posting && link->is_main)
			return fill_link(index, arena, link, row, error);
	}
	return true;
}

static struct series_row make_row(struct arena *arena, const struct found_posting *found)
{
	const struct stored_posting *posting = &found->row;
	const struct stored_message *head = &found->head;
	struct series_row row = {
		.message_id = head->record.message_id,
		.subject = head->subject,
		.title = posting->title,
		.prefixes = head->record.subject.prefixes,
		.n_prefixes = head->record.subject.n_prefixes,
		.is_pull = posting->traits & POSTING_PULL,
		.is_rfc = posting->traits & POSTING_RFC,
		.revision = posting->revision.major,
		.revision_text = revision_format(arena, posting->revision),
		.total = posting->total,
		.n_patches = posting->n_patches,
		.n_missing = posting->n_missing,
		.author = head->author,
		.date = timestamp_format_utc(arena, posting->sent_at),
		.arrived = timestamp_format_utc(arena, posting->arrived_at),
		.state = str_from(series_state_name(posting->state)),
		.is_latest = posting->is_latest,
		.n_replies = posting->n_replies,
		.n_repliers = posting->n_repliers,
		.n_revisions = found->n_revisions,
	};

	if (posting->replied_at)
		row.replied = timestamp_format_utc(arena, posting->replied_at);
	return row;
}

static bool add_row(struct index *index, struct series_list *list, int64_t number, GError **error)
{
	struct arena *arena = &list->arena;
	struct found_posting posting;
	struct series_row *row = &list->rows[list->n_rows];
	bool found;

	if (!find_posting(index, arena, number, &posting, &found, error))
		return false;
	if (!found)
		return true;
	*row = make_row(arena, &posting);
	list->n_rows++;
	return find_link(index, arena, number, row, error);
}

static bool fill(struct index *index, struct series_list *list, struct mail_source *source,
		 const struct find_options *options, GError **error)
{
	g_autoptr(GArray) numbers =
		find_numbers(find_postings, index, source, options, &list->has_more, error);

	if (!numbers)
		return false;
	list->query = arena_str(&list->arena, options->text);
	list->rows = arena_new_array(&list->arena, struct series_row, numbers->len);
	for (unsigned i = 0; i < numbers->len; i++) {
		if (!add_row(index, list, g_array_index(numbers, int64_t, i), error))
			return false;
	}
	return true;
}

struct series_list *find_series_list(struct index *index, struct mail_source *source,
				     const struct find_options *options, GError **error)
{
	g_autoptr(series_list) list = series_list_new();
	bool done;

	if (!database_begin_reading(index->database, error))
		return NULL;
	done = fill(index, list, source, options, error);
	database_roll_back(index->database);
	return done ? g_steal_pointer(&list) : NULL;
}
