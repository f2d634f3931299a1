/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/mail_list.h"

#include "render/table.h"
#include "render/text_parts.h"

enum {
	DAY_BYTES = 10, /* 2025-12-29 */
	N_COLUMNS = 4,
};

static const unsigned column_limits[N_COLUMNS] = {DAY_BYTES, 20, 20};

/* `rfc patch v2 3/7`: what the mail is, and which of its series. */
static str tag_of(struct arena *arena, const struct mail_row *row)
{
	g_autoptr(GString) tag = g_string_new(row->is_rfc ? "rfc " : NULL);

	g_string_append_len(tag, row->kind.ptr, (gssize)row->kind.len);
	if (!str_equal(row->revision_text, STR("v1")))
		g_string_append_printf(tag, " " STR_FMT, STR_ARG(row->revision_text));
	if (row->is_numbered)
		g_string_append_printf(tag, " %u/%u", row->index, row->total);
	return text_keep(arena, tag);
}

/* True for the mail that stands for its series. */
static bool is_head(const struct mail_row *row)
{
	return row->has_series && row->message_id.len &&
	       str_equal(row->message_id, row->series.message_id);
}

static void add_row(struct table *table, const struct render_options *options,
		    const struct mail_row *row, bool verbose)
{
	GString *detail;

	table_add(table, text_day(row->date), TABLE_PLAIN);
	table_add(table, text_name(row->author), TABLE_PLAIN);
	table_add(table, tag_of(&table->arena, row), TABLE_PLAIN);
	table_add(table, text_title(row->title), is_head(row) ? (int)STYLE_HEADING : TABLE_PLAIN);
	if (!verbose)
		return;
	detail = table_detail(table);
	g_string_append(detail, "    ");
	text_append_id(detail, options, row->message_id);
	g_string_append_c(detail, '\n');
}

void mail_list_text(const struct mail_list *list, const struct render_options *options,
		    bool verbose, GString *out)
{
	struct table table;

	table_init(&table, column_limits, N_COLUMNS);
	for (unsigned i = 0; i < list->n_rows; i++)
		add_row(&table, options, &list->rows[i], verbose);
	table_append(&table, options, out);
	table_clear(&table);
	text_append_more(out, options, list->has_more);
}
