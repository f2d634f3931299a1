/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is written here and schema/show-1.schema.json change together.
 */
#include "render/json_parts.h"
#include "render/work.h"
#include "render/work_ledger.h"

static void write_lists(struct json_writer *json, const struct work_view *view)
{
	json_begin_array(json, "lists");
	for (unsigned i = 0; i < view->n_lists; i++) {
		const struct work_list *list = &view->lists[i];

		json_begin_object(json, NULL);
		json_string(json, "title", list->title);
		json_string(json, "archive", list->path);
		json_unsigned(json, "patches", list->n_patches);
		json_begin_array(json, "missing");
		for (unsigned k = 0; k < list->n_missing; k++)
			json_unsigned(json, NULL, list->missing[k]);
		json_end_array(json);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_replies(struct json_writer *json, const struct work_view *view)
{
	json_begin_array(json, "replies");
	for (unsigned i = 0; i < view->n_replies; i++) {
		const struct work_reply *reply = &view->replies[i];

		json_begin_object(json, NULL);
		json_unsigned(json, "answers", reply->answered);
		json_unsigned(json, "depth", reply->depth);
		json_write_mailbox(json, "author", reply->author);
		json_string(json, "date", reply->date);
		json_known(json, "message_id", reply->message_id);
		json_write_link(json, view->update, reply->message_id);
		json_known(json, "subject", reply->subject);
		json_known(json, "excerpt", reply->excerpt);
		json_write_reviews(json, reply->reviews, reply->n_reviews);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_diffs(struct json_writer *json, const struct work_view *view, bool patches)
{
	const struct update_series *series = work_view_series(view);

	if (!patches) {
		json_null(json, "diffs");
		return;
	}
	json_begin_array(json, "diffs");
	for (unsigned i = 0; i < series->n_patches; i++)
		json_string(json, NULL, series->patches[i].diff);
	json_end_array(json);
}

void render_work_json(const struct work_view *view, bool patches, GString *out)
{
	struct json_writer json;

	json_writer_init(&json, out);
	json_begin_object(&json, NULL);
	json_string(&json, "schema", STR("tidings-show/1"));
	json_write_series(&json, "series", view->update, work_view_series(view));
	write_lists(&json, view);
	write_replies(&json, view);
	work_ledger_write(&json, view);
	write_diffs(&json, view, patches);
	json_write_texts(&json, "lost", view->missing, view->n_missing);
	json_end_object(&json);
}
