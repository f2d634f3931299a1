/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The entries of an update and what stands in them, from records made by hand. */
#include "fixture.h"

#define BEN "Ben Builder <ben@example.com>"
#define CAT "Cat Carver <cat@example.org>"

static const struct update_series *entry(const struct test_update *test, unsigned index)
{
	g_assert_cmpuint(index, <, test->update->n_series);
	return &test->update->series[index];
}

/* A line for each entry: revision, total and title; then its patches, and what is missing. */
static char *describe_entries(const struct update *update)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < update->n_series; i++) {
		const struct update_series *series = &update->series[i];

		g_string_append_printf(text, STR_FMT "/%u " STR_FMT ":", STR_ARG(series->revision),
				       series->total, STR_ARG(series->title));
		if (series->has_cover)
			g_string_append_printf(text, " %u", series->cover.index);
		for (unsigned k = 0; k < series->n_patches; k++) {
			const struct update_patch *patch = &series->patches[k];

			g_string_append_printf(text, " %u", patch->index);
			if (patch->carried_from.len)
				g_string_append_printf(text, "(" STR_FMT ")",
						       STR_ARG(patch->carried_from));
		}
		for (unsigned k = 0; k < series->n_missing; k++)
			g_string_append_printf(text, " -%u", series->missing[k]);
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

struct entry_case {
	const char *name;
	const char *entries;
	struct test_mail mails[9];
};

static const struct entry_case entries[] = {
	{"no-mails-are-no-entries", "", {{NULL}}},
	{"the-newest-first-mail-comes-first",
	 "v1/1 oil: c: 1\nv1/1 wick: b: 1\nv1/1 lamp: a: 1\n",
	 {{"[PATCH] lamp: a"}, {"[PATCH] wick: b"}, {"[PATCH] oil: c"}}},
	{"the-first-mail-of-an-entry-gives-its-place",
	 "v1/1 wick: b: 1\nv1/2 lamp: dim: 0 1 2\n",
	 {{"[PATCH 0/2] lamp: dim"},
	  {"[PATCH] wick: b"},
	  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
	  {"[PATCH 2/2] lamp: c", .parents = "m0@example.org"}}},
	{"the-cover-stands-before-patches-that-came-sooner",
	 "v1/2 lamp: dim: 0 1 2\n",
	 {{"[PATCH 2/2] lamp: b", .parents = "m2@example.org"},
	  {"[PATCH 1/2] lamp: a", .parents = "m2@example.org"},
	  {"[PATCH 0/2] lamp: dim"}}},
	{"of-two-of-one-number-the-newer-stands",
	 "v1/2 lamp: dim: 0 1 -2\n",
	 {{"[PATCH 0/2] lamp: dim"},
	  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
	  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"}}},
	{"missing-numbers-are-named",
	 "v1/4 lamp: b: 2 -1 -3 -4\n",
	 {{"[PATCH 2/4] lamp: b", .parents = "gone@example.org"}}},
	{"an-announced-cover-is-missing-number-nought",
	 "v1/2 lamp: a: 1 2 -0\n",
	 {{"[PATCH 1/2] lamp: a", .id = "1.7-2-ann@example.org",
	   .parents = "1.7-1-ann@example.org"},
	  {"[PATCH 2/2] lamp: b", .id = "1.7-3-ann@example.org",
	   .parents = "1.7-1-ann@example.org"}}},
	{"a-cover-without-patches-lacks-all",
	 "v1/2 lamp: dim: 0 -1 -2\n",
	 {{"[PATCH 0/2] lamp: dim"}}},
	{"a-cover-without-a-number-is-number-nought",
	 "v1/2 lamp: dim: 0 1 2\n",
	 {{"[PATCH] lamp: dim", .bare = true},
	  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
	  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"}}},
	{"a-partial-reroll-carries-the-patches-that-it-leaves",
	 "v2/3 lamp: b: 1(v1) 2 3(v1)\n",
	 {{"[PATCH 0/3] lamp: dim"},
	  {"[PATCH 1/3] lamp: a", .parents = "m0@example.org"},
	  {"[PATCH 2/3] lamp: b", .parents = "m0@example.org"},
	  {"[PATCH 3/3] lamp: c", .parents = "m0@example.org"},
	  {"[PATCH v2 2/3] lamp: b", .parents = "m2@example.org"}}},
	{"what-the-older-lacks-is-still-missing",
	 "v2/3 lamp: b: 1(v1) 2 -3\n",
	 {{"[PATCH 0/3] lamp: dim"},
	  {"[PATCH 1/3] lamp: a", .parents = "m0@example.org"},
	  {"[PATCH 2/3] lamp: b", .parents = "m0@example.org"},
	  {"[PATCH v2 2/3] lamp: b", .parents = "m2@example.org"}}},
	{"a-reroll-of-a-reroll-carries-from-both",
	 "v3/3 lamp: b: 1(v1) 2 3(v2)\n",
	 {{"[PATCH 1/3] lamp: a"},
	  {"[PATCH 2/3] lamp: b", .parents = "m0@example.org"},
	  {"[PATCH 3/3] lamp: c", .parents = "m0@example.org"},
	  {"[PATCH v2 2/3] lamp: b", .parents = "m1@example.org"},
	  {"[PATCH v2 3/3] lamp: c", .parents = "m2@example.org"},
	  {"[PATCH v3 2/3] lamp: b", .parents = "m3@example.org m1@example.org"}}},
};

static void test_entries(gconstpointer data)
{
	const struct entry_case *c = data;
	struct test_update test;
	g_autofree char *described = NULL;

	test_update_init(&test, c->mails);
	described = describe_entries(test.update);
	g_assert_cmpstr(described, ==, c->entries);
	test_update_clear(&test);
}

static void test_older(void)
{
	static const struct test_mail mails[] = {
		{"[RFC PATCH 0/3] lamp: Dim"},
		{"[RFC PATCH 1/3] lamp: a", .parents = "m0@example.org"},
		{"[PATCH 0/1] lamp: Dim", .change_id = "dim"},
		{"[PATCH 1/1] lamp: a", .parents = "m2@example.org"},
		{"[PATCH v2] lamp: Burn low", .change_id = "dim"},
		{NULL},
	};
	struct test_update test;
	const struct update_series *series;

	test_update_init(&test, mails);
	g_assert_cmpuint(test.update->n_series, ==, 1);
	series = entry(&test, 0);
	assert_text(series->subject, "[PATCH v2] lamp: Burn low");
	assert_text(series->revision, "v2");
	g_assert_cmpuint(series->revision_number, ==, 2);
	g_assert_cmpint(series->state, ==, SERIES_REVISED);
	g_assert_cmpuint(series->n_older, ==, 2);
	assert_text(series->older[0].subject, "[PATCH 0/1] lamp: Dim");
	assert_text(series->older[0].revision, "v1");
	assert_text(series->older[0].reason, "same change-id, same person (99 %)");
	assert_text(series->older[0].message_id, "m2@example.org");
	assert_text(series->older[0].date, "2023-11-14T22:15:20Z");
	assert_text(series->older[1].subject, "[RFC PATCH 0/3] lamp: Dim");
	assert_text(series->older[1].reason, "same title and person, 1 patch in common (99 %)");
	g_assert_cmpuint(series->older[1].n_reasons, ==, 3);
	assert_text(series->older[1].reasons[0], "title");
	g_assert_cmpuint(series->older[1].sureness, ==, 99);
	g_assert_cmpuint(series->older[1].n_patches, ==, 1);
	g_assert_cmpuint(series->older[1].total, ==, 3);
	test_update_clear(&test);
}

static void assert_review(const struct update_review *review, const char *trailer, const char *name,
			  const char *message_id)
{
	assert_text(review->trailer, trailer);
	assert_text(review->person.name, name);
	assert_text(review->message_id, message_id);
}

static const struct test_mail reviewed[] = {
	{"[PATCH 0/2] lamp: dim"},
	{"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
	{"[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
	{"Re: [PATCH 1/2] lamp: a", .parents = "m1@example.org", .sender = BEN,
	 .reviews = "Reviewed-by: " BEN " # oil\nTested-by: " BEN},
	{"Re: [PATCH 1/2] lamp: a", .parents = "m3@example.org"},
	{"Re: [PATCH 1/2] lamp: a", .parents = "m4@example.org", .sender = CAT,
	 .reviews = "Nacked-by: " CAT},
	{"Re: [PATCH 0/2] lamp: dim", .parents = "m0@example.org", .sender = CAT,
	 .reviews = "Acked-by: " CAT},
	{"Re: [PATCH 0/2] lamp: dim", .id = "m6@example.org", .parents = "m0@example.org",
	 .sender = CAT, .reviews = "Acked-by: " CAT, .text = 1006},
	{NULL},
};

static void test_reviews(void)
{
	struct test_update test;
	const struct update_series *series;

	test_update_init(&test, reviewed);
	series = entry(&test, 0);
	g_assert_cmpuint(series->cover.n_reviews, ==, 1);
	assert_review(&series->cover.reviews[0], "Acked-by", "Cat Carver", "m6@example.org");
	g_assert_cmpuint(series->cover.n_replies, ==, 1);
	g_assert_cmpuint(series->patches[0].n_reviews, ==, 3);
	assert_review(&series->patches[0].reviews[0], "Reviewed-by", "Ben Builder",
		      "m3@example.org");
	assert_text(series->patches[0].reviews[0].scope, "oil");
	assert_review(&series->patches[0].reviews[1], "Tested-by", "Ben Builder", "m3@example.org");
	assert_review(&series->patches[0].reviews[2], "Nacked-by", "Cat Carver", "m5@example.org");
	g_assert_cmpuint(series->patches[0].n_replies, ==, 3);
	g_assert_cmpuint(series->patches[1].n_reviews, ==, 0);
	g_assert_cmpuint(series->patches[1].n_replies, ==, 0);
	g_assert_cmpuint(series->n_replies, ==, 4);
	test_update_clear(&test);
}

static void test_sums(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH 0/2] lamp: dim"},
		{"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
		{"[PATCH 2/2] lamp: b", .parents = "m0@example.org", .change_id = "dim"},
		{NULL},
	};
	struct update_file first[] = {{.path = STR("lamp.c")}, {.path = STR("wick.c")}};
	struct update_file second[] = {{.path = STR("lamp.c")}, {.path = STR("oil.c")}};
	struct test_update test;
	const struct update_series *series;

	test_update_init(&test, mails);
	test.details[1].files = first;
	test.details[1].n_files = G_N_ELEMENTS(first);
	test.details[1].insertions = 5;
	test.details[1].deletions = 1;
	test.details[2].files = second;
	test.details[2].n_files = G_N_ELEMENTS(second);
	test.details[2].insertions = 7;
	test.details[2].deletions = 2;
	test.details[2].base_commit = STR("0123abcd");
	test_update_again(&test);
	series = entry(&test, 0);
	g_assert_cmpuint(series->n_files, ==, 3);
	g_assert_cmpuint(series->insertions, ==, 12);
	g_assert_cmpuint(series->deletions, ==, 3);
	assert_text(series->base_commit, "0123abcd");
	assert_text(series->change_id, "dim");
	g_assert_cmpuint(series->patches[1].n_files, ==, 2);
	assert_text(series->patches[1].files[1].path, "oil.c");
	test_update_clear(&test);
}

static void test_areas(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH] wick: trim"}, {"[PATCH] Burn low"},	     {"[PATCH] LAMP: dim"},
		{"[PATCH] Lamp: glow"}, {"[PATCH] lamp: oil: more"}, {NULL},
	};
	static const char *const expected[] = {"Lamp", "lamp: oil", "wick", ""};
	struct test_update test;
	const struct update_area *areas;

	test_update_init(&test, mails);
	areas = test.update->areas;
	g_assert_cmpuint(test.update->n_areas, ==, G_N_ELEMENTS(expected));
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
		assert_text(areas[i].name, expected[i]);
	g_assert_cmpuint(areas[0].n_series, ==, 2);
	assert_text(entry(&test, areas[0].series[0])->title, "Lamp: glow");
	assert_text(entry(&test, areas[0].series[1])->title, "LAMP: dim");
	g_assert_cmpuint(areas[3].n_series, ==, 1);
	assert_text(entry(&test, areas[3].series[0])->title, "Burn low");
	test_update_clear(&test);
}

static void test_an_area_counts_the_patches_that_came(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH 0/3] lamp: dim"},
		{"[PATCH 1/3] lamp: a", .parents = "m0@example.org"},
		{"[PATCH 2/3] wick: b", .parents = "m0@example.org"},
		{"[PATCH] LAMP: glow"},
		{"[PATCH] Burn low"},
		{"Re: [PATCH] Burn low", .parents = "m4@example.org"},
		{NULL},
	};
	bool is_context[] = {true, true, false, false, false, false};
	struct test_update test;

	test_update_init(&test, mails);
	g_assert_cmpuint(test.update->n_areas, ==, 2);
	g_assert_cmpuint(test.update->areas[0].patches, ==, 3);
	g_assert_cmpuint(test.update->areas[1].patches, ==, 1);
	test.material.is_context = is_context;
	test_update_again(&test);
	g_assert_cmpuint(test.update->n_areas, ==, 2);
	g_assert_cmpuint(test.update->areas[0].n_series, ==, 2);
	g_assert_cmpuint(test.update->areas[0].patches, ==, 2);
	g_assert_cmpuint(test.update->areas[1].patches, ==, 1);
	test_update_clear(&test);
}

static void test_tags(void)
{
	static const struct {
		const char *subject;
		const char *tag;
	} tags[] = {
		{"[PATCH] lamp: dim", "[PATCH]"},
		{"[RFC PATCH lanternd v2 1/1] lamp: dim", "[RFC PATCH lanternd v2 1/1]"},
		{"[PATCH][next] lamp: dim", "[PATCH][next]"},
		{"[PATCH] [RFC]  lamp: dim", "[PATCH] [RFC]"},
		{"PATCH] lamp: dim", ""},
		{"[PATCH [v2] lamp: dim", ""},
		{"[PATCH 1/1] lamp: dim (v3)", ""},
	};
	struct test_update test;

	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
		const struct test_mail mails[] = {
			{tags[i].subject, .traits = RECORD_HAS_DIFF},
			{NULL},
		};

		test_update_init(&test, mails);
		assert_text(entry(&test, 0)->tag, tags[i].tag);
		test_update_clear(&test);
	}
}

static void test_authors(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH] lamp: a", .author = "Benjamin Builder <ben@example.com>"},
		{"[PATCH] wick: b", .sender = BEN},
		{"[PATCH] wick: c", .sender = BEN},
		{"[PATCH] oil: d", .sender = "ben@example.com"},
		{NULL},
	};
	struct test_update test;

	test_update_init(&test, mails);
	assert_text(entry(&test, 0)->author.name, "Ben Builder");
	assert_text(entry(&test, 0)->patches[0].author.name, "Ben Builder");
	assert_text(entry(&test, 3)->author.name, "Benjamin Builder");
	assert_text(entry(&test, 3)->patches[0].author.name, "Benjamin Builder");
	assert_text(entry(&test, 3)->sender.name, "Ann Author");
	assert_text(entry(&test, 3)->patches[0].sender.address, "ann@example.org");
	test_update_clear(&test);
}

static void test_period(void)
{
	static const struct test_mail mails[] = {
		{"lamp", .minute = 5}, {"wick", .minute = 9}, {NULL}};
	static const struct test_mail none[] = {{NULL}};
	struct test_update test;

	test_update_init(&test, mails);
	assert_text(test.update->since, "2023-11-14T22:18:20Z");
	assert_text(test.update->until, "2023-11-14T22:22:20Z");
	test_update_clear(&test);
	test_update_init(&test, none);
	assert_text(test.update->since, "");
	assert_text(test.update->until, "");
	test_update_clear(&test);
}

static void test_defects(void)
{
	static const struct test_mail mails[] = {{"lamp"}, {NULL}};
	static const char *const names[] = {"no date", "no subject", "too long"};
	static const unsigned defects[] = {2, 0, 1};
	struct test_update test;

	test_update_init(&test, mails);
	g_assert_cmpuint(test.update->n_defects, ==, 0);
	test.material.defects = defects;
	test.material.defect_names = names;
	test.material.n_defects = G_N_ELEMENTS(names);
	test_update_again(&test);
	g_assert_cmpuint(test.update->n_defects, ==, 2);
	assert_text(test.update->defects[0].name, "no date");
	g_assert_cmpuint(test.update->defects[0].mails, ==, 2);
	assert_text(test.update->defects[1].name, "too long");
	g_assert_cmpuint(test.update->defects[1].mails, ==, 1);
	test_update_clear(&test);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
		g_autofree char *path = g_strconcat("/build/entries/", entries[i].name, NULL);

		g_test_add_data_func(path, &entries[i], test_entries);
	}
	g_test_add_func("/build/older-revisions-are-named-with-their-reason", test_older);
	g_test_add_func("/build/reviews-stand-with-the-mail-that-they-answer", test_reviews);
	g_test_add_func("/build/sums-are-of-all-patches-and-distinct-files", test_sums);
	g_test_add_func("/build/an-area-counts-the-patches-that-came",
			test_an_area_counts_the_patches_that_came);
	g_test_add_func("/build/areas-have-no-case-and-the-empty-one-is-last", test_areas);
	g_test_add_func("/build/a-tag-is-the-brackets-as-sent", test_tags);
	g_test_add_func("/build/a-person-is-named-as-the-own-mail-does", test_authors);
	g_test_add_func("/build/the-period-is-from-first-to-last-arrival", test_period);
	g_test_add_func("/build/only-defects-that-were-met-are-named", test_defects);
	return g_test_run();
}
