/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/collision_list.h"
#include "render/json_parts.h"

static void write_series(struct json_writer *json, const struct collision_series *series)
{
	json_begin_object(json, NULL);
	json_string(json, "title", series->title);
	json_known(json, "message_id", series->message_id);
	json_string(json, "revision_text", series->revision_text);
	json_write_mailbox(json, "author", series->author);
	json_string(json, "date", series->date);
	json_string(json, "state", series->state);
	json_end_object(json);
}

static void write_file(struct json_writer *json, const struct collision_file *file)
{
	static const char *const kinds[] = {
		[COLLISION_FILE] = "file",
		[COLLISION_BLOB] = "blob",
		[COLLISION_HUNK] = "hunk",
	};

	json_begin_object(json, NULL);
	json_string(json, "path", file->path);
	json_string(json, "kind", str_from(kinds[file->kind]));
	if (file->kind == COLLISION_HUNK) {
		json_begin_object(json, "lines");
		json_unsigned(json, "begin", file->begin);
		json_unsigned(json, "end", file->end);
		json_end_object(json);
	} else {
		json_null(json, "lines");
	}
	json_end_object(json);
}

static void write_order(struct json_writer *json, const struct collision *collision,
			const struct collision_order *order)
{
	json_begin_object(json, NULL);
	json_unsigned(json, "earlier",
		      order->is_second_first ? collision->second : collision->first);
	json_unsigned(json, "later", order->is_second_first ? collision->first : collision->second);
	json_string(json, "reason", order->reason);
	json_string(json, "text", order->text);
	json_end_object(json);
}

static void write_collision(struct json_writer *json, const struct collision *collision)
{
	json_begin_object(json, NULL);
	json_unsigned(json, "first", collision->first);
	json_unsigned(json, "second", collision->second);
	json_begin_array(json, "files");
	for (unsigned i = 0; i < collision->n_files; i++)
		write_file(json, &collision->files[i]);
	json_end_array(json);
	json_begin_array(json, "orders");
	for (unsigned i = 0; i < collision->n_orders; i++)
		write_order(json, collision, &collision->orders[i]);
	json_end_array(json);
	json_end_object(json);
}

void collision_list_json(const struct collision_list *list, GString *out)
{
	struct json_writer json;

	json_writer_init(&json, out);
	json_begin_object(&json, NULL);
	json_string(&json, "schema", STR("tidings-collisions/1"));
	json_known(&json, "message_id", list->message_id);
	json_begin_array(&json, "series");
	for (unsigned i = 0; i < list->n_series; i++)
		write_series(&json, &list->series[i]);
	json_end_array(&json);
	json_begin_array(&json, "collisions");
	for (unsigned i = 0; i < list->n_collisions; i++)
		write_collision(&json, &list->collisions[i]);
	json_end_array(&json);
	json_boolean(&json, "more", list->has_more);
	json_end_object(&json);
}
