/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/reply_line.h"

#include "patch/in_body.h"

#include <glib.h>

enum { QUOTER_LETTERS = 12 }; /* of the name in `Ann> text` */

bool reply_line_is_quoted(str line)
{
	size_t letters = 0;

	while (line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t'))
		line = str_skip(line, 1);
	if (line.len == 0)
		return false;
	if (line.ptr[0] == '>' || line.ptr[0] == '|')
		return true;
	while (letters < line.len && letters < QUOTER_LETTERS && g_ascii_isalpha(line.ptr[letters]))
		letters++;
	if (letters == 0 || letters == line.len || line.ptr[letters] != '>')
		return false;
	return letters + 1 == line.len || line.ptr[letters + 1] == ' ' ||
	       line.ptr[letters + 1] == '>';
}

/* `-----Original Message-----`, in any tongue. */
static bool is_forward_mark(str line)
{
	str dashes = STR("-----");

	line = str_trim(line);
	return str_starts(line, dashes) && str_ends(line, dashes) &&
	       line.len > 2 * dashes.len + 4 && line.ptr[dashes.len] != '-' &&
	       !in_body_is_scissors(line);
}

/* The `From:` and `Sent:` lines with which Outlook begins what it quotes. */
static bool is_quoted_header(str line, str rest)
{
	static const str first_names[] = {
		STR_INIT("From:"),   STR_INIT("*From:"),   STR_INIT("Von:"),
		STR_INIT("发件人:"), STR_INIT("发件人："),
	};
	static const str next_names[] = {
		STR_INIT("Sent:"),     STR_INIT("*Sent:"),     STR_INIT("Date:"),
		STR_INIT("*Date:"),    STR_INIT("To:"),	       STR_INIT("Gesendet:"),
		STR_INIT("发送时间:"), STR_INIT("发送时间："),
	};
	str next;

	return str_starts_any_nocase(line, first_names, G_N_ELEMENTS(first_names)) &&
	       str_next_line(&rest, &next) &&
	       str_starts_any_nocase(next, next_names, G_N_ELEMENTS(next_names));
}

bool reply_line_ends_text(str line, str rest)
{
	if (line.len == 0)
		return false;
	switch (line.ptr[0]) {
	case '-':
		return str_equal(line, STR("-- ")) || str_equal(line, STR("--")) ||
		       is_forward_mark(line);
	case 'F':
	case 'V':
	case '*':
	case '\xe5':
		return is_quoted_header(line, rest);
	default:
		return false;
	}
}

bool reply_line_begins_diff(str line)
{
	switch (line.len > 0 ? line.ptr[0] : '\0') {
	case 'd':
		return str_starts(line, STR("diff --git "));
	case '@':
		return str_starts(line, STR("@@ -"));
	case '-':
		return str_starts(line, STR("--- a/"));
	default:
		return false;
	}
}

bool reply_line_continues_diff(str line)
{
	static const str headers[] = {
		STR_INIT("diff "),   STR_INIT("index "),      STR_INIT("@@ "),
		STR_INIT("new "),    STR_INIT("deleted "),    STR_INIT("old "),
		STR_INIT("rename "), STR_INIT("similarity "),
	};
	size_t at;

	if (line.len > 0 && str_find_byte(STR(" \t+-\\"), line.ptr[0], &at))
		return true;
	return str_starts_any(line, headers, G_N_ELEMENTS(headers));
}
