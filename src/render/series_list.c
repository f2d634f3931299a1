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

static str text_of(struct arena *arena, const GString *text)
{
	return arena_str(arena, (str){.ptr = text->str, .len = text->len});
}

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
	return text_of(arena, text);
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
	return text_of(arena, text);
}

static str revision_of(struct arena *arena, const struct series_row *row)
{
	return row->is_rfc ? arena_join(arena, STR("RFC "), row->revision_text)
			   : row->revision_text;
}

static str name_of(struct mailbox mailbox)
{
	if (mailbox.name.len)
		return mailbox.name;
	return mailbox.address.len ? mailbox.address : STR("(unknown)");
}

static void append_id(GString *out, const struct render_options *options, str message_id)
{
	style_begin(out, options, STYLE_ID);
	text_append_line(out, message_id.len ? message_id : STR("(no Message-ID)"));
	style_end(out, options);
}

static void add_detail(struct table *table, const struct render_options *options,
		       const struct series_row *row)
{
	GString *detail = table_detail(table);

	g_string_append(detail, "    ");
	append_id(detail, options, row->message_id);
	g_string_append_c(detail, '\n');
	if (!row->has_link)
		return;
	g_string_append(detail, "    after ");
	append_id(detail, options, row->link.message_id);
	g_string_append(detail, ": ");
	text_append_line(detail, row->link.description);
	g_string_append_c(detail, '\n');
}

static void add_row(struct table *table, const struct series_row *row)
{
	struct arena *arena = &table->arena;

	table_add(table, str_slice(row->date, 0, DAY_BYTES), TABLE_PLAIN);
	table_add(table, revision_of(arena, row), TABLE_PLAIN);
	table_add(table, patches_of(arena, row), row->n_missing ? (int)STYLE_REMOVED : TABLE_PLAIN);
	if (row->is_latest)
		table_add(table, row->state,
			  str_equal(row->state, STR("new")) ? (int)STYLE_ADDED : TABLE_PLAIN);
	else
		table_add(table, STR("superseded"), TABLE_PLAIN);
	table_add(table, replies_of(arena, row), TABLE_PLAIN);
	table_add(table, name_of(row->author), TABLE_PLAIN);
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
	if (list->has_more && options->columns > 0)
		g_string_append(out, "(there are more: see -n)\n");
}
