/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/collision_list.h"

#include "render/outcome_text.h"
#include "render/style.h"
#include "render/table.h"
#include "render/text_parts.h"

enum {
	FILES_NAMED = 5, /* of one collision; the rest is counted */
	INDENT = 4,
	N_COLUMNS = 4,
};

static const unsigned column_limits[N_COLUMNS] = {13, 8, 20};

static const char *const names[] = {"the first", "the second"};

static void add_series(struct table *table, const struct render_options *options,
		       const struct collision_series *series, bool verbose)
{
	GString *detail;

	table_add(table, outcome_text_state(&table->arena, series->state),
		  outcome_text_style(series->state));
	table_add(table, series->revision_text, TABLE_PLAIN);
	table_add(table, text_name(series->author), TABLE_PLAIN);
	table_add(table, text_title(series->title), STYLE_HEADING);
	if (!verbose)
		return;
	detail = table_detail(table);
	g_string_append_printf(detail, "%*s", INDENT, "");
	text_append_id(detail, options, series->message_id);
	g_string_append_c(detail, '\n');
}

/* `same lines 120-134 of lamp.c`. */
static void append_file(GString *out, const struct collision_file *file)
{
	g_string_append_printf(out, "%*s", INDENT, "");
	switch (file->kind) {
	case COLLISION_HUNK:
		if (file->end > file->begin + 1)
			g_string_append_printf(out, "same lines %u-%u of ", file->begin,
					       file->end - 1);
		else
			g_string_append_printf(out, "same line %u of ", file->begin);
		break;
	case COLLISION_BLOB:
		g_string_append(out, "same base of ");
		break;
	case COLLISION_FILE:
		g_string_append(out, "both change ");
		break;
	}
	text_append_line(out, file->path);
	g_string_append_c(out, '\n');
}

/* `the first goes in before the second: Depends-on: <a@example.org>`. */
static void append_order(GString *out, const struct collision_order *order)
{
	const char *needed = names[order->is_second_first ? 1 : 0];
	const char *other = names[order->is_second_first ? 0 : 1];

	g_string_append_printf(out, "%*s%s goes in before %s: ", INDENT, "", needed, other);
	text_append_line(out, order->text.len > 0 ? order->text : order->reason);
	g_string_append_c(out, '\n');
}

static void append_collision(const struct collision_list *list, const struct collision *collision,
			     const struct render_options *options, bool verbose, GString *out)
{
	unsigned n_named = collision->n_files;
	struct table table;

	if (!verbose && n_named > FILES_NAMED)
		n_named = FILES_NAMED;
	table_init(&table, column_limits, N_COLUMNS);
	add_series(&table, options, &list->series[collision->first], verbose);
	add_series(&table, options, &list->series[collision->second], verbose);
	table_append(&table, options, out);
	table_clear(&table);
	for (unsigned i = 0; i < n_named; i++)
		append_file(out, &collision->files[i]);
	if (n_named < collision->n_files)
		g_string_append_printf(out, "%*sand %u more\n", INDENT, "",
				       collision->n_files - n_named);
	for (unsigned i = 0; i < collision->n_orders; i++)
		append_order(out, &collision->orders[i]);
}

void collision_list_text(const struct collision_list *list, const struct render_options *options,
			 bool verbose, GString *out)
{
	for (unsigned i = 0; i < list->n_collisions; i++) {
		if (i > 0)
			g_string_append_c(out, '\n');
		append_collision(list, &list->collisions[i], options, verbose, out);
	}
	text_append_more(out, options, list->has_more);
}
