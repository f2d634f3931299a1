/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The signs of the outer difference are shown reversed; a line that only the newer
 * revision has is bold, one of the older alone is dim, and within it the inner difference has
 * its usual colours.
 */
#include "render/difference.h"

#include "render/escape.h"
#include "render/style.h"
#include "render/text_parts.h"

enum { ID_DIGITS = 12 };

/* A document that is being written. */
struct document {
	const struct render_options *options;
	GString *out;
	unsigned digits; /* of the largest number */
};

static void append_styled(const struct document *document, enum style style, str words)
{
	style_begin(document->out, document->options, style);
	escape_terminal_line(document->out, words);
	style_end(document->out, document->options);
}

/* `1:  0123456789ab`, or dashes for a patch that this revision does not have. */
static void append_patch(const struct document *document, const struct difference_patch *patch)
{
	str dashes = STR("------------");
	str id = patch->number && patch->commit.len ? str_slice(patch->commit, 0, ID_DIGITS)
						    : dashes;

	if (patch->number)
		g_string_append_printf(document->out, "%*u:  ", (int)document->digits,
				       patch->number);
	else
		g_string_append_printf(document->out, "%*s:  ", (int)document->digits, "-");
	escape_terminal_line(document->out, id);
}

static char sign_of(const struct difference_pair *pair)
{
	if (pair->newer.number == 0)
		return '<';
	if (pair->older.number == 0)
		return '>';
	return pair->n_lines > 0 ? '!' : '=';
}

/* The styles of the three parts of a pair's line. */
struct pair_styles {
	enum style older;
	enum style middle;
	enum style newer;
};

static struct pair_styles styles_of(char sign)
{
	switch (sign) {
	case '<':
		return (struct pair_styles){STYLE_REMOVED, STYLE_REMOVED, STYLE_REMOVED};
	case '>':
		return (struct pair_styles){STYLE_ADDED, STYLE_ADDED, STYLE_ADDED};
	case '!':
		return (struct pair_styles){STYLE_REMOVED, STYLE_ID, STYLE_ADDED};
	default:
		return (struct pair_styles){STYLE_ID, STYLE_ID, STYLE_ID};
	}
}

static void append_head(const struct document *document, const struct difference_pair *pair)
{
	char sign = sign_of(pair);
	struct pair_styles styles = styles_of(sign);
	str title = pair->newer.number ? pair->newer.title : pair->older.title;

	style_begin(document->out, document->options, styles.older);
	append_patch(document, &pair->older);
	style_end(document->out, document->options);
	g_string_append_c(document->out, ' ');
	append_styled(document, styles.middle, (str){.ptr = &sign, .len = 1});
	g_string_append_c(document->out, ' ');
	style_begin(document->out, document->options, styles.newer);
	append_patch(document, &pair->newer);
	style_end(document->out, document->options);
	g_string_append_c(document->out, ' ');
	append_styled(document, styles.middle, text_title(title));
	g_string_append_c(document->out, '\n');
}

static const struct {
	char outer;
	char inner; /* 0 for any other */
	enum style style;
} line_styles[] = {
	{' ', '+', STYLE_ADDED},       {' ', '-', STYLE_REMOVED},	{' ', '@', STYLE_HUNK},
	{'+', '+', STYLE_NEWER_ADDED}, {'+', '-', STYLE_NEWER_REMOVED}, {'+', 0, STYLE_NEWER},
	{'-', '+', STYLE_OLDER_ADDED}, {'-', '-', STYLE_OLDER_REMOVED}, {'-', 0, STYLE_OLDER},
};

static void append_text(const struct document *document, const struct compare_line *line)
{
	char inner = line->text.len > 0 ? line->text.ptr[0] : ' ';

	for (size_t i = 0; i < G_N_ELEMENTS(line_styles); i++) {
		if (line_styles[i].outer != line->sign ||
		    (line_styles[i].inner && line_styles[i].inner != inner))
			continue;
		style_begin(document->out, document->options, line_styles[i].style);
		escape_terminal(document->out, line->text);
		style_end(document->out, document->options);
		return;
	}
	escape_terminal(document->out, line->text);
}

static void append_line(const struct document *document, const struct compare_line *line)
{
	GString *out = document->out;

	g_string_append(out, "    ");
	if (line->sign == '@') {
		style_begin(out, document->options, STYLE_HUNK);
		g_string_append(out, line->text.len > 0 ? "@@ " : "@@");
		escape_terminal_line(out, line->text);
		style_end(out, document->options);
	} else if (line->sign == ' ') {
		g_string_append_c(out, ' ');
		append_text(document, line);
	} else {
		append_styled(document, line->sign == '+' ? STYLE_SIGN_ADDED : STYLE_SIGN_REMOVED,
			      (str){.ptr = &line->sign, .len = 1});
		append_text(document, line);
	}
	g_string_append_c(out, '\n');
}

void render_difference_text(const struct difference_view *view,
			    const struct render_options *options, GString *out)
{
	struct document document = {.options = options, .out = out, .digits = 1};

	for (unsigned i = 0; i < view->n_pairs; i++) {
		const struct difference_pair *pair = &view->pairs[i];

		document.digits = MAX(document.digits,
				      text_digits(MAX(pair->older.number, pair->newer.number)));
	}
	for (unsigned i = 0; i < view->n_pairs; i++) {
		append_head(&document, &view->pairs[i]);
		for (unsigned k = 0; k < view->pairs[i].n_lines; k++)
			append_line(&document, &view->pairs[i].lines[k]);
	}
}
