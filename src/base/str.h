/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Slices of text: a pointer and a length, never assumed to be terminated.
 *
 * A slice owns nothing. It is valid as long as the bytes it points into: a
 * mail's buffer, an arena, a literal. Whoever keeps one longer copies it
 * (arena_str(), str_dup()). The empty slice may have a NULL pointer.
 *
 * All functions compare bytes; "nocase" folds the 26 ASCII letters only, so
 * that no locale takes part. Ranges are half open.
 *
 * What the readers of mails call for each line is inline: out of line it took a
 * tenth of their time.
 */
#ifndef TIDINGS_BASE_STR_H
#define TIDINGS_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct str {
	const char *ptr;
	size_t len;
} str;

/* A slice over a string literal. */
#define STR(literal) ((str){.ptr = "" literal, .len = sizeof(literal) - 1})
#define STR_INIT(literal) \
	{ \
		.ptr = "" literal, .len = sizeof(literal) - 1 \
	}

/* For printf-like functions: printf(STR_FMT, STR_ARG(slice)). */
#define STR_FMT "%.*s"
#define STR_ARG(slice) (int)(slice).len, (slice).ptr ? (slice).ptr : ""

/* The slice over a terminated string; NULL gives the empty slice. */
str str_from(const char *text);

/* [begin, end) of @s, both clamped to its length. */
static inline str str_slice(str s, size_t begin, size_t end)
{
	end = end < s.len ? end : s.len;
	begin = begin < end ? begin : end;
	if (!s.ptr)
		return s;
	return (str){.ptr = s.ptr + begin, .len = end - begin};
}

/* @s from @begin to its end, @begin clamped. */
static inline str str_skip(str s, size_t begin)
{
	return str_slice(s, begin, s.len);
}

static inline bool str_equal(str a, str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_equal_nocase(str a, str b);

static inline bool str_starts(str s, str prefix)
{
	return s.len >= prefix.len && str_equal(str_slice(s, 0, prefix.len), prefix);
}

bool str_starts_nocase(str s, str prefix);

static inline bool str_ends(str s, str suffix)
{
	return s.len >= suffix.len && str_equal(str_skip(s, s.len - suffix.len), suffix);
}

bool str_ends_nocase(str s, str suffix);

/* True if @s starts with one of the @n slices of @table. */
bool str_starts_any(str s, const str *table, size_t n);
bool str_starts_any_nocase(str s, const str *table, size_t n);

/* If @s starts with @prefix, cuts it off and returns true. */
static inline bool str_take(str *s, str prefix)
{
	if (!str_starts(*s, prefix))
		return false;
	*s = str_skip(*s, prefix.len);
	return true;
}

bool str_take_nocase(str *s, str prefix);

/* Order of bytes, the shorter first: <0, 0, >0. */
int str_compare(str a, str b);

/* Where @needle first stands in @s; the result is untouched where it does not. */
bool str_find(str s, str needle, size_t *ret_at);
bool str_find_nocase(str s, str needle, size_t *ret_at);

static inline bool str_find_byte(str s, char byte, size_t *ret_at)
{
	const char *at = s.len ? memchr(s.ptr, byte, s.len) : NULL;

	if (!at)
		return false;
	*ret_at = (size_t)(at - s.ptr);
	return true;
}

bool str_find_last_byte(str s, char byte, size_t *ret_at);
bool str_contains(str s, str needle);

/* Without ASCII white space at both ends, or at the end alone. */
str str_trim(str s);
str str_trim_end(str s);

/*
 * The first newline of @s, or NULL. Lines are short: a call of memchr() for each
 * costs more than the search.
 */
static inline const char *str_newline(str s)
{
	const char *at = s.ptr;
	size_t left = s.len;

#ifdef __SSE2__
	const __m128i newlines = _mm_set1_epi8('\n');

	for (; left >= sizeof(newlines); at += sizeof(newlines), left -= sizeof(newlines)) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
		int found = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, newlines));

		if (found)
			return at + __builtin_ctz((unsigned)found);
	}
#endif
	return left ? memchr(at, '\n', left) : NULL;
}

/*
 * Takes the next line off @rest, without its newline. False when nothing is
 * left; a last line without a newline counts, the emptiness after a final
 * newline does not. A carriage return stays.
 */
static inline bool str_next_line(str *rest, str *ret_line)
{
	const char *newline;

	if (rest->len == 0)
		return false;
	newline = str_newline(*rest);
	*ret_line = *rest;
	if (newline) {
		ret_line->len = (size_t)(newline - rest->ptr);
		rest->ptr = newline + 1;
		rest->len -= ret_line->len + 1;
	} else {
		rest->ptr += rest->len;
		rest->len = 0;
	}
	return true;
}

/* Takes the next run of bytes that are not ASCII white space off @rest. */
bool str_next_word(str *rest, str *ret_word);

/* Takes the ASCII digits at the start of @rest off it, maybe none. */
static inline str str_take_digits(str *rest)
{
	str digits = {.ptr = rest->ptr};

	while (digits.len < rest->len && rest->ptr[digits.len] >= '0' &&
	       rest->ptr[digits.len] <= '9')
		digits.len++;
	if (digits.len > 0)
		*rest = (str){.ptr = rest->ptr + digits.len, .len = rest->len - digits.len};
	return digits;
}

/*
 * The value of @digits, which must be one to nine decimal digits and nothing
 * else, and at most @max; false, and nothing written, otherwise.
 */
bool str_to_uint(str digits, unsigned max, unsigned *ret_value);

/* True if @s is non-empty and each byte is a hexadecimal digit. */
bool str_is_hex(str s);

/* A terminated copy; NUL bytes within are kept. The caller frees it with g_free(). */
char *str_dup(str s);

/*
 * Hashes and equalities of slices by pointer (str *), for GHashTable. The
 * hashes differ from run to run, and nobody can make slices that share one
 * (base/hash.h).
 */
unsigned str_hash(const void *slice);
int str_hash_equal(const void *a, const void *b);
unsigned str_hash_nocase(const void *slice);
int str_hash_equal_nocase(const void *a, const void *b);

#endif
