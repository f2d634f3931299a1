/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/outcome_text.h"

#include "outcome/outcome.h"
#include "render/table.h"

#define PERSON(given) \
	{ \
		.name = STR_INIT(given), .address = STR_INIT("someone@example.org") \
	}

static struct update_onlooker giver = {.person = PERSON("Ann Author"), .reviewed = true};

static struct update_outcome outcome_with(struct update_reason *reason)
{
	return (struct update_outcome){
		.state = STR("in-review"),
		.turn = STR("author"),
		.turn_days = 12,
		.n_patches = 5,
		.n_reviewed = 2,
		.reasons = reason,
		.n_reasons = 1,
		.onlookers = &giver,
		.n_onlookers = 1,
	};
}

static void expect_text(str text, const char *expected)
{
	g_autofree char *copy = str_dup(text);

	g_assert_cmpstr(copy, ==, expected);
}

static const struct {
	struct update_reason reason;
	const char *sentence;
	const char *evidence;
} rules[] = {
	{{.rule = STR_INIT("posted")},
	 "nobody has answered since it was posted by Ann Author on 2025-12-29 <a@example.org>",
	 "nobody answered"},
	{{.rule = STR_INIT("answered")},
	 "answered by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann answered"},
	{{.rule = STR_INIT("reviewed"), .count = 5},
	 "all 5 patches reviewed, last by Ann Author on 2025-12-29 <a@example.org>",
	 "all reviewed"},
	{{.rule = STR_INIT("reviewed"), .count = 1},
	 "reviewed by Ann Author on 2025-12-29 <a@example.org>",
	 "all reviewed"},
	{{.rule = STR_INIT("partly-reviewed"), .count = 2},
	 "2 of 5 patches reviewed, last by Ann Author on 2025-12-29 <a@example.org>",
	 "2 of 5 reviewed"},
	{{.rule = STR_INIT("asked")},
	 "an unanswered comment by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann waits for an answer"},
	{{.rule = STR_INIT("asked"), .count = 3},
	 "3 unanswered comments by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann waits for an answer"},
	{{.rule = STR_INIT("replied")},
	 "last answered by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann answered last"},
	{{.rule = STR_INIT("changes-asked")},
	 "changes asked for by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann asked for changes"},
	{{.rule = STR_INIT("promised")},
	 "a new version promised by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann promised a version"},
	{{.rule = STR_INIT("refused")},
	 "refused by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann refused it"},
	{{.rule = STR_INIT("commanded"), .text = STR_INIT("under-review")},
	 "set to under-review by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann set it to under-review"},
	{{.rule = STR_INIT("withdrawn")},
	 "withdrawn by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann withdrew it"},
	{{.rule = STR_INIT("pinged")},
	 "pinged by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann asked again"},
	{{.rule = STR_INIT("superseded"), .text = STR_INIT("v3")},
	 "v3 sent by Ann Author on 2025-12-29 <a@example.org>",
	 "v3 came"},
	{{.rule = STR_INIT("superseded")},
	 "a newer revision sent by Ann Author on 2025-12-29 <a@example.org>",
	 "a newer revision sent"},
	{{.rule = STR_INIT("applied"), .text = STR_INIT("lamps/next"), .count = 5},
	 "applied to lamps/next by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann applied it"},
	{{.rule = STR_INIT("applied"), .count = 2},
	 "2 of 5 patches applied by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann applied 2 of 5"},
	{{.rule = STR_INIT("applied"), .text = STR_INIT("0123456789ab"), .count = 5},
	 "applied as 0123456789ab by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann applied it"},
	{{.rule = STR_INIT("unapplied"), .text = STR_INIT("lamps/next")},
	 "taken out of lamps/next again by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann took it out"},
	{{.rule = STR_INIT("pulled")},
	 "merged by Ann Author on 2025-12-29 <a@example.org>",
	 "Ann merged it"},
	{{.rule = STR_INIT("committed"), .text = STR_INIT("0123456789ab, v6.12"), .count = 3},
	 "3 of 5 patches committed as 0123456789ab, v6.12 by Ann Author on 2025-12-29 "
	 "<a@example.org>",
	 "3 of 5 in v6.12"},
	{{.rule = STR_INIT("committed"), .text = STR_INIT("0123456789ab"), .count = 5},
	 "committed as 0123456789ab by Ann Author on 2025-12-29 <a@example.org>",
	 "in 0123456789ab"},
	{{.rule = STR_INIT("committed"), .count = 5},
	 "committed by Ann Author on 2025-12-29 <a@example.org>",
	 "committed"},
	{{.rule = STR_INIT("incomplete"), .count = 2},
	 "2 patches are missing of what was sent by Ann Author on 2025-12-29 <a@example.org>",
	 "patches missing"},
	{{.rule = STR_INIT("incomplete"), .count = 1},
	 "a patch is missing of what was sent by Ann Author on 2025-12-29 <a@example.org>",
	 "patches missing"},
	{{.rule = STR_INIT("unheard-of")},
	 "unheard-of by Ann Author on 2025-12-29 <a@example.org>",
	 "unheard-of"},
};

static void test_a_reason_says_what_who_when_and_where(void)
{
	const struct render_options options = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
		struct update_reason reason = rules[i].reason;
		struct update_outcome outcome = outcome_with(&reason);
		g_autoptr(GString) out = g_string_new(NULL);
		g_autofree char *line = g_strdup_printf("  %s\n", rules[i].sentence);

		reason.person = (struct mailbox)PERSON("Ann Author");
		reason.date = STR("2025-12-29T16:01:05Z");
		reason.message_id = STR("a@example.org");
		outcome_text_append_reasons(out, &options, &outcome, 2);
		g_assert_cmpstr(out->str, ==, line);
	}
}

static void test_the_evidence_is_a_few_words(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
		struct update_reason reason = rules[i].reason;
		struct update_outcome outcome = outcome_with(&reason);
		g_auto(arena) arena = {0};

		arena_init(&arena);
		reason.person = (struct mailbox)PERSON("Ann Author");
		expect_text(outcome_text_evidence(&arena, &outcome), rules[i].evidence);
	}
}

static void test_what_several_mails_applied_is_told_together(void)
{
	struct update_reason reason = {
		.rule = STR("applied"), .person = PERSON("Ann Author"), .count = 1};
	struct update_outcome outcome = outcome_with(&reason);
	g_auto(arena) arena = {0};

	arena_init(&arena);
	outcome.n_landed = 3;
	expect_text(outcome_text_evidence(&arena, &outcome), "3 of 5 applied");
	outcome.n_landed = 1;
	expect_text(outcome_text_evidence(&arena, &outcome), "Ann applied 1 of 5");
}

static void test_each_rule_has_its_words(void)
{
	g_auto(arena) arena = {0};

	arena_init(&arena);
	for (unsigned i = 0; i < OUTCOME_N_RULES; i++) {
		struct update_reason reason = {
			.rule = str_from(outcome_rule_name((enum outcome_rule)i)),
			.text = STR("text"),
		};
		struct update_outcome outcome = outcome_with(&reason);
		str evidence = outcome_text_evidence(&arena, &outcome);

		g_assert_cmpuint(evidence.len, >, 0);
		g_assert_false(str_contains(evidence, STR("{")));
	}
}

static void test_who_is_not_known_is_somebody(void)
{
	struct update_reason reason = {.rule = STR("changes-asked")};
	struct update_outcome outcome = outcome_with(&reason);
	const struct render_options options = {0};
	g_autoptr(GString) out = g_string_new(NULL);
	g_auto(arena) arena = {0};

	arena_init(&arena);
	expect_text(outcome_text_evidence(&arena, &outcome), "somebody asked for changes");
	outcome_text_append_reasons(out, &options, &outcome, 0);
	g_assert_cmpstr(out->str, ==, "changes asked for\n");
}

static void test_a_review_that_was_sent_along_is_not_the_senders(void)
{
	struct update_reason reason = {
		.rule = STR("reviewed"),
		.person = {.name = STR("Bob Builder"), .address = STR("bob@example.org")},
		.count = 5,
	};
	struct update_outcome outcome = outcome_with(&reason);
	const struct render_options options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	outcome_text_append_reasons(out, &options, &outcome, 0);
	g_assert_cmpstr(out->str, ==, "all 5 patches reviewed\n");
}

static void test_a_given_name_is_the_one_behind_the_comma(void)
{
	static const struct {
		struct mailbox person;
		const char *evidence;
	} people[] = {
		{PERSON("Ann Author"), "Ann answered"},
		{PERSON("Author, Ann"), "Ann answered"},
		{PERSON("Author,"), "Author, answered"},
		{PERSON("Ann"), "Ann answered"},
		{PERSON("lamp test robot"), "lamp test robot answered"},
		{{.address = STR_INIT("ann@example.org")}, "ann answered"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
		struct update_reason reason = {.rule = STR("answered"), .person = people[i].person};
		struct update_outcome outcome = outcome_with(&reason);
		g_auto(arena) arena = {0};

		arena_init(&arena);
		expect_text(outcome_text_evidence(&arena, &outcome), people[i].evidence);
	}
}

static void test_a_turn_tells_its_days_and_a_ping(void)
{
	struct update_outcome outcome = outcome_with(NULL);
	g_auto(arena) arena = {0};

	arena_init(&arena);
	expect_text(outcome_text_turn(&arena, &outcome), "author 12 d");
	outcome.pinged = true;
	expect_text(outcome_text_turn(&arena, &outcome), "author 12 d !");
	outcome.turn = STR("nobody");
	expect_text(outcome_text_turn(&arena, &outcome), "-");
	expect_text(outcome_text_reviewed(&arena, &outcome), "2/5");
	outcome.n_patches = 0;
	expect_text(outcome_text_reviewed(&arena, &outcome), "-");
}

static void test_a_state_has_its_colour(void)
{
	g_assert_cmpint(outcome_text_style(STR("ready")), ==, STYLE_ADDED);
	g_assert_cmpint(outcome_text_style(STR("changes-asked")), ==, STYLE_REMOVED);
	g_assert_cmpint(outcome_text_style(STR("new")), ==, TABLE_PLAIN);
	g_assert_cmpint(outcome_text_style(STR("")), ==, TABLE_PLAIN);
}

static void test_a_summary_is_one_line(void)
{
	struct update_reason reason = {.rule = STR("changes-asked"),
				       .person = PERSON("Ann Author")};
	struct update_outcome outcome = outcome_with(&reason);
	struct render_options options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	outcome.state = STR("changes-asked");
	outcome.pinged = true;
	outcome.n_landed = 1;
	outcome_text_append_summary(out, &options, &outcome);
	g_assert_cmpstr(out->str, ==,
			"changes asked (Ann asked for changes); turn: author, 12 days, pinged; "
			"reviewed: 2 of 5; landed: 1 of 5");

	g_string_truncate(out, 0);
	outcome = (struct update_outcome){.state = STR("landed"), .turn = STR("nobody")};
	options.colour = true;
	outcome_text_append_summary(out, &options, &outcome);
	g_assert_cmpstr(out->str, ==, "\033[32mlanded\033[m");

	g_string_truncate(out, 0);
	outcome.state = STR("");
	outcome_text_append_summary(out, &options, &outcome);
	g_assert_cmpstr(out->str, ==, "");
}

static void test_onlookers_are_told_with_what_they_gave(void)
{
	struct update_onlooker onlookers[] = {
		{.person = PERSON("Ann Author"), .reviewed = true, .tested = true},
		{.person = PERSON("Bob Builder"), .refused = true, .commented = true},
		{.person = PERSON("Kim")},
	};
	const struct update_outcome outcome = {.onlookers = onlookers, .n_onlookers = 3};
	const struct update_outcome nobody = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	g_assert_true(outcome_text_append_onlookers(out, &outcome));
	g_assert_cmpstr(out->str, ==,
			"Ann Author (reviewed, tested), Bob Builder (refused, commented), Kim");
	g_assert_false(outcome_text_append_onlookers(out, &nobody));
}

static void test_what_a_mail_says_is_made_harmless(void)
{
	struct update_reason reason = {
		.rule = STR("commanded"),
		.person = {.name = STR("{text}\033[31m")},
		.message_id = STR("\033@example.org"),
		.date = STR("\033"),
		.text = STR("{who}\nbad\033"),
	};
	struct update_outcome outcome = outcome_with(&reason);
	struct update_onlooker onlooker = {.person = {.name = STR("\033\n")}};
	const struct render_options options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	outcome.onlookers = &onlooker;
	outcome.n_onlookers = 1;
	outcome_text_append_reasons(out, &options, &outcome, 0);
	outcome_text_append_summary(out, &options, &outcome);
	outcome_text_append_onlookers(out, &outcome);
	g_assert_null(strchr(out->str, '\033'));
	g_assert_nonnull(strstr(out->str, "set to {who} bad<1B> by {text}<1B>[31m on "));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/outcome-text/a-reason-says-what-who-when-and-where",
			test_a_reason_says_what_who_when_and_where);
	g_test_add_func("/outcome-text/the-evidence-is-a-few-words",
			test_the_evidence_is_a_few_words);
	g_test_add_func("/outcome-text/each-rule-has-its-words", test_each_rule_has_its_words);
	g_test_add_func("/outcome-text/who-is-not-known-is-somebody",
			test_who_is_not_known_is_somebody);
	g_test_add_func("/outcome-text/a-review-that-was-sent-along-is-not-the-senders",
			test_a_review_that_was_sent_along_is_not_the_senders);
	g_test_add_func("/outcome-text/a-given-name-is-the-one-behind-the-comma",
			test_a_given_name_is_the_one_behind_the_comma);
	g_test_add_func("/outcome-text/what-several-mails-applied-is-told-together",
			test_what_several_mails_applied_is_told_together);
	g_test_add_func("/outcome-text/a-turn-tells-its-days-and-a-ping",
			test_a_turn_tells_its_days_and_a_ping);
	g_test_add_func("/outcome-text/a-state-has-its-colour", test_a_state_has_its_colour);
	g_test_add_func("/outcome-text/a-summary-is-one-line", test_a_summary_is_one_line);
	g_test_add_func("/outcome-text/onlookers-are-told-with-what-they-gave",
			test_onlookers_are_told_with_what_they_gave);
	g_test_add_func("/outcome-text/what-a-mail-says-is-made-harmless",
			test_what_a_mail_says_is_made_harmless);
	return g_test_run();
}
