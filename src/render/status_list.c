/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/status_list.h"

#include "render/outcome_text.h"
#include "render/table.h"
#include "render/text_parts.h"

enum {
	WIDE_COLUMNS = 130, /* of a terminal that has room for all columns */
	INDENT = 4, /* of lines below a row */
};

/* What has no column stands below the row. */
enum column_use {
	COLUMN_ALWAYS,
	COLUMN_WIDE,
	COLUMN_BRIEF, /* with room, and unless all reasons stand below */
};

static const struct {
	str heading;
	unsigned limit; /* columns; of the last not used */
	enum column_use use;
} columns[] = {
	{STR_INIT("TURN"), 18},
	{STR_INIT("STATE"), 13},
	{STR_INIT("EVIDENCE"), 34, COLUMN_BRIEF},
	{STR_INIT("REVIEWED"), 8},
	{STR_INIT("REV"), 8},
	{STR_INIT("AUTHOR"), 20, COLUMN_WIDE},
	{STR_INIT("TITLE"), 0},
};

/* How one list is shown. */
struct layout {
	const struct render_options *options;
	bool verbose;
	bool is_wide;
};

static bool has_column(const struct layout *layout, enum column_use use)
{
	return use == COLUMN_ALWAYS ||
	       (layout->is_wide && (use == COLUMN_WIDE || !layout->verbose));
}

static str reviewed_of(struct arena *arena, const struct status_row *row)
{
	if (row->is_pull && row->n_patches == 0)
		return STR("pull");
	return outcome_text_reviewed(arena, &row->outcome);
}

static void add_row(struct table *table, const struct layout *layout, const struct status_row *row)
{
	const struct update_outcome *outcome = &row->outcome;
	struct arena *arena = &table->arena;

	table_add(table, outcome_text_turn(arena, outcome),
		  outcome->pinged ? (int)STYLE_REMOVED : TABLE_PLAIN);
	table_add(table, outcome_text_state(arena, outcome->state),
		  outcome_text_style(outcome->state));
	if (has_column(layout, COLUMN_BRIEF))
		table_add(table, outcome_text_evidence(arena, outcome), TABLE_PLAIN);
	table_add(table, reviewed_of(arena, row), TABLE_PLAIN);
	table_add(table, text_revision(arena, row->is_rfc, row->revision_text), TABLE_PLAIN);
	if (has_column(layout, COLUMN_WIDE))
		table_add(table, text_name(row->author), TABLE_PLAIN);
	table_add(table, text_title(row->title), TABLE_PLAIN);
}

/* On a narrow terminal: `Ann Author: Rita asked for changes`. */
static void append_brief(GString *detail, struct arena *arena, const struct layout *layout,
			 const struct status_row *row)
{
	str evidence = outcome_text_evidence(arena, &row->outcome);

	g_string_append_printf(detail, "%*s", INDENT, "");
	text_append_line(detail, text_name(row->author));
	if (!layout->verbose && evidence.len > 0) {
		g_string_append(detail, ": ");
		text_append_line(detail, evidence);
	}
	g_string_append_c(detail, '\n');
}

static void append_reasons(GString *detail, const struct layout *layout,
			   const struct status_row *row)
{
	g_string_append_printf(detail, "%*s", INDENT, "");
	text_append_id(detail, layout->options, row->message_id);
	g_string_append_c(detail, '\n');
	outcome_text_append_reasons(detail, layout->options, &row->outcome, INDENT);
	if (row->outcome.n_onlookers == 0)
		return;
	g_string_append_printf(detail, "%*slooked at by ", INDENT, "");
	outcome_text_append_onlookers(detail, &row->outcome);
	g_string_append_c(detail, '\n');
}

static void add_details(struct table *table, const struct layout *layout,
			const struct status_row *row)
{
	if (!layout->is_wide)
		append_brief(table_detail(table), &table->arena, layout, row);
	if (layout->verbose)
		append_reasons(table_detail(table), layout, row);
}

static void append_table(const struct status_row *rows, unsigned n_rows,
			 const struct layout *layout, GString *out)
{
	unsigned limits[G_N_ELEMENTS(columns)];
	struct table table;
	unsigned n = 0;

	for (unsigned i = 0; i < G_N_ELEMENTS(columns); i++) {
		if (has_column(layout, columns[i].use))
			limits[n++] = columns[i].limit;
	}
	table_init(&table, limits, n);
	for (unsigned i = 0; i < G_N_ELEMENTS(columns); i++) {
		if (has_column(layout, columns[i].use))
			table_add(&table, columns[i].heading, STYLE_HEADING);
	}
	for (unsigned i = 0; i < n_rows; i++) {
		add_row(&table, layout, &rows[i]);
		add_details(&table, layout, &rows[i]);
	}
	table_append(&table, layout->options, out);
	table_clear(&table);
}

/* "As of 2026-01-05, the last mail that the index knows; for ann@example.org". */
static void append_head(const struct status_list *list, GString *out)
{
	if (list->as_of.len > 0) {
		g_string_append(out, "As of ");
		text_append_line(out, text_day(list->as_of));
		g_string_append(out, ", the last mail that the index knows");
	} else {
		g_string_append(out, "The index knows no mail");
	}
	for (unsigned i = 0; i < list->n_who; i++) {
		g_string_append(out, i == 0 ? "; for " : ", ");
		text_append_line(out, list->who[i].address);
	}
	g_string_append_c(out, '\n');
}

void status_list_text(const struct status_list *list, const struct render_options *options,
		      bool verbose, GString *out)
{
	static const char *const headings[] = {
		[STATUS_AWAITED] = "Wait for you",
		[STATUS_OWN] = "Yours",
	};
	const struct layout layout = {
		.options = options,
		.verbose = verbose,
		.is_wide = options->columns == 0 || options->columns >= WIDE_COLUMNS,
	};
	const struct text text = {.options = options, .out = out};
	unsigned end;

	if (list->n_rows == 0 && list->n_who == 0)
		return;
	append_head(list, out);
	if (list->n_rows == 0)
		g_string_append(out, "\nNothing waits for you, and nothing is yours.\n");
	for (unsigned begin = 0; begin < list->n_rows; begin = end) {
		enum status_share share = list->rows[begin].share;

		for (end = begin + 1; end < list->n_rows && list->rows[end].share == share;)
			end++;
		g_string_append_c(out, '\n');
		if (share != STATUS_ANYBODYS)
			text_append_heading(&text, headings[share]);
		append_table(&list->rows[begin], end - begin, &layout, out);
	}
	text_append_more(out, options, list->has_more);
}
