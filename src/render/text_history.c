/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/escape.h"
#include "render/style.h"
#include "render/text_parts.h"

/* `Previous: v1 of 2025-12-29T16:01:05Z, 3 of 3 patches; same change-id (99 %): [PATCH ...` */
static void append_other(const struct text *text, const char *heading,
			 const struct update_older *other)
{
	g_string_append(text->out, heading);
	text_append_line(text->out, other->revision);
	if (other->date.len > 0) {
		g_string_append(text->out, " of ");
		text_append_line(text->out, other->date);
	}
	g_string_append_printf(text->out, ", %u of %u %s", other->n_patches, other->total,
			       other->total == 1 ? "patch" : "patches");
	if (other->reason.len > 0) {
		g_string_append(text->out, "; ");
		text_append_line(text->out, other->reason);
	}
	g_string_append(text->out, ": ");
	text_append_line(text->out, other->subject);
	g_string_append_c(text->out, '\n');
}

/* How many patches each outcome has, in the order in which they first come. */
static void append_summary(const struct text *text, const struct update_series *series)
{
	const char *separator = " ";

	for (unsigned i = 0; i < series->n_changes; i++) {
		str outcome = series->changes[i].outcome;
		unsigned count = 0;
		bool is_first = true;

		for (unsigned k = 0; k < series->n_changes; k++) {
			if (!str_equal(series->changes[k].outcome, outcome))
				continue;
			is_first = is_first && k >= i;
			count++;
		}
		if (!is_first)
			continue;
		g_string_append_printf(text->out, "%s%u ", separator, count);
		text_append_line(text->out, outcome);
		separator = ", ";
	}
	g_string_append_c(text->out, '\n');
}

/* The number of a patch, right-aligned, or a dash. */
static void append_number(GString *out, unsigned number, unsigned digits)
{
	if (number)
		g_string_append_printf(out, "%*u", (int)digits, number);
	else
		g_string_append_printf(out, "%*s", (int)digits, "-");
}

static enum style style_of(const struct update_change *change)
{
	if (change->older == 0)
		return STYLE_ADDED;
	return change->newer == 0 ? STYLE_REMOVED : STYLE_ID;
}

/* `   2 ->  3  rewritten, moved  lamp: dim it` */
static void append_change(const struct text *text, const struct update_change *change,
			  unsigned digits)
{
	g_string_append(text->out, "  ");
	append_number(text->out, change->older, digits);
	g_string_append(text->out, " -> ");
	append_number(text->out, change->newer, digits);
	g_string_append(text->out, "  ");
	style_begin(text->out, text->options, style_of(change));
	text_append_line(text->out, change->outcome);
	if (change->moved)
		g_string_append(text->out, ", moved");
	style_end(text->out, text->options);
	g_string_append(text->out, ": ");
	text_append_line(text->out, text_title(change->title));
	g_string_append_c(text->out, '\n');
}

static void append_changes(const struct text *text, const struct update_series *series)
{
	unsigned largest = 1;

	if (series->compared_with.len == 0)
		return;
	g_string_append(text->out, "Patches since ");
	text_append_line(text->out, series->compared_with);
	g_string_append_c(text->out, ':');
	append_summary(text, series);
	for (unsigned i = 0; i < series->n_changes; i++)
		largest = MAX(largest, MAX(series->changes[i].older, series->changes[i].newer));
	for (unsigned i = 0; i < series->n_changes; i++) {
		if (!text_is_same_change(&series->changes[i]))
			append_change(text, &series->changes[i], text_digits(largest));
	}
}

static void append_changelog(const struct text *text, const struct update_series *series)
{
	str rest = series->changelog;
	str line;

	if (rest.len == 0)
		return;
	g_string_append(text->out, "What the author says of ");
	text_append_line(text->out, series->revision);
	g_string_append(text->out, ":\n");
	while (str_next_line(&rest, &line)) {
		g_string_append(text->out, line.len ? "  " : "");
		escape_terminal_line(text->out, line);
		g_string_append_c(text->out, '\n');
	}
}

void text_append_history(const struct text *text, const struct update_series *series)
{
	for (unsigned i = 0; i < series->n_newer; i++)
		append_other(text, "Superseded by: ", &series->newer[i]);
	for (unsigned i = 0; i < series->n_older; i++)
		append_other(text, "Previous: ", &series->older[i]);
	append_changes(text, series);
	append_changelog(text, series);
}
