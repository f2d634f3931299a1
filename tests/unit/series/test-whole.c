/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"
#include "series/whole.h"

/* The records of what the newest posting of the first topic stands for: "1 5 3". */
static char *whole_of(const struct test_mail *mails)
{
	struct test_thread thread;
	g_autoptr(GArray) patches = NULL;
	const struct topic *topic;
	GString *text = g_string_new(NULL);

	test_thread_init(&thread, mails);
	topic = &thread.set->topics->items[0];
	patches = whole_posting((const struct record *)(void *)thread.records->data,
				thread.set->postings, topic->newest, topic->postings,
				topic->n_postings);
	for (unsigned i = 0; i < patches->len; i++)
		g_string_append_printf(text, "%s%u", i ? " " : "",
				       g_array_index(patches, struct whole_patch, i).record);
	test_thread_clear(&thread);
	return g_string_free(text, FALSE);
}

static void test_a_posting_stands_for_its_own_patches(void)
{
	static const struct test_mail mails[] = {
		{.subject = "[PATCH 0/2] lamp: light it"},
		{.subject = "[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
		{.subject = "[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
		{0},
	};
	g_autofree char *whole = whole_of(mails);

	g_assert_cmpstr(whole, ==, "2 1");
}

static void test_a_partial_reroll_leaves_the_other_patches_standing(void)
{
	static const struct test_mail mails[] = {
		{.subject = "[PATCH 0/3] lamp: light it"},
		{.subject = "[PATCH 1/3] lamp: a", .parents = "m0@example.org"},
		{.subject = "[PATCH 2/3] lamp: b", .parents = "m0@example.org"},
		{.subject = "[PATCH 3/3] lamp: c", .parents = "m0@example.org"},
		{.subject = "[PATCH v2 2/3] lamp: b", .parents = "m2@example.org"},
		{0},
	};
	g_autofree char *whole = whole_of(mails);

	g_assert_cmpstr(whole, ==, "1 4 3");
}

static void test_a_reroll_of_a_reroll_stands_on_both(void)
{
	static const struct test_mail mails[] = {
		{.subject = "[PATCH 0/3] lamp: light it"},
		{.subject = "[PATCH 1/3] lamp: a", .parents = "m0@example.org"},
		{.subject = "[PATCH 2/3] lamp: b", .parents = "m0@example.org"},
		{.subject = "[PATCH 3/3] lamp: c", .parents = "m0@example.org"},
		{.subject = "[PATCH v2 2/3] lamp: b", .parents = "m2@example.org"},
		{.subject = "[PATCH v3 2/3] lamp: b", .parents = "m4@example.org"},
		{0},
	};
	g_autofree char *whole = whole_of(mails);

	g_assert_cmpstr(whole, ==, "1 5 3");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/whole/a-posting-stands-for-its-own-patches",
			test_a_posting_stands_for_its_own_patches);
	g_test_add_func("/whole/a-partial-reroll-leaves-the-other-patches-standing",
			test_a_partial_reroll_leaves_the_other_patches_standing);
	g_test_add_func("/whole/a-reroll-of-a-reroll-stands-on-both",
			test_a_reroll_of_a_reroll_stands_on_both);
	return g_test_run();
}
