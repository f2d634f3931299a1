/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/json_writer.h"
#include "render/mail_list.h"

static void write_mailbox(struct json_writer *json, const char *key, struct mailbox mailbox)
{
	json_begin_object(json, key);
	json_string(json, "name", mailbox.name);
	json_string(json, "address", mailbox.address);
	json_end_object(json);
}

static void write_series(struct json_writer *json, const struct mail_row *row)
{
	const struct mail_series *series = &row->series;

	if (!row->has_series) {
		json_null(json, "series");
		return;
	}
	json_begin_object(json, "series");
	json_known(json, "message_id", series->message_id);
	json_string(json, "title", series->title);
	json_unsigned(json, "revision", series->revision);
	json_string(json, "revision_text", series->revision_text);
	json_string(json, "state", series->state);
	json_boolean(json, "latest", series->is_latest);
	json_end_object(json);
}

static void write_places(struct json_writer *json, const struct mail_row *row)
{
	json_begin_array(json, "places");
	for (unsigned i = 0; i < row->n_places; i++) {
		json_begin_object(json, NULL);
		json_string(json, "archive", row->places[i].archive);
		json_known(json, "commit", row->places[i].commit);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_row(struct json_writer *json, const struct mail_row *row)
{
	json_begin_object(json, NULL);
	json_known(json, "message_id", row->message_id);
	json_string(json, "subject", row->subject);
	json_string(json, "title", row->title);
	write_mailbox(json, "author", row->author);
	write_mailbox(json, "sender", row->sender);
	json_string(json, "date", row->date);
	json_string(json, "arrived", row->arrived);
	json_string(json, "kind", row->kind);
	json_unsigned(json, "revision", row->revision);
	json_string(json, "revision_text", row->revision_text);
	write_series(json, row);
	write_places(json, row);
	json_end_object(json);
}

void mail_list_json(const struct mail_list *list, GString *out)
{
	struct json_writer json;

	json_writer_init(&json, out);
	json_begin_object(&json, NULL);
	json_string(&json, "schema", STR("tidings-search/1"));
	json_string(&json, "query", list->query);
	json_begin_array(&json, "results");
	for (unsigned i = 0; i < list->n_rows; i++)
		write_row(&json, &list->rows[i]);
	json_end_array(&json);
	json_boolean(&json, "more", list->has_more);
	json_end_object(&json);
}
