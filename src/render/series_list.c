/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/series_list.h"

#include "render/table.h"
#include "render/text_parts.h"

enum {
	DAY_BYTES = 10, /* 2025-12-29 */
	N_COLUMNS = 7,
};

static const str headings[N_COLUMNS] = {
	STR_INIT("DATE"),    STR_INIT("REV"),	 STR_INIT("PATCHES"), STR_INIT("STATE"),
	STR_INIT("REPLIES"), STR_INIT("AUTHOR"), STR_INIT("TITLE"),
};
static const unsigned column_limits[N_COLUMNS] = {DAY_BYTES, 8, 12, 10, 10, 20};

/* `7`; `6/7` of seven came six. */
static str patches_of(struct arena *arena, const struct series_row *row)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (row->is_pull && row->n_patches == 0)
		return STR("pull");
	g_string_append_printf(text, "%u", row->n_patches);
	if (row->n_patches < row->total)
		g_string_append_printf(text, "/%u", row->total);
	else if (row->n_missing)
		g_string_append(text, ", no cover");
	return text_keep(arena, text);
}

/* `5 by 2` others; `1 own` of the author alone. */
static str replies_of(struct arena *arena, const struct series_row *row)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (row->n_replies == 0)
		return STR("-");
	g_string_append_printf(text, "%u", row->n_replies);
	if (row->n_repliers)
		g_string_append_printf(text, " by %u", row->n_repliers);
	else
		g_string_append(text, " own");
	return text_keep(arena, text);
}

static void add_detail(struct table *table, const struct render_options *options,
		       const struct series_row *row)
{
	GString *detail = table_detail(table);

	g_string_append(detail, "    ");
	text_append_id(detail, options, row->message_id);
	g_string_append_c(detail, '\n');
	if (!row->has_link)
		return;
	g_string_append(detail, "    after ");
	text_append_id(detail, options, row->link.message_id);
	g_string_append(detail, ": ");
	text_append_line(detail, row->link.description);
	g_string_append_c(detail, '\n');
}

static void add_row(struct table *table, const struct series_row *row)
{
	struct arena *arena = &table->arena;

	table_add(table, text_day(row->date), TABLE_PLAIN);
	table_add(table, text_revision(arena, row->is_rfc, row->revision_text), TABLE_PLAIN);
	table_add(table, patches_of(arena, row), row->n_missing ? (int)STYLE_REMOVED : TABLE_PLAIN);
	if (row->is_latest)
		table_add(table, row->state,
			  str_equal(row->state, STR("new")) ? (int)STYLE_ADDED : TABLE_PLAIN);
	else
		table_add(table, STR("superseded"), TABLE_PLAIN);
	table_add(table, replies_of(arena, row), TABLE_PLAIN);
	table_add(table, text_name(row->author), TABLE_PLAIN);
	table_add(table, text_title(row->title), TABLE_PLAIN);
}

void series_list_text(const struct series_list *list, const struct render_options *options,
		      bool verbose, GString *out)
{
	struct table table;

	if (list->n_rows == 0)
		return;
	table_init(&table, column_limits, N_COLUMNS);
	for (unsigned i = 0; i < N_COLUMNS; i++)
		table_add(&table, headings[i], STYLE_HEADING);
	for (unsigned i = 0; i < list->n_rows; i++) {
		add_row(&table, &list->rows[i]);
		if (verbose)
			add_detail(&table, options, &list->rows[i]);
	}
	table_append(&table, options, out);
	table_clear(&table);
	text_append_more(out, options, list->has_more);
}
