/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/mention.h"

#include "base/limits.h"

#include <glib.h>

struct mentions {
	struct arena *arena;
	str *ids;
	unsigned n_ids;
};

static void add(struct mentions *mentions, str id)
{
	if (id.len < 3 || id.len > LIMIT_MESSAGE_ID_BYTES || mentions->n_ids == LIMIT_MENTIONS)
		return;
	if (!mentions->ids)
		mentions->ids = arena_new_array(mentions->arena, str, LIMIT_MENTIONS);
	mentions->ids[mentions->n_ids++] = id;
}

static str percent_decode(struct arena *arena, str part)
{
	char *decoded = arena_text(arena, part.len);
	size_t len = 0;

	for (size_t i = 0; i < part.len; i++) {
		if (part.ptr[i] == '%' && str_is_hex(str_slice(part, i + 1, i + 3)) &&
		    i + 2 < part.len) {
			decoded[len++] = (char)(g_ascii_xdigit_value(part.ptr[i + 1]) * 16 +
						g_ascii_xdigit_value(part.ptr[i + 2]));
			i += 2;
			continue;
		}
		decoded[len++] = part.ptr[i];
	}
	arena_shrink(arena, decoded, len);
	return (str){.ptr = decoded, .len = len};
}

static bool ends_address(char byte)
{
	return g_ascii_isspace(byte) || byte == '>' || byte == ')' || byte == '"' || byte == ']';
}

/* What follows the host, without the full stop of the sentence that the address stands in. */
static str path_of(str address)
{
	size_t at;

	while (address.len && str_find_byte(STR(".,;:"), address.ptr[address.len - 1], &at))
		address.len--;
	if (!str_find(address, STR("://"), &at))
		return (str){0};
	address = str_skip(address, at + 3);
	return str_find_byte(address, '/', &at) ? str_skip(address, at + 1) : (str){0};
}

/* Reads the web address at the start of @text; returns its length. */
static size_t read_address(struct mentions *mentions, str text)
{
	size_t end = 0;
	str path;

	while (end < text.len && !ends_address(text.ptr[end]))
		end++;
	path = path_of(str_slice(text, 0, end));
	while (path.len) {
		str part = path;
		size_t slash;

		if (str_find_byte(path, '/', &slash)) {
			part = str_slice(path, 0, slash);
			path = str_skip(path, slash + 1);
		} else {
			path = str_skip(path, path.len);
		}
		if (str_contains(part, STR("%")))
			part = percent_decode(mentions->arena, part);
		if (str_contains(part, STR("@")))
			add(mentions, part);
	}
	return end;
}

/* The id of `<ID>` at the start of @text. Stops at the next `<`, so that a line is read once. */
static bool take_bracketed(str text, str *ret_id)
{
	size_t end = 1;
	size_t at;

	while (end < text.len && !str_find_byte(STR("<> \t\r\n"), text.ptr[end], &at))
		end++;
	if (end == text.len || text.ptr[end] != '>')
		return false;
	*ret_id = str_slice(text, 1, end);
	return str_contains(*ret_id, STR("@")) && !str_contains(*ret_id, STR("://"));
}

/* An address of a person has a name before it; an id stands alone or after a label. */
static bool is_labelled(str before)
{
	before = str_trim_end(before);
	return before.len == 0 ||
	       (before.ptr[before.len - 1] == ':' && !str_ends_nocase(before, STR("-by:")) &&
		!str_ends_nocase(before, STR("Cc:")) && !str_ends_nocase(before, STR("From:")));
}

static void read_line(struct mentions *mentions, str line)
{
	size_t at = 0;

	while (at < line.len) {
		str rest = str_skip(line, at);
		str id;

		if (rest.ptr[0] == 'h' &&
		    (str_starts(rest, STR("https://")) || str_starts(rest, STR("http://")))) {
			at += read_address(mentions, rest);
			continue;
		}
		if (rest.ptr[0] == '<' && is_labelled(str_slice(line, 0, at)) &&
		    take_bracketed(rest, &id)) {
			add(mentions, id);
			at += id.len;
		}
		at++;
	}
}

void mentions_of_text(struct arena *arena, str text, str **ret_ids, unsigned *ret_n_ids)
{
	struct mentions mentions = {.arena = arena};
	str line;

	while (mentions.n_ids < LIMIT_MENTIONS && str_next_line(&text, &line)) {
		/* Most lines name nothing: look closer only where an `@` stands. */
		if (str_contains(line, STR("@")) || str_contains(line, STR("%40")))
			read_line(&mentions, line);
	}
	*ret_ids = mentions.ids;
	*ret_n_ids = mentions.n_ids;
}
