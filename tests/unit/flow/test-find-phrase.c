/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/find_phrase.h"
#include "search/query.h"

static const char mail[] = "From: Ann Author <ann@example.org>\n"
			   "To: \"The Lamp List\" <lamp@example.org>\n"
			   "Message-ID: <a@example.org>\n"
			   "Subject: [PATCH] lamp: trim the wick\n"
			   "Content-Type: text/plain; charset=utf-8\n"
			   "\n"
			   "The page\n"
			   "table of the Caf\xc3\x89 Lamp is page one.\n"
			   "> a quoted page\n"
			   "> table\n"
			   "\n"
			   "Signed-off-by: Ann Author <ann@example.org>\n"
			   "---\n"
			   " lamp/wick_trim.c | 3 ++-\n"
			   " 1 file changed, 2 insertions(+), 1 deletion(-)\n"
			   "\n"
			   "diff --git a/lamp/wick_trim.c b/lamp/wick_trim.c\n"
			   "index 1111111..2222222 100644\n"
			   "--- a/lamp/wick_trim.c\n"
			   "+++ b/lamp/wick_trim.c\n"
			   "@@ -1,2 +1,3 @@ static int trim_all(void)\n"
			   " \tint wicks = 0;\n"
			   "-\treturn wicks;\n"
			   "+\tlock(wicks);\n"
			   "+\treturn all_wicks;\n";

static void test_words_follow_one_another_in_one_text(void)
{
	static const struct {
		const char *query;
		bool is_there;
	} cases[] = {
		{"\"trim the wick\"", true},
		{"s:\"TRIM the\"", true},
		{"s:\"trim wick\"", false},
		{"s:\"rim the\"", false},
		{"s:\"trim th\"", false},
		{"s:lamp:tri*", true},
		{"b:\"page table\"", true},
		{"b:\"page one\"", true},
		{"b:\"page table of the caf\xc3\xa9\"", true},
		{"b:\"caf\xc3\xa9 lamp\"", true},
		{"b:\"af\xc3\xa9 lamp\"", false},
		{"q:\"page table\"", true},
		{"q:\"page one\"", false},
		/* A quoted line stands between them. */
		{"b:\"page one a quoted\"", false},
		{"f:\"Ann Author <ann@example.org>\"", true},
		{"t:\"lamp list\"", true},
		{"\"lamp list\"", false},
		{"dfhh:\"int trim_all\"", true},
		{"dfa:\"return wicks\"", true},
		{"dfb:\"return wicks\"", false},
		{"dfb:\"lock wicks return all_wicks\"", true},
		{"dfctx:\"int wicks\"", true},
		{"nq:\"a quoted page\"", false},
		{"b:\"lamp wick_trim.c\"", true},
		/* The old and the new path are two texts. */
		{"b:\"c lamp wick_trim\"", false},
	};
	g_auto(arena) arena = {0};
	struct reading reading;

	arena_init(&arena);
	reading_of(&arena, str_from(mail), &reading);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct query *query = query_parse(&arena, str_from(cases[i].query), 0, NULL);

		g_test_message("%s", cases[i].query);
		g_assert_nonnull(query);
		g_assert_cmpuint(query->n_words, >, 1);
		g_assert_true(find_phrase_in(&arena, &reading, query) == cases[i].is_there);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/find-phrase/words-follow-one-another-in-one-text",
			test_words_follow_one_another_in_one_text);
	return g_test_run();
}
