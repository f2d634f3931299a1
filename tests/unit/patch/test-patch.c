/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patch.h"

#include <glib.h>

#define DIFF \
	"diff --git a/lamp.c b/lamp.c\n" \
	"index 1234567..89abcde 100644\n" \
	"--- a/lamp.c\n" \
	"+++ b/lamp.c\n" \
	"@@ -1 +1 @@\n" \
	"-off\n" \
	"+on\n"

struct subject_choice {
	const char *sentence;
	const char *header;
	const char *in_body;
	const char *title;
};

static const struct subject_choice choices[] = {
	{"the-header-s-subject-counts", "[PATCH] lamp", "[PATCH] wick", "lamp"},
	{"an-empty-one-gives-way", " ", "[PATCH] wick", "wick"},
	{"an-empty-one-gives-way-to-a-bare-one", "", "wick", "wick"},
	{"one-without-a-bracket-gives-way-to-one-with", "lamp", "[PATCH] wick", "wick"},
	{"one-without-a-bracket-stays-before-its-like", "lamp", "wick", "lamp"},
};

static void test_choice(const void *data)
{
	const struct subject_choice *c = data;
	g_auto(arena) arena = {0};
	g_autofree char *text = g_strdup_printf("Subject: %s\n\nBurn.\n---\n" DIFF, c->in_body);
	struct patch patch;

	patch_parse(&arena, str_from(c->header), str_from(text), str_from(text), &patch);
	g_assert_true(str_equal(patch.subject.title, str_from(c->title)));
}

static void test_diff(void)
{
	g_auto(arena) arena = {0};
	str text = STR("Burn.\n---\n" DIFF "-- \n2.43.0\n");
	char identified[PATCH_ID_BYTES];
	char id[PATCH_ID_BYTES];
	struct patch patch;

	patch_parse(&arena, STR("[PATCH] lamp"), text, text, &patch);
	g_assert_true(patch.has_diff);
	g_assert_cmpuint(patch.diff.n_files, ==, 1);
	g_assert_true(str_equal(diff_file_path(&patch.diff.files[0]), STR("lamp.c")));
	g_assert_true(patch_id_compute(text, id));
	g_assert_true(patch_id_compute(patch.identified, identified));
	g_assert_cmpstr(identified, ==, id);
}

static void test_no_diff(void)
{
	g_auto(arena) arena = {0};
	str text = STR("Lamps burn.\n");
	struct patch patch;

	patch_parse(&arena, STR("Lamps"), text, text, &patch);
	g_assert_false(patch.has_diff);
	g_assert_cmpuint(patch.diff.n_files, ==, 0);
	g_assert_cmpuint(patch.identified.len, ==, 0);
}

static void test_reply(void)
{
	g_auto(arena) arena = {0};
	str text = STR("Burn.\n---\n" DIFF);
	struct patch patch;

	patch_parse(&arena, STR("Re: [PATCH] lamp"), text, text, &patch);
	g_assert_true(patch.subject.flags & SUBJECT_REPLY);
	g_assert_false(patch.has_diff);
	g_assert_cmpuint(patch.body.message.len, ==, 0);
	/* Without a bracket the text may hold a patch, behind scissors. */
	patch_parse(&arena, STR("Re: lamp"), text, text, &patch);
	g_assert_true(patch.has_diff);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(choices); i++) {
		g_autofree char *path = g_strconcat("/patch/", choices[i].sentence, NULL);

		g_test_add_data_func(path, &choices[i], test_choice);
	}
	g_test_add_func("/patch/the-diff-is-read", test_diff);
	g_test_add_func("/patch/the-text-of-a-reply-to-a-patch-is-not-read", test_reply);
	g_test_add_func("/patch/any-mail-is-read", test_no_diff);
	return g_test_run();
}
