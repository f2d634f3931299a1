/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/dependency.h"

#include "base/limits.h"

struct dependency_case {
	const char *name;
	const char *text; /* of a cover letter */
	const char *found; /* "KIND VALUE" parted by "; " */
};

#define LINK_1 "https://lists.example.org/r/1@example.org"
#define LINK_2 "https://lists.example.org/r/2@example.org"
#define PATCH_ID "0123456789abcdef0123456789abcdef01234567"

static const struct dependency_case cases[] = {
	/* Lines of programs. */
	{"a-base-commit-is-one", "Text.\n\nbase-commit: 0123456789abcdef0123456789abcdef01234567\n",
	 "commit 0123456789abcdef0123456789abcdef01234567"},
	{"a-prerequisite-patch-is-one", "Text.\n\nprerequisite-patch-id: " PATCH_ID "\n",
	 "patch-id " PATCH_ID},
	{"a-prerequisite-mail-is-one", "Text.\n\nprerequisite-message-id: <1@example.org>\n",
	 "message-id 1@example.org"},
	{"a-prerequisite-change-loses-its-revision",
	 "Text.\n\nprerequisite-change-id: 20240131-lamp-0123456789ab:v2\n",
	 "change-id 20240131-lamp-0123456789ab"},
	{"the-own-change-id-is-none", "Text.\n\nchange-id: 20240131-lamp-0123456789ab\n", ""},
	{"what-is-superseded-is-none", "Text.\n\nSupersedes: <1@example.org>\n", ""},
	/* Lines of people. */
	{"depends-on-may-name-a-commit-and-its-title",
	 "Text.\n\nDepends-on: 1e5d765a82f (\"lamp: burn less oil\")\n",
	 "commit 1e5d765a82f; title lamp: burn less oil"},
	{"depends-on-may-name-only-a-title",
	 "Text.\n\nDepends-on: [PATCH v2] lamp: burn less oil\n", "title lamp: burn less oil"},
	{"depends-on-may-name-a-link", "Text.\n\nDepends-on: " LINK_1 "\n",
	 "message-id 1@example.org"},
	{"depends-on-may-name-a-change-of-gerrit",
	 "Text.\n\nDepends-on: I0123456789abcdef0123456789abcdef01234567\n",
	 "change-id I0123456789abcdef0123456789abcdef01234567"},
	{"depends-on-may-name-a-footnote", "Text.\n\nDepends-on: [1]\n\n[1] " LINK_1 "\n",
	 "message-id 1@example.org"},
	{"based-on-needs-no-angle-brackets",
	 "Text.\n\nBased-on: 1@example.org\n(\"lamp: burn less oil\")\n",
	 "message-id 1@example.org"},
	{"based-on-may-say-its-title-too",
	 "Text.\n\nBased-on: <1@example.org> (\"lamp: burn less oil\")\n",
	 "message-id 1@example.org; title lamp: burn less oil"},
	{"depends-on-nothing-names-nothing", "Text.\n\nDepends-on: none\nBased-on: linux-next\n",
	 ""},
	{"a-symbol-is-no-title", "Text.\n\nDepends-on: LAMP && !OIL\n", ""},
	/* Words. */
	{"a-link-counts-behind-based-on", "This series is based on\n" LINK_1 ".\n",
	 "message-id 1@example.org"},
	{"a-link-counts-behind-on-top-of", "Applies on top of <1@example.org>.\n",
	 "message-id 1@example.org"},
	{"a-link-without-its-scheme-counts",
	 "Depends on lore.kernel.org/r/1@example.org/ for now.\n", "message-id 1@example.org"},
	{"a-footnote-stands-for-its-link",
	 "This depends on Ann's wick series[1].\n\n[1] " LINK_1 "\n", "message-id 1@example.org"},
	{"a-footnote-may-hold-its-title-above-its-link",
	 "This depends on [1].\n\n[1]: lamp: burn less oil\n     " LINK_1 "\n",
	 "message-id 1@example.org"},
	{"a-footnote-may-hold-only-a-title",
	 "This depends on [1].\n\n[1] [PATCH v7 0/9] lamp: burn less oil\n",
	 "title lamp: burn less oil"},
	{"two-footnotes-are-two",
	 "Based on wicks [1] + oil [2].\n\n[1] " LINK_1 "\n[2] " LINK_2 "\n",
	 "message-id 1@example.org; message-id 2@example.org"},
	{"a-title-in-quotes-counts", "These patches depend on \"lamp: burn less oil\" by Ann.\n",
	 "title lamp: burn less oil"},
	{"a-title-may-be-broken", "Applies on top of 'lamp: burn\nless oil'.\n",
	 "title lamp: burn less oil"},
	{"a-title-loses-its-brackets", "On top of \"[PATCH v2 0/3] lamp: burn less oil\".\n",
	 "title lamp: burn less oil"},
	{"a-commit-counts",
	 "Applies cleanly to lamps/next at commit 21ea457 (\"lamp: fix typos\").\n",
	 "commit 21ea457; title lamp: fix typos"},
	{"a-heading-goes-on-over-lines",
	 "Dependencies:\n- wicks: " LINK_1 "\n- oil: " LINK_2 "\n\nSee " LINK_1 "x\n",
	 "message-id 1@example.org; message-id 2@example.org"},
	{"a-colon-goes-on-over-an-empty-line",
	 "The series depends on:\n\n[PATCH v10 00/13] Lamp setup (wick part)\n",
	 "title Lamp setup (wick part)"},
	{"a-release-with-a-series-is-that-series",
	 "Based on v6.1-rc1 with the patch [1] applied.\n\n[1] " LINK_1 "\n",
	 "message-id 1@example.org"},
	{"what-this-series-needs-may-be-called-this-series",
	 "This patch depends on this series: " LINK_1 "\n", "message-id 1@example.org"},
	{"a-denial-of-another-clause-does-not-count",
	 "The wick is not merged, so this depends on [1].\n\n[1] " LINK_1 "\n",
	 "message-id 1@example.org"},
	{"the-same-is-named-once", "Depends on " LINK_1 ".\n\nIt is based on " LINK_1 " too.\n",
	 "message-id 1@example.org"},
	/* Where it must not. */
	{"a-tag-is-none", "This series applies on top of v6.12.\n", ""},
	{"a-link-behind-a-tag-has-another-reason",
	 "Applies to v6.1, [1] is for later.\n\n[1] " LINK_1 "\n", ""},
	{"a-branch-is-none", "Based on lamps/next.\nAlso on top of oil/queue of today.\n", ""},
	{"the-address-of-a-repository-is-none",
	 "Based on https://git.example.org/lamps.git branch next.\n", ""},
	{"a-denial-takes-it-back", "This does not depend on " LINK_1 ".\n", ""},
	{"an-abbreviated-denial-takes-it-back", "It doesn't depend on " LINK_1 ".\n", ""},
	{"no-longer-takes-it-back", "v3: no longer depends on " LINK_1 "\n", ""},
	{"what-was-is-not", "The RFC was based on " LINK_1 ".\n", ""},
	{"what-will-be-is-not", "The next version will be based on " LINK_1 ".\n", ""},
	{"a-removed-dependency-is-none", "- Remove dependency on " LINK_1 "\n", ""},
	{"a-discussion-is-no-series", "Based on the discussion in " LINK_1 ".\n", ""},
	{"a-suggestion-is-no-series", "Based on a suggestion by Ann, " LINK_1 ".\n", ""},
	{"what-was-tested-there-does-not-rest-on-it", "Tested on top of " LINK_1 ".\n", ""},
	{"what-another-series-rests-on-does-not-count",
	 "The user space [1] is based on [2].\n\n[1] " LINK_1 "\n[2] " LINK_2 "\n", ""},
	{"what-is-on-top-of-itself-is-none", "On top of this, " LINK_1 " adds wicks.\n", ""},
	{"another-sentence-does-not-count", "Based on lamps/next. See " LINK_1 ".\n", ""},
	{"another-paragraph-does-not-count",
	 "Applies on top of the wick series.\n\nv2: " LINK_1 "\n", ""},
	{"quoted-words-do-not-count", "> This depends on " LINK_1 ".\n", ""},
	{"a-person-is-no-mail", "Based on a patch by Ann Author <ann@example.org>.\n", ""},
	{"a-word-in-quotes-is-no-title", "This depends on \"wick\" and 'oil'.\n", ""},
	{"a-number-is-no-commit", "Based on 5000000 samples.\n", ""},
};

static char *format(const struct dependency *dependencies, unsigned n_dependencies)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < n_dependencies; i++)
		g_string_append_printf(text, "%s%s " STR_FMT, i ? "; " : "",
				       dependency_kind_name(dependencies[i].kind),
				       STR_ARG(dependencies[i].value));
	return g_string_free(text, FALSE);
}

static void test_case(const void *data)
{
	const struct dependency_case *test = data;
	g_auto(arena) arena = {0};
	g_autofree char *found = NULL;
	struct patch_body body;
	struct dependency *dependencies;
	unsigned n_dependencies;

	arena_init(&arena);
	cover_body_parse(&arena, str_from(test->text), &body);
	dependencies_of_patch(&arena, &body, &dependencies, &n_dependencies);
	found = format(dependencies, n_dependencies);
	g_assert_cmpstr(found, ==, test->found);
}

static char *found_in_patch(struct arena *arena, const char *message, const char *notes)
{
	struct patch_body body;
	struct dependency *dependencies;
	unsigned n_dependencies;
	g_autofree char *text = g_strconcat(message, "---\n", notes,
					    "\ndiff --git a/lamp.c b/lamp.c\n--- a/lamp.c\n"
					    "+++ b/lamp.c\n@@ -1 +1 @@\n-a\n+b\n",
					    NULL);

	patch_body_parse(arena, str_from(text), str_from(text), &body);
	dependencies_of_patch(arena, &body, &dependencies, &n_dependencies);
	return format(dependencies, n_dependencies);
}

static void test_message_of_patch(void)
{
	g_auto(arena) arena = {0};
	g_autofree char *based = NULL;
	g_autofree char *depends = NULL;
	g_autofree char *notes = NULL;

	arena_init(&arena);
	based = found_in_patch(&arena, "The wick is based on " LINK_1 ".\n", "");
	depends = found_in_patch(&arena, "This depends on " LINK_1 ".\n", "");
	notes = found_in_patch(&arena, "Burn.\n", "This is based on " LINK_1 ".\n");
	g_assert_cmpstr(based, ==, "");
	g_assert_cmpstr(depends, ==, "message-id 1@example.org");
	g_assert_cmpstr(notes, ==, "message-id 1@example.org");
}

static void test_text_and_reason(void)
{
	static const struct {
		const char *text, *said, *reason;
	} said[] = {
		{"Hello.\n\nThis depends\non  " LINK_1 ". Bye.\n", "This depends on " LINK_1 ".",
		 "link"},
		{"Hello.\n\nDepends-On: <1@example.org>\n", "Depends-On: <1@example.org>",
		 "depends-on"},
		{"Hello.\n\nbase-commit: 0123456789ab\n", "base-commit: 0123456789ab",
		 "base-commit"},
		{"Based on \"lamp: burn less oil\"", "Based on \"lamp: burn less oil\"", "title"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(said); i++) {
		g_auto(arena) arena = {0};
		struct patch_body body;
		struct dependency *dependencies;
		unsigned n_dependencies;
		g_autofree char *text = NULL;

		arena_init(&arena);
		cover_body_parse(&arena, str_from(said[i].text), &body);
		dependencies_of_patch(&arena, &body, &dependencies, &n_dependencies);
		g_assert_cmpuint(n_dependencies, ==, 1);
		text = str_dup(dependencies[0].text);
		g_assert_cmpstr(text, ==, said[i].said);
		g_assert_cmpstr(dependency_reason(&dependencies[0]), ==, said[i].reason);
	}
}

static void test_lines(void)
{
	g_auto(arena) arena = {0};

	arena_init(&arena);
	for (unsigned kind = 0; kind < DEPENDENCY_N_KINDS; kind++) {
		struct dependency from = {
			.kind = (enum dependency_kind)kind,
			.value = STR("lamp: burn less oil"),
			.text = STR("On top of \"lamp: burn less oil\"."),
		};
		struct dependency to;

		g_assert_true(dependency_of_line(dependency_to_line(&arena, &from), &to));
		g_assert_cmpuint(to.kind, ==, from.kind);
		g_assert_true(str_equal(to.value, from.value));
		g_assert_true(str_equal(to.text, from.text));
	}
}

static void test_other_lines(void)
{
	static const char *const lines[] = {"", "title", "title x", "lamp x\ty", "title\tx y"};
	struct dependency dependency;

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		g_assert_false(dependency_of_line(str_from(lines[i]), &dependency));
}

static void test_control_characters(void)
{
	g_auto(arena) arena = {0};
	g_autofree char *found = NULL;

	arena_init(&arena);
	found = found_in_patch(&arena, "Burn.\n",
			       "Depends on https://lists.example.org/r/1%0A@example.org.\n");
	g_assert_cmpstr(found, ==, "");
}

static void test_limits(void)
{
	g_auto(arena) arena = {0};
	g_autoptr(GString) text = g_string_new("Depends on:\n");
	struct patch_body body;
	struct dependency *dependencies;
	unsigned n_dependencies;

	arena_init(&arena);
	for (unsigned i = 0; i < 3000; i++)
		g_string_append_printf(text, "Depends-on: %07uab\n", i);
	for (unsigned i = 0; i < 30000; i++)
		g_string_append(text, "\"on top of [1] \303\244");
	cover_body_parse(&arena, (str){text->str, text->len}, &body);
	dependencies_of_patch(&arena, &body, &dependencies, &n_dependencies);
	g_assert_cmpuint(n_dependencies, ==, LIMIT_DEPENDENCIES);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/dependency/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/dependency/above-a-diff-based-on-tells-where-code-comes-from",
			test_message_of_patch);
	g_test_add_func("/dependency/the-line-that-says-so-is-kept-with-its-reason",
			test_text_and_reason);
	g_test_add_func("/dependency/a-line-of-the-index-leads-back", test_lines);
	g_test_add_func("/dependency/other-lines-are-none", test_other_lines);
	g_test_add_func("/dependency/an-id-with-control-characters-is-none",
			test_control_characters);
	g_test_add_func("/dependency/a-mail-names-at-most-so-many", test_limits);
	return g_test_run();
}
