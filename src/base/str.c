/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/str.h"

#include "base/hash.h"

#include <glib.h>
#include <string.h>

enum { SHORT_NEEDLE_BYTES = 64 }; /* of which a search may compare all at each byte */

str str_from(const char *text)
{
	return (str){.ptr = text, .len = text ? strlen(text) : 0};
}

/* As g_ascii_tolower(), which is a call into another library for each byte. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Not g_ascii_strncasecmp(): that stops at a NUL, which a mail may well hold. */
static bool equal_nocase(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (a[i] != b[i] && lower(a[i]) != lower(b[i]))
			return false;
	}
	return true;
}

bool str_equal_nocase(str a, str b)
{
	return a.len == b.len && equal_nocase(a.ptr, b.ptr, a.len);
}

bool str_starts_nocase(str s, str prefix)
{
	return s.len >= prefix.len && str_equal_nocase(str_slice(s, 0, prefix.len), prefix);
}

bool str_ends_nocase(str s, str suffix)
{
	return s.len >= suffix.len && str_equal_nocase(str_skip(s, s.len - suffix.len), suffix);
}

bool str_starts_any(str s, const str *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_starts(s, table[i]))
			return true;
	}
	return false;
}

bool str_starts_any_nocase(str s, const str *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_starts_nocase(s, table[i]))
			return true;
	}
	return false;
}

bool str_take_nocase(str *s, str prefix)
{
	if (!str_starts_nocase(*s, prefix))
		return false;
	*s = str_skip(*s, prefix.len);
	return true;
}

int str_compare(str a, str b)
{
	size_t shorter = MIN(a.len, b.len);
	int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

/*
 * Nearly all that is looked for is a word of ours, in a line or a little more:
 * memmem() spends longer on its tables than the search takes.
 */
static bool find_short(str s, str needle, size_t *ret_at)
{
	const char *at = s.ptr;
	const char *end = s.ptr + (s.len - needle.len) + 1;

	while ((at = memchr(at, needle.ptr[0], (size_t)(end - at)))) {
		if (memcmp(at, needle.ptr, needle.len) == 0) {
			*ret_at = (size_t)(at - s.ptr);
			return true;
		}
		if (++at == end)
			break;
	}
	return false;
}

bool str_find(str s, str needle, size_t *ret_at)
{
	const char *at;

	if (needle.len == 0 || s.len < needle.len)
		return false;
	if (needle.len <= SHORT_NEEDLE_BYTES)
		return find_short(s, needle, ret_at);
	at = memmem(s.ptr, s.len, needle.ptr, needle.len);
	if (!at)
		return false;
	*ret_at = (size_t)(at - s.ptr);
	return true;
}

bool str_find_nocase(str s, str needle, size_t *ret_at)
{
	if (needle.len == 0 || s.len < needle.len)
		return false;
	for (size_t at = 0; at + needle.len <= s.len; at++) {
		if (equal_nocase(s.ptr + at, needle.ptr, needle.len)) {
			*ret_at = at;
			return true;
		}
	}
	return false;
}

bool str_find_last_byte(str s, char byte, size_t *ret_at)
{
	const char *at = s.len ? memrchr(s.ptr, byte, s.len) : NULL;

	if (!at)
		return false;
	*ret_at = (size_t)(at - s.ptr);
	return true;
}

bool str_contains(str s, str needle)
{
	size_t at;

	return str_find(s, needle, &at);
}

str str_trim_end(str s)
{
	while (s.len > 0 && g_ascii_isspace(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

str str_trim(str s)
{
	size_t begin = 0;

	s = str_trim_end(s);
	while (begin < s.len && g_ascii_isspace(s.ptr[begin]))
		begin++;
	return str_skip(s, begin);
}

bool str_next_word(str *rest, str *ret_word)
{
	size_t begin = 0;
	size_t end;

	while (begin < rest->len && g_ascii_isspace(rest->ptr[begin]))
		begin++;
	end = begin;
	while (end < rest->len && !g_ascii_isspace(rest->ptr[end]))
		end++;
	if (begin == end)
		return false;
	*ret_word = str_slice(*rest, begin, end);
	*rest = str_skip(*rest, end);
	return true;
}

bool str_to_uint(str digits, unsigned max, unsigned *ret_value)
{
	unsigned value = 0;

	if (digits.len < 1 || digits.len > 9)
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		if (!g_ascii_isdigit(digits.ptr[i]))
			return false;
		value = value * 10 + (unsigned)(digits.ptr[i] - '0');
	}
	if (value > max)
		return false;
	*ret_value = value;
	return true;
}

bool str_is_hex(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!g_ascii_isxdigit(s.ptr[i]))
			return false;
	}
	return s.len > 0;
}

char *str_dup(str s)
{
	char *copy = g_malloc(s.len + 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return copy;
}

unsigned str_hash(const void *slice)
{
	return (unsigned)hash_bytes(hash_key_of_process(), *(const str *)slice);
}

int str_hash_equal(const void *a, const void *b)
{
	return str_equal(*(const str *)a, *(const str *)b);
}

unsigned str_hash_nocase(const void *slice)
{
	return (unsigned)hash_bytes_nocase(hash_key_of_process(), *(const str *)slice);
}

int str_hash_equal_nocase(const void *a, const void *b)
{
	return str_equal_nocase(*(const str *)a, *(const str *)b);
}
