/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/charset.h"

#include "base/utf8.h"
#include "check.h"
#include "mail/mail.h"

struct charset_case {
	str name;
	str bytes;
	str expected;
	unsigned defects;
};

static void check(const struct charset_case *cases, size_t n_cases)
{
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < n_cases; i++) {
		unsigned defects = 0;

		show_case(cases[i].name);
		assert_str(charset_to_utf8(&arena, cases[i].bytes, cases[i].name, &defects),
			   cases[i].expected);
		g_assert_cmpuint(defects, ==, cases[i].defects);
	}
}

static void test_utf8_wins(void)
{
	static const struct charset_case cases[] = {
		{STR_INIT("iso-8859-1"), STR_INIT("caf\xc3\xa9"), STR_INIT("caf\xc3\xa9"), 0},
		{STR_INIT(""), STR_INIT("caf\xc3\xa9"), STR_INIT("caf\xc3\xa9"), 0},
		{STR_INIT("us-ascii"), STR_INIT("caf\xc3\xa9"), STR_INIT("caf\xc3\xa9"),
		 MAIL_BAD_CHARSET},
	};
	g_auto(arena) arena = {0};
	unsigned defects = 0;
	str bytes = STR("caf\xc3\xa9");

	check(cases, G_N_ELEMENTS(cases));
	g_assert_true(charset_to_utf8(&arena, bytes, STR("utf-8"), &defects).ptr == bytes.ptr);
}

static void test_declared(void)
{
	static const struct charset_case cases[] = {
		{STR_INIT("ISO-8859-1"), STR_INIT("caf\xe9"), STR_INIT("caf\xc3\xa9"), 0},
		{STR_INIT("iso-8859-15"), STR_INIT("\xa4"), STR_INIT("\xe2\x82\xac"), 0},
		{STR_INIT("windows-1251"), STR_INIT("\xeb\xe0"), STR_INIT("\xd0\xbb\xd0\xb0"), 0},
		{STR_INIT("koi8-r"), STR_INIT("\xcc\xc1"), STR_INIT("\xd0\xbb\xd0\xb0"), 0},
		{STR_INIT("gb2312"), STR_INIT("\xb5\xc6"), STR_INIT("\xe7\x81\xaf"), 0},
		{STR_INIT("gbk"), STR_INIT("\xb5\xc6"), STR_INIT("\xe7\x81\xaf"), 0},
		{STR_INIT("big5"), STR_INIT("\xbf\x4f"), STR_INIT("\xe7\x87\x88"), 0},
		{STR_INIT("ks_c_5601-1987"), STR_INIT("\xb5\xee"), STR_INIT("\xeb\x93\xb1"), 0},
		{STR_INIT("shift_jis"), STR_INIT("\x93\x94"), STR_INIT("\xe7\x81\xaf"), 0},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_hidden_ascii(void)
{
	static const struct charset_case cases[] = {
		{STR_INIT("iso-2022-jp"), STR_INIT("\x1b$BEt\x1b(B lamp"),
		 STR_INIT("\xe7\x81\xaf lamp"), 0},
		{STR_INIT("utf-7"), STR_INIT("caf+AOk-"), STR_INIT("caf\xc3\xa9"), 0},
		{STR_INIT("utf-16be"), STR_INIT("\0o\0n"), STR_INIT("on"), 0},
	};

	check(cases, G_N_ELEMENTS(cases));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_true(charset_hides_ascii(cases[i].name));
	g_assert_false(charset_hides_ascii(STR("gbk")));
	g_assert_false(charset_hides_ascii(STR("no such charset")));
}

static void test_unknown(void)
{
	static const struct charset_case cases[] = {
		{STR_INIT("y"), STR_INIT("plain"), STR_INIT("plain"), MAIL_BAD_CHARSET},
		{STR_INIT("x-unknown"), STR_INIT("caf\xe9"), STR_INIT("caf\xc3\xa9"),
		 MAIL_BAD_CHARSET},
		{STR_INIT("us-ascii"), STR_INIT("\x80 5"), STR_INIT("\xe2\x82\xac 5"),
		 MAIL_BAD_CHARSET},
		{STR_INIT(""), STR_INIT("caf\xe9"), STR_INIT("caf\xc3\xa9"), 0},
		{STR_INIT("UTF-8//TRANSLIT"), STR_INIT("a"), STR_INIT("a"), MAIL_BAD_CHARSET},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_no_character(void)
{
	static const struct charset_case cases[] = {
		{STR_INIT("utf-8"), STR_INIT("caf\xc3\xa9 \xff"), STR_INIT("caf\xc3\xa9 " U_FFFD),
		 MAIL_BAD_CHARSET},
		{STR_INIT("windows-1252"), STR_INIT("a\x81z"), STR_INIT("a" U_FFFD "z"),
		 MAIL_BAD_CHARSET},
		{STR_INIT("gbk"), STR_INIT("lamp \xb5"), STR_INIT("lamp " U_FFFD),
		 MAIL_BAD_CHARSET},
		{STR_INIT("iso-2022-jp"), STR_INIT("\x1b$B0"), STR_INIT(U_FFFD), MAIL_BAD_CHARSET},
	};

	check(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/charset/valid-utf-8-is-utf-8-whatever-is-declared", test_utf8_wins);
	g_test_add_func("/charset/then-the-declared-one-counts", test_declared);
	g_test_add_func("/charset/some-charsets-hide-ascii", test_hidden_ascii);
	g_test_add_func("/charset/an-unknown-one-is-windows-1252", test_unknown);
	g_test_add_func("/charset/what-is-no-character-is-replaced", test_no_character);
	return g_test_run();
}
