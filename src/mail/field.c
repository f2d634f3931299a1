/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/field.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mail/encoded_word.h"
#include "mail/mail.h"

#include <glib.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
	return c == '\r' || c == '\n';
}

/* Cuts at the limit, but not within a character of UTF-8. */
static str cut_field(str value, unsigned *defects)
{
	size_t len = LIMIT_FIELD_BYTES;

	if (value.len <= LIMIT_FIELD_BYTES)
		return value;
	*defects |= MAIL_TOO_LONG;
	while (len > LIMIT_FIELD_BYTES - 4 && ((unsigned char)value.ptr[len] & 0xc0) == 0x80)
		len--;
	return str_slice(value, 0, len);
}

static str unfold(struct arena *arena, str raw)
{
	char *text;
	size_t len = 0;
	size_t at;

	raw = str_trim(raw);
	if (!str_find_byte(raw, '\n', &at) && !str_find_byte(raw, '\r', &at) &&
	    !str_find_byte(raw, '\0', &at))
		return raw;
	text = arena_text(arena, raw.len);
	for (at = 0; at < raw.len; at++) {
		if (raw.ptr[at] == '\0')
			continue;
		if (!is_line_end(raw.ptr[at])) {
			text[len++] = raw.ptr[at];
			continue;
		}
		while (len > 0 && is_blank(text[len - 1]))
			len--;
		while (at + 1 < raw.len &&
		       (is_blank(raw.ptr[at + 1]) || is_line_end(raw.ptr[at + 1])))
			at++;
		text[len++] = ' ';
	}
	arena_shrink(arena, text, len);
	return str_trim((str){.ptr = text, .len = len});
}

str field_unfold(struct arena *arena, str raw, unsigned *defects)
{
	return cut_field(unfold(arena, raw), defects);
}

str field_text(struct arena *arena, str raw, unsigned *defects)
{
	return str_trim(encoded_words_decode(arena, field_unfold(arena, raw, defects), defects));
}

/*
 * Takes the next id in angle brackets off @rest. One that is left open ends at
 * the next bracket, or at a blank.
 */
static bool next_bracketed(str *rest, str *ret_id)
{
	size_t open;
	size_t end;

	while (str_find_byte(*rest, '<', &open)) {
		*rest = str_skip(*rest, open + 1);
		for (end = 0; end < rest->len && rest->ptr[end] != '<' && rest->ptr[end] != '>';)
			end++;
		if (end < rest->len && rest->ptr[end] == '>') {
			*ret_id = str_trim(str_slice(*rest, 0, end));
			*rest = str_skip(*rest, end + 1);
		} else {
			str open_id = str_slice(*rest, 0, end);

			*rest = str_skip(*rest, end);
			*ret_id = (str){0};
			str_next_word(&open_id, ret_id);
		}
		if (ret_id->len > 0)
			return true;
	}
	return false;
}

/* Takes the next word that looks like an id off @rest, for a value without brackets. */
static bool next_bare(str *rest, bool is_lone, str *ret_id)
{
	str word;
	size_t at;

	while (str_next_word(rest, &word)) {
		while (word.len > 0 && str_find_byte(STR("\"',;(<"), word.ptr[0], &at))
			word = str_skip(word, 1);
		while (word.len > 0 && str_find_byte(STR("\"',;)>"), word.ptr[word.len - 1], &at))
			word.len--;
		if (word.len == 0 || (!is_lone && !str_find_byte(word, '@', &at)))
			continue;
		*ret_id = word;
		return true;
	}
	return false;
}

static bool is_lone_word(str text)
{
	str word;

	return str_next_word(&text, &word) && !str_next_word(&text, &word);
}

/* https://lists.example.org/some/list/id@example.com/T/#u: empty if no part is an id. */
static str id_of_url(str id)
{
	str found = {0};
	size_t slash;
	size_t at;

	if (!str_find(id, STR("://"), &at))
		return id;
	id = str_skip(id, at + 3);
	while (str_find_byte(id, '/', &slash)) {
		str part;

		id = str_skip(id, slash + 1);
		part = id;
		if (str_find_byte(id, '/', &at))
			part = str_slice(id, 0, at);
		if (str_find_byte(part, '@', &at))
			found = part;
	}
	return found;
}

/* An id as it is kept: the same rules for a mail's own and for one referred to. */
static str clean_id(struct arena *arena, str id, unsigned *defects)
{
	char *text;
	size_t len = 0;
	size_t at;

	if (id.len > LIMIT_MESSAGE_ID_BYTES)
		*defects |= MAIL_TOO_LONG;
	id = str_slice(id, 0, LIMIT_MESSAGE_ID_BYTES);
	if (str_find_byte(id, ' ', &at) || str_find_byte(id, '\t', &at)) {
		text = arena_text(arena, id.len);
		for (size_t i = 0; i < id.len; i++) {
			if (!g_ascii_isspace(id.ptr[i]))
				text[len++] = id.ptr[i];
		}
		arena_shrink(arena, text, len);
		id = (str){.ptr = text, .len = len};
	}
	return utf8_make_valid(arena, id);
}

/*
 * Unfolded and decoded, but not cut: of a long References field it is the end
 * that counts.
 */
static str unfold_ids(struct arena *arena, str raw, unsigned *defects)
{
	str value = unfold(arena, raw);
	size_t at;

	if (str_find(value, STR("=?"), &at))
		value = encoded_words_decode(arena, value, defects);
	return value;
}

/* What collect_ids() has met so far. The first round counts, the second keeps. */
struct id_collector {
	size_t n_met;
	size_t n_skipped; /* the oldest, of which there are too many */
	struct id_list list; /* ids is NULL in the first round */
};

static void collect_ids(struct arena *arena, str value, struct id_collector *collector,
			unsigned *defects)
{
	size_t at;
	bool is_bracketed = str_find_byte(value, '<', &at);
	bool is_lone = is_lone_word(value);
	str id;

	while (is_bracketed ? next_bracketed(&value, &id) : next_bare(&value, is_lone, &id)) {
		id = id_of_url(id);
		if (id.len == 0)
			continue;
		collector->n_met++;
		if (!collector->list.ids || collector->n_met <= collector->n_skipped)
			continue;
		collector->list.ids[collector->list.n_ids++] = clean_id(arena, id, defects);
	}
}

struct id_list field_ids(struct arena *arena, const str *raws, unsigned n_raws, unsigned *defects)
{
	struct id_collector collector = {0};
	str *values;

	if (n_raws == 0)
		return (struct id_list){0};
	values = arena_new_array(arena, str, n_raws);
	for (unsigned i = 0; i < n_raws; i++) {
		values[i] = unfold_ids(arena, raws[i], defects);
		collect_ids(arena, values[i], &collector, defects);
	}
	if (collector.n_met > LIMIT_REFERENCES) {
		*defects |= MAIL_TOO_LONG;
		collector.n_skipped = collector.n_met - LIMIT_REFERENCES;
	}
	collector.list.ids = arena_new_array(arena, str, collector.n_met - collector.n_skipped);
	collector.n_met = 0;
	for (unsigned i = 0; i < n_raws; i++)
		collect_ids(arena, values[i], &collector, defects);
	return collector.list;
}

str field_message_id(struct arena *arena, str raw, unsigned *defects)
{
	str value = field_unfold(arena, raw, defects);
	str rest = value;
	str id = {0};
	size_t at;

	if (!next_bracketed(&rest, &id)) {
		rest = value;
		if (!next_bare(&rest, false, &id)) {
			rest = value;
			next_bare(&rest, true, &id);
		}
		if (id.len > 0)
			*defects |= MAIL_BAD_MESSAGE_ID;
	}
	if (id.len > LIMIT_MESSAGE_ID_BYTES || str_find_byte(id, ' ', &at) ||
	    str_find_byte(id, '\t', &at))
		*defects |= MAIL_BAD_MESSAGE_ID;
	return clean_id(arena, id, defects);
}
