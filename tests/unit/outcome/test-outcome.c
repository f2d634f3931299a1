/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reasons, figures and reviewers. State and turn are in test-state.c. */
#include "outcome/outcome.h"

#include "base/limits.h"
#include "scene.h"

/* All reasons as "rule line text count", one a line; with the line's number for its time. */
static char *list_reasons(const struct outcome *outcome)
{
	GString *list = g_string_new(NULL);

	for (unsigned i = 0; i < outcome->n_reasons; i++) {
		const struct outcome_reason *reason = &outcome->reasons[i];

		g_string_append_printf(list, "%s %d", outcome_rule_name(reason->rule),
				       (int)((reason->at - SCENE_START) / SCENE_STEP));
		if (reason->message_id.len > 0)
			g_string_append_printf(list, " " STR_FMT, STR_ARG(reason->message_id));
		if (reason->text.len > 0)
			g_string_append_printf(list, " [" STR_FMT "]", STR_ARG(reason->text));
		if (reason->count > 0)
			g_string_append_printf(list, " %u", reason->count);
		g_string_append_c(list, '\n');
	}
	return g_string_free(list, FALSE);
}

struct account {
	const char *sentence;
	const char *script;
	const char *reasons;
};

static const struct account accounts[] = {
	{"the-state-s-then-the-turn-s-then-by-time",
	 "ann posts 2 cover\nbob to 1: reviewed\ncarl to 2: asks, comments\nann answers 3",
	 "answered 2 m2\nreplied 4 m4\npartly-reviewed 2 m2 1\n"},
	{"none-twice", "ann posts 1\nbob to 1: asks", "asked 2 m2 1\nanswered 2 m2\n"},
	{"each-open-question", "ann posts 1\nbob to 1: asks\ncarl to 1: asks, comments",
	 "asked 2 m2 1\nanswered 2 m2\nasked 3 m3 2\n"},
	{"the-missing-patches", "ann posts 2 total 5", "posted 1 m1.1\nincomplete 1 m1.1 3\n"},
	{"the-revision-that-came", "ann posts 1\nann posts 1 v2",
	 "superseded 2 m2.1 [v2]\nposted 1 m1.1\n"},
	{"the-last-commit-and-its-tag",
	 "ann posts 2\ngit has 1 c0ffee00112233445566\n"
	 "git has 2 decade00112233445566 tag v9.1",
	 "committed 3 [decade001122, v9.1] 2\nposted 1 m1.1\n"},
	{"the-tree-and-how-many",
	 "ann posts 3 cover\nbob to 1: applied\nbob to 0: applied tree next",
	 "applied 2 m2 1\nanswered 2 m2\napplied 3 m3 [next] 2\n"},
	{"stable-queues-and-backports",
	 "ann posts 1\ngit has 1 c0ffee\ngit has 1 decade backport\n"
	 "bob to 1: applied stable tree 5.10-stable",
	 "committed 2 [c0ffee] 1\ncommitted 3 [decade] 1\nanswered 4 m4\n"
	 "applied 4 m4 [5.10-stable] 1\n"},
	{"numbers-above-the-total-are-none-of-it", "ann posts 1 number 7 total 3",
	 "posted 1 m1.7\nincomplete 1 m1.7 3\n"},
	{"that-it-was-taken-out", "ann posts 1\nbob to 1: applied\nbob to 1: unapplied tree next",
	 "answered 2 m2\nunapplied 3 m3 [next] 1\n"},
	{"the-request-that-a-patch-landed-with",
	 "ann posts 2\nrequest has 1 by bob tree main\nrequest has 2 by carl",
	 "pulled 2 m2 [main] 1\nposted 1 m1.1\npulled 3 m3 1\n"},
	{"a-request-says-nothing-of-what-a-commit-or-a-mail-says",
	 "ann posts 2\nrequest has 1 by bob\nrequest has 2 by bob\ngit has 1 c0ffee\n"
	 "carl to 2: applied",
	 "committed 4 [c0ffee] 1\nanswered 5 m5\napplied 5 m5 1\n"},
	{"of-a-work-a-request-has-the-newest",
	 "ann posts 1\nann posts 1 v2\nrequest of 0 has 1 by bob\nrequest of 1 has 1 by bob",
	 "superseded 2 m2.1 [v2]\nposted 1 m1.1\n"},
	{"no-request-is-carried", "ann posts 1 pull\nrequest has 1 by bob", "posted 1 m1.1\n"},
	{"the-command", "ann posts 1\nbob to 1: command under-review",
	 "answered 2 m2\ncommanded 2 m2 [under-review]\n"},
	{"a-ping-of-the-author", "ann posts 1\nann to 1: pings\nbob to 1: pings",
	 "answered 3 m3\npinged 2 m2\n"},
};

static void test_account(const void *data)
{
	const struct account *expected = data;
	g_autofree char *reasons = NULL;
	struct scene scene;
	struct outcome outcome;

	scene_play(&scene, expected->script);
	outcome_of(&scene.arena, &scene.history, 0, &outcome);
	reasons = list_reasons(&outcome);
	g_assert_cmpstr(reasons, ==, expected->reasons);
	scene_clear(&scene);
}

struct figures {
	const char *sentence;
	const char *script;
	unsigned n_patches;
	unsigned n_reviewed;
	unsigned n_landed;
	unsigned answered; /* lines of the script; 0 for never */
	unsigned landed;
	unsigned active;
	bool pinged;
};

static const struct figures figures[] = {
	{"the-cover-is-no-patch", "ann posts 2 cover\nbob to 1: reviewed", 2, 1, 0, 2, 0, 2, false},
	{"what-was-withdrawn-cannot-land", "ann posts 2\nann to 2: withdraws", 1, 0, 0, 0, 0, 2,
	 false},
	{"but-what-landed-did", "ann posts 1\nann to 1: withdraws\ngit has 1 c0ffee", 1, 0, 1, 0, 3,
	 3, false},
	{"it-landed-when-the-last-patch-did",
	 "ann posts 2\ngit has 2 c0ffee\nbob to 1: applied\nbob to 1", 2, 0, 2, 3, 3, 4, false},
	{"a-commit-s-time-goes-before-a-mail-s", "ann posts 1\ngit has 1 c0ffee\nbob to 1: applied",
	 1, 0, 1, 3, 2, 3, false},
	{"of-two-notices-the-first-counts", "ann posts 1\nbob to 1: applied\nbob to 1: applied", 1,
	 0, 1, 2, 2, 3, false},
	{"also-of-one-of-all-and-one-of-it",
	 "ann posts 1 cover\nbob to 0: applied\nbob to 1: applied", 1, 0, 1, 2, 2, 3, false},
	{"also-without-patches", "ann posts 0 cover pull\nbob to 0: pulled", 0, 0, 0, 2, 2, 2,
	 false},
	{"a-merge-lands-as-a-whole", "ann posts 2 cover pull\ngit has 0 c0ffee", 2, 0, 2, 0, 2, 2,
	 false},
	{"a-part-that-landed-has-a-time", "ann posts 2 cover\nbob to 0: applied part", 2, 0, 0, 2,
	 2, 2, false},
	{"a-pull-request-lands-as-a-whole", "ann posts 2 cover pull\nbob to 0: pulled", 2, 0, 2, 2,
	 2, 2, false},
	{"the-author-does-not-answer-but-acts", "ann posts 1\nann to 1", 1, 0, 0, 0, 0, 2, false},
	{"a-newer-posting-happens-to-it", "ann posts 1\nbob to 1\nann posts 1 v2", 1, 0, 0, 2, 0, 3,
	 false},
	{"a-part-counts-with-what-it-replaces",
	 "ann posts 2 cover\nann posts 1 number 2 total 2 partial\nbob to 2: reviewed", 2, 1, 0, 3,
	 0, 3, false},
	{"and-what-it-replaces-no-more",
	 "ann posts 2 cover\nbob to 2: reviewed\nann posts 1 number 2 total 2 partial", 2, 0, 0, 2,
	 0, 3, false},
	{"nor-its-message", "ann posts 2: reviewed by bob\nann posts 1 number 2 total 2 partial", 2,
	 0, 0, 0, 0, 2, false},
	{"nor-that-it-was-withdrawn",
	 "ann posts 2\nann to 2: withdraws\nann posts 1 number 2 total 2 partial", 2, 0, 0, 0, 0, 3,
	 false},
	{"pinged-by-the-author", "ann posts 1\nann to 1: pings", 1, 0, 0, 0, 0, 2, true},
	{"not-by-another", "ann posts 1\nbob to 1: pings", 1, 0, 0, 2, 0, 2, false},
	{"not-before-the-turn-changed", "ann posts 1\nann to 1: pings\nbob to 1: reviewed", 1, 1, 0,
	 2 + 1, 0, 3, false},
	{"not-when-it-is-over", "ann posts 1\nbob to 1: applied\nann to 1: pings", 1, 0, 1, 2, 2, 3,
	 false},
};

static int64_t time_of(unsigned line)
{
	return line ? SCENE_LINE(line) : 0;
}

static void test_figures(const void *data)
{
	const struct figures *expected = data;
	struct scene scene;
	struct outcome outcome;

	scene_play(&scene, expected->script);
	outcome_of(&scene.arena, &scene.history, 0, &outcome);
	g_assert_cmpuint(outcome.n_patches, ==, expected->n_patches);
	g_assert_cmpuint(outcome.n_reviewed, ==, expected->n_reviewed);
	g_assert_cmpuint(outcome.n_landed, ==, expected->n_landed);
	g_assert_cmpint(outcome.answered_at, ==, time_of(expected->answered));
	g_assert_cmpint(outcome.landed_at, ==, time_of(expected->landed));
	g_assert_cmpint(outcome.active_at, ==, time_of(expected->active));
	g_assert_cmpint(outcome.pinged, ==, expected->pinged);
	scene_clear(&scene);
}

static char *list_reviewers(const struct scene *scene, const struct outcome *outcome)
{
	GString *list = g_string_new(NULL);

	for (unsigned i = 0; i < outcome->n_reviewers; i++) {
		const struct outcome_reviewer *reviewer = &outcome->reviewers[i];
		str name = people_mailbox(scene->people, reviewer->person).name;

		g_string_append_printf(
			list, STR_FMT "%s%s%s%s%s; ", (int)name.len - 7, name.ptr,
			reviewer->reviewed ? " reviewed" : "", reviewer->acked ? " acked" : "",
			reviewer->tested ? " tested" : "", reviewer->refused ? " refused" : "",
			reviewer->commented ? " commented" : "");
	}
	return g_string_free(list, FALSE);
}

struct company {
	const char *sentence;
	const char *script;
	const char *reviewers;
};

static const struct company companies[] = {
	{"in-the-order-in-which-they-spoke",
	 "ann posts 2\ncarl to 2: asks\nbob to 1: acked\ncarl to 1: reviewed",
	 "carl reviewed commented; bob acked; "},
	{"plain-text-is-a-comment", "ann posts 1\nbob to 1", "bob commented; "},
	{"a-trailer-is-none", "ann posts 1\nbob to 1: tested", "bob tested; "},
	{"the-author-is-none", "ann posts 1 by eve\nann to 1: acked\neve to 1\nann2 to 1", ""},
	{"a-program-is-none", "ann posts 1\nrobot to 1\nsyzbot to 1: tested", ""},
	{"also-where-a-message-names-it", "ann posts 1: tested by robot", ""},
	{"who-only-applied-it-is-none", "ann posts 1\nbob to 1: applied", ""},
	{"one-person-of-two-addresses-is-one", "ann posts 1\nbob to 1\nbob2 to 1: reviewed",
	 "bob reviewed commented; "},
	{"whom-a-message-names-goes-first",
	 "carl posts 0 cover pull alone\nann posts 1 alone: reviewed by bob, tested by dora\n"
	 "dora to 1 of 1\nbob to 1 of 1: nak",
	 "bob reviewed refused; dora tested commented; "},
	{"but-not-the-author-of-another-s-patch", "ann posts 1 by eve: reviewed by ann", ""},
	{"who-passes-a-trailer-on-gave-none",
	 "ann posts 1\ncarl to 1: tested\nbob to 1: reviewed by carl", "carl tested; "},
	{"a-nack-that-was-taken-back-is-none", "ann posts 1\nbob to 1: nacked\nbob to 1: acked",
	 "bob acked; "},
	{"a-nack-of-what-landed-stays", "ann posts 1\nbob to 1: nacked\ngit has 1 c0ffee",
	 "bob refused; "},
};

static void test_company(const void *data)
{
	const struct company *expected = data;
	g_autofree char *reviewers = NULL;
	struct scene scene;
	struct outcome outcome;

	scene_play(&scene, expected->script);
	/* Who never writes is known by the trailers of others alone. */
	scene_person(&scene, "bob");
	scene_person(&scene, "robot");
	outcome_of(&scene.arena, &scene.history, scene.history.n_postings - 1, &outcome);
	reviewers = list_reviewers(&scene, &outcome);
	g_assert_cmpstr(reviewers, ==, expected->reviewers);
	scene_clear(&scene);
}

static void test_reasons_are_bounded(void)
{
	g_autoptr(GString) script = g_string_new("ann posts 1");
	struct scene scene;
	struct outcome outcome;
	unsigned n_asked = 0;

	for (unsigned i = 0; i < 3 * LIMIT_RULE_REASONS; i++)
		g_string_append(script, "\nbob to 1: asks");
	scene_play(&scene, script->str);
	outcome_of(&scene.arena, &scene.history, 0, &outcome);
	for (unsigned i = 0; i < outcome.n_reasons; i++)
		n_asked += outcome.reasons[i].rule == RULE_ASKED;
	g_assert_cmpuint(n_asked, ==, LIMIT_RULE_REASONS);
	scene_clear(&scene);
}

/* A thread as deep as it is long, of as many people, who all say everything of all patches. */
static void test_long_thread(void)
{
	enum { N_REPLIES = 50000, N_PATCHES = 5000 };
	static const struct remark remarks[] = {
		{.kind = REMARK_QUESTION},  {.kind = REMARK_CHANGES},
		{.kind = REMARK_NAK},	    {.kind = REMARK_APPLIED},
		{.kind = REMARK_UNAPPLIED}, {.kind = REMARK_REVIEW, .trailer = TRAILER_REVIEWED},
	};
	g_auto(arena) arena = {0};
	g_autoptr(people) people = people_new(NULL);
	struct history_patch *patches =
		arena_new_array(&arena, struct history_patch, N_PATCHES + 1);
	struct history_reply *replies = arena_new_array(&arena, struct history_reply, N_REPLIES);
	struct history_posting posting = {.has_cover = true,
					  .total = N_PATCHES,
					  .patches = patches,
					  .n_patches = N_PATCHES + 1,
					  .follows = HISTORY_NONE};
	struct history history = {.postings = &posting, .n_postings = 1, .people = people};
	struct outcome outcome;

	posting.author = people_add(people, (struct mailbox){.address = STR("ann@example.org")});
	posting.sender = posting.author;
	for (unsigned i = 0; i <= N_PATCHES; i++)
		patches[i] = (struct history_patch){.number = i, .author = posting.author};
	for (unsigned i = 0; i < N_REPLIES; i++) {
		g_autofree char *address = g_strdup_printf("b%u@example.org", i);

		replies[i] = (struct history_reply){
			.sender =
				people_add(people, (struct mailbox){.name = STR("Bob Writer"),
								    .address = str_from(address)}),
			.arrived_at = i,
			.answers = i ? i - 1 : HISTORY_NONE,
			.remarks = remarks,
			.n_remarks = G_N_ELEMENTS(remarks),
		};
	}
	patches[0].replies = replies;
	patches[0].n_replies = N_REPLIES;
	outcome_of(&arena, &history, 0, &outcome);
	g_assert_cmpint(outcome.state, ==, OUTCOME_DROPPED);
	g_assert_cmpuint(outcome.n_reviewers, ==, 1);
	g_assert_cmpuint(outcome.n_reviewed, ==, N_PATCHES);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(accounts); i++) {
		g_autofree char *path =
			g_strdup_printf("/outcome/reasons/%s", accounts[i].sentence);

		g_test_add_data_func(path, &accounts[i], test_account);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
		g_autofree char *path = g_strdup_printf("/outcome/figures/%s", figures[i].sentence);

		g_test_add_data_func(path, &figures[i], test_figures);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(companies); i++) {
		g_autofree char *path =
			g_strdup_printf("/outcome/reviewers/%s", companies[i].sentence);

		g_test_add_data_func(path, &companies[i], test_company);
	}
	g_test_add_func("/outcome/reasons-are-bounded", test_reasons_are_bounded);
	g_test_add_func("/outcome/a-long-thread-is-read", test_long_thread);
	return g_test_run();
}
