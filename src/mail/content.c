/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parameters are read as RFC 2045, 5.1 and RFC 2231 have them, and as mailers
 * break them: blanks around "=", quotes left open, values that are no token.
 */
#include "mail/content.h"

#include "mail/encoded_word.h"
#include "mail/field.h"

#include <glib.h>
#include <string.h>

struct parameter {
	str name; /* without the stars and numbers of RFC 2231 */
	str value;
	bool is_continued; /* a section other than the first: it goes on with the value */
};

static void skip_blanks(str *rest)
{
	size_t at = 0;

	while (at < rest->len && g_ascii_isspace(rest->ptr[at]))
		at++;
	*rest = str_skip(*rest, at);
}

/* Takes all up to one of the bytes of @stops, which stays. */
static str take_until(str *rest, const char *stops)
{
	size_t end = 0;
	str taken;

	while (end < rest->len && !strchr(stops, rest->ptr[end]))
		end++;
	taken = str_slice(*rest, 0, end);
	*rest = str_skip(*rest, end);
	return taken;
}

/* Takes a quoted string, whose first quote is gone already. */
static str take_quoted(struct arena *arena, str *rest)
{
	char *text = arena_text(arena, rest->len);
	size_t len = 0;
	size_t at;

	for (at = 0; at < rest->len && rest->ptr[at] != '"'; at++) {
		if (rest->ptr[at] == '\\' && at + 1 < rest->len)
			at++;
		text[len++] = rest->ptr[at];
	}
	*rest = str_skip(*rest, at + 1);
	arena_shrink(arena, text, len);
	return (str){.ptr = text, .len = len};
}

/* charset'language'text with %XX: RFC 2231, 4. The charset is of no interest here. */
static str decode_extended(struct arena *arena, str value, bool is_first)
{
	char *text = arena_text(arena, value.len);
	size_t len = 0;
	size_t quote;

	for (int i = 0; is_first && i < 2 && str_find_byte(value, '\'', &quote); i++)
		value = str_skip(value, quote + 1);
	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] == '%' && i + 2 < value.len &&
		    g_ascii_isxdigit(value.ptr[i + 1]) && g_ascii_isxdigit(value.ptr[i + 2])) {
			text[len++] = (char)(g_ascii_xdigit_value(value.ptr[i + 1]) * 16 +
					     g_ascii_xdigit_value(value.ptr[i + 2]));
			i += 2;
			continue;
		}
		text[len++] = value.ptr[i];
	}
	arena_shrink(arena, text, len);
	return (str){.ptr = text, .len = len};
}

/* Takes the next parameter off @rest, which begins behind the type. */
static bool take_parameter(struct arena *arena, str *rest, struct parameter *ret_parameter)
{
	struct parameter parameter = {0};
	bool is_extended = false;
	size_t star;

	take_until(rest, ";");
	if (rest->len == 0)
		return false;
	*rest = str_skip(*rest, 1);
	skip_blanks(rest);
	parameter.name = str_trim(take_until(rest, "=;"));
	if (str_take(rest, STR("="))) {
		skip_blanks(rest);
		parameter.value = str_take(rest, STR("\"")) ? take_quoted(arena, rest)
							    : take_until(rest, "; \t(");
	}
	if (str_find_byte(parameter.name, '*', &star)) {
		str section = str_skip(parameter.name, star + 1);

		is_extended = str_ends(parameter.name, STR("*"));
		parameter.name = str_slice(parameter.name, 0, star);
		parameter.is_continued =
			section.len > 0 && g_ascii_isdigit(section.ptr[0]) && section.ptr[0] != '0';
	}
	if (is_extended)
		parameter.value = decode_extended(arena, parameter.value, !parameter.is_continued);
	*ret_parameter = parameter;
	return true;
}

/* Of a parameter given twice the first counts. */
static void set_value(struct arena *arena, str *value, struct parameter parameter)
{
	if (parameter.is_continued)
		*value = arena_join(arena, *value, parameter.value);
	else if (value->len == 0)
		*value = parameter.value;
}

static str unquote_single(str value)
{
	if (value.len >= 2 && str_starts(value, STR("'")) && str_ends(value, STR("'")))
		return str_slice(value, 1, value.len - 1);
	return value;
}

static void read_type(struct arena *arena, str value, struct content *content)
{
	str rest = value;
	str type = str_trim(take_until(&rest, "; \t("));
	str format = {0};
	str delsp = {0};
	struct parameter parameter;
	size_t slash;
	const struct {
		str name;
		str *value;
	} wanted[] = {
		{.name = STR("charset"), .value = &content->charset},
		{.name = STR("boundary"), .value = &content->boundary},
		{.name = STR("name"), .value = &content->file_name},
		{.name = STR("format"), .value = &format},
		{.name = STR("delsp"), .value = &delsp},
	};

	if (str_find_byte(type, '/', &slash))
		content->type = type;
	while (take_parameter(arena, &rest, &parameter)) {
		for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
			if (str_equal_nocase(wanted[i].name, parameter.name))
				set_value(arena, wanted[i].value, parameter);
		}
	}
	content->charset = unquote_single(str_trim(content->charset));
	content->boundary = str_trim_end(content->boundary);
	content->is_flowed = str_equal_nocase(format, STR("flowed"));
	content->deletes_space = str_equal_nocase(delsp, STR("yes"));
}

static void read_disposition(struct arena *arena, str value, struct content *content)
{
	str rest = value;
	str file_name = {0};
	struct parameter parameter;

	content->disposition = str_trim(take_until(&rest, "; \t("));
	while (take_parameter(arena, &rest, &parameter)) {
		if (str_equal_nocase(parameter.name, STR("filename")))
			set_value(arena, &file_name, parameter);
	}
	if (file_name.len > 0)
		content->file_name = file_name;
}

void content_read(struct arena *arena, const struct header *header, str default_type,
		  struct content *ret_content, unsigned *defects)
{
	struct content content = {.type = default_type};
	str raw;

	if (header_first(header, HEADER_CONTENT_TYPE, &raw))
		read_type(arena, field_unfold(arena, raw, defects), &content);
	if (header_first(header, HEADER_CONTENT_DISPOSITION, &raw))
		read_disposition(arena, field_unfold(arena, raw, defects), &content);
	if (header_first(header, HEADER_CONTENT_TRANSFER_ENCODING, &raw)) {
		str rest = field_unfold(arena, raw, defects);

		content.encoding = take_until(&rest, "; \t(");
	}
	content.file_name = encoded_words_decode(arena, content.file_name, defects);
	*ret_content = content;
}

bool content_is(const struct content *content, str family)
{
	return str_starts_nocase(content->type, family);
}
