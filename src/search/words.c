/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: the words of queries, and of texts those that are not plain: beyond
 * ASCII or long. The others a lexicon takes apart by itself (search/lexicon.c).
 */
#include "search/words.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "search/word_bytes.h"

#include <glib.h>

enum {
	UTF8_BYTES_MAX = 4, /* of one character */
	NO_CHARACTER = G_MAXINT32, /* a byte that is no part of UTF-8 */
};

/* The character at the start of @s, which is not empty. */
static gunichar character_at(str s, size_t *ret_len)
{
	gunichar character;

	*ret_len = 1;
	if ((unsigned char)s.ptr[0] < 0x80)
		return (unsigned char)s.ptr[0];
	character = g_utf8_get_char_validated(s.ptr, (gssize)MIN(s.len, (size_t)UTF8_BYTES_MAX));
	if (character >= (gunichar)-2)
		return NO_CHARACTER;
	*ret_len = (size_t)g_unichar_to_utf8(character, NULL);
	return character;
}

/* True if the character at the start of @s, of @ret_len bytes, is of a word. */
static bool is_of_word(str s, size_t *ret_len)
{
	gunichar character = character_at(s, ret_len);

	if (character < 0x80)
		return g_ascii_isalnum((char)character) || character == '_';
	return character == NO_CHARACTER || g_unichar_isalnum(character) ||
	       g_unichar_ismark(character);
}

/* How many bytes at the start of @s are certainly of a word: a multiple of eight. */
static size_t ascii_word_prefix(str s)
{
	size_t at = 0;

	while (at + sizeof(uint64_t) <= s.len) {
		uint64_t eight = load_eight(s.ptr + at);

		if ((word_bytes(eight) & ~eight & HIGH_BITS) != HIGH_BITS)
			break;
		at += sizeof(eight);
	}
	return at;
}

/* @word, or of a longer one whole characters. */
static str cut_word(str word)
{
	size_t len = LIMIT_WORD_BYTES;

	if (word.len <= len)
		return word;
	/* In front of a character stand at most three bytes that continue one. */
	while (len > LIMIT_WORD_BYTES - (UTF8_BYTES_MAX - 1) &&
	       ((unsigned char)word.ptr[len] & 0xc0) == 0x80)
		len--;
	return str_slice(word, 0, len);
}

/* Writes the small letters of @word, as many as there is room for. */
static str fold_characters(str word, char *buffer)
{
	str folded = {.ptr = buffer};
	size_t len;

	for (size_t at = 0; at < word.len; at += len) {
		char bytes[UTF8_BYTES_MAX + 2] = {word.ptr[at]};
		size_t n_bytes = 1;
		gunichar character = character_at(str_skip(word, at), &len);

		if (character != NO_CHARACTER)
			n_bytes = utf8_write(g_unichar_tolower(character), bytes);
		if (folded.len + n_bytes > LIMIT_WORD_BYTES)
			break;
		memcpy(buffer + folded.len, bytes, n_bytes);
		folded.len += n_bytes;
	}
	return folded;
}

bool words_next(str *rest, str *ret_word)
{
	str word;
	size_t len = 0;
	size_t at = 0;

	while (at < rest->len && !is_of_word(str_skip(*rest, at), &len))
		at += len;
	word = str_skip(*rest, at);
	at = 0;
	while (at < word.len && is_of_word(str_skip(word, at), &len)) {
		at += len;
		at += ascii_word_prefix(str_skip(word, at));
	}
	*rest = str_skip(word, at);
	if (at == 0)
		return false;
	*ret_word = cut_word(str_slice(word, 0, at));
	return true;
}

str word_fold(str word, char *buffer)
{
	bool has_capitals = false;
	size_t at = 0;

	word = cut_word(word);
	for (; at + sizeof(uint64_t) <= word.len; at += sizeof(uint64_t)) {
		uint64_t eight = load_eight(word.ptr + at);
		uint64_t lower = lower_eight(eight);

		if (eight & HIGH_BITS)
			return fold_characters(word, buffer);
		has_capitals |= lower != eight;
		store_eight(buffer + at, lower);
	}
	for (; at < word.len; at++) {
		if ((unsigned char)word.ptr[at] >= 0x80)
			return fold_characters(word, buffer);
		buffer[at] = g_ascii_tolower(word.ptr[at]);
		has_capitals |= buffer[at] != word.ptr[at];
	}
	return has_capitals ? (str){.ptr = buffer, .len = word.len} : word;
}
