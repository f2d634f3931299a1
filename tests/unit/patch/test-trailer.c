/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/trailer.h"

#include "base/limits.h"

#include <glib.h>

/*
 * Trailers are written as one line each:
 *
 *	KIND NAME|PERSON'S NAME|ADDRESS|SCOPE	where a person was read
 *	KIND NAME=VALUE				else
 */
struct trailer_case {
	const char *sentence;
	const char *text;
	const char *expected;
};

static const struct trailer_case lines[] = {
	{"a-review", "Reviewed-by: Ann Author <ann@example.org>",
	 "reviewed Reviewed-by|Ann Author|ann@example.org|\n"},
	{"a-scope-behind-a-hash", "Tested-by: Ann Author <ann@example.org> # arm64",
	 "tested Tested-by|Ann Author|ann@example.org|arm64\n"},
	{"a-scope-in-brackets", "Acked-by: Ann Author <ann@example.org> [usb]",
	 "acked Acked-by|Ann Author|ann@example.org|usb\n"},
	{"a-scope-behind-a-bare-address", "Cc: stable@example.org # 5.10+",
	 "other Cc||stable@example.org|5.10+\n"},
	{"case-is-mended", "REVIEWED-BY: Ann <ann@example.org>",
	 "reviewed Reviewed-by|Ann|ann@example.org|\n"},
	{"a-name-alone-will-do", "Reviewed-by: Ann Author", "reviewed Reviewed-by|Ann Author||\n"},
	{"a-missing-letter-is-mended", "Reviwed-by: Ann <ann@example.org>",
	 "reviewed Reviewed-by|Ann|ann@example.org|\n"},
	{"swapped-letters-are-mended", "Revieewd-by: Ann <ann@example.org>",
	 "reviewed Reviewed-by|Ann|ann@example.org|\n"},
	{"two-wrong-letters-are-another-name", "Reviwd-by: Ann <ann@example.org>",
	 "other Reviwd-by=Ann <ann@example.org>\n"},
	{"the-first-letter-must-be-right", "Hacked-by: Ann <ann@example.org>",
	 "other Hacked-by=Ann <ann@example.org>\n"},
	{"a-typo-needs-an-address", "Testd-by: everybody here", "other Testd-by=everybody here\n"},
	{"nothing-is-a-typo-of-a-name-without-a-person", "Changed: 20 lines <of@oil>",
	 "other Changed=20 lines <of@oil>\n"},
	{"a-dash-may-be-a-blank", "Reviewed by: Ann <ann@example.org>",
	 "reviewed Reviewed-by|Ann|ann@example.org|\n"},
	{"an-abbreviation", "R-b: Ann <ann@example.org>",
	 "reviewed Reviewed-by|Ann|ann@example.org|\n"},
	{"an-abbreviation-without-its-dash", "Rb: Ann <ann@example.org>",
	 "reviewed Reviewed-by|Ann|ann@example.org|\n"},
	{"a-shortened-name", "Acked: Ann <ann@example.org>",
	 "acked Acked-by|Ann|ann@example.org|\n"},
	{"a-shortened-name-needs-an-address", "Tested: lamp and wick",
	 "other Tested=lamp and wick\n"},
	{"a-colon-may-be-missing-before-an-address", "Reviewed-by Ann <ann@example.org>",
	 "reviewed Reviewed-by|Ann|ann@example.org|\n"},
	{"without-a-colon-a-name-is-a-sentence", "Reviewed-by Ann and Bob", "none\n"},
	{"parentheses-belong-to-the-name", "Acked-by: Ann Author (Oil) <ann@example.org>",
	 "acked Acked-by|Ann Author (Oil)|ann@example.org|\n"},
	{"the-junk-of-html-is-cut-off", "Acked-by: Ann <ann@example.org<mailto:ann@example.org>>",
	 "acked Acked-by|Ann|ann@example.org|\n"},
	{"nak-is-a-word", "NAKed-by: Ann <ann@example.org>",
	 "nacked Nacked-by|Ann|ann@example.org|\n"},
	{"two-in-one", "Reviewed-and-tested-by: Ann <ann@example.org>",
	 "reviewed Reviewed-and-tested-by|Ann|ann@example.org|\n"},
	{"a-reporter", "Reported-by: Ann <ann@example.org>",
	 "reported Reported-by|Ann|ann@example.org|\n"},
	{"a-second-author", "Co-Developed-By: Ann <ann@example.org>",
	 "authored Co-developed-by|Ann|ann@example.org|\n"},
	{"a-value", "Fixes: 0123456789ab (\"lamp: burn\")",
	 "other Fixes=0123456789ab (\"lamp: burn\")\n"},
	{"a-name-of-one-s-own", "Lamp-Oil: olive", "other Lamp-Oil=olive\n"},
	{"a-sentence-about-one-is-none",
	 "Reviewed-by: tags are collected by the tool of our choice", "none\n"},
	{"a-sentence-behind-the-address-is-none",
	 "Tested-by: Ann <ann@example.org> was lost on the way here", "none\n"},
	{"an-address-of-the-web-is-none", "https://example.org/lamp", "none\n"},
	{"a-name-begins-the-line", " Reviewed-by: Ann <ann@example.org>", "none\n"},
	{"a-value-must-be-there", "Reviewed-by:", "none\n"},
	{"prose-is-none", "The lamp: it burns", "none\n"},
};

static const struct trailer_case messages[] = {
	{"the-last-paragraph-counts",
	 "Lamps go out.\n\nLamp-Oil: olive\nSigned-off-by: Ann <ann@example.org>\n",
	 "other Lamp-Oil=olive\nsigned Signed-off-by|Ann|ann@example.org|\n"},
	{"a-message-may-be-trailers-alone", "Signed-off-by: Ann <ann@example.org>\n",
	 "signed Signed-off-by|Ann|ann@example.org|\n"},
	{"above-it-only-known-names-count",
	 "Note: read this.\nFixes: 0123456789ab (\"lamp\")\n\nLamps go out.\n\n"
	 "Acked-by: Ann <ann@example.org>\n",
	 "other Fixes=0123456789ab (\"lamp\")\nacked Acked-by|Ann|ann@example.org|\n"},
	{"above-it-people-need-an-address",
	 "Cc: everybody\n\nLamps go out.\n\nAcked-by: Ann <ann@example.org>\n",
	 "acked Acked-by|Ann|ann@example.org|\n"},
	{"remarks-may-stand-between",
	 "Lamps.\n\nSigned-off-by: Ann <ann@example.org>\n[bob: oil is olive]\n"
	 "Lamp-Oil: olive\n",
	 "signed Signed-off-by|Ann|ann@example.org|\nother Lamp-Oil=olive\n"},
	{"a-paragraph-of-prose-has-none", "Lamps.\n\nNote: this\nis prose that goes on\n", ""},
	{"a-folded-line-is-joined", "Lamps.\n\nLamp-Oil: olive,\n\tand walnut\n",
	 "other Lamp-Oil=olive, and walnut\n"},
	{"a-wrapped-address-is-joined",
	 "Lamps.\n\nAcked-by: Ann Author\n<ann@example.org>\nLamp-Oil: olive\n",
	 "acked Acked-by|Ann Author|ann@example.org|\nother Lamp-Oil=olive\n"},
	{"an-empty-message-has-none", "", ""},
};

static const struct trailer_case replies[] = {
	{"an-unquoted-line-counts",
	 "> lamp\n\nLooks bright.\n\nReviewed-by: Ann <ann@example.org>\n",
	 "reviewed Reviewed-by|Ann|ann@example.org|\n"},
	{"the-line-of-another-person-counts",
	 "Reviewed-by: Ann <ann@example.org>\nTested-by: Bob <bob@example.org>\n",
	 "reviewed Reviewed-by|Ann|ann@example.org|\ntested Tested-by|Bob|bob@example.org|\n"},
	{"a-quoted-line-does-not", "> Reviewed-by: Ann <ann@example.org>\n", ""},
	{"nor-one-quoted-with-a-bar", "| Reviewed-by: Ann <ann@example.org>\n", ""},
	{"nor-one-within-a-sentence", "with that fixed, Reviewed-by: Ann <ann@example.org>\n", ""},
	{"nor-one-below-the-signature", "Thanks\n-- \nReviewed-by: Ann <ann@example.org>\n", ""},
	{"nor-one-below-what-a-mailer-left-unquoted",
	 "Thanks\n-----Original Message-----\nReviewed-by: Ann <ann@example.org>\n", ""},
	{"nor-one-below-unquoted-headers",
	 "Thanks\n\nFrom: Bob <bob@example.org>\nSent: Monday\n\nReviewed-by: Ann "
	 "<ann@example.org>\n",
	 ""},
	{"nor-one-within-a-diff",
	 "Like so:\ndiff --git a/lamp b/lamp\n@@ -1,2 +1,2 @@\n Reviewed-by: Ann "
	 "<ann@example.org>\n"
	 "-x\n+y\n",
	 ""},
	{"behind-a-diff-it-counts",
	 "diff --git a/lamp b/lamp\n@@ -1 +1 @@\n-x\n+y\n\nAcked-by: Ann <ann@example.org>\n",
	 "acked Acked-by|Ann|ann@example.org|\n"},
	{"an-indented-one-needs-an-address",
	 "  Acked-by: Ann <ann@example.org>\n  Tested-by: Bob\n",
	 "acked Acked-by|Ann|ann@example.org|\n"},
	{"a-name-alone-begins-with-a-capital", "Reviewed-by: Ann Author\nTested-by: running it\n",
	 "reviewed Reviewed-by|Ann Author||\n"},
	{"a-name-alone-may-have-an-accent", "Acked-by: Élodie\n", "acked Acked-by|Élodie||\n"},
	{"the-address-may-follow-on-the-next-line", "Reviewed-by: Ann Author\n<ann@example.org>\n",
	 "reviewed Reviewed-by|Ann Author|ann@example.org|\n"},
	{"so-may-name-and-address", "Reviewed-by:\n  Ann Author <ann@example.org>\n",
	 "reviewed Reviewed-by|Ann Author|ann@example.org|\n"},
	{"so-may-half-of-the-address", "Reviewed-by: Ann Author <ann@example\n.org>\n",
	 "reviewed Reviewed-by|Ann Author|ann@example.org|\n"},
	{"the-next-line-may-be-another-trailer",
	 "Reviewed-by: Ann Author\nTested-by: Bob <bob@example.org>\n",
	 "reviewed Reviewed-by|Ann Author||\ntested Tested-by|Bob|bob@example.org|\n"},
	{"the-next-line-may-be-quoted", "Reviewed-by: Ann\n> <ann@example.org>\n",
	 "reviewed Reviewed-by|Ann||\n"},
	{"words-for-the-series-may-follow",
	 "Acked-by: Ann <ann@example.org> for the whole series of patches\n",
	 "acked Acked-by|Ann|ann@example.org|\n"},
	{"a-nak-counts", "Nacked-by: Ann <ann@example.org>\n",
	 "nacked Nacked-by|Ann|ann@example.org|\n"},
	{"what-is-no-review-does-not",
	 "Signed-off-by: Ann <ann@example.org>\nReported-by: Bob <bob@example.org>\n"
	 "Fixes: 0123456789ab\n",
	 ""},
};

static void write_trailer(const struct trailer *trailer, GString *to)
{
	static const char *const kinds[] = {
		[TRAILER_OTHER] = "other",	 [TRAILER_SIGNED] = "signed",
		[TRAILER_AUTHORED] = "authored", [TRAILER_REVIEWED] = "reviewed",
		[TRAILER_ACKED] = "acked",	 [TRAILER_TESTED] = "tested",
		[TRAILER_REPORTED] = "reported", [TRAILER_NACKED] = "nacked",
	};
	const struct mailbox *person = &trailer->person;

	g_string_append_printf(to, "%s " STR_FMT, kinds[trailer->kind], STR_ARG(trailer->name));
	if (person->name.len == 0 && person->address.len == 0)
		g_string_append_printf(to, "=" STR_FMT "\n", STR_ARG(trailer->value));
	else
		g_string_append_printf(to, "|" STR_FMT "|" STR_FMT "|" STR_FMT "\n",
				       STR_ARG(person->name), STR_ARG(person->address),
				       STR_ARG(trailer->scope));
}

static void test_line(const void *data)
{
	const struct trailer_case *c = data;
	g_autoptr(GString) actual = g_string_new(NULL);
	struct trailer trailer;

	if (trailer_parse(str_from(c->text), &trailer))
		write_trailer(&trailer, actual);
	else
		g_string_assign(actual, "none\n");
	g_assert_cmpstr(actual->str, ==, c->expected);
}

typedef void (*read_trailers_fn)(struct arena *arena, str text, struct trailer **ret_trailers,
				 unsigned *ret_n_trailers);

static void check_trailers(read_trailers_fn read_trailers, const struct trailer_case *c)
{
	g_auto(arena) arena = {0};
	g_autoptr(GString) actual = g_string_new(NULL);
	struct trailer *trailers;
	unsigned n_trailers;

	read_trailers(&arena, str_from(c->text), &trailers, &n_trailers);
	for (unsigned i = 0; i < n_trailers; i++)
		write_trailer(&trailers[i], actual);
	g_assert_cmpstr(actual->str, ==, c->expected);
}

static void test_message(const void *data)
{
	check_trailers(trailers_of_message, data);
}

static void test_reply(const void *data)
{
	check_trailers(trailers_of_reply, data);
}

static void check_limit(read_trailers_fn read_trailers)
{
	g_auto(arena) arena = {0};
	g_autoptr(GString) text = g_string_new(NULL);
	struct trailer *trailers;
	unsigned n_trailers;

	for (int i = 0; i < LIMIT_TRAILERS + 7; i++)
		g_string_append_printf(text, "Acked-by: Ann <ann%d@example.org>\n", i);
	read_trailers(&arena, (str){.ptr = text->str, .len = text->len}, &trailers, &n_trailers);
	g_assert_cmpuint(n_trailers, ==, LIMIT_TRAILERS);
	for (unsigned i = 0; i < n_trailers; i++) {
		g_autofree char *address = g_strdup_printf("ann%u@example.org", i);

		g_assert_true(str_equal(trailers[i].person.address, str_from(address)));
	}
}

/* A NUL is no punctuation mark, and no other byte that a set of them names. */
static void test_nul(void)
{
	struct trailer trailer;

	g_assert_true(trailer_parse(STR("Reviewed-by: Ann Author\0"), &trailer));
	g_assert_cmpint(trailer.kind, ==, TRAILER_REVIEWED);
	g_assert_false(trailer_parse(
		STR("Reviewed-by: Ann <ann@example.org> \0 but only the first half of it"),
		&trailer));
}

static void test_limit(void)
{
	check_limit(trailers_of_message);
	check_limit(trailers_of_reply);
}

static void add_cases(const char *prefix, const struct trailer_case *cases, size_t n_cases,
		      GTestDataFunc test)
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autofree char *path = g_strconcat(prefix, cases[i].sentence, NULL);

		g_test_add_data_func(path, &cases[i], test);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_cases("/trailer/line/", lines, G_N_ELEMENTS(lines), test_line);
	add_cases("/trailer/message/", messages, G_N_ELEMENTS(messages), test_message);
	add_cases("/trailer/reply/", replies, G_N_ELEMENTS(replies), test_reply);
	g_test_add_func("/trailer/a-nul-is-a-byte-like-another", test_nul);
	g_test_add_func("/trailer/the-first-are-kept-in-order", test_limit);
	return g_test_run();
}
