/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/message_body.h"

#include "base/utf8.h"

enum {
	LINE_MAX_BYTES = 76, /* RFC 2045, 6.7 (5) and 6.8 */
	LINE_GROUPS = LINE_MAX_BYTES / 4, /* of base64: three bytes each */
	ENCODED_BYTES = 3, /* `=C3` */
};

/* @text without NUL, which some programs take for its end. */
static str replace_nul(struct arena *arena, str text)
{
	g_autoptr(GString) replaced = g_string_new(NULL);
	size_t at;

	while (str_find_byte(text, '\0', &at)) {
		g_string_append_len(replaced, text.ptr, (gssize)at);
		g_string_append(replaced, "\ufffd");
		text = str_skip(text, at + 1);
	}
	if (replaced->len == 0)
		return text;
	if (text.len > 0)
		g_string_append_len(replaced, text.ptr, (gssize)text.len);
	return arena_str(arena, (str){replaced->str, replaced->len});
}

/* True if quoted-printable, with two bytes more for each that is encoded, is the shorter one. */
static bool is_mostly_ascii(str text)
{
	size_t n_others = 0;

	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.ptr[i] >= 0x80)
			n_others++;
	}
	return n_others <= text.len / 6;
}

/* What may be changed on the way, or taken for another thing, where it stands in a line. */
static bool must_be_quoted(str line, size_t at, bool is_first)
{
	char byte = line.ptr[at];

	if (byte == ' ' || byte == '\t')
		return at + 1 == line.len;
	if (byte < ' ' || byte > '~' || byte == '=')
		return true;
	return is_first && (byte == '.' || str_starts(str_skip(line, at), STR("From ")));
}

static void append_quoted_line(GString *out, str line)
{
	size_t column = 0;

	for (size_t i = 0; i < line.len; i++) {
		bool quoted = must_be_quoted(line, i, column == 0);
		/* The last byte of a line needs no room for a `=` behind it. */
		size_t room = LINE_MAX_BYTES - (i + 1 < line.len ? 1 : 0);

		if (column + (quoted ? ENCODED_BYTES : 1) > room) {
			g_string_append(out, "=\n");
			column = 0;
			quoted = must_be_quoted(line, i, true);
		}
		if (quoted)
			g_string_append_printf(out, "=%02X", (unsigned char)line.ptr[i]);
		else
			g_string_append_c(out, line.ptr[i]);
		column += quoted ? ENCODED_BYTES : 1;
	}
}

static void append_quoted_printable(GString *out, str text)
{
	const char *end = text.ptr + text.len;
	str line;

	while (str_next_line(&text, &line)) {
		append_quoted_line(out, line);
		/* The last line may have none. */
		if (line.ptr + line.len < end)
			g_string_append_c(out, '\n');
	}
}

/* RFC 2046, 4.1.1: what is encoded has the line breaks of mails. */
static char *with_mail_lines(str text, size_t *ret_length)
{
	GString *lines = g_string_sized_new(text.len);

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n')
			g_string_append_c(lines, '\r');
		g_string_append_c(lines, text.ptr[i]);
	}
	*ret_length = lines->len;
	return g_string_free(lines, FALSE);
}

static void append_base64(GString *out, str text)
{
	size_t length;
	g_autofree char *lines = with_mail_lines(text, &length);
	g_autofree char *encoded = g_base64_encode((const guchar *)lines, length);
	str rest = str_from(encoded);

	while (rest.len > 0) {
		str line = str_slice(rest, 0, LINE_GROUPS * 4);

		g_string_append_len(out, line.ptr, (gssize)line.len);
		rest = str_skip(rest, line.len);
		if (rest.len > 0)
			g_string_append_c(out, '\n');
	}
}

void message_body_append(GString *out, str text)
{
	g_auto(arena) arena = {0};
	str valid = replace_nul(&arena, utf8_make_valid(&arena, text));
	bool quoted = is_mostly_ascii(valid);

	g_string_append_printf(out, "Content-Transfer-Encoding: %s\n\n",
			       quoted ? "quoted-printable" : "base64");
	if (quoted)
		append_quoted_printable(out, valid);
	else
		append_base64(out, valid);
}
