/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/json_writer.h"
#include "render/series_list.h"

static void write_texts(struct json_writer *json, const char *key, const str *texts,
			unsigned n_texts)
{
	json_begin_array(json, key);
	for (unsigned i = 0; i < n_texts; i++)
		json_string(json, NULL, texts[i]);
	json_end_array(json);
}

static void write_link(struct json_writer *json, const struct series_row *row)
{
	if (!row->has_link) {
		json_null(json, "link");
		return;
	}
	json_begin_object(json, "link");
	json_known(json, "older", row->link.message_id);
	write_texts(json, "reasons", row->link.reasons, row->link.n_reasons);
	json_unsigned(json, "sureness", row->link.sureness);
	json_end_object(json);
}

static void write_row(struct json_writer *json, const struct series_row *row)
{
	json_begin_object(json, NULL);
	json_string(json, "title", row->title);
	json_string(json, "subject", row->subject);
	json_known(json, "message_id", row->message_id);
	json_unsigned(json, "revision", row->revision);
	json_string(json, "revision_text", row->revision_text);
	write_texts(json, "prefixes", row->prefixes, row->n_prefixes);
	json_boolean(json, "pull", row->is_pull);
	json_boolean(json, "rfc", row->is_rfc);
	json_unsigned(json, "total", row->total);
	json_unsigned(json, "patches", row->n_patches);
	json_unsigned(json, "missing", row->n_missing);
	json_begin_object(json, "author");
	json_string(json, "name", row->author.name);
	json_string(json, "address", row->author.address);
	json_end_object(json);
	json_string(json, "date", row->date);
	json_string(json, "arrived", row->arrived);
	json_string(json, "state", row->state);
	json_boolean(json, "latest", row->is_latest);
	json_unsigned(json, "replies", row->n_replies);
	json_unsigned(json, "repliers", row->n_repliers);
	json_known(json, "replied", row->replied);
	json_begin_object(json, "topic");
	json_unsigned(json, "revisions", row->n_revisions);
	json_end_object(json);
	write_link(json, row);
	json_end_object(json);
}

void series_list_json(const struct series_list *list, GString *out)
{
	struct json_writer json;

	json_writer_init(&json, out);
	json_begin_object(&json, NULL);
	json_string(&json, "schema", STR("tidings-series/1"));
	json_string(&json, "query", list->query);
	json_begin_array(&json, "series");
	for (unsigned i = 0; i < list->n_rows; i++)
		write_row(&json, &list->rows[i]);
	json_end_array(&json);
	json_boolean(&json, "more", list->has_more);
	json_end_object(&json);
}
