/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/transfer.h"

#include "check.h"
#include "mail/mail.h"

struct transfer_case {
	str encoding;
	str bytes;
	str expected;
	unsigned defects;
};

static void check(const struct transfer_case *cases, size_t n_cases)
{
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < n_cases; i++) {
		unsigned defects = 0;

		assert_str(transfer_decode(&arena, cases[i].bytes, cases[i].encoding, &defects),
			   cases[i].expected);
		g_assert_cmpuint(defects, ==, cases[i].defects);
	}
}

static void test_plain(void)
{
	static const struct transfer_case cases[] = {
		{STR_INIT(""), STR_INIT("a=3D"), STR_INIT("a=3D"), 0},
		{STR_INIT("7BIT"), STR_INIT("a=3D"), STR_INIT("a=3D"), 0},
		{STR_INIT("8bit"), STR_INIT("\xe9"), STR_INIT("\xe9"), 0},
		{STR_INIT("binary"), STR_INIT("a"), STR_INIT("a"), 0},
		{STR_INIT("x-rot13"), STR_INIT("nyy"), STR_INIT("nyy"), MAIL_BAD_ENCODING},
	};
	g_auto(arena) arena = {0};
	unsigned defects = 0;
	str bytes = STR("the same slice");

	check(cases, G_N_ELEMENTS(cases));
	g_assert_true(transfer_decode(&arena, bytes, STR("7bit"), &defects).ptr == bytes.ptr);
}

static void test_base64(void)
{
	static const struct transfer_case cases[] = {
		{STR_INIT("base64"), STR_INIT(""), STR_INIT(""), 0},
		{STR_INIT("base64"), STR_INIT("bGFtcA=="), STR_INIT("lamp"), 0},
		{STR_INIT("Base64"), STR_INIT("bGFt\r\ncHM=\n"), STR_INIT("lamps"), 0},
		{STR_INIT("base64"), STR_INIT("bGFtcDog"), STR_INIT("lamp: "), 0},
		{STR_INIT("base64"), STR_INIT("bGFtcA==\nbGFtcA==\n"), STR_INIT("lamplamp"), 0},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_broken_base64(void)
{
	static const struct transfer_case cases[] = {
		{STR_INIT("base64"), STR_INIT("bGFtcHM"), STR_INIT("lamps"), MAIL_BAD_ENCODING},
		{STR_INIT("base64"), STR_INIT("bGFtc"), STR_INIT("lam"), MAIL_BAD_ENCODING},
		{STR_INIT("base64"), STR_INIT("bG!Ft"), STR_INIT("lam"), MAIL_BAD_ENCODING},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_quoted(void)
{
	static const struct transfer_case cases[] = {
		{STR_INIT("quoted-printable"), STR_INIT("a=3Db"), STR_INIT("a=b"), 0},
		{STR_INIT("Quoted-Printable"), STR_INIT("=c3=a9\n"), STR_INIT("\xc3\xa9\n"), 0},
		{STR_INIT("quoted-printable"), STR_INIT("so=\nft"), STR_INIT("soft"), 0},
		{STR_INIT("quoted-printable"), STR_INIT("so= \t\r\nft="), STR_INIT("soft"), 0},
		{STR_INIT("quoted-printable"), STR_INIT("a_b"), STR_INIT("a_b"), 0},
		{STR_INIT("quoted-printable"), STR_INIT("=0D\n"), STR_INIT("\r\n"), 0},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_broken_quoted(void)
{
	static const struct transfer_case cases[] = {
		{STR_INIT("quoted-printable"), STR_INIT("a=zz="), STR_INIT("a=zz"),
		 MAIL_BAD_ENCODING},
		{STR_INIT("quoted-printable"), STR_INIT("x = y"), STR_INIT("x = y"),
		 MAIL_BAD_ENCODING},
		{STR_INIT("quoted-printable"), STR_INIT("=4"), STR_INIT("=4"), MAIL_BAD_ENCODING},
	};

	check(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transfer/what-is-not-encoded-stays-where-it-is", test_plain);
	g_test_add_func("/transfer/base64-may-be-in-lines-and-in-pieces", test_base64);
	g_test_add_func("/transfer/cut-base64-is-read-as-far-as-it-goes", test_broken_base64);
	g_test_add_func("/transfer/quoted-printable-joins-soft-breaks", test_quoted);
	g_test_add_func("/transfer/an-escape-that-is-none-stays", test_broken_quoted);
	return g_test_run();
}
