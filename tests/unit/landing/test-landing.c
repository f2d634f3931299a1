/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "landing/landing.h"

#define BIT(reason) (1U << LANDING_##reason)

enum {
	DAY = 24 * 60 * 60,
	SENT_AT = 1700000000,
	MANY = 40, /* lines of a diff */
};

/* Titles. */

static void test_same_title(void)
{
	static const struct {
		const char *commit;
		const char *patch;
		bool is_same;
	} cases[] = {
		{"lamp: dim it", "lamp: dim it", true},
		{"Lamp: Dim it", "lamp: dim it", true},
		{"lamp:dim  it", "lamp: dim it", true},
		{"lamp: dim it.", "lamp: dim it", true},
		{"lamp: dim it", "lamp: dim it.", true},
		{"lamp: dim it", "lamp: dim it all", false},
		{"lamp: dim it all", "lamp: dim it", false},
		{"room: lamp: dim it", "lamp: dim it", false},
		{"", "", false},
		{".", " ", false},
		{"lamp: dim it", "", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s / %s", cases[i].commit, cases[i].patch);
		g_assert_cmpint(
			landing_same_title(str_from(cases[i].commit), str_from(cases[i].patch)), ==,
			cases[i].is_same);
	}
}

/* Nearness. */

static unsigned nearness(const char *a, const char *b)
{
	uint32_t left[16];
	uint32_t right[16];
	struct fingerprint first = {.lines = left, .n_lines = (unsigned)strlen(a)};
	struct fingerprint second = {.lines = right, .n_lines = (unsigned)strlen(b)};

	for (unsigned i = 0; i < first.n_lines; i++)
		left[i] = (uint32_t)a[i];
	for (unsigned i = 0; i < second.n_lines; i++)
		right[i] = (uint32_t)b[i];
	return landing_nearness(&first, &second);
}

static void test_nearness(void)
{
	static const struct {
		const char *a;
		const char *b;
		unsigned percent;
	} cases[] = {
		{"abcd", "abcd", 100}, {"abcd", "dcba", 100}, {"abcd", "abxy", 50},
		{"abcd", "efgh", 0},   {"aaaa", "abcd", 25},  {"aabb", "ab", 66},
		{"ab", "abcdef", 50},  {"", "abcd", 0},	      {"abcd", "", 0},
		{"", "", 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s / %s", cases[i].a, cases[i].b);
		g_assert_cmpuint(nearness(cases[i].a, cases[i].b), ==, cases[i].percent);
		g_assert_cmpuint(nearness(cases[i].b, cases[i].a), ==, cases[i].percent);
	}
}

static void test_lines_keep_their_order(void)
{
	uint32_t lines[] = {3, 1, 2};
	struct fingerprint fingerprint = {.lines = lines, .n_lines = 3};

	g_assert_cmpuint(landing_nearness(&fingerprint, &fingerprint), ==, 100);
	g_assert_cmpuint(lines[0], ==, 3);
	g_assert_cmpuint(lines[2], ==, 2);
}

/* Weighing. */

/* How the commit differs from the patch. */
struct variation {
	const char *title; /* NULL: the patch's */
	const char *name; /* of its author; NULL: the patch's */
	const char *address;
	const char *patch_title; /* NULL: the usual one */
	unsigned n_lines; /* of its diff; 0: as many as the patch's, which has MANY */
	unsigned n_other; /* lines that the patch does not have */
	bool other_change; /* it adds or removes other lines */
	bool other_id;
	bool same_blobs;
	bool not_compared; /* without fingerprint and patch id */
	bool patch_not_compared; /* the patch is without */
	int64_t committed; /* seconds after it was sent */
	bool kept_date; /* it was authored when the patch was sent */
};

static struct landing_match weigh(const struct variation *variation, unsigned linked)
{
	uint32_t sent[MANY];
	uint32_t landed[MANY];
	unsigned n_lines = variation->n_lines ? variation->n_lines : MANY;
	struct fingerprint sent_print = {.change = 7, .lines = sent, .n_lines = n_lines};
	struct fingerprint landed_print = {.change = 7, .lines = landed, .n_lines = n_lines};
	struct landing_side patch = {
		.title = str_from(variation->patch_title ? variation->patch_title : "lamp: dim it"),
		.author = {STR("Ann Author"), STR("ann@example.org")},
		.patch_id = STR("0123456789012345678901234567890123456789"),
		.fingerprint = &sent_print,
		.new_blobs = 5,
		.at = SENT_AT,
	};
	struct landing_side commit = patch;

	for (unsigned i = 0; i < n_lines; i++) {
		sent[i] = 1000 + i;
		landed[i] = (i < variation->n_other ? 2000 : 1000) + i;
	}
	commit.fingerprint = &landed_print;
	commit.new_blobs = variation->same_blobs ? 5 : 6;
	commit.at = variation->kept_date ? SENT_AT : SENT_AT - 100;
	commit.committed_at = SENT_AT + (variation->committed ? variation->committed : DAY);
	if (variation->title)
		commit.title = str_from(variation->title);
	if (variation->name)
		commit.author.name = str_from(variation->name);
	if (variation->address)
		commit.author.address = str_from(variation->address);
	if (variation->other_change)
		landed_print.change = 8;
	if (variation->other_id)
		commit.patch_id = STR("9876543210987654321098765432109876543210");
	if (variation->not_compared) {
		commit.fingerprint = NULL;
		commit.patch_id = (str){0};
	}
	if (variation->patch_not_compared) {
		patch.fingerprint = NULL;
		patch.patch_id = (str){0};
	}
	return landing_weigh(&commit, &patch, linked);
}

#define OTHER_AUTHOR .name = "Bea Builder", .address = "bea@example.org"
#define OTHER_CHANGE .other_change = true, .other_id = true

struct weigh_case {
	const char *what;
	struct variation variation;
	unsigned linked;
	unsigned sureness;
};

static void assert_sureness(const struct weigh_case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		struct landing_match match = weigh(&cases[i].variation, cases[i].linked);

		g_test_message("%s", cases[i].what);
		g_assert_cmpuint(match.sureness, ==, cases[i].sureness);
	}
}

static void test_without_a_link(void)
{
	static const struct weigh_case cases[] = {
		{"all is the same", {.kept_date = true}, 0, 99},
		{"it was authored at another time", {0}, 0, 97},
		{"white space alone", {.other_change = true}, 0, 97},
		{"another context", {.other_id = true}, 0, 97},
		{"a revert that was sent", {.patch_title = "Revert \"lamp\""}, 0, 97},
		{"the same blobs", {.n_other = MANY, OTHER_CHANGE, .same_blobs = true}, 0, 96},
		{"the title was edited", {.title = "room: lamp: dim it"}, 0, 93},
		{"another author", {OTHER_AUTHOR}, 0, 93},
		{"the patch id alone", {.title = "lamp: less light", OTHER_AUTHOR}, 0, 60},
		{"nearly the same lines", {.n_other = 2, OTHER_CHANGE}, 0, 95},
		{"half of the lines", {.n_other = 20, OTHER_CHANGE}, 0, 90},
		{"few lines", {.n_lines = 10, .n_other = 2, OTHER_CHANGE}, 0, 94},
		{"a far one that kept its date",
		 {.n_other = MANY, OTHER_CHANGE, .kept_date = true},
		 0,
		 98},
		{"edited in title and lines",
		 {.title = "room: lamp: dim it", .n_other = 2, OTHER_CHANGE},
		 0,
		 85},
		{"title and lines, by another", {OTHER_AUTHOR, .n_other = 2, OTHER_CHANGE}, 0, 65},
		{"blobs and near, the title was edited",
		 {.title = "light", .n_lines = 10, .n_other = 2, OTHER_CHANGE, .same_blobs = true},
		 0,
		 80},
		{"title and author, the commit not compared", {.not_compared = true}, 0, 75},
		{"title and author, the patch not compared", {.patch_not_compared = true}, 0, 75},
		{"blobs, not compared", {.not_compared = true, .same_blobs = true}, 0, 96},
	};

	assert_sureness(cases, G_N_ELEMENTS(cases));
}

static void test_what_is_none(void)
{
	static const struct weigh_case cases[] = {
		{"another change of one title", {.n_other = 22, OTHER_CHANGE}, 0, 0},
		{"half of the lines, years later",
		 {.n_other = 20, OTHER_CHANGE, .committed = INT64_C(800) * DAY},
		 0,
		 0},
		{"the same place, another title",
		 {.title = "lamp: less light", .n_lines = 10, .n_other = 2, OTHER_CHANGE},
		 0,
		 0},
		{"nearly the same, but few lines, another title",
		 {.title = "light", .n_lines = 20, .n_other = 1, OTHER_CHANGE},
		 0,
		 0},
		{"the author alone", {.title = "lamp: less light", .not_compared = true}, 0, 0},
		{"the title alone", {OTHER_AUTHOR, .not_compared = true}, 0, 0},
		{"the last patch of a squashed series",
		 {.title = "lamp: less light", .n_other = 22, OTHER_CHANGE, .same_blobs = true},
		 0,
		 0},
		{"older than the patch", {.committed = -INT64_C(3) * DAY}, 0, 0},
		{"its revert",
		 {.title = "Revert \"lamp: dim it\"", .n_other = 2, OTHER_CHANGE},
		 0,
		 0},
		{"what comes again", {.patch_title = "Revert \"lamp\"", .title = "lamp"}, 0, 0},
	};

	assert_sureness(cases, G_N_ELEMENTS(cases));
}

static void test_with_a_link(void)
{
	static const struct weigh_case cases[] = {
		{"and the change", {.title = "lamp: less light"}, BIT(LINK), 99},
		{"and the change, elsewhere", {.title = "light", .n_other = MANY}, BIT(LINK), 99},
		{"and the blobs",
		 {.title = "light", .n_other = MANY, OTHER_CHANGE, .same_blobs = true},
		 BIT(LINK),
		 99},
		{"of what comes again", {.title = "Reapply \"lamp: dim it\""}, BIT(LINK), 99},
		{"and the title", {.n_other = MANY, OTHER_CHANGE}, BIT(LINK), 99},
		{"and near", {.title = "light", .n_other = 20, OTHER_CHANGE}, BIT(LINK), 99},
		{"older than the patch", {.committed = -INT64_C(30) * DAY}, BIT(LINK), 99},
		{"and the author, not compared",
		 {.title = "light", .not_compared = true},
		 BIT(LINK),
		 90},
		{"to a report or another project's patch",
		 {.title = "test: lamp", .n_other = MANY, OTHER_CHANGE},
		 BIT(LINK),
		 0},
		{"of a revert to what it reverts",
		 {.title = "Revert \"lamp: dim it\"", .n_other = 2, OTHER_CHANGE},
		 BIT(LINK),
		 0},
		{"to the cover letter", {.n_other = MANY, OTHER_CHANGE}, BIT(LINK_TO_SERIES), 97},
		{"to the cover letter, and the change",
		 {.title = "light", .n_other = MANY},
		 BIT(LINK_TO_SERIES),
		 97},
		{"to the cover letter, and the blobs",
		 {.title = "light", .n_other = 20, OTHER_CHANGE, .same_blobs = true},
		 BIT(LINK_TO_SERIES),
		 97},
		{"to the cover letter, of another patch",
		 {.title = "lamp: less light", .n_other = MANY, OTHER_CHANGE},
		 BIT(LINK_TO_SERIES),
		 0},
	};

	assert_sureness(cases, G_N_ELEMENTS(cases));
}

static void test_reasons(void)
{
	static const struct variation same = {.same_blobs = true};
	static const struct variation near = {OTHER_AUTHOR, .n_other = 3, OTHER_CHANGE};
	static const struct variation unknown = {.title = "light", .not_compared = true};
	const unsigned change = BIT(PATCH_ID) | BIT(BLOBS) | BIT(CHANGE);

	g_assert_cmphex(weigh(&same, 0).reasons, ==, change | BIT(NEAR) | BIT(TITLE) | BIT(AUTHOR));
	g_assert_cmphex(weigh(&near, 0).reasons, ==, BIT(NEAR) | BIT(TITLE));
	/* Of what is passed in, the links alone count. */
	g_assert_cmphex(weigh(&unknown, BIT(LINK) | BIT(TITLE)).reasons, ==,
			BIT(LINK) | BIT(AUTHOR));
}

static void test_authors(void)
{
	static const struct {
		const char *name;
		const char *address;
		bool is_same;
	} cases[] = {
		{"A. Author", "ANN@example.org", true},
		{"ann author", "a@example.com", true},
		{"Ann", "ann@example.com", false},
		{"Ann B. Author", "a@example.com", false},
		{"", "", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct variation variation = {
			.name = cases[i].name,
			.address = cases[i].address,
		};

		g_test_message("%s <%s>", cases[i].name, cases[i].address);
		g_assert_cmpint((weigh(&variation, 0).reasons & BIT(AUTHOR)) != 0, ==,
				cases[i].is_same);
	}
}

static void test_one_word_joins_nobody(void)
{
	const struct landing_side ann = {.author = {STR("Ann"), STR("ann@example.org")}};
	const struct landing_side other = {.author = {STR("Ann"), STR("ann@example.com")}};
	const struct landing_side nobody = {0};

	g_assert_cmphex(landing_weigh(&ann, &other, 0).reasons, ==, 0);
	g_assert_cmphex(landing_weigh(&nobody, &nobody, 0).reasons, ==, 0);
	g_assert_cmphex(landing_weigh(&ann, &ann, 0).reasons, ==, BIT(AUTHOR));
}

static void test_unknown_dates_are_not_the_same(void)
{
	const struct landing_side side = {
		.title = STR("lamp: dim it"),
		.author = {STR("Ann Author"), STR("ann@example.org")},
	};

	g_assert_cmpuint(landing_weigh(&side, &side, 0).sureness, ==, 75);
}

static void test_what_was_changed(void)
{
	static const struct {
		struct variation variation;
		enum compare_outcome change;
	} cases[] = {
		{{0}, COMPARE_SAME},
		{{.not_compared = true}, COMPARE_SAME},
		{{.n_other = 2}, COMPARE_REBASED},
		{{.title = "room: lamp: dim it"}, COMPARE_REWORDED},
		{{OTHER_AUTHOR}, COMPARE_REWORDED},
		{{.title = "room: lamp: dim it", .n_other = 2}, COMPARE_REWORDED},
		{{OTHER_CHANGE, .n_other = 2}, COMPARE_REWRITTEN},
		{{OTHER_CHANGE, .title = "light"}, COMPARE_REWRITTEN},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(weigh(&cases[i].variation, 0).change, ==, cases[i].change);
}

static void test_describe(void)
{
	static const struct {
		unsigned reasons;
		unsigned sureness;
		const char *text;
	} cases[] = {
		{BIT(LINK) | BIT(PATCH_ID) | BIT(TITLE), 99, "links to the mail (99 %)"},
		{BIT(LINK_TO_SERIES) | BIT(TITLE), 97, "links to the series, same title (97 %)"},
		{BIT(PATCH_ID) | BIT(CHANGE) | BIT(NEAR) | BIT(TITLE) | BIT(AUTHOR), 97,
		 "same patch id, same title, same author (97 %)"},
		{BIT(NEAR) | BIT(AUTHOR), 85, "nearly the same lines, same author (85 %)"},
		{0, 1, "(1 %)"},
	};
	g_auto(arena) arena;

	arena_init(&arena);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct landing landing = {
			.reasons = cases[i].reasons,
			.sureness = cases[i].sureness,
		};
		g_autofree char *text = str_dup(landing_describe(&arena, &landing));

		g_assert_cmpstr(text, ==, cases[i].text);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/landing/titles-are-the-same-but-for-case-blanks-and-a-full-stop",
			test_same_title);
	g_test_add_func("/landing/nearness-is-the-share-of-the-lines-of-both", test_nearness);
	g_test_add_func("/landing/nearness-leaves-the-lines-as-they-are",
			test_lines_keep_their_order);
	g_test_add_func("/landing/without-a-link-several-things-must-agree", test_without_a_link);
	g_test_add_func("/landing/less-than-that-is-none", test_what_is_none);
	g_test_add_func("/landing/a-link-counts-where-something-else-agrees", test_with_a_link);
	g_test_add_func("/landing/all-reasons-are-told", test_reasons);
	g_test_add_func("/landing/an-author-is-an-address-or-a-name-of-two-words", test_authors);
	g_test_add_func("/landing/a-name-of-one-word-joins-nobody", test_one_word_joins_nobody);
	g_test_add_func("/landing/dates-that-are-not-known-are-not-the-same",
			test_unknown_dates_are_not_the_same);
	g_test_add_func("/landing/what-the-maintainer-changed-is-told", test_what_was_changed);
	g_test_add_func("/landing/a-landing-is-described-by-its-reasons", test_describe);
	return g_test_run();
}
