/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/repository_list.h"

#include "render/table.h"
#include "render/text_parts.h"

static const str headings[] = {
	STR_INIT("NAME"), STR_INIT("COMMITS"), STR_INIT("LANDED"),
	STR_INIT("LAST"), STR_INIT("PATH"),
};
static const unsigned column_limits[G_N_ELEMENTS(headings)] = {24, 10, 10, 10};

static str number_of(struct arena *arena, size_t number)
{
	g_autofree char *digits = g_strdup_printf("%zu", number);

	return arena_str(arena, str_from(digits));
}

static void add_row(struct table *table, const struct repository_row *row)
{
	struct arena *arena = &table->arena;
	str path = row->path;

	if (row->is_absent)
		path = arena_join(arena, path, STR(" (cannot be opened)"));
	table_add(table, row->name, TABLE_PLAIN);
	table_add(table, number_of(arena, row->n_commits), TABLE_PLAIN);
	table_add(table, number_of(arena, row->n_landed), TABLE_PLAIN);
	table_add(table, row->last.len > 0 ? text_day(row->last) : STR("-"), TABLE_PLAIN);
	table_add(table, path, row->is_absent ? (int)STYLE_REMOVED : TABLE_PLAIN);
}

void repository_list_text(const struct repository_list *list, const struct render_options *options,
			  GString *out)
{
	struct table table;

	if (list->n_rows == 0)
		return;
	table_init(&table, column_limits, G_N_ELEMENTS(headings));
	for (unsigned i = 0; i < G_N_ELEMENTS(headings); i++)
		table_add(&table, headings[i], STYLE_HEADING);
	for (unsigned i = 0; i < list->n_rows; i++)
		add_row(&table, &list->rows[i]);
	table_append(&table, options, out);
	table_clear(&table);
}
