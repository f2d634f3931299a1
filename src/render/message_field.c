/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/message_field.h"

#include "base/utf8.h"
#include "render/escape.h"

#include <string.h>

enum {
	LINE_MAX_COLUMNS = 76, /* RFC 2047, 2, where there is an encoded word; else it were 78 */
	ENCODED_MAX = 75, /* likewise: one encoded word */
	ENCODED_MIN = 36, /* one for less room is not worth it */
	PLAIN_WORD_MAX = 60, /* a longer word is encoded, as it could not be folded */
	/* Some readers keep the fold of a name that is not encoded; and quoting may double it. */
	PLAIN_NAME_MAX = 35,
};

static const char encoded_begin[] = "=?utf-8?q?";
static const char encoded_end[] = "?=";

/* A field while it is written. */
struct field {
	GString *out;
	size_t line; /* where its last line begins in @out */
};

static struct field begin_field(GString *out, const char *name)
{
	struct field field = {.out = out, .line = out->len};

	g_string_append_printf(out, "%s:", name);
	return field;
}

/* Appends a word behind a blank, on a line of its own where this one has no room. */
static void append_word(struct field *field, str word)
{
	if (field->out->len - field->line + 1 + word.len > LINE_MAX_COLUMNS) {
		g_string_append_c(field->out, '\n');
		field->line = field->out->len;
	}
	g_string_append_c(field->out, ' ');
	g_string_append_len(field->out, word.ptr, (gssize)word.len);
}

static void append_words(struct field *field, str text)
{
	str word;

	while (str_next_word(&text, &word))
		append_word(field, word);
}

/*
 * True if @text can stand in a field as it is: words of printable ASCII with one blank
 * between them, as readers fold them differently, and nothing like an encoded word.
 */
static bool is_plain(str text)
{
	size_t word = 0;

	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];

		if (byte < ' ' || byte > '~' || (byte == ' ' && word == 0))
			return false;
		word = byte == ' ' ? 0 : word + 1;
		if (word > PLAIN_WORD_MAX)
			return false;
	}
	return word > 0 && !str_contains(text, STR("=?"));
}

/* RFC 2047, 5 (3): what may stand for itself in a name, which is the strictest place. */
static bool stands_for_itself(char byte)
{
	return g_ascii_isalnum(byte) || (byte != '\0' && strchr("!*+-/", byte));
}

static void append_encoded_character(GString *word, str character)
{
	for (size_t i = 0; i < character.len; i++) {
		char byte = character.ptr[i];

		if (stands_for_itself(byte))
			g_string_append_c(word, byte);
		else if (byte == ' ')
			g_string_append_c(word, '_');
		else
			g_string_append_printf(word, "=%02X", (unsigned char)byte);
	}
}

/* How long an encoded word may be that comes next: what is left of the line, or all of one. */
static size_t room_for_encoded(const struct field *field)
{
	size_t used = field->out->len - field->line + 1;

	if (used + ENCODED_MIN > LINE_MAX_COLUMNS)
		return ENCODED_MAX;
	return MIN(LINE_MAX_COLUMNS - used, ENCODED_MAX);
}

/* Readers join encoded words without the blanks between them. @text is valid UTF-8. */
static void append_encoded(struct field *field, str text)
{
	g_autoptr(GString) word = g_string_new(encoded_begin);
	g_autoptr(GString) encoded = g_string_new(NULL);
	size_t room = room_for_encoded(field);

	while (text.len > 0) {
		str character = text;

		utf8_next(&text);
		character.len -= text.len;
		g_string_truncate(encoded, 0);
		append_encoded_character(encoded, character);
		if (word->len + encoded->len + strlen(encoded_end) > room) {
			g_string_append(word, encoded_end);
			append_word(field, (str){word->str, word->len});
			g_string_assign(word, encoded_begin);
			room = room_for_encoded(field);
		}
		g_string_append_len(word, encoded->str, (gssize)encoded->len);
	}
	g_string_append(word, encoded_end);
	append_word(field, (str){word->str, word->len});
}

void message_field_text(GString *out, const char *name, str text)
{
	struct field field = begin_field(out, name);
	g_autoptr(GString) harmless = g_string_new(NULL);
	str value;

	escape_terminal_line(harmless, text);
	value = (str){harmless->str, harmless->len};
	if (is_plain(value))
		append_words(&field, value);
	else if (value.len > 0)
		append_encoded(&field, value);
	g_string_append_c(out, '\n');
}

static bool is_phrase_of_atoms(str name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (!g_ascii_isalnum(name.ptr[i]) && !strchr(MESSAGE_ATOM_MARKS " ", name.ptr[i]))
			return false;
	}
	return true;
}

static void append_quoted(struct field *field, str name)
{
	g_autoptr(GString) quoted = g_string_new("\"");

	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == '"' || name.ptr[i] == '\\')
			g_string_append_c(quoted, '\\');
		g_string_append_c(quoted, name.ptr[i]);
	}
	g_string_append_c(quoted, '"');
	append_word(field, (str){quoted->str, quoted->len});
}

static void append_name(struct field *field, str name)
{
	g_autoptr(GString) harmless = g_string_new(NULL);
	str value;

	escape_terminal_line(harmless, name);
	value = (str){harmless->str, harmless->len};
	if (!is_plain(value) || value.len > PLAIN_NAME_MAX)
		append_encoded(field, value);
	else if (is_phrase_of_atoms(value))
		append_word(field, value);
	else
		append_quoted(field, value);
}

void message_field_mailboxes(GString *out, const char *name, const struct mailbox *mailboxes,
			     unsigned n_mailboxes)
{
	struct field field = begin_field(out, name);

	for (unsigned i = 0; i < n_mailboxes; i++) {
		bool has_name = mailboxes[i].name.len > 0;
		g_autofree char *address = g_strdup_printf(
			has_name ? "<" STR_FMT ">%s" : STR_FMT "%s", STR_ARG(mailboxes[i].address),
			i + 1 < n_mailboxes ? "," : "");

		if (has_name)
			append_name(&field, mailboxes[i].name);
		append_word(&field, str_from(address));
	}
	g_string_append_c(out, '\n');
}
