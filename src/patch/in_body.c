/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/in_body.h"

#include "patch/line.h"

#include <glib.h>

/* Where the value of the field that @line begins belongs; NULL if it begins none. */
static str *find_field(struct in_body *in_body, str line, str *ret_value)
{
	const struct {
		str name;
		str *value;
	} fields[] = {
		{.name = STR("From:"), .value = &in_body->from},
		{.name = STR("Subject:"), .value = &in_body->subject},
		{.name = STR("Date:"), .value = &in_body->date},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		str value = line;

		/* A field that was read has a pointer, even where its value is empty. */
		if (fields[i].value->ptr || !str_take_nocase(&value, fields[i].name))
			continue;
		*ret_value = str_trim(value);
		return fields[i].value;
	}
	return NULL;
}

static bool is_folded(str line)
{
	return line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t') &&
	       !in_body_is_scissors(line);
}

/* `>From 0123... Mon Sep 17 00:00:00 2001`, the first line of a file of format-patch. */
static bool is_separator(str line)
{
	if (!str_take(&line, STR(">From ")) || line.len < 40)
		return false;
	return str_is_hex(str_slice(line, 0, 40)) &&
	       str_equal(str_skip(line, 40), STR(" Mon Sep 17 00:00:00 2001"));
}

/* A field that is there and empty must not look like one that is missing. */
static str present(str value)
{
	return value.ptr ? value : STR("");
}

size_t in_body_read(struct arena *arena, str text, struct in_body *ret_in_body)
{
	struct in_body in_body = {0};
	str rest = text;
	str begin = text;
	str line;
	bool after_field = false;

	while (str_next_line(&rest, &line)) {
		str value;
		str *field;

		if (line.len == 0 && after_field) {
			begin = rest;
			break;
		}
		if (line.len > 0) {
			field = find_field(&in_body, line, &value);
			after_field = field;
			if (field)
				*field = present(line_unfold(arena, value, &rest, is_folded));
			else if (str_starts(line, STR("[PATCH]")) && line.len > 7 &&
				 g_ascii_isspace(line.ptr[7]))
				in_body.subject = str_trim(line);
			else if (!is_separator(line))
				break;
		}
		begin = rest;
	}
	*ret_in_body = in_body;
	return text.len - begin.len;
}

static bool is_scissors_mark(str at)
{
	return at.len >= 2 && ((at.ptr[1] == '8' && at.ptr[0] == '>') ||
			       (at.ptr[1] == '<' && (at.ptr[0] == '8' || at.ptr[0] == '%')) ||
			       (at.ptr[1] == '%' && at.ptr[0] == '>'));
}

/* A quick look that sorts out nearly all lines: each mark has one of the two bytes. */
static bool may_have_scissors_mark(str line)
{
	size_t at;

	return str_find_byte(line, '8', &at) || str_find_byte(line, '%', &at);
}

/*
 * git's measure: marks and dashes, with the blanks among them, are the
 * perforation; it takes more than a third of the visible line, and less than
 * half of it is blank.
 */
bool in_body_is_scissors(str line)
{
	size_t perforation = 0;
	size_t gap = 0;
	bool in_perforation = false;
	bool has_mark = false;

	if (!may_have_scissors_mark(line))
		return false;
	line = str_trim(line);
	if (line.len < 8)
		return false;
	for (size_t i = 0; i < line.len; i++) {
		if (g_ascii_isspace(line.ptr[i])) {
			perforation += in_perforation;
			gap += in_perforation;
		} else if (line.ptr[i] == '-') {
			in_perforation = true;
			perforation++;
		} else if (is_scissors_mark(str_skip(line, i))) {
			in_perforation = true;
			has_mark = true;
			perforation += 2;
			i++;
		} else {
			in_perforation = false;
		}
	}
	return has_mark && line.len < perforation * 3 && gap * 2 < perforation;
}
