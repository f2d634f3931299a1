/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/json_writer.h"
#include "render/repository_list.h"

void repository_list_json(const struct repository_list *list, GString *out)
{
	struct json_writer json;

	json_writer_init(&json, out);
	json_begin_object(&json, NULL);
	json_string(&json, "schema", STR("tidings-repo/1"));
	json_begin_array(&json, "repositories");
	for (unsigned i = 0; i < list->n_rows; i++) {
		const struct repository_row *row = &list->rows[i];

		json_begin_object(&json, NULL);
		json_string(&json, "name", row->name);
		json_string(&json, "path", row->path);
		json_unsigned(&json, "commits", (unsigned)row->n_commits);
		json_unsigned(&json, "landed", (unsigned)row->n_landed);
		json_known(&json, "last", row->last);
		json_boolean(&json, "absent", row->is_absent);
		json_end_object(&json);
	}
	json_end_array(&json);
	json_end_object(&json);
}
