/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Only charsets of the table are known, so that neither the locale nor what conversions a
 * machine has installed decides about a reading, and a commit cannot make iconv load what
 * it likes.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "repository/commit_message.h"

static const struct {
	str name;
	const char *iconv_name; /* NULL for UTF-8 and its parts */
} charsets[] = {
	{STR_INIT("utf-8"), NULL},
	{STR_INIT("utf8"), NULL},
	{STR_INIT("us-ascii"), NULL},
	{STR_INIT("ascii"), NULL},
	{STR_INIT("iso-8859-1"), "ISO-8859-1"},
	{STR_INIT("iso8859-1"), "ISO-8859-1"},
	{STR_INIT("iso88591"), "ISO-8859-1"},
	{STR_INIT("latin1"), "ISO-8859-1"},
	{STR_INIT("latin-1"), "ISO-8859-1"},
	{STR_INIT("iso-8859-2"), "ISO-8859-2"},
	{STR_INIT("iso8859-2"), "ISO-8859-2"},
	{STR_INIT("iso-8859-5"), "ISO-8859-5"},
	{STR_INIT("iso-8859-9"), "ISO-8859-9"},
	{STR_INIT("iso-8859-15"), "ISO-8859-15"},
	{STR_INIT("iso8859-15"), "ISO-8859-15"},
	{STR_INIT("iso885915"), "ISO-8859-15"},
	{STR_INIT("windows-1250"), "CP1250"},
	{STR_INIT("windows-1251"), "CP1251"},
	{STR_INIT("windows-1252"), "CP1252"},
	{STR_INIT("cp1250"), "CP1250"},
	{STR_INIT("cp1251"), "CP1251"},
	{STR_INIT("cp1252"), "CP1252"},
	{STR_INIT("koi8-r"), "KOI8-R"},
	{STR_INIT("koi8-u"), "KOI8-U"},
	{STR_INIT("gb2312"), "GB18030"},
	{STR_INIT("gbk"), "GB18030"},
	{STR_INIT("cp936"), "GB18030"},
	{STR_INIT("gb18030"), "GB18030"},
	{STR_INIT("big5"), "BIG5"},
	{STR_INIT("shift_jis"), "SHIFT_JIS"},
	{STR_INIT("shift-jis"), "SHIFT_JIS"},
	{STR_INIT("sjis"), "SHIFT_JIS"},
	{STR_INIT("cp932"), "CP932"},
	{STR_INIT("euc-jp"), "EUC-JP"},
	{STR_INIT("eucjp"), "EUC-JP"},
	{STR_INIT("iso-2022-jp"), "ISO-2022-JP"},
	{STR_INIT("euc-kr"), "EUC-KR"},
};

static const char *find_charset(str name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++) {
		if (str_equal_nocase(charsets[i].name, name))
			return charsets[i].iconv_name;
	}
	return NULL;
}

static bool convert(struct arena *arena, str text, const char *charset, str *ret_text)
{
	gsize len = 0;
	g_autofree char *converted =
		g_convert(text.ptr, (gssize)text.len, "UTF-8", charset, NULL, &len, NULL);
	str result = {.ptr = converted, .len = len};

	if (!converted || !utf8_valid(result))
		return false;
	*ret_text = arena_str(arena, result);
	return true;
}

/* Every byte is a character of ISO 8859-1, with the same number. */
static str convert_latin1(struct arena *arena, str text)
{
	char *converted = arena_text(arena, 2 * text.len);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++)
		len += utf8_write((unsigned char)text.ptr[i], converted + len);
	arena_shrink(arena, converted, len);
	return (str){.ptr = converted, .len = len};
}

str commit_text(struct arena *arena, str text, str charset)
{
	const char *iconv_name = charset.len > 0 ? find_charset(charset) : NULL;
	str converted;

	if (!iconv_name && utf8_valid(text))
		return text;
	text = str_slice(text, 0, LIMIT_MAIL_BYTES);
	if (text.len > 0 && iconv_name && convert(arena, text, iconv_name, &converted))
		return converted;
	return utf8_valid(text) ? text : convert_latin1(arena, text);
}
