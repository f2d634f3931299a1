/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/mbox.h"

#include "base/timestamp.h"

static bool needs_quoting(str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == '>')
		n++;
	return str_starts(str_skip(line, n), STR("From "));
}

void mbox_append(GString *out, str mail, int64_t arrived_at)
{
	g_auto(arena) arena = {0};
	str line;
	str date;

	arena_init(&arena);
	date = timestamp_format_asctime(&arena, arrived_at);
	g_string_append_printf(out, "From mboxrd@z " STR_FMT "\n", STR_ARG(date));
	while (str_next_line(&mail, &line)) {
		if (needs_quoting(line))
			g_string_append_c(out, '>');
		g_string_append_len(out, line.ptr, (gssize)line.len);
		g_string_append_c(out, '\n');
	}
	g_string_append_c(out, '\n');
}
