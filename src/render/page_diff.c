/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines of one kind are put into one element: a page of a large series has a hundred
 * thousand lines.
 */
#include "render/page_diff.h"

#include "base/str.h"
#include "render/diff_line.h"
#include "render/escape.h"
#include "view/difference_view.h"

/* What a run of lines is put into: an element, for programs that read pages aloud, or a class. */
struct run_markup {
	const char *begin;
	const char *end;
};

static const struct run_markup plain = {"", ""};

/* Lines of one kind, as they are written. */
struct run {
	GString *out;
	const struct run_markup *markup; /* of the run at hand */
};

static void run_turn(struct run *run, const struct run_markup *markup)
{
	if (run->markup == markup)
		return;
	g_string_append(run->out, run->markup->end);
	g_string_append(run->out, markup->begin);
	run->markup = markup;
}

static void append_line(struct run *run, str line)
{
	escape_markup(run->out, line);
	g_string_append_c(run->out, '\n');
}

void page_write_diff(const void *diff, GString *out)
{
	static const struct run_markup markups[] = {
		[DIFF_LINE_PLAIN] = {"", ""},
		[DIFF_LINE_HEADER] = {"<b>", "</b>"},
		[DIFF_LINE_HUNK] = {"<i>", "</i>"},
		[DIFF_LINE_ADDED] = {"<ins>", "</ins>"},
		[DIFF_LINE_REMOVED] = {"<del>", "</del>"},
	};
	struct run run = {.out = out, .markup = &plain};
	bool is_in_hunk = false;
	str rest = *(const str *)diff;
	str line;

	while (str_next_line(&rest, &line)) {
		run_turn(&run, &markups[diff_line_of(line, &is_in_hunk)]);
		append_line(&run, line);
	}
	run_turn(&run, &plain);
}

/* By the sign of the outer difference and that of the inner one; 0 for any other. */
static const struct {
	char outer;
	char inner;
	struct run_markup markup;
} difference_markups[] = {
	{'@', 0, {"<i>", "</i>"}},
	{' ', '+', {"<ins class=\"same\">", "</ins>"}},
	{' ', '-', {"<del class=\"same\">", "</del>"}},
	{'+', '+', {"<ins class=\"newer\">", "</ins>"}},
	{'+', '-', {"<del class=\"newer\">", "</del>"}},
	{'+', 0, {"<b class=\"newer\">", "</b>"}},
	{'-', '+', {"<ins class=\"older\">", "</ins>"}},
	{'-', '-', {"<del class=\"older\">", "</del>"}},
	{'-', 0, {"<s class=\"older\">", "</s>"}},
};

static const struct run_markup *markup_of(const struct compare_line *line)
{
	char inner = line->text.len > 0 ? line->text.ptr[0] : ' ';

	for (size_t i = 0; i < G_N_ELEMENTS(difference_markups); i++) {
		if (difference_markups[i].outer == line->sign &&
		    (!difference_markups[i].inner || difference_markups[i].inner == inner))
			return &difference_markups[i].markup;
	}
	return &plain;
}

void page_write_difference(const void *subject, GString *out)
{
	const struct difference_pair *pair = subject;
	struct run run = {.out = out, .markup = &plain};

	for (unsigned i = 0; i < pair->n_lines; i++) {
		const struct compare_line *line = &pair->lines[i];

		run_turn(&run, markup_of(line));
		g_string_append(out, line->sign == '@' ? "@@ " : (const char[]){line->sign, '\0'});
		append_line(&run, line->text);
	}
	run_turn(&run, &plain);
}
