/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/reply.h"

#include "base/limits.h"

#include <glib.h>

struct reply_case {
	const char *name;
	const char *subject;
	const char *text;
	const char *expected; /* the remarks' kinds, with what a review says */
};

static const struct reply_case reply_cases[] = {
	{"a-trailer-is-a-review", "Re: [PATCH] wick: trim it",
	 "Fine.\n\nReviewed-by: Ann Oil <ann@example.org> # brass\n",
	 "review Reviewed-by ann@example.org brass\n"},
	{"each-trailer-is-one", "Re: [PATCH] wick: trim it",
	 "Acked-by: Ann Oil <ann@example.org>\nTested-by: Ann Oil <ann@example.org>\n"
	 "Nacked-by: Ben Lamp <ben@example.org>\n",
	 "review Acked-by ann@example.org \nreview Tested-by ann@example.org \n"
	 "review Nacked-by ben@example.org \n"},
	{"trailers-of-other-kinds-are-none", "Re: [PATCH] wick: trim it",
	 "Signed-off-by: Ann Oil <ann@example.org>\nFixes: 123456789abc (\"wick: light it\")\n",
	 ""},
	{"a-condition-before-a-trailer-makes-none", "Re: [PATCH] wick: trim it",
	 "With that fixed, Reviewed-by: Ann Oil <ann@example.org>\n", ""},
	{"what-is-said-follows", "Re: [PATCH] wick: trim it",
	 "> wick\nWhy is this?\n\nPlease resend.\n\nAcked-by: Ann Oil <ann@example.org>\n",
	 "review Acked-by ann@example.org \nquestion\nchanges\n"},
	{"a-subject-may-ping", "PING: [PATCH] wick: trim it", "> wick\n", "ping\n"},
	{"a-command-may-stand-below-the-signature", "Re: [PATCH] wick: trim it",
	 "No.\n-- \npw-bot: cr\n", "command changes-requested  \n"},
	{"a-bot-s-command-is-none", "Re: [PATCH] wick: trim it", "#syz test: please resend\n", ""},
	{"a-quote-says-nothing", "Re: [PATCH] wick: trim it",
	 "> Acked-by: Ann Oil <ann@example.org>\n> Why?\n> pw-bot: cr\n", ""},
	{"nothing-says-nothing", "", "", ""},
};

static const struct reply_case patch_cases[] = {
	{"a-patch-brings-its-reviews", "",
	 "Trim it.\n\nReviewed-by: Ann Oil <ann@example.org>\n"
	 "Signed-off-by: Ben Lamp <ben@example.org>\n---\n",
	 "review Reviewed-by ann@example.org \n"},
	{"notes-may-withdraw-it", "",
	 "Trim it.\n\nSigned-off-by: Ben Lamp <ben@example.org>\n---\nPlease ignore this patch.\n",
	 "withdrawn\n"},
	{"a-command-may-stand-in-it", "", "Trim it.\n---\npw-bot: superseded\n",
	 "command superseded  \n"},
	{"what-else-it-says-counts-for-nothing", "",
	 "Does it burn? I will fix it in v2. Please resend. NAK\n---\nWhy?\n", ""},
};

static void add_remark(GString *all, const struct remark *remark)
{
	g_string_append(all, remark_name(remark->kind));
	if (remark->name.len > 0)
		g_string_append_printf(all, " " STR_FMT " " STR_FMT " " STR_FMT,
				       STR_ARG(remark->name), STR_ARG(remark->person.address),
				       STR_ARG(remark->scope));
	g_string_append_c(all, '\n');
}

static char *join(const struct remark *remarks, unsigned n_remarks)
{
	GString *all = g_string_new(NULL);

	for (unsigned i = 0; i < n_remarks; i++)
		add_remark(all, &remarks[i]);
	return g_string_free(all, FALSE);
}

static void check_reply(const void *data)
{
	const struct reply_case *test = data;
	g_autoptr(reply_reader) reader = reply_reader_new();
	g_auto(arena) arena = {0};
	g_autofree char *found = NULL;
	/* A copy without a terminator, whose end the sanitizer guards. */
	g_autofree char *copy = g_memdup2(test->text, strlen(test->text));
	struct remark *remarks;
	unsigned n_remarks;

	remarks_of_reply(reader, &arena, str_from(test->subject),
			 (str){.ptr = copy, .len = strlen(test->text)}, STR("ann@example.org"),
			 &remarks, &n_remarks);
	found = join(remarks, n_remarks);
	g_assert_cmpstr(found, ==, test->expected);
}

static void check_patch(const void *data)
{
	const struct reply_case *test = data;
	g_autoptr(reply_reader) reader = reply_reader_new();
	g_auto(arena) arena = {0};
	g_autofree char *found = NULL;
	struct patch_body body;
	struct remark *remarks;
	unsigned n_remarks;

	patch_body_parse(&arena, str_from(test->text), str_from(test->text), &body);
	remarks_of_patch(reader, &arena, &body, &remarks, &n_remarks);
	found = join(remarks, n_remarks);
	g_assert_cmpstr(found, ==, test->expected);
}

static void remarks_beyond_the_limit_are_left_out(void)
{
	g_autoptr(reply_reader) reader = reply_reader_new();
	g_auto(arena) arena = {0};
	g_autoptr(GString) text = g_string_new(NULL);
	struct remark *remarks;
	unsigned n_remarks;

	for (unsigned i = 0; i <= LIMIT_REMARKS; i++)
		g_string_append(text, "Why is this?\n\n");
	remarks_of_reply(reader, &arena, STR("Re: oil"), (str){.ptr = text->str, .len = text->len},
			 STR("ann@example.org"), &remarks, &n_remarks);
	g_assert_cmpuint(n_remarks, ==, LIMIT_REMARKS);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(reply_cases); i++) {
		g_autofree char *path = g_strconcat("/reply/", reply_cases[i].name, NULL);

		g_test_add_data_func(path, &reply_cases[i], check_reply);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(patch_cases); i++) {
		g_autofree char *path = g_strconcat("/reply/patch/", patch_cases[i].name, NULL);

		g_test_add_data_func(path, &patch_cases[i], check_patch);
	}
	g_test_add_func("/reply/remarks-beyond-the-limit-are-left-out",
			remarks_beyond_the_limit_are_left_out);
	return g_test_run();
}
