/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes, through each escape: what comes out is harmless where it goes. */
#include "fuzz.h"

#include "render/escape.h"

#include <string.h>

/* Neither steers a display nor ends a line that it should not. */
static bool is_harmless(gunichar character)
{
	static const gunichar steering[] = {0x061c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b,
					    0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069};

	for (size_t i = 0; i < G_N_ELEMENTS(steering); i++) {
		if (character == steering[i])
			return false;
	}
	return character >= 0x20 && (character < 0x7f || character > 0x9f);
}

static void check_text(const GString *out, const char *allowed)
{
	g_assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
	for (const char *at = out->str; at < out->str + out->len; at = g_utf8_next_char(at)) {
		g_assert_cmpint(*at, !=, 0);
		g_assert_true(strchr(allowed, *at) || is_harmless(g_utf8_get_char(at)));
	}
}

/* A string in quotes, in which each quote and each backslash is part of an escape. */
static void check_json(const GString *out)
{
	size_t last = out->len - 1;

	g_assert_cmpuint(out->len, >=, 2);
	g_assert_cmpint(out->str[0], ==, '"');
	g_assert_cmpint(out->str[last], ==, '"');
	for (size_t i = 1; i < last; i++) {
		g_assert_cmpint(out->str[i], !=, '"');
		if (out->str[i] != '\\')
			continue;
		i++;
		g_assert_true(i < last && strchr("\"\\bfnrtu", out->str[i]));
	}
}

/* No tag can begin, and each ampersand begins one of our entities. */
static void check_no_markup(const GString *out)
{
	static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

	for (size_t i = 0; i < out->len; i++) {
		bool is_entity = false;

		g_assert_true(out->str[i] != '<' && out->str[i] != '>');
		for (size_t k = 0; k < G_N_ELEMENTS(entities); k++)
			is_entity = is_entity || g_str_has_prefix(out->str + i, entities[k]);
		g_assert_true(out->str[i] != '&' || is_entity);
	}
}

static void check_segment(const GString *out, str text)
{
	g_autoptr(GBytes) bytes = g_uri_unescape_bytes(out->str, (gssize)out->len, NULL, NULL);
	size_t length;
	const char *back = g_bytes_get_data(bytes, &length);

	for (size_t i = 0; i < out->len; i++)
		g_assert_true(g_ascii_isgraph(out->str[i]) && !strchr("/?#<>\"", out->str[i]));
	g_assert_true(str_equal(text, (str){.ptr = back, .len = length}));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	g_autoptr(GString) out = g_string_new(NULL);

	escape_terminal(out, text);
	check_text(out, "\n\t");
	g_string_truncate(out, 0);
	escape_terminal_line(out, text);
	check_text(out, "");
	g_string_truncate(out, 0);
	escape_json(out, text);
	check_text(out, "");
	check_json(out);
	g_string_truncate(out, 0);
	escape_markup(out, text);
	check_text(out, "\n\t");
	check_no_markup(out);
	g_string_truncate(out, 0);
	escape_markdown(out, text);
	check_text(out, "");
	check_no_markup(out);
	g_string_truncate(out, 0);
	escape_url_segment(out, text);
	check_segment(out, text);
	return 0;
}
