/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/am_header.h"

#include "base/utf8.h"

enum {
	LINE_COLUMNS = 76, /* RFC 5322, 2.1.1 asks for 78 at most; RFC 2047, 2 for 76 */
};

static const str word_begin = STR_INIT("=?UTF-8?q?");
static const str word_end = STR_INIT("?=");

/* A header that is being written. */
struct line {
	GString *out;
	size_t columns; /* of the line at its end */
};

static void append(struct line *line, str text)
{
	g_string_append_len(line->out, text.ptr, (gssize)text.len);
	line->columns += text.len;
}

static void fold(struct line *line)
{
	g_string_append(line->out, "\n ");
	line->columns = 1;
}

static bool is_plain(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < ' ' || text.ptr[i] > '~')
			return false;
	}
	return !str_contains(text, STR("=?"));
}

/* Folded at its blanks, which stay: that is undone without a trace. */
static void append_plain(struct line *line, str text)
{
	while (text.len > 0) {
		size_t end = 1;

		while (end < text.len && text.ptr[end] != ' ')
			end++;
		if (text.ptr[0] == ' ' && line->columns + end > LINE_COLUMNS) {
			fold(line);
			text = str_skip(text, 1);
			end--;
		}
		append(line, str_slice(text, 0, end));
		text = str_skip(text, end);
	}
}

/* What @byte is within a word: RFC 2047, 4.2 and, of names, 5 (3). */
static void append_encoded_byte(GString *encoded, unsigned char byte)
{
	if (g_ascii_isalnum((char)byte) || byte == '-' || byte == '!' || byte == '*' ||
	    byte == '+' || byte == '/')
		g_string_append_c(encoded, (char)byte);
	else if (byte == ' ')
		g_string_append_c(encoded, '_');
	else
		g_string_append_printf(encoded, "=%02X", byte);
}

/* As encoded words, none of which cuts a character in two. */
static void append_encoded(struct line *line, str text)
{
	g_autoptr(GString) encoded = g_string_new(NULL);
	bool is_open = false;

	while (text.len > 0) {
		str rest = text;

		utf8_next(&rest);
		g_string_truncate(encoded, 0);
		for (size_t i = 0; i < text.len - rest.len; i++)
			append_encoded_byte(encoded, (unsigned char)text.ptr[i]);
		if (is_open && line->columns + encoded->len + word_end.len > LINE_COLUMNS) {
			append(line, word_end);
			fold(line);
			is_open = false;
		}
		if (!is_open)
			append(line, word_begin);
		is_open = true;
		append(line, (str){.ptr = encoded->str, .len = encoded->len});
		text = rest;
	}
	if (is_open)
		append(line, word_end);
}

static struct line begin(GString *out, const char *name)
{
	struct line line = {.out = out};

	append(&line, str_from(name));
	append(&line, STR(": "));
	return line;
}

void am_header_append(GString *out, const char *name, str tag, str text)
{
	struct line line = begin(out, name);

	append(&line, tag);
	if (tag.len > 0)
		append(&line, STR(" "));
	if (is_plain(text))
		append_plain(&line, text);
	else
		append_encoded(&line, text);
	g_string_append_c(out, '\n');
}

/* RFC 5322, 3.2.3: what a name without quotes may not have. */
static bool needs_quotes(str name)
{
	static const char specials[] = "()<>[]:;@\\,.\"";

	for (size_t i = 0; i < name.len; i++) {
		if (strchr(specials, name.ptr[i]))
			return true;
	}
	return false;
}

static void append_quoted(struct line *line, str name)
{
	append(line, STR("\""));
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == '"' || name.ptr[i] == '\\')
			append(line, STR("\\"));
		append(line, str_slice(name, i, i + 1));
	}
	append(line, STR("\""));
}

void am_header_append_mailbox(GString *out, const char *name, struct mailbox mailbox)
{
	struct line line = begin(out, name);

	if (!is_plain(mailbox.name))
		append_encoded(&line, mailbox.name);
	else if (needs_quotes(mailbox.name))
		append_quoted(&line, mailbox.name);
	else
		append(&line, mailbox.name);
	if (mailbox.name.len > 0)
		append(&line, STR(" "));
	if (line.columns + mailbox.address.len + 2 > LINE_COLUMNS && mailbox.name.len > 0) {
		g_string_truncate(out, out->len - 1);
		fold(&line);
	}
	append(&line, STR("<"));
	for (size_t i = 0; i < mailbox.address.len; i++) {
		/* An address that would end the field, or itself, is none. */
		if ((unsigned char)mailbox.address.ptr[i] > ' ' && mailbox.address.ptr[i] != '<' &&
		    mailbox.address.ptr[i] != '>')
			append(&line, str_slice(mailbox.address, i, i + 1));
	}
	append(&line, STR(">\n"));
}
