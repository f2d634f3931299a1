/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/project.h"

#include <glib.h>

struct project_case {
	const char *name;
	const char *one;
	const char *other;
	bool may_be_same;
	bool is_same;
};

static const struct project_case cases[] = {
	{"no-words-are-one-project", "[PATCH] lamp", "[PATCH v2] lamp", true, true},
	{"a-project-and-none-may-be-but-are-not", "[PATCH lanternd] lamp", "[PATCH] lamp", true,
	 false},
	{"two-projects-are-two", "[PATCH lanternd] lamp", "[PATCH wicktool] lamp", false, false},
	{"case-does-not-matter", "[PATCH Lanternd] lamp", "[PATCH lanternd] lamp", true, true},
	{"one-word-in-common-may-be-but-all-must", "[PATCH lanternd 1/2] lamp",
	 "[PATCH lanternd doc 1/2] lamp", true, false},
	{"order-does-not-matter", "[PATCH doc lanternd] lamp", "[PATCH lanternd doc] lamp", true,
	 true},
	{"rfc-and-resend-name-nothing", "[RFC PATCH] lamp", "[PATCH RESEND lanternd] lamp", true,
	 false},
	{"rfc-is-no-word-in-common", "[RFC PATCH lanternd] lamp", "[RFC PATCH wicktool] lamp",
	 false, false},
	{"an-rfc-becomes-a-patch", "[RFC PATCH lanternd] lamp", "[PATCH lanternd] lamp", true,
	 true},
	{"a-tree-may-be-left-out", "[PATCH net-next] lamp", "[PATCH v2] lamp", true, true},
	{"a-tree-may-be-another-one", "[PATCH lamp-next] lamp", "[PATCH v2 lamp-fixes] lamp", false,
	 true},
	{"for-a-release-is-a-tree", "[PATCH for-6.1] lamp", "[PATCH v2] lamp", true, true},
	{"a-tree-of-another-project-is-another", "[PATCH lanternd next] lamp",
	 "[PATCH wicktool next] lamp", true, false},
	{"two-releases-are-two-works", "[PATCH 5.10] lamp", "[PATCH 5.15] lamp", false, false},
	{"two-releases-are-two-in-the-next-revision-too", "[PATCH 5.10] lamp",
	 "[PATCH v2 5.15] lamp", false, false},
	{"a-release-is-the-same-in-the-next-revision", "[PATCH v5.10.y] lamp",
	 "[PATCH v2 v5.10.y] lamp", true, true},
	{"a-release-and-none-are-two-in-one-revision", "[PATCH 5.10] lamp", "[PATCH] lamp", true,
	 false},
	{"a-release-may-be-named-in-the-next-revision", "[PATCH] lamp", "[PATCH v2 5.10] lamp",
	 true, true},
	{"a-candidate-is-no-release", "[PATCH v6.1-rc3] lamp", "[PATCH v2 v6.1-rc5] lamp", false,
	 true},
};

static void test_case(gconstpointer data)
{
	const struct project_case *c = data;
	g_auto(arena) arena = {0};
	struct subject one;
	struct subject other;

	subject_parse(&arena, str_from(c->one), &one);
	subject_parse(&arena, str_from(c->other), &other);
	g_assert_cmpint(project_may_be_same(&one, &other), ==, c->may_be_same);
	g_assert_cmpint(project_may_be_same(&other, &one), ==, c->may_be_same);
	g_assert_cmpint(project_is_same(&one, &other), ==, c->is_same);
	g_assert_cmpint(project_is_same(&other, &one), ==, c->is_same);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/project/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	return g_test_run();
}
