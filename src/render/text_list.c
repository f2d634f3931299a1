/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The patch list of the text format: the series by area, aligned over all
 * areas so that the eye can run down a column.
 *
 * A tag or a title that is absurdly wide stands out of its column, but does
 * not widen it: a sender must not decide how the others' lines look.
 */
#include "base/utf8.h"
#include "render/style.h"
#include "render/text_parts.h"

enum {
	TAG_COLUMNS = 32, /* a wider tag does not take part in the alignment */
	AUTHOR_COLUMNS = 24, /* kept for the author when titles are fitted to a terminal */
	GAP = 2, /* blanks before each column */
};

/* The widths of the columns, in columns of a terminal. */
struct columns {
	unsigned tag;
	unsigned title;
};

static str tag_of(const struct update_series *series, GString *tag)
{
	g_string_truncate(tag, 0);
	text_append_tag(tag, series);
	return (str){.ptr = tag->str, .len = tag->len};
}

static struct columns measure(const struct text *text, GString *tag)
{
	struct columns columns = {0};
	unsigned terminal = text->options->columns;
	unsigned taken;

	for (unsigned i = 0; i < text->update->n_series; i++) {
		const struct update_series *series = &text->update->series[i];
		unsigned tag_width = utf8_width(tag_of(series, tag));
		unsigned title_width = text_width(text_title(series->title));

		if (tag_width <= TAG_COLUMNS)
			columns.tag = MAX(columns.tag, tag_width);
		if (terminal > 0 || title_width <= TEXT_TITLE_COLUMNS)
			columns.title = MAX(columns.title, title_width);
	}
	if (terminal == 0)
		return columns;
	taken = 3 * GAP + columns.tag + AUTHOR_COLUMNS;
	columns.title =
		MIN(columns.title, MAX(terminal - MIN(terminal, taken), TEXT_TITLE_COLUMNS_MIN));
	return columns;
}

static void append_series(const struct text *text, const struct update_series *series,
			  const struct columns *columns, GString *tag)
{
	str author = series->author.name.len > 0 ? series->author.name : series->author.address;

	g_string_append_printf(text->out, "%*s", GAP, "");
	text_append_cell(text->out, tag_of(series, tag), columns->tag, false);
	g_string_append_printf(text->out, "%*s", GAP, "");
	text_append_cell(text->out, text_title(series->title), columns->title,
			 text->options->columns > 0);
	g_string_append_printf(text->out, "%*s", GAP, "");
	text_append_line(text->out, author.len > 0 ? author : STR("(unknown)"));
	if (series->n_patches < series->total)
		g_string_append_printf(text->out, "  (%u of %u came)", series->n_patches,
				       series->total);
	else if (series->n_missing > 0)
		g_string_append(text->out, "  (incomplete)");
	g_string_append_c(text->out, '\n');
}

void text_append_list(const struct text *text)
{
	g_autoptr(GString) tag = g_string_new(NULL);
	struct columns columns = measure(text, tag);

	for (unsigned i = 0; i < text->update->n_areas; i++) {
		const struct update_area *area = &text->update->areas[i];

		style_begin(text->out, text->options, STYLE_HEADING);
		text_append_line(text->out, area->name.len > 0 ? area->name : STR("(no area)"));
		style_end(text->out, text->options);
		g_string_append_c(text->out, '\n');
		for (unsigned k = 0; k < area->n_series; k++)
			append_series(text, &text->update->series[area->series[k]], &columns, tag);
		g_string_append_c(text->out, '\n');
	}
	if (text->update->n_areas == 0)
		g_string_append(text->out, "(none)\n\n");
}
