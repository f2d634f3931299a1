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

static const struct mention_case older_cases[] = {
	{"a-label-may-name-a-revision", "v1: https://a.example/r/1@example.org/\n",
	 "1@example.org"},
	{"a-label-may-stand-in-a-list",
	 " - Link to v1: https://a.example/r/1@example.org\n"
	 "* [RFC v2] https://a.example/r/2@example.org\n"
	 "RFCv1 -> v3 - https://a.example/r/3@example.org\n",
	 "1@example.org 2@example.org 3@example.org"},
	{"a-label-may-stand-behind",
	 "Link: https://a.example/r/1@example.org # v1\n"
	 "https://a.example/r/2@example.org (v2)\n",
	 "1@example.org 2@example.org"},
	{"what-stands-behind-a-label-and-its-link-does-not-matter",
	 "v1: https://a.example/r/1@example.org (thanks, Ben)\n", "1@example.org"},
	{"supersedes-names-it", "Supersedes: <1@example.org>\n", "1@example.org"},
	{"a-label-may-stand-on-the-line-above",
	 "Changes since v2:\nhttps://a.example/r/2@example.org\n"
	 "Previous versions can be found at:\n\n"
	 "https://a.example/r/1@example.org\n  https://a.example/r/0@example.org\n",
	 "2@example.org 1@example.org 0@example.org"},
	{"what-changed-may-speak-of-other-mails",
	 "v2:\n - use what Ben wrote: https://a.example/r/1@example.org\n"
	 " - https://a.example/r/2@example.org\n",
	 ""},
	{"a-label-ends-with-the-next-line-of-prose",
	 "Changes since v1:\nless oil\nhttps://a.example/r/1@example.org\n", ""},
	{"prose-is-no-label",
	 "This needs v2 of the wick series: https://a.example/r/1@example.org\n"
	 "Based on v5.10: https://a.example/r/2@example.org\n"
	 "Link: https://a.example/r/3@example.org\n",
	 ""},
	{"a-kernel-is-no-revision",
	 "v5.10: https://a.example/r/1@example.org\n"
	 "v6.1-rc3: https://a.example/r/2@example.org\n",
	 ""},
	{"a-footnote-of-a-label-names-it",
	 "Changes since v1 [1]:\n - less oil [2]\n\n"
	 "[1] https://a.example/r/1@example.org\n[2]: https://a.example/r/2@example.org\n",
	 "1@example.org"},
	{"a-footnote-of-prose-does-not",
	 "The lamp of the v1 wick [1] is out.\n\n[1] https://a.example/r/1@example.org\n", ""},
	{"a-footnote-may-be-a-label", "[3] v1: https://a.example/r/1@example.org\n",
	 "1@example.org"},
};

static char *join_ids(const str *ids, unsigned n_ids)
{
	GString *all = g_string_new(NULL);

	for (unsigned i = 0; i < n_ids; i++)
		g_string_append_printf(all, "%s" STR_FMT, i ? " " : "", STR_ARG(ids[i]));
	return g_string_free(all, FALSE);
}

static char *older_of(str text)
{
	g_auto(arena) arena = {0};
	unsigned n_ids;
	str *ids;

	mentions_of_older(&arena, text, &ids, &n_ids);
	return join_ids(ids, n_ids);
}

static char *ids_of(str text)
{
	g_auto(arena) arena = {0};
	unsigned n_ids;
	str *ids;

	mentions_of_text(&arena, text, &ids, &n_ids);
	return join_ids(ids, n_ids);
}

static void test_case(gconstpointer data)
{
	const struct mention_case *c = data;
	/* A copy without a terminator, whose end the sanitizer guards. */
	g_autofree char *copy = g_memdup2(c->text, strlen(c->text));
	g_autofree char *ids = ids_of((str){.ptr = copy, .len = strlen(c->text)});

	g_assert_cmpstr(ids, ==, c->ids);
}

static void test_older(gconstpointer data)
{
	const struct mention_case *c = data;
	g_autofree char *copy = g_memdup2(c->text, strlen(c->text));
	g_autofree char *ids = older_of((str){.ptr = copy, .len = strlen(c->text)});

	g_assert_cmpstr(ids, ==, c->ids);
}

/* Ends in time only if each line is read once, however many labels stand above. */
static void test_many_labels(void)
{
	enum { N_LINES = 200000 };
	static const char *const lines[] = {"v1 [1]\n", "[1] @http\n", "[1] v1 v1 @<\n"};
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *ids = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		for (unsigned k = 0; k < N_LINES; k++)
			g_string_append(text, lines[i]);
	}
	ids = older_of((str){.ptr = text->str, .len = text->len});
	g_assert_cmpstr(ids, ==, "");
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
	for (size_t i = 0; i < G_N_ELEMENTS(older_cases); i++) {
		g_autofree char *path = g_strconcat("/mention/older/", older_cases[i].name, NULL);

		g_test_add_data_func(path, &older_cases[i], test_older);
	}
	g_test_add_func("/mention/older/many-labels-take-linear-time", test_many_labels);
	g_test_add_func("/mention/no-more-than-the-limit-are-named", test_limit);
	g_test_add_func("/mention/what-is-longer-than-an-id-may-be-is-none", test_long_id);
	g_test_add_func("/mention/open-brackets-take-linear-time", test_open_brackets);
	return g_test_run();
}
