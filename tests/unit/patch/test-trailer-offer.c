/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/trailer.h"

#include "base/limits.h"

#include <glib.h>

struct offer_case {
	const char *sentence;
	const char *text;
	const char *expected; /* "Name: value" lines */
};

#define BEA "Bea Builder <bea@example.org>"

static const struct offer_case cases[] = {
	{"a-review-is-offered", "Reviewed-by: " BEA "\n", "Reviewed-by: " BEA "\n"},
	{"so-is-a-report-and-a-sign-off",
	 "Reported-by: " BEA "\nSuggested-by: " BEA "\nSigned-off-by: " BEA
	 "\nCo-developed-by: " BEA "\n",
	 "Reported-by: " BEA "\nSuggested-by: " BEA "\nSigned-off-by: " BEA
	 "\nCo-developed-by: " BEA "\n"},
	{"a-broken-line-is-joined", "Reported-by: Bea Builder\n<bea@example.org>\n",
	 "Reported-by: " BEA "\n"},
	{"without-an-address-it-is-not", "Reviewed-by: Bea Builder\n", ""},
	{"other-names-are-not", "Cc: " BEA "\nLink: https://example.org/1\nNote: " BEA "\n", ""},
	{"an-indented-one-is-not", "  Signed-off-by: " BEA "\n", ""},
	{"a-quoted-one-is-not", "> Reported-by: " BEA "\n| Reported-by: " BEA "\n", ""},
	{"one-below-the-signature-is-not", "Thanks.\n-- \nReported-by: " BEA "\n", ""},
	{"a-fixed-commit-is-offered", "Fixes: 0123456789ab (\"lamp: dim it\")\n",
	 "Fixes: 0123456789ab (\"lamp: dim it\")\n"},
	{"its-title-may-be-broken", "Fixes: 0123456789ab (\"lamp: dim\nit\")\n",
	 "Fixes: 0123456789ab (\"lamp: dim it\")\n"},
	{"talk-of-the-tag-is-not", "Fixes: tags go on one line.\nFixes: 0123456789ab, I think\n",
	 ""},
	{"a-word-is-no-commit", "Fixes: whatever-it-was (\"lamp: dim it\")\n", ""},
	{"only-a-title-follows-it",
	 "Fixes: 0123456789ab, lamp (\"dim it\")\nFixes: 0123456789ab lamp (\"dim it\")\n", ""},
	{"other-names-of-commits-are-not", "Link: 0123456789ab (\"lamp: dim it\")\n", ""},
	{"an-open-title-ends-with-its-line",
	 "Fixes: 0123456789ab (\"lamp: dim\nAcked-by: " BEA "\n", "Acked-by: " BEA "\n"},
	{"a-robot-that-is-quoted-asks-nobody", "> kindly add following tag\nReported-by: " BEA "\n",
	 "Reported-by: " BEA "\n"},
	{"a-few-digits-are-no-commit", "Fixes: 0123456 (\"lamp: dim it\")\n", ""},
	{"an-open-title-is-none", "Fixes: 0123456789ab (\"lamp: dim\nit, or not\n", ""},
	{"what-stands-above-a-diff-may-be-of-it",
	 "Signed-off-by: " BEA "\nFixes: 0123456789ab (\"lamp: dim it\")\n"
	 "Acked-by: " BEA "\n\ndiff --git a/lamp.c b/lamp.c\n",
	 "Acked-by: " BEA "\n"},
	{"what-stands-below-is-not-read", "@@ -1 +1 @@\n-a\n+b\n\nAcked-by: " BEA "\n", ""},
	{"a-robot-asks-for-another-patch",
	 "Acked-by: " BEA "\nIf you fix the issue, kindly add following tag\n"
	 "Reported-by: Robot <robot@example.org>\n",
	 "Acked-by: " BEA "\n"},
};

static void test_offer(const void *data)
{
	const struct offer_case *c = data;
	g_auto(arena) arena = {0};
	g_autoptr(GString) actual = g_string_new(NULL);
	struct trailer *trailers;
	unsigned n_trailers;

	trailers_offered(&arena, str_from(c->text), &trailers, &n_trailers);
	for (unsigned i = 0; i < n_trailers; i++)
		g_string_append_printf(actual, STR_FMT ": " STR_FMT "\n", STR_ARG(trailers[i].name),
				       STR_ARG(trailers[i].value));
	g_assert_cmpstr(actual->str, ==, c->expected);
}

static void test_limit(void)
{
	g_auto(arena) arena = {0};
	g_autoptr(GString) text = g_string_new(NULL);
	struct trailer *trailers;
	unsigned n_trailers;

	for (int i = 0; i < LIMIT_TRAILERS + 7; i++)
		g_string_append_printf(text, "Acked-by: Bea <bea%d@example.org>\n", i);
	trailers_offered(&arena, (str){.ptr = text->str, .len = text->len}, &trailers, &n_trailers);
	g_assert_cmpuint(n_trailers, ==, LIMIT_TRAILERS);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/trailer-offer/", cases[i].sentence, NULL);

		g_test_add_data_func(path, &cases[i], test_offer);
	}
	g_test_add_func("/trailer-offer/there-is-a-limit", test_limit);
	return g_test_run();
}
