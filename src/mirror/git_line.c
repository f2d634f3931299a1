/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/git_line.h"

#include <glib.h>

enum { MAX_NUMBER = 999999999 };

/* How a line begins, and how it is told; those of a server stand behind `remote: `. */
static const struct {
	str title;
	enum git_phase phase;
	const char *text;
	const char *of; /* what is counted */
} titles[] = {
	{STR_INIT("remote: Enumerating objects:"), GIT_PHASE_SERVER, "the server looks", "objects"},
	{STR_INIT("remote: Counting objects:"), GIT_PHASE_SERVER, "the server counts", "objects"},
	{STR_INIT("remote: Compressing objects:"), GIT_PHASE_SERVER, "the server compresses",
	 "objects"},
	{STR_INIT("Receiving objects:"), GIT_PHASE_RECEIVING, "receiving", "objects"},
	/* So few objects are unpacked as they come. */
	{STR_INIT("Unpacking objects:"), GIT_PHASE_RECEIVING, "receiving", "objects"},
	{STR_INIT("Resolving deltas:"), GIT_PHASE_LOCAL, "resolving", NULL},
	{STR_INIT("Checking connectivity:"), GIT_PHASE_LOCAL, "checking", NULL},
};

static const str units[] = {
	STR_INIT("bytes"), STR_INIT("KiB"), STR_INIT("MiB"), STR_INIT("GiB"), STR_INIT("TiB"),
};

static bool is_unit(str word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		if (str_equal(word, units[i]))
			return true;
	}
	return false;
}

/* `, 12.30 MiB | 2.00 MiB/s`: what came so far, with one digit behind the point. */
static void append_bytes(str rest, GString *text)
{
	str whole;
	str part;
	str unit;

	if (!str_take(&rest, STR(", ")))
		return;
	whole = str_take_digits(&rest);
	if (whole.len == 0)
		return;
	part = str_take(&rest, STR(".")) ? str_slice(str_take_digits(&rest), 0, 1) : (str){0};
	if (!str_next_word(&rest, &unit) || !is_unit(unit))
		return;
	g_string_append_printf(text, ", " STR_FMT "%s" STR_FMT " " STR_FMT, STR_ARG(whole),
			       part.len > 0 ? "." : "", STR_ARG(part), STR_ARG(unit));
}

/* ` 45% (555/1234)`, with @ret_total and what is behind it; false where it is less. */
static bool read_share(str *rest, unsigned *ret_percent, unsigned *ret_total)
{
	str cursor = str_trim(*rest);

	if (!str_to_uint(str_take_digits(&cursor), 100, ret_percent) ||
	    !str_take(&cursor, STR("% (")))
		return false;
	str_take_digits(&cursor);
	if (!str_take(&cursor, STR("/")) ||
	    !str_to_uint(str_take_digits(&cursor), MAX_NUMBER, ret_total) ||
	    !str_take(&cursor, STR(")")))
		return false;
	*rest = cursor;
	return true;
}

static void describe(size_t title, str rest, struct git_progress *progress)
{
	g_autoptr(GString) text = g_string_new(titles[title].text);
	unsigned percent;
	unsigned total;

	progress->phase = titles[title].phase;
	if (read_share(&rest, &percent, &total)) {
		g_string_append_printf(text, " %u %%", percent);
		if (titles[title].of)
			g_string_append_printf(text, " of %u %s", total, titles[title].of);
		append_bytes(rest, text);
		if (progress->phase == GIT_PHASE_RECEIVING && percent == 100)
			progress->phase = GIT_PHASE_LOCAL;
	}
	g_strlcpy(progress->text, text->str, sizeof(progress->text));
}

bool git_line_read(str line, struct git_progress *ret_progress)
{
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
		if (str_take(&line, titles[i].title)) {
			describe(i, line, ret_progress);
			return true;
		}
	}
	return false;
}
