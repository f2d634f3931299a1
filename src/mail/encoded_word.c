/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words next to each other that name the same charset are joined before they
 * are converted: mailers cut a text of several bytes a character anywhere.
 */
#include "mail/encoded_word.h"

#include "mail/charset.h"
#include "mail/transfer.h"

#include <glib.h>
#include <string.h>

enum { CHARSET_NAME_BYTES = 64 };

struct encoded_word {
	str charset; /* without the language of RFC 2231, 5 */
	bool is_base64;
	str content;
	size_t end; /* where the text goes on */
};

/* The decoded text so far, and the words whose charset is not converted yet. */
struct word_decoder {
	struct arena *arena;
	char *text; /* room for all that can come of the value */
	size_t text_room;
	size_t text_len;
	char *pending;
	size_t pending_len;
	str pending_charset;
	struct charset_converters converters;
	unsigned *defects;
};

/*
 * Reads the word that begins at @at with "=?". Where its end is not found none
 * of the text has an end any more: @no_more is set, so that nobody looks for
 * it again, and a value is read in linear time.
 */
static bool read_word(str text, size_t at, struct encoded_word *ret_word, bool *no_more)
{
	str rest = str_skip(text, at + 2);
	size_t charset_len;
	size_t content_len;
	size_t language;
	str charset;
	char kind;

	if (!str_find_byte(str_slice(rest, 0, CHARSET_NAME_BYTES), '?', &charset_len))
		return false;
	if (charset_len == 0 || rest.len < charset_len + 3 || rest.ptr[charset_len + 2] != '?')
		return false;
	kind = g_ascii_toupper(rest.ptr[charset_len + 1]);
	if (kind != 'B' && kind != 'Q')
		return false;
	charset = str_slice(rest, 0, charset_len);
	rest = str_skip(rest, charset_len + 3);
	if (!str_find(rest, STR("?="), &content_len)) {
		*no_more = true;
		return false;
	}
	if (str_find_byte(charset, '*', &language))
		charset = str_slice(charset, 0, language);
	*ret_word = (struct encoded_word){
		.charset = charset,
		.is_base64 = kind == 'B',
		.content = str_slice(rest, 0, content_len),
		.end = (size_t)(rest.ptr - text.ptr) + content_len + 2,
	};
	return true;
}

static void append(struct word_decoder *decoder, str s)
{
	g_assert(decoder->text_len + s.len <= decoder->text_room);
	if (s.len)
		memcpy(decoder->text + decoder->text_len, s.ptr, s.len);
	decoder->text_len += s.len;
}

static void append_bytes(struct word_decoder *decoder, str bytes, str charset)
{
	append(decoder, charset_to_utf8_by(&decoder->converters, decoder->arena, bytes, charset,
					   decoder->defects));
}

static void flush_words(struct word_decoder *decoder)
{
	str bytes = {.ptr = decoder->pending, .len = decoder->pending_len};

	append_bytes(decoder, bytes, decoder->pending_charset);
	decoder->pending_len = 0;
}

static void append_plain(struct word_decoder *decoder, str plain)
{
	flush_words(decoder);
	append_bytes(decoder, plain, STR(""));
}

static void append_word(struct word_decoder *decoder, struct encoded_word word)
{
	char *to;

	if (!str_equal_nocase(decoder->pending_charset, word.charset))
		flush_words(decoder);
	decoder->pending_charset = word.charset;
	to = decoder->pending + decoder->pending_len;
	decoder->pending_len +=
		word.is_base64 ? transfer_decode_base64(word.content, to, decoder->defects)
			       : transfer_decode_quoted(word.content, true, to, decoder->defects);
}

/* Line ends become blanks, NUL vanishes: no decoded value may hold them. */
static size_t clean_value(char *text, size_t len)
{
	size_t kept = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\0')
			continue;
		text[kept++] = text[i] == '\r' || text[i] == '\n' ? ' ' : text[i];
	}
	return kept;
}

static bool is_clean(str text)
{
	size_t at;

	return !str_find_byte(text, '\r', &at) && !str_find_byte(text, '\n', &at) &&
	       !str_find_byte(text, '\0', &at);
}

str encoded_words_decode(struct arena *arena, str text, unsigned *defects)
{
	struct word_decoder decoder = {.arena = arena, .defects = defects};
	bool after_word = false;
	bool no_more = false;
	size_t plain_at = 0;
	size_t at;

	if (!str_find(text, STR("=?"), &at) && is_clean(text))
		return charset_to_utf8(arena, text, STR(""), defects);
	/* No byte becomes more than four, in any charset or as U+FFFD. */
	decoder.text_room = text.len * 4 + 16;
	decoder.text = arena_text(arena, decoder.text_room);
	decoder.pending = arena_text(arena, text.len + 1);
	for (at = 0; at + 1 < text.len && !no_more;) {
		struct encoded_word word;
		size_t step = text.len - at;
		str plain;

		str_find(str_skip(text, at), STR("=?"), &step);
		at += step;
		if (at >= text.len || !read_word(text, at, &word, &no_more)) {
			at += 2;
			continue;
		}
		plain = str_slice(text, plain_at, at);
		if (!after_word || str_trim(plain).len > 0)
			append_plain(&decoder, plain);
		append_word(&decoder, word);
		after_word = true;
		at = word.end;
		plain_at = word.end;
	}
	append_plain(&decoder, str_skip(text, plain_at));
	charset_converters_close(&decoder.converters);
	return (str){.ptr = decoder.text, .len = clean_value(decoder.text, decoder.text_len)};
}
