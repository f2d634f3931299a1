/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/table.h"

#include "render/text_parts.h"

enum {
	GAP = 2, /* blanks before each column but the first */
	LAST_COLUMNS_MIN = 20, /* on a terminal the last cell is not cut below */
};

struct table_cell {
	str words;
	unsigned width;
	int style;
};

static void free_detail(gpointer detail)
{
	if (detail)
		g_string_free(detail, TRUE);
}

void table_init(struct table *table, const unsigned *limits, unsigned n_columns)
{
	*table = (struct table){.limits = limits, .n_columns = n_columns};
	arena_init(&table->arena);
	table->cells = g_array_new(FALSE, FALSE, sizeof(struct table_cell));
	table->details = g_ptr_array_new_with_free_func(free_detail);
}

void table_clear(struct table *table)
{
	arena_clear(&table->arena);
	g_array_unref(table->cells);
	g_ptr_array_unref(table->details);
}

void table_add(struct table *table, str words, int style)
{
	const struct table_cell cell = {
		.words = words,
		.width = text_width(words),
		.style = style,
	};

	if (table->cells->len % table->n_columns == 0)
		g_ptr_array_add(table->details, NULL);
	g_array_append_val(table->cells, cell);
}

GString *table_detail(struct table *table)
{
	gpointer *detail = &table->details->pdata[table->details->len - 1];

	if (!*detail)
		*detail = g_string_new(NULL);
	return *detail;
}

static const struct table_cell *cell_at(const struct table *table, unsigned row, unsigned column)
{
	return &g_array_index(table->cells, struct table_cell, row * table->n_columns + column);
}

/* The widest cell of @column that may widen it. */
static unsigned measure(const struct table *table, unsigned column)
{
	unsigned width = 0;

	for (unsigned row = 0; row < table->details->len; row++) {
		const struct table_cell *cell = cell_at(table, row, column);

		width = MAX(width, MIN(cell->width, table->limits[column]));
	}
	return width;
}

static void append_cell(const struct table_cell *cell, unsigned width,
			const struct render_options *options, GString *out)
{
	if (cell->style != TABLE_PLAIN)
		style_begin(out, options, (enum style)cell->style);
	text_append_cell(out, cell->words, width, options->columns > 0);
	if (cell->style != TABLE_PLAIN)
		style_end(out, options);
}

void table_append(const struct table *table, const struct render_options *options, GString *out)
{
	unsigned n_fixed = table->n_columns - 1;
	g_autofree unsigned *widths = g_new(unsigned, table->n_columns);
	unsigned taken = 0;
	unsigned left;

	for (unsigned column = 0; column < n_fixed; column++) {
		widths[column] = measure(table, column);
		taken += widths[column] + GAP;
	}
	left = MAX(options->columns - MIN(options->columns, taken), LAST_COLUMNS_MIN);
	for (unsigned row = 0; row < table->details->len; row++) {
		const struct table_cell *last = cell_at(table, row, n_fixed);
		const GString *detail = table->details->pdata[row];

		for (unsigned column = 0; column < n_fixed; column++) {
			append_cell(cell_at(table, row, column), widths[column], options, out);
			g_string_append_printf(out, "%*s", GAP, "");
		}
		append_cell(last, MIN(last->width, left), options, out);
		g_string_append_c(out, '\n');
		if (detail)
			g_string_append_len(out, detail->str, (gssize)detail->len);
	}
}
