/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Only charsets of the table are known, so that neither the locale nor what
 * conversions a machine has installed decides about a reading, and a sender
 * cannot make iconv load what he likes. The table follows the names and the
 * supersets of the WHATWG Encoding Standard.
 */
#include "mail/charset.h"

#include "base/utf8.h"
#include "mail/mail.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

enum charset_kind {
	CHARSET_ASCII_BASED, /* bytes below 0x80 are ASCII */
	CHARSET_SEVEN_BIT, /* all bytes are below 0x80, and not all of them are ASCII */
	CHARSET_WIDE, /* units of two or four bytes */
};

struct charset {
	str name;
	const char *iconv_name; /* NULL for UTF-8 and for ASCII, which is a part of it */
	enum charset_kind kind;
	bool is_ascii;
};

#define CHARSET(alias, iconv) \
	{ \
		.name = STR_INIT(alias), .iconv_name = (iconv) \
	}
#define SEVEN_BIT(alias, iconv) \
	{ \
		.name = STR_INIT(alias), .iconv_name = (iconv), .kind = CHARSET_SEVEN_BIT \
	}
#define WIDE(alias, iconv) \
	{ \
		.name = STR_INIT(alias), .iconv_name = (iconv), .kind = CHARSET_WIDE \
	}
#define ASCII(alias) \
	{ \
		.name = STR_INIT(alias), .is_ascii = true \
	}

/* What is tried where nothing better is known. */
static const char fallback[] = "CP1252";

/* In the order of frequency for the first few. */
static const struct charset charsets[] = {
	ASCII("us-ascii"),
	CHARSET("utf-8", NULL),
	CHARSET("iso-8859-1", fallback),
	CHARSET("windows-1252", fallback),
	ASCII("ascii"),
	ASCII("ansi_x3.4-1968"),
	ASCII("646"),
	CHARSET("utf8", NULL),
	CHARSET("utf-8-strict", NULL),
	CHARSET("unicode-1-1-utf-8", NULL),
	CHARSET("cp1252", fallback),
	CHARSET("iso8859-1", fallback),
	CHARSET("iso88591", fallback),
	CHARSET("iso_8859-1", fallback),
	CHARSET("latin1", fallback),
	CHARSET("l1", fallback),
	CHARSET("iso-8859-2", "ISO-8859-2"),
	CHARSET("iso-8859-3", "ISO-8859-3"),
	CHARSET("iso-8859-4", "ISO-8859-4"),
	CHARSET("iso-8859-5", "ISO-8859-5"),
	CHARSET("iso-8859-6", "ISO-8859-6"),
	CHARSET("iso-8859-7", "ISO-8859-7"),
	CHARSET("iso-8859-8", "ISO-8859-8"),
	CHARSET("iso-8859-8-i", "ISO-8859-8"),
	CHARSET("iso-8859-9", "CP1254"),
	CHARSET("iso-8859-10", "ISO-8859-10"),
	CHARSET("iso-8859-11", "CP874"),
	CHARSET("iso-8859-13", "ISO-8859-13"),
	CHARSET("iso-8859-14", "ISO-8859-14"),
	CHARSET("iso-8859-15", "ISO-8859-15"),
	CHARSET("iso8859-15", "ISO-8859-15"),
	CHARSET("latin9", "ISO-8859-15"),
	CHARSET("iso-8859-16", "ISO-8859-16"),
	CHARSET("windows-1250", "CP1250"),
	CHARSET("cp1250", "CP1250"),
	CHARSET("windows-1251", "CP1251"),
	CHARSET("cp1251", "CP1251"),
	CHARSET("windows-1253", "CP1253"),
	CHARSET("windows-1254", "CP1254"),
	CHARSET("windows-1255", "CP1255"),
	CHARSET("windows-1256", "CP1256"),
	CHARSET("windows-1257", "CP1257"),
	CHARSET("windows-1258", "CP1258"),
	CHARSET("windows-874", "CP874"),
	CHARSET("tis-620", "CP874"),
	CHARSET("ibm866", "CP866"),
	CHARSET("cp866", "CP866"),
	CHARSET("koi8-r", "KOI8-R"),
	CHARSET("koi8-u", "KOI8-U"),
	CHARSET("macintosh", "MACINTOSH"),
	CHARSET("gb2312", "GB18030"),
	CHARSET("gbk", "GB18030"),
	CHARSET("cp936", "GB18030"),
	CHARSET("x-gbk", "GB18030"),
	CHARSET("gb18030", "GB18030"),
	CHARSET("euc-cn", "GB18030"),
	CHARSET("big5", "BIG5-HKSCS"),
	CHARSET("big5-hkscs", "BIG5-HKSCS"),
	CHARSET("cp950", "CP950"),
	CHARSET("euc-tw", "EUC-TW"),
	CHARSET("shift_jis", "CP932"),
	CHARSET("shift-jis", "CP932"),
	CHARSET("sjis", "CP932"),
	CHARSET("cp932", "CP932"),
	CHARSET("windows-31j", "CP932"),
	CHARSET("euc-jp", "EUC-JP-MS"),
	CHARSET("euc-kr", "UHC"),
	CHARSET("ks_c_5601-1987", "UHC"),
	CHARSET("ksc5601", "UHC"),
	CHARSET("cp949", "UHC"),
	SEVEN_BIT("iso-2022-jp", "ISO-2022-JP-2"),
	SEVEN_BIT("iso-2022-jp-1", "ISO-2022-JP-2"),
	SEVEN_BIT("iso-2022-jp-2", "ISO-2022-JP-2"),
	SEVEN_BIT("iso-2022-kr", "ISO-2022-KR"),
	SEVEN_BIT("iso-2022-cn", "ISO-2022-CN"),
	SEVEN_BIT("utf-7", "UTF-7"),
	SEVEN_BIT("unicode-1-1-utf-7", "UTF-7"),
	WIDE("utf-16", "UTF-16LE"),
	WIDE("utf-16be", "UTF-16BE"),
	WIDE("utf-16le", "UTF-16LE"),
	WIDE("utf-32", "UTF-32LE"),
	WIDE("utf-32be", "UTF-32BE"),
	WIDE("utf-32le", "UTF-32LE"),
};

/*
 * Where a mark may tell the order of bytes. iconv's own UTF-16 would do for one
 * text, but keeps the order of the first that it reads.
 */
static const struct {
	str charset;
	str mark;
	const char *iconv_name;
} byte_orders[] = {
	{STR_INIT("utf-16"), STR_INIT("\xff\xfe"), "UTF-16LE"},
	{STR_INIT("utf-16"), STR_INIT("\xfe\xff"), "UTF-16BE"},
	{STR_INIT("utf-32"), STR_INIT("\xff\xfe\0\0"), "UTF-32LE"},
	{STR_INIT("utf-32"), STR_INIT("\0\0\xfe\xff"), "UTF-32BE"},
};

static const struct charset *find_charset(str name)
{
	/* Most fields and many texts name none. */
	if (name.len == 0)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++) {
		if (charsets[i].name.len == name.len && str_equal_nocase(charsets[i].name, name))
			return &charsets[i];
	}
	return NULL;
}

bool charset_hides_ascii(str name)
{
	const struct charset *charset = find_charset(name);

	return charset && charset->kind != CHARSET_ASCII_BASED;
}

/* Takes the mark of the order of bytes off @bytes, if there is one. */
static const char *find_iconv_name(const struct charset *charset, str *bytes)
{
	for (size_t i = 0; i < G_N_ELEMENTS(byte_orders); i++) {
		if (str_equal(byte_orders[i].charset, charset->name) &&
		    str_take(bytes, byte_orders[i].mark))
			return byte_orders[i].iconv_name;
	}
	return charset->iconv_name;
}

static size_t write_replacement(char *to)
{
	return utf8_write(0xfffd, to);
}

static bool is_open(GIConv cd)
{
	/* GLib's own invalid handle, (GIConv)-1. */
	return (intptr_t)cd != -1;
}

/* False if this machine's iconv lacks the charset, or too many are open. */
static bool open_converter(struct charset_converters *converters, const char *iconv_name,
			   GIConv *ret_cd, unsigned *defects)
{
	for (unsigned i = 0; i < converters->n_open; i++) {
		if (strcmp(converters->open[i].name, iconv_name) == 0) {
			*ret_cd = converters->open[i].handle;
			return is_open(*ret_cd);
		}
	}
	if (converters->n_open == LIMIT_FIELD_CHARSETS) {
		*defects |= MAIL_TOO_LONG;
		return false;
	}
	*ret_cd = g_iconv_open("UTF-8", iconv_name);
	/* One that is lacking is kept as well, so that it is not looked for again. */
	converters->open[converters->n_open].name = iconv_name;
	converters->open[converters->n_open++].handle = *ret_cd;
	return is_open(*ret_cd);
}

/*
 * No character of the table's charsets takes more than four times its bytes in
 * UTF-8, nor does U+FFFD.
 */
static str convert(struct arena *arena, str bytes, GIConv cd, unsigned *defects)
{
	size_t room = bytes.len * 4 + 16;
	char *from = (char *)bytes.ptr;
	size_t n_from = bytes.len;
	char *text;
	char *to;

	text = arena_text(arena, room);
	to = text;
	/* What the last piece left open is not this one's. */
	g_iconv(cd, NULL, NULL, NULL, NULL);
	while (n_from > 0) {
		if (g_iconv(cd, &from, &n_from, &to, &room) != (size_t)-1 || errno == E2BIG)
			break;
		if (n_from == 0 || room < 4)
			break;
		*defects |= MAIL_BAD_CHARSET;
		size_t n_written = write_replacement(to);
		to += n_written;
		room -= n_written;
		from++;
		n_from--;
	}
	if (n_from > 0)
		*defects |= MAIL_BAD_CHARSET;
	/* Some charsets hold a character back until they are flushed. */
	g_iconv(cd, NULL, NULL, &to, &room);
	arena_shrink(arena, text, (size_t)(to - text));
	return (str){.ptr = text, .len = (size_t)(to - text)};
}

/* @bytes are no valid UTF-8, or of a charset that hides ASCII. */
static str convert_declared(struct charset_converters *converters, struct arena *arena, str bytes,
			    const struct charset *charset, unsigned *defects)
{
	const char *iconv_name = fallback;
	GIConv cd;

	if (charset && !charset->iconv_name) {
		*defects |= MAIL_BAD_CHARSET;
		if (!charset->is_ascii)
			return utf8_make_valid(arena, bytes);
	}
	if (charset && charset->iconv_name)
		iconv_name = find_iconv_name(charset, &bytes);
	if (open_converter(converters, iconv_name, &cd, defects))
		return convert(arena, bytes, cd, defects);
	*defects |= MAIL_BAD_CHARSET;
	return utf8_make_valid(arena, bytes);
}

str charset_to_utf8(struct arena *arena, str bytes, str name, unsigned *defects)
{
	struct charset_converters converters = {0};
	str text = charset_to_utf8_by(&converters, arena, bytes, name, defects);

	charset_converters_close(&converters);
	return text;
}

str charset_to_utf8_by(struct charset_converters *converters, struct arena *arena, str bytes,
		       str name, unsigned *defects)
{
	const struct charset *charset = find_charset(name);
	bool is_ascii = utf8_is_ascii(bytes);

	if (!charset && name.len > 0)
		*defects |= MAIL_BAD_CHARSET;
	if (charset && charset->kind == CHARSET_WIDE)
		return convert_declared(converters, arena, bytes, charset, defects);
	if (is_ascii) {
		if (charset && charset->kind == CHARSET_SEVEN_BIT)
			return convert_declared(converters, arena, bytes, charset, defects);
		return bytes;
	}
	if (charset && (charset->is_ascii || charset->kind == CHARSET_SEVEN_BIT))
		*defects |= MAIL_BAD_CHARSET;
	if (utf8_valid(bytes))
		return bytes;
	return convert_declared(converters, arena, bytes, charset, defects);
}

void charset_converters_close(struct charset_converters *converters)
{
	for (unsigned i = 0; i < converters->n_open; i++) {
		if (is_open(converters->open[i].handle))
			g_iconv_close(converters->open[i].handle);
	}
	converters->n_open = 0;
}
