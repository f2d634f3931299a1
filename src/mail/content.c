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

/* The value of a parameter, of which RFC 2231, 3 makes several. */
struct value {
	str text;
	char *sections; /* the buffer that `text` is joined in; NULL where it is not */
};

static void skip_blanks(str *rest)
{
	size_t at = 0;

	while (at < rest->len && g_ascii_isspace(rest->ptr[at]))
		at++;
	*rest = str_skip(*rest, at);
}

/* Takes all up to one of the bytes of @stops, which stays. */
static str take_until(str *rest, str stops)
{
	size_t end = 0;
	size_t at;
	str taken;

	while (end < rest->len && !str_find_byte(stops, rest->ptr[end], &at))
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

	take_until(rest, STR(";"));
	if (rest->len == 0)
		return false;
	*rest = str_skip(*rest, 1);
	skip_blanks(rest);
	parameter.name = str_trim(take_until(rest, STR("=;")));
	if (str_take(rest, STR("="))) {
		skip_blanks(rest);
		parameter.value = str_take(rest, STR("\"")) ? take_quoted(arena, rest)
							    : take_until(rest, STR("; \t("));
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

/*
 * Of a parameter given twice the first counts. Sections are joined in a buffer
 * for all that a field of @field_bytes can hold of them.
 */
static void set_value(struct arena *arena, struct value *value, struct parameter parameter,
		      size_t field_bytes)
{
	if (!parameter.is_continued) {
		if (value->text.len == 0)
			value->text = parameter.value;
		return;
	}
	if (parameter.value.len == 0)
		return;
	if (!value->sections) {
		value->sections = arena_text(arena, field_bytes);
		if (value->text.len > 0)
			memcpy(value->sections, value->text.ptr, value->text.len);
		value->text.ptr = value->sections;
	}
	g_assert(value->text.len + parameter.value.len <= field_bytes);
	memcpy(value->sections + value->text.len, parameter.value.ptr, parameter.value.len);
	value->text.len += parameter.value.len;
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
	str type = str_trim(take_until(&rest, STR("; \t(")));
	struct value charset = {0};
	struct value boundary = {0};
	struct value name = {0};
	struct value format = {0};
	struct value delsp = {0};
	struct parameter parameter;
	size_t slash;
	const struct {
		str name;
		struct value *value;
	} wanted[] = {
		{.name = STR("charset"), .value = &charset},
		{.name = STR("boundary"), .value = &boundary},
		{.name = STR("name"), .value = &name},
		{.name = STR("format"), .value = &format},
		{.name = STR("delsp"), .value = &delsp},
	};

	if (str_find_byte(type, '/', &slash))
		content->type = type;
	while (take_parameter(arena, &rest, &parameter)) {
		for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
			if (str_equal_nocase(wanted[i].name, parameter.name))
				set_value(arena, wanted[i].value, parameter, value.len);
		}
	}
	content->charset = unquote_single(str_trim(charset.text));
	content->boundary = str_trim_end(boundary.text);
	content->file_name = name.text;
	content->is_flowed = str_equal_nocase(format.text, STR("flowed"));
	content->deletes_space = str_equal_nocase(delsp.text, STR("yes"));
}

static void read_disposition(struct arena *arena, str value, struct content *content)
{
	str rest = value;
	struct value file_name = {0};
	struct parameter parameter;

	content->disposition = str_trim(take_until(&rest, STR("; \t(")));
	while (take_parameter(arena, &rest, &parameter)) {
		if (str_equal_nocase(parameter.name, STR("filename")))
			set_value(arena, &file_name, parameter, value.len);
	}
	if (file_name.text.len > 0)
		content->file_name = file_name.text;
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

		content.encoding = take_until(&rest, STR("; \t("));
	}
	content.file_name = encoded_words_decode(arena, content.file_name, defects);
	*ret_content = content;
}

bool content_is(const struct content *content, str family)
{
	return str_starts_nocase(content->type, family);
}
