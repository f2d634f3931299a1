/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: of a hundred mails five are base64 and one is quoted-printable,
 * some kilobytes each; both decoders write straight into the arena.
 */
#include "mail/transfer.h"

#include "mail/mail.h"

#include <glib.h>
#include <string.h>

/* Base64 digits are counted from one, so that all other bytes are zero. */
static const unsigned char base64_digits[256] = {
	['A'] = 1,  ['B'] = 2,	['C'] = 3,  ['D'] = 4,	['E'] = 5,  ['F'] = 6,	['G'] = 7,
	['H'] = 8,  ['I'] = 9,	['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14,
	['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21,
	['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28,
	['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35,
	['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42,
	['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48, ['w'] = 49,
	['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
	['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63,
	['/'] = 64,
};

/* Writes the whole bytes of @n_digits digits, less than four, held in @bits. */
static size_t write_rest(unsigned bits, unsigned n_digits, char *to)
{
	if (n_digits == 2) {
		to[0] = (char)(bits >> 4);
		return 1;
	}
	if (n_digits == 3) {
		to[0] = (char)(bits >> 10);
		to[1] = (char)(bits >> 2);
		return 2;
	}
	return 0;
}

size_t transfer_decode_base64(str bytes, char *to, unsigned *defects)
{
	const unsigned char *from = (const unsigned char *)bytes.ptr;
	const char *begin = to;
	unsigned n_digits = 0;
	unsigned bits = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		unsigned digit = base64_digits[from[i]];

		if (digit) {
			bits = bits << 6 | (digit - 1);
			if (++n_digits < 4)
				continue;
			to[0] = (char)(bits >> 16);
			to[1] = (char)(bits >> 8);
			to[2] = (char)bits;
			to += 3;
			n_digits = 0;
			continue;
		}
		if (from[i] == '=') {
			/* A second text may follow the padding: some append a footer so. */
			to += write_rest(bits, n_digits, to);
			n_digits = 0;
			continue;
		}
		if (!g_ascii_isspace((char)from[i]))
			*defects |= MAIL_BAD_ENCODING;
	}
	if (n_digits > 0)
		*defects |= MAIL_BAD_ENCODING;
	to += write_rest(bits, n_digits, to);
	return (size_t)(to - begin);
}

/*
 * Reads the escape behind a "=": returns how many bytes of @rest belong to it,
 * and writes the byte that it stands for, none for a soft line break. Zero if
 * it is none.
 */
static size_t read_escape(str rest, bool is_word, char *to, size_t *ret_n_written)
{
	size_t at = 0;

	*ret_n_written = 0;
	if (rest.len >= 2 && g_ascii_isxdigit(rest.ptr[0]) && g_ascii_isxdigit(rest.ptr[1])) {
		*to = (char)(g_ascii_xdigit_value(rest.ptr[0]) * 16 +
			     g_ascii_xdigit_value(rest.ptr[1]));
		*ret_n_written = 1;
		return 2;
	}
	if (is_word)
		return 0;
	while (at < rest.len && (rest.ptr[at] == ' ' || rest.ptr[at] == '\t'))
		at++;
	if (at < rest.len && rest.ptr[at] == '\r')
		at++;
	if (at < rest.len && rest.ptr[at] == '\n')
		return at + 1;
	return 0;
}

size_t transfer_decode_quoted(str bytes, bool is_word, char *to, unsigned *defects)
{
	const char *begin = to;

	while (bytes.len > 0) {
		size_t plain = bytes.len;
		size_t n_written;
		size_t n_read;

		str_find_byte(bytes, '=', &plain);
		memcpy(to, bytes.ptr, plain);
		for (size_t i = 0; is_word && i < plain; i++) {
			if (to[i] == '_')
				to[i] = ' ';
		}
		to += plain;
		bytes = str_skip(bytes, plain);
		if (bytes.len == 0)
			break;
		bytes = str_skip(bytes, 1);
		/* A "=" at the very end is the soft break of a last line. */
		if (bytes.len == 0 && !is_word)
			break;
		n_read = read_escape(bytes, is_word, to, &n_written);
		if (n_read == 0) {
			*defects |= MAIL_BAD_ENCODING;
			*to = '=';
			n_written = 1;
		}
		to += n_written;
		bytes = str_skip(bytes, n_read);
	}
	return (size_t)(to - begin);
}

enum transfer_kind {
	TRANSFER_PLAIN,
	TRANSFER_BASE64,
	TRANSFER_QUOTED,
};

static const struct {
	str name;
	enum transfer_kind kind;
} transfer_encodings[] = {
	{.name = STR_INIT(""), .kind = TRANSFER_PLAIN},
	{.name = STR_INIT("7bit"), .kind = TRANSFER_PLAIN},
	{.name = STR_INIT("8bit"), .kind = TRANSFER_PLAIN},
	{.name = STR_INIT("binary"), .kind = TRANSFER_PLAIN},
	{.name = STR_INIT("base64"), .kind = TRANSFER_BASE64},
	{.name = STR_INIT("quoted-printable"), .kind = TRANSFER_QUOTED},
};

str transfer_decode(struct arena *arena, str bytes, str encoding, unsigned *defects)
{
	enum transfer_kind kind = TRANSFER_PLAIN;
	bool is_known = false;
	size_t len;
	char *to;

	for (size_t i = 0; i < G_N_ELEMENTS(transfer_encodings) && !is_known; i++) {
		is_known = str_equal_nocase(transfer_encodings[i].name, encoding);
		if (is_known)
			kind = transfer_encodings[i].kind;
	}
	if (!is_known)
		*defects |= MAIL_BAD_ENCODING;
	if (kind == TRANSFER_PLAIN || bytes.len == 0)
		return bytes;
	to = arena_text(arena, bytes.len);
	len = kind == TRANSFER_BASE64 ? transfer_decode_base64(bytes, to, defects)
				      : transfer_decode_quoted(bytes, false, to, defects);
	arena_shrink(arena, to, len);
	return (str){.ptr = to, .len = len};
}
