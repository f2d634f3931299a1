/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/json_parts.h"
#include "render/landed_list.h"

/* What a commit of a repository tells, and what a mail does, have the same fields. */
static void write_place(struct json_writer *json, const struct landed_place *place)
{
	bool is_commit = place->repository.len > 0;

	json_begin_object(json, NULL);
	json_known(json, "repository", place->repository);
	json_known(json, "tree", place->tree);
	json_known(json, "tag", place->tag);
	json_known(json, "commit", place->commit);
	json_string(json, "date", place->date);
	json_boolean(json, "backport", place->is_backport);
	json_write_texts(json, "reasons", place->reasons, place->n_reasons);
	if (is_commit)
		json_unsigned(json, "sureness", place->sureness);
	else
		json_null(json, "sureness");
	json_known(json, "change", place->change);
	json_known(json, "message_id", place->message_id);
	if (is_commit)
		json_null(json, "person");
	else
		json_write_mailbox(json, "person", place->person);
	json_end_object(json);
}

static void write_patch(struct json_writer *json, const struct landed_patch *patch)
{
	json_begin_object(json, NULL);
	json_unsigned(json, "number", patch->number);
	json_string(json, "title", patch->title);
	json_known(json, "message_id", patch->message_id);
	json_begin_array(json, "places");
	for (unsigned i = 0; i < patch->n_places; i++)
		write_place(json, &patch->places[i]);
	json_end_array(json);
	json_end_object(json);
}

static void write_series(struct json_writer *json, const struct landed_series *series)
{
	json_begin_object(json, NULL);
	json_string(json, "title", series->title);
	json_string(json, "subject", series->subject);
	json_known(json, "message_id", series->message_id);
	json_string(json, "revision_text", series->revision_text);
	json_boolean(json, "latest", series->is_latest);
	json_boolean(json, "pull", series->is_pull);
	json_write_mailbox(json, "author", series->author);
	json_string(json, "date", series->date);
	json_known(json, "landed", series->landed);
	json_unsigned(json, "patches_came", series->n_patches);
	json_unsigned(json, "patches_landed", series->n_landed);
	json_begin_array(json, "patches");
	for (unsigned i = 0; i < series->n_listed; i++)
		write_patch(json, &series->patches[i]);
	json_end_array(json);
	json_end_object(json);
}

void landed_list_json(const struct landed_list *list, GString *out)
{
	struct json_writer json;

	json_writer_init(&json, out);
	json_begin_object(&json, NULL);
	json_string(&json, "schema", STR("tidings-landed/1"));
	json_string(&json, "range", list->range);
	json_begin_array(&json, "series");
	for (unsigned i = 0; i < list->n_series; i++)
		write_series(&json, &list->series[i]);
	json_end_array(&json);
	json_boolean(&json, "more", list->has_more);
	json_end_object(&json);
}
