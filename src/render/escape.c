/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The only place where escaping stands. Each function reads its text once,
 * run by run: mails are ASCII for the most part, and such runs go out whole.
 */
#include "render/escape.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd };

static const gunichar NO_CHARACTER = (gunichar)-1; /* stands for a byte that is not UTF-8 */

/* Characters that steer a display instead of being shown. First and last are of it. */
static const struct {
	gunichar first;
	gunichar last;
} unsafe_ranges[] = {
	{.first = 0x0000, .last = 0x001f}, /* C0 */
	{.first = 0x007f, .last = 0x009f}, /* DEL and C1 */
	{.first = 0x061c, .last = 0x061c}, /* Arabic letter mark */
	{.first = 0x200e, .last = 0x200f}, /* left-to-right and right-to-left mark */
	{.first = 0x2028, .last = 0x202e}, /* separators, embeddings, overrides */
	{.first = 0x2066, .last = 0x2069}, /* isolates */
};

static bool is_unsafe(gunichar character)
{
	for (size_t i = 0; i < G_N_ELEMENTS(unsafe_ranges); i++) {
		if (character >= unsafe_ranges[i].first && character <= unsafe_ranges[i].last)
			return true;
	}
	return false;
}

/* Takes the bytes that are themselves in every format; they may be none. */
static str take_plain(str *rest)
{
	size_t n = 0;
	str plain;

	while (n < rest->len && rest->ptr[n] >= ' ' && rest->ptr[n] <= '~' && rest->ptr[n] != '"' &&
	       rest->ptr[n] != '\\')
		n++;
	plain = str_slice(*rest, 0, n);
	*rest = str_skip(*rest, n);
	return plain;
}

/* Takes one character, or one byte that is part of none. @rest must not be empty. */
static gunichar take_character(str *rest, str *ret_bytes)
{
	gunichar character = (unsigned char)rest->ptr[0];
	size_t length = 1;

	if (character >= 0x80) {
		character = g_utf8_get_char_validated(rest->ptr, (gssize)MIN(rest->len, 8));
		if (character == (gunichar)-1 || character == (gunichar)-2)
			character = NO_CHARACTER;
		else
			length = (size_t)g_unichar_to_utf8(character, NULL);
	}
	*ret_bytes = str_slice(*rest, 0, length);
	*rest = str_skip(*rest, length);
	return character;
}

static void append(GString *out, str text)
{
	if (text.len > 0)
		g_string_append_len(out, text.ptr, (gssize)text.len);
}

static void append_visible(GString *out, gunichar character, str bytes)
{
	if (character == NO_CHARACTER)
		g_string_append_printf(out, "<%02X>", (unsigned char)bytes.ptr[0]);
	else if (character < 0x80)
		g_string_append_printf(out, "<%02X>", character);
	else
		g_string_append_printf(out, "<U+%04X>", character);
}

static bool ends_line(str rest)
{
	return rest.len == 0 || rest.ptr[0] == '\n';
}

static void escape_for_terminal(GString *out, str text, bool one_line)
{
	while (text.len > 0) {
		gunichar character;
		str bytes;

		append(out, take_plain(&text));
		if (text.len == 0)
			return;
		character = take_character(&text, &bytes);
		if (character == '\r' && ends_line(text))
			continue;
		if (character == '\n' || character == '\t')
			g_string_append_c(out, one_line ? ' ' : (char)character);
		else if (character == NO_CHARACTER || is_unsafe(character))
			append_visible(out, character, bytes);
		else
			append(out, bytes);
	}
}

void escape_terminal(GString *out, str text)
{
	escape_for_terminal(out, text, false);
}

void escape_terminal_line(GString *out, str text)
{
	escape_for_terminal(out, text, true);
}

void escape_json(GString *out, str text)
{
	static const char *const short_forms[0x80] = {
		['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b", ['\f'] = "\\f",
		['\n'] = "\\n", ['\r'] = "\\r",	 ['\t'] = "\\t",
	};

	g_string_append_c(out, '"');
	while (text.len > 0) {
		gunichar character;
		str bytes;

		append(out, take_plain(&text));
		if (text.len == 0)
			break;
		character = take_character(&text, &bytes);
		if (character == NO_CHARACTER)
			g_string_append_unichar(out, REPLACEMENT);
		else if (character < 0x80 && short_forms[character])
			g_string_append(out, short_forms[character]);
		else if (is_unsafe(character))
			g_string_append_printf(out, "\\u%04x", character);
		else
			append(out, bytes);
	}
	g_string_append_c(out, '"');
}

/* Unicode 23.7: the last two of each plane, and a block of 32. */
static bool is_noncharacter(gunichar character)
{
	return (character & 0xfffe) == 0xfffe || (character >= 0xfdd0 && character <= 0xfdef);
}

static const char *const entities[0x80] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

/* Takes the bytes that are themselves in markup, newlines and tabs among them. */
static str take_plain_markup(str *rest)
{
	size_t n = 0;
	str plain;

	while (n < rest->len) {
		unsigned char byte = (unsigned char)rest->ptr[n];

		if ((byte < ' ' && byte != '\n' && byte != '\t') || byte > '~' || entities[byte])
			break;
		n++;
	}
	plain = str_slice(*rest, 0, n);
	*rest = str_skip(*rest, n);
	return plain;
}

static void append_visible_markup(GString *out, gunichar character, str bytes)
{
	g_autoptr(GString) visible = g_string_new(NULL);

	append_visible(visible, character, bytes);
	/* `<U+202E>` stands between two brackets. */
	g_string_append(out, entities['<']);
	g_string_append_len(out, visible->str + 1, (gssize)visible->len - 2);
	g_string_append(out, entities['>']);
}

void escape_markup(GString *out, str text)
{
	while (text.len > 0) {
		gunichar character;
		str bytes;

		append(out, take_plain_markup(&text));
		if (text.len == 0)
			return;
		character = take_character(&text, &bytes);
		if (character == '\r' && ends_line(text))
			continue;
		if (character < 0x80 && entities[character])
			g_string_append(out, entities[character]);
		else if (character == NO_CHARACTER || is_unsafe(character) ||
			 is_noncharacter(character))
			append_visible_markup(out, character, bytes);
		else
			append(out, bytes);
	}
}

/* True for a byte that may begin, or be a part of, some construct. */
static bool is_special_markdown(str line, size_t at)
{
	char byte = line.ptr[at];

	if (byte == ':')
		return str_starts(str_skip(line, at), STR("://"));
	if (byte == '.')
		return str_ends_nocase(str_slice(line, 0, at), STR("www"));
	return byte != '\0' && strchr("\\`*_{}[]#|~@$", byte);
}

void escape_markdown(GString *out, str text)
{
	g_autoptr(GString) safe = g_string_new(NULL);
	str line;

	escape_terminal_line(safe, text);
	line = (str){.ptr = safe->str, .len = safe->len};
	for (size_t i = 0; i < line.len; i++) {
		if (strchr("&<>", line.ptr[i]) && line.ptr[i] != '\0') {
			g_string_append(out, entities[(unsigned char)line.ptr[i]]);
			continue;
		}
		if (is_special_markdown(line, i))
			g_string_append_c(out, '\\');
		g_string_append_c(out, line.ptr[i]);
	}
}

void escape_url_segment(GString *out, str text)
{
	/* RFC 3986, 3.3: pchar. The percent sign itself is not of it. */
	static const char allowed[] = "-._~!$&'()*+,;=:@";

	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];

		if (g_ascii_isalnum(byte) || (byte != '\0' && strchr(allowed, byte)))
			g_string_append_c(out, byte);
		else
			g_string_append_printf(out, "%%%02X", (unsigned char)byte);
	}
}
