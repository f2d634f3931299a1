/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is written here and schema/diff-1.schema.json change together.
 */
#include "render/difference.h"
#include "render/json_parts.h"

static void write_revision(struct json_writer *json, const char *key,
			   const struct difference_revision *revision)
{
	json_begin_object(json, key);
	json_string(json, "revision", revision->revision);
	json_string(json, "subject", revision->subject);
	json_known(json, "message_id", revision->message_id);
	json_string(json, "date", revision->date);
	json_unsigned(json, "patches", revision->n_patches);
	json_end_object(json);
}

static void write_patch(struct json_writer *json, const char *key,
			const struct difference_patch *patch)
{
	if (patch->number == 0) {
		json_null(json, key);
		return;
	}
	json_begin_object(json, key);
	json_unsigned(json, "index", patch->number);
	json_string(json, "title", patch->title);
	json_known(json, "message_id", patch->message_id);
	json_known(json, "commit", patch->commit);
	json_end_object(json);
}

static void write_pair(struct json_writer *json, const struct difference_pair *pair)
{
	json_begin_object(json, NULL);
	json_string(json, "outcome", str_from(compare_outcome_name(pair->outcome)));
	json_boolean(json, "moved", pair->moved);
	write_patch(json, "older", &pair->older);
	write_patch(json, "newer", &pair->newer);
	json_begin_array(json, "lines");
	for (unsigned i = 0; i < pair->n_lines; i++) {
		json_begin_object(json, NULL);
		json_string(json, "sign", (str){.ptr = &pair->lines[i].sign, .len = 1});
		json_string(json, "text", pair->lines[i].text);
		json_end_object(json);
	}
	json_end_array(json);
	json_end_object(json);
}

void render_difference_json(const struct difference_view *view, GString *out)
{
	struct json_writer json;

	json_writer_init(&json, out);
	json_begin_object(&json, NULL);
	json_string(&json, "schema", STR("tidings-diff/1"));
	write_revision(&json, "older", &view->older);
	write_revision(&json, "newer", &view->newer);
	json_begin_array(&json, "pairs");
	for (unsigned i = 0; i < view->n_pairs; i++)
		write_pair(&json, &view->pairs[i]);
	json_end_array(&json);
	json_write_texts(&json, "lost", view->missing, view->n_missing);
	json_end_object(&json);
}
