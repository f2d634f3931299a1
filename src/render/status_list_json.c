/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/json_parts.h"
#include "render/outcome_json.h"
#include "render/status_list.h"

static void write_row(struct json_writer *json, const struct status_row *row)
{
	json_begin_object(json, NULL);
	json_string(json, "title", row->title);
	json_string(json, "subject", row->subject);
	json_known(json, "message_id", row->message_id);
	json_unsigned(json, "revision", row->revision);
	json_string(json, "revision_text", row->revision_text);
	json_write_texts(json, "prefixes", row->prefixes, row->n_prefixes);
	json_boolean(json, "pull", row->is_pull);
	json_boolean(json, "rfc", row->is_rfc);
	json_unsigned(json, "total", row->total);
	json_unsigned(json, "patches", row->n_patches);
	json_write_mailbox(json, "author", row->author);
	json_string(json, "date", row->date);
	json_unsigned(json, "revisions", row->n_revisions);
	json_write_outcome(json, "outcome", &row->outcome);
	json_end_object(json);
}

static void write_rows(struct json_writer *json, const char *key, const struct status_list *list,
		       enum status_share share)
{
	json_begin_array(json, key);
	for (unsigned i = 0; i < list->n_rows; i++) {
		if (list->rows[i].share == share)
			write_row(json, &list->rows[i]);
	}
	json_end_array(json);
}

void status_list_json(const struct status_list *list, GString *out)
{
	bool is_mine = list->n_who > 0;
	struct json_writer json;

	json_writer_init(&json, out);
	json_begin_object(&json, NULL);
	json_string(&json, "schema", is_mine ? STR("tidings-mine/1") : STR("tidings-status/1"));
	json_string(&json, "query", list->query);
	json_known(&json, "as_of", list->as_of);
	if (is_mine) {
		json_begin_array(&json, "who");
		for (unsigned i = 0; i < list->n_who; i++)
			json_string(&json, NULL, list->who[i].address);
		json_end_array(&json);
		write_rows(&json, "awaited", list, STATUS_AWAITED);
		write_rows(&json, "own", list, STATUS_OWN);
	} else {
		write_rows(&json, "series", list, STATUS_ANYBODYS);
	}
	json_boolean(&json, "more", list->has_more);
	json_end_object(&json);
}
