/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is written here and schema/am-1.schema.json change together.
 */
#include "render/patch_set.h"

#include "render/json_parts.h"

static void write_patch(struct json_writer *json, const struct patch_set_patch *patch)
{
	json_begin_object(json, NULL);
	json_unsigned(json, "index", patch->number);
	json_string(json, "title", patch->title);
	json_known(json, "message_id", patch->message_id);
	json_string(json, "archive", patch->archive);
	json_known(json, "commit", patch->commit);
	json_known(json, "carried_from", patch->carried_from);
	json_begin_array(json, "trailers_added");
	for (unsigned i = 0; i < patch->n_trailers; i++) {
		json_begin_object(json, NULL);
		json_string(json, "name", patch->trailers[i].name);
		json_string(json, "value", patch->trailers[i].value);
		json_known(json, "message_id", patch->trailers[i].message_id);
		json_end_object(json);
	}
	json_end_array(json);
	json_end_object(json);
}

void render_patch_set_json(const struct patch_set *set, GString *out)
{
	struct json_writer json;

	json_writer_init(&json, out);
	json_begin_object(&json, NULL);
	json_string(&json, "schema", STR("tidings-am/1"));
	json_string(&json, "revision", set->revision);
	json_string(&json, "subject", set->subject);
	json_known(&json, "message_id", set->message_id);
	json_unsigned(&json, "total", set->total);
	json_boolean(&json, "complete", !set->is_incomplete);
	json_begin_array(&json, "patches");
	for (unsigned i = 0; i < set->n_patches; i++)
		write_patch(&json, &set->patches[i]);
	json_end_array(&json);
	json_write_texts(&json, "notes", set->notes, set->n_notes);
	json_end_object(&json);
}
