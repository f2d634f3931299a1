/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/shortlog.h"

#include "base/limits.h"

#include <glib.h>

/* Each entry as "author|title", one a line. */
static char *list_entries(const char *text)
{
	GString *list = g_string_new(NULL);
	struct arena arena = {0};
	struct shortlog_entry *entries;
	unsigned n_entries;

	shortlog_of_text(&arena, str_from(text), &entries, &n_entries);
	for (unsigned i = 0; i < n_entries; i++)
		g_string_append_printf(list, STR_FMT "|" STR_FMT "\n", STR_ARG(entries[i].author),
				       STR_ARG(entries[i].title));
	arena_clear(&arena);
	return g_string_free(list, FALSE);
}

struct example {
	const char *sentence;
	const char *text;
	const char *entries;
};

static const struct example examples[] = {
	{"titles-stand-below-their-author",
	 "for you to fetch changes\n\nAda Wick (2):\n      lamp: Trim it\n      lamp: Fill it\n"
	 "\nBo Glass (1):\n      oil: Pour it\n\n 2 files changed\n",
	 "Ada Wick|lamp: Trim it\nAda Wick|lamp: Fill it\nBo Glass|oil: Pour it\n"},
	{"an-author-may-follow-without-an-empty-line",
	 "Ada Wick (1):\n  lamp: Trim it\nBo Glass (1):\n  oil: Pour it\n",
	 "Ada Wick|lamp: Trim it\nBo Glass|oil: Pour it\n"},
	{"a-line-indented-further-goes-on-with-its-title",
	 "Ada Wick (2):\n      lamp: Trim\n         it\n      lamp: Fill it\n",
	 "Ada Wick|lamp: Trim it\nAda Wick|lamp: Fill it\n"},
	{"a-line-that-a-mailer-broke-goes-on-with-its-title",
	 "Ada Wick (2):\n      lamp: Trim\nit all\nover\n      lamp: Fill it\n",
	 "Ada Wick|lamp: Trim it all over\nAda Wick|lamp: Fill it\n"},
	{"an-empty-line-ends-an-authors-titles",
	 "Ada Wick (1):\n      lamp: Trim it\n\n      not a title\n", "Ada Wick|lamp: Trim it\n"},
	{"a-name-may-have-parentheses", "Ada (Lamps) Wick (1):\n      lamp: Trim it\n",
	 "Ada (Lamps) Wick|lamp: Trim it\n"},
	{"what-is-quoted-is-none", "> Ada Wick (1):\n>       lamp: Trim it\n", ""},
	{"a-heading-without-a-count-is-none", "Ada Wick (lamps):\n      lamp: Trim it\n", ""},
	{"a-heading-without-a-title-is-none", "Ada Wick (1):\n\n      lamp: Trim it\n", ""},
	{"the-text-may-end-anywhere", "Ada Wick (1):\n      lamp: Tr", "Ada Wick|lamp: Tr\n"},
	{"an-empty-text-has-none", "", ""},
};

static void test_example(const void *data)
{
	const struct example *expected = data;
	g_autofree char *entries = list_entries(expected->text);

	g_assert_cmpstr(entries, ==, expected->entries);
}

static void test_bounded(void)
{
	g_autoptr(GString) text = g_string_new("Ada Wick (9):\n");
	struct arena arena = {0};
	struct shortlog_entry *entries;
	unsigned n_entries;

	for (unsigned i = 0; i < LIMIT_SHORTLOG_TITLES + 2; i++)
		g_string_append(text, "      lamp: Trim it\n");
	shortlog_of_text(&arena, str_from(text->str), &entries, &n_entries);
	g_assert_cmpuint(n_entries, ==, LIMIT_SHORTLOG_TITLES);
	arena_clear(&arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
		g_autofree char *path = g_strconcat("/shortlog/", examples[i].sentence, NULL);

		g_test_add_data_func(path, &examples[i], test_example);
	}
	g_test_add_func("/shortlog/titles-are-bounded", test_bounded);
	return g_test_run();
}
