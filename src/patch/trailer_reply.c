/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reply's trailers decide what counts as reviewed, so doubt is settled
 * against them: where a mailer may have quoted without `>`, reading stops.
 */
#include "patch/trailer.h"

#include "patch/in_body.h"
#include "patch/trailer_line.h"

#include <glib.h>

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

/* True where the reviewer's own text ends: at the signature, or at what is quoted below it. */
static bool ends_reply(str line, str rest)
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

static bool begins_diff(str line)
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

/* True if @line may still be of a diff: after it nothing of the reviewer's has come. */
static bool continues_diff(str line)
{
	static const str headers[] = {
		STR_INIT("diff "),   STR_INIT("index "),      STR_INIT("@@ "),
		STR_INIT("new "),    STR_INIT("deleted "),    STR_INIT("old "),
		STR_INIT("rename "), STR_INIT("similarity "),
	};
	size_t at;

	if (line.len > 0 && str_find_byte(STR(" +-\\"), line.ptr[0], &at))
		return true;
	return str_starts_any_nocase(line, headers, G_N_ELEMENTS(headers));
}

static bool is_review(enum trailer_kind kind)
{
	return kind == TRAILER_REVIEWED || kind == TRAILER_ACKED || kind == TRAILER_TESTED ||
	       kind == TRAILER_NACKED;
}

/* True if a trailer with no address names somebody: names begin with a capital letter. */
static bool names_somebody(const struct trailer *trailer)
{
	str name = trailer->person.name;

	if (trailer->person.address.len > 0)
		return true;
	return name.len > 0 && (g_ascii_isupper(name.ptr[0]) || (unsigned char)name.ptr[0] >= 0x80);
}

static bool is_quoted(str line)
{
	return line.len > 0 && (line.ptr[0] == '>' || line.ptr[0] == '|');
}

static void read_reply_line(struct arena *arena, str line, str *rest, struct trailer_list *list)
{
	str unindented = str_trim(line);
	bool is_indented = unindented.ptr != line.ptr;
	struct trailer trailer;

	if (!trailer_line_is_candidate(unindented))
		return;
	unindented = trailer_line_unwrap(arena, unindented, rest);
	if (!trailer_parse(unindented, &trailer) || !is_review(trailer.kind) ||
	    !names_somebody(&trailer))
		return;
	if (is_indented && trailer.person.address.len == 0)
		return;
	trailer_list_add(arena, list, &trailer);
}

void trailers_of_reply(struct arena *arena, str text, struct trailer **ret_trailers,
		       unsigned *ret_n_trailers)
{
	struct trailer_list list = {0};
	str rest = text;
	str line;
	bool in_diff = false;

	while (str_next_line(&rest, &line)) {
		if (is_quoted(line)) {
			in_diff = false;
			continue;
		}
		if (ends_reply(line, rest))
			break;
		in_diff = begins_diff(line) || (in_diff && continues_diff(line));
		if (!in_diff)
			read_reply_line(arena, line, &rest, &list);
	}
	*ret_trailers = list.trailers;
	*ret_n_trailers = list.n_trailers;
}
