/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/mention.h"

#include "base/limits.h"

struct mention_case {
	const char *name;
	const char *text;
	const char *ids; /* parted by blanks */
};

static const struct mention_case cases[] = {
	{"a-text-without-ids-names-none", "Burn less oil.\n", ""},
	{"the-part-of-a-path-with-an-at-is-an-id",
	 "https://lists.example.org/lamp/1-2-ann@example.org/\n", "1-2-ann@example.org"},
	{"a-slash-at-the-end-is-not-needed", "Link: http://lists.example.org/r/1@example.org\n",
	 "1@example.org"},
	{"what-follows-the-id-is-another-part",
	 "https://lists.example.org/lamp/1@example.org/T/#u\n", "1@example.org"},
	{"a-full-stop-or-comma-is-the-sentence-s",
	 "See https://lists.example.org/r/1@example.org,\n"
	 "and https://lists.example.org/r/2@example.org.\n",
	 "1@example.org 2@example.org"},
	{"an-address-ends-at-a-bracket-or-quote",
	 "(https://a.example/1@example.org) <https://a.example/2@example.org>\n"
	 "\"https://a.example/3@example.org\" [https://a.example/4@example.org]\n",
	 "1@example.org 2@example.org 3@example.org 4@example.org"},
	{"percent-signs-are-undone", "https://a.example/r/x%2Fy%40example.org/\n",
	 "x/y@example.org"},
	{"a-percent-sign-may-be-the-last", "https://a.example/r/1@example.org%2f",
	 "1@example.org/"},
	{"a-percent-sign-that-is-none-stays",
	 "https://a.example/r/5%zz@example.org/ https://a.example/r/6@example.org%4\n",
	 "5%zz@example.org 6@example.org%4"},
	{"an-address-without-a-path-names-none",
	 "https://ann@example.org https://ann@example.org/ https://\n", ""},
	{"an-at-before-the-path-is-no-id", "https://ann@example.org/r/1@example.com\n",
	 "1@example.com"},
	{"brackets-alone-on-a-line-hold-an-id", "<1@example.org>\n  <2@example.org>\n",
	 "1@example.org 2@example.org"},
	{"brackets-after-a-label-hold-an-id",
	 "Message-ID: <1@example.org>\nIn-Reply-To:<2@example.org>\n",
	 "1@example.org 2@example.org"},
	{"a-name-before-makes-it-a-person", "Ann Author <ann@example.org> wrote:\n", ""},
	{"a-trailer-makes-it-a-person",
	 "Reviewed-by: <ann@example.org>\nReported-By: <ben@example.org>\n"
	 "Cc: <ann@example.org>\nCC: <ben@example.org>\nFrom: <ann@example.org>\n",
	 ""},
	{"a-blank-or-a-missing-at-makes-it-no-id",
	 "<1 @example.org>\n<glib.h>\n<1@example.org\n>\n<<2@example.org>\n", ""},
	{"order-and-repetition-stay",
	 "<2@example.org>\nhttps://a.example/1@example.org\n<2@example.org>\n",
	 "2@example.org 1@example.org 2@example.org"},
	{"a-last-line-needs-no-newline", "v1: <1@example.org>", "1@example.org"},
};

static char *ids_of(str text)
{
	g_auto(arena) arena = {0};
	GString *all = g_string_new(NULL);
	unsigned n_ids;
	str *ids;

	mentions_of_text(&arena, text, &ids, &n_ids);
	for (unsigned i = 0; i < n_ids; i++)
		g_string_append_printf(all, "%s" STR_FMT, i ? " " : "", STR_ARG(ids[i]));
	return g_string_free(all, FALSE);
}

static void test_case(gconstpointer data)
{
	const struct mention_case *c = data;
	/* A copy without a terminator, whose end the sanitizer guards. */
	g_autofree char *copy = g_memdup2(c->text, strlen(c->text));
	g_autofree char *ids = ids_of((str){.ptr = copy, .len = strlen(c->text)});

	g_assert_cmpstr(ids, ==, c->ids);
}

static void test_limit(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *ids = NULL;
	unsigned n_ids = 1;

	for (unsigned i = 0; i < LIMIT_MENTIONS + 10; i++)
		g_string_append(text, "https://a.example/1@example.org ");
	ids = ids_of((str){.ptr = text->str, .len = text->len});
	for (const char *at = ids; *at; at++)
		n_ids += *at == ' ';
	g_assert_cmpuint(n_ids, ==, LIMIT_MENTIONS);
}

static void test_long_id(void)
{
	g_autofree char *longest = g_strnfill(LIMIT_MESSAGE_ID_BYTES - 2, 'a');
	g_autofree char *text = g_strdup_printf("<%s@b>\n<%s@bc>\n", longest, longest);
	g_autofree char *expected = g_strdup_printf("%s@b", longest);
	g_autofree char *ids = ids_of(str_from(text));

	g_assert_cmpstr(ids, ==, expected);
}

/* Ends in time only if no bracket is looked at together with all that follow. */
static void test_open_brackets(void)
{
	enum { N_BRACKETS = 1000000 };
	static const char *const pieces[] = {":<", "<", " <"};

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *ids = NULL;

		for (unsigned k = 0; k < N_BRACKETS; k++)
			g_string_append_c(text, ' ');
		for (unsigned k = 0; k < N_BRACKETS; k++)
			g_string_append(text, pieces[i]);
		g_string_append(text, "1@example.org>");
		ids = ids_of((str){.ptr = text->str, .len = text->len});
		g_assert_cmpstr(ids, ==, i == 0 ? "1@example.org" : "");
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/mention/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/mention/no-more-than-the-limit-are-named", test_limit);
	g_test_add_func("/mention/what-is-longer-than-an-id-may-be-is-none", test_long_id);
	g_test_add_func("/mention/open-brackets-take-linear-time", test_open_brackets);
	return g_test_run();
}
