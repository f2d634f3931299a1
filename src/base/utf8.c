/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: every text of every mail is asked whether it is ASCII or valid,
 * and nearly all is ASCII; so the bytes are looked at in words of eight, and
 * GLib sees only what stands behind the first byte that is not ASCII.
 */
#include "base/utf8.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

enum {
	REPLACEMENT_CHARACTER = 0xfffd,
	REPLACEMENT_BYTES = sizeof(REPLACEMENT) - 1,
};

/* How many bytes at the start of @s are certainly ASCII: up to seven fewer than there are. */
static size_t ascii_prefix(str s)
{
	size_t at = 0;

	for (; at + 4 * sizeof(uint64_t) <= s.len; at += 4 * sizeof(uint64_t)) {
		uint64_t words[4];

		memcpy(words, s.ptr + at, sizeof(words));
		if ((words[0] | words[1] | words[2] | words[3]) & HIGH_BITS)
			break;
	}
	for (; at + sizeof(uint64_t) <= s.len; at += sizeof(uint64_t)) {
		uint64_t word;

		memcpy(&word, s.ptr + at, sizeof(word));
		if (word & HIGH_BITS)
			break;
	}
	return at;
}

/* How many bytes at the start of @s are whole characters. */
static size_t valid_prefix(str s)
{
	size_t at = ascii_prefix(s);

	while (at < s.len) {
		const char *end;

		if (g_utf8_validate_len(s.ptr + at, s.len - at, &end))
			return s.len;
		at = (size_t)(end - s.ptr);
		/* GLib takes NUL for the end of a text; here it is a character. */
		if (s.ptr[at] != '\0')
			return at;
		at++;
	}
	return at;
}

bool utf8_is_ascii(str s)
{
	for (size_t at = ascii_prefix(s); at < s.len; at++) {
		if ((unsigned char)s.ptr[at] >= 0x80)
			return false;
	}
	return true;
}

bool utf8_valid(str s)
{
	return valid_prefix(s) == s.len;
}

static size_t count_stray_bytes(str s)
{
	size_t count = 0;

	for (size_t valid = valid_prefix(s); valid < s.len; valid = valid_prefix(s)) {
		count++;
		s = str_skip(s, valid + 1);
	}
	return count;
}

str utf8_make_valid(struct arena *arena, str s)
{
	size_t stray = count_stray_bytes(s);
	str result;
	char *to;

	if (stray == 0)
		return s;
	result.len = s.len + stray * (REPLACEMENT_BYTES - 1);
	result.ptr = to = arena_text(arena, result.len);
	while (s.len > 0) {
		size_t valid = valid_prefix(s);

		memcpy(to, s.ptr, valid);
		to += valid;
		if (valid < s.len) {
			memcpy(to, REPLACEMENT, REPLACEMENT_BYTES);
			to += REPLACEMENT_BYTES;
		}
		s = str_skip(s, valid + 1);
	}
	return result;
}

gunichar utf8_next(str *rest)
{
	unsigned char first = (unsigned char)*rest->ptr;
	size_t size = (size_t)g_utf8_skip[first];
	gunichar character;

	if (first < 0x80) {
		*rest = str_skip(*rest, 1);
		return first;
	}
	/* Only a caller that broke the contract gets here; still nothing is read past the end. */
	if (size > rest->len) {
		*rest = str_skip(*rest, rest->len);
		return REPLACEMENT_CHARACTER;
	}
	character = g_utf8_get_char(rest->ptr);
	*rest = str_skip(*rest, size);
	return character;
}

size_t utf8_write(gunichar character, char *to)
{
	if (!g_unichar_validate(character))
		character = REPLACEMENT_CHARACTER;
	return (size_t)g_unichar_to_utf8(character, to);
}

static unsigned character_width(gunichar character)
{
	if (character >= 0x20 && character < 0x7f)
		return 1;
	if (g_unichar_iscntrl(character) || g_unichar_iszerowidth(character))
		return 0;
	return g_unichar_iswide(character) ? 2 : 1;
}

unsigned utf8_width(str s)
{
	unsigned width = 0;

	while (s.len > 0)
		width += character_width(utf8_next(&s));
	return width;
}

str utf8_fit(str s, unsigned columns)
{
	str rest = s;
	size_t end = 0;

	while (rest.len > 0) {
		unsigned width = character_width(utf8_next(&rest));

		if (width > columns)
			break;
		columns -= width;
		end = s.len - rest.len;
	}
	return str_slice(s, 0, end);
}
