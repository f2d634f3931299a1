/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/manifest.h"

#include <string.h>

#define HEAD "tidings-site\t1\t00000000000000ff\n"
#define KEY "0123456789abcdef"

static char *written(const struct manifest *manifest)
{
	GString *out = g_string_new(NULL);

	manifest_write(manifest, out);
	return g_string_free(out, FALSE);
}

/* What is written of what is read of @text. */
static char *read_and_written(str text)
{
	struct manifest manifest;
	char *out;

	manifest_init(&manifest);
	manifest_parse(&manifest, text);
	out = written(&manifest);
	manifest_clear(&manifest);
	return out;
}

static void test_an_empty_one_is_a_head(void)
{
	g_autofree char *out = read_and_written((str){0});

	g_assert_cmpstr(out, ==, "tidings-site\t1\t0000000000000000\n");
}

static const struct site_update sample = {
	.name = STR_INIT("2025-12-29"),
	.last = STR_INIT("2026-01-04"),
	.from = STR_INIT("012345678"),
	.to = STR_INIT("fedcba987"),
	.patches = 2,
	.replies = 3,
	.participants = 4,
	.series = 5,
	.revised = 6,
	.landed = 7,
};

static void fill(struct manifest *manifest)
{
	struct site_update update = sample;

	manifest->settings = UINT64_MAX;
	update.mails = 1;
	manifest_add_file(manifest, "w/b.html", 1);
	manifest_add_update(manifest, &update);
	manifest_add_file(manifest, "a.html", UINT64_MAX);
	update.name = STR("2025-12-22");
	update.from = (str){0};
	manifest_add_update(manifest, &update);
	manifest_add_file(manifest, "index.html", 0);
}

static const char filled[] =
	"tidings-site\t1\tffffffffffffffff\n"
	"file\tffffffffffffffff\ta.html\n"
	"file\t0000000000000000\tindex.html\n"
	"file\t0000000000000001\tw/b.html\n"
	"update\t2025-12-22\t2026-01-04\t\tfedcba987\t1\t2\t3\t4\t5\t6\t7\n"
	"update\t2025-12-29\t2026-01-04\t012345678\tfedcba987\t1\t2\t3\t4\t5\t6\t7\n";

static void test_it_is_written_in_order_of_names(void)
{
	struct manifest manifest;
	g_autofree char *out = NULL;

	manifest_init(&manifest);
	fill(&manifest);
	out = written(&manifest);
	g_assert_cmpstr(out, ==, filled);
	manifest_clear(&manifest);
}

static void test_what_is_written_is_read_again(void)
{
	struct manifest manifest;
	const struct site_update *update;
	g_autofree char *out = NULL;

	manifest_init(&manifest);
	manifest_parse(&manifest, str_from(filled));
	g_assert_cmpuint(manifest.settings, ==, UINT64_MAX);
	g_assert_true(manifest_has(&manifest, "a.html", UINT64_MAX));
	g_assert_false(manifest_has(&manifest, "a.html", 0));
	g_assert_true(manifest_has(&manifest, "index.html", 0));
	g_assert_false(manifest_has(&manifest, "b.html", 0));
	update = manifest_update(&manifest, "2025-12-29");
	g_assert_nonnull(update);
	g_assert_true(str_equal(update->last, sample.last));
	g_assert_true(str_equal(update->from, sample.from));
	g_assert_true(str_equal(update->to, sample.to));
	g_assert_cmpuint(update->mails, ==, 1);
	g_assert_cmpuint(update->landed, ==, 7);
	g_assert_null(manifest_update(&manifest, "2025-12-30"));
	out = written(&manifest);
	g_assert_cmpstr(out, ==, filled);
	manifest_clear(&manifest);
}

static void test_what_is_added_again_is_replaced_and_copied(void)
{
	struct manifest manifest;
	char name[] = "a.html";
	struct site_update update = sample;
	char first_day[] = "2025-12-29";

	manifest_init(&manifest);
	manifest_add_file(&manifest, name, 1);
	update.name = str_from(first_day);
	manifest_add_update(&manifest, &update);
	memset(name, 'x', strlen(name));
	memset(first_day, 'x', strlen(first_day));
	manifest_add_file(&manifest, "a.html", 2);
	update = sample;
	update.mails = 9;
	manifest_add_update(&manifest, &update);
	g_assert_true(manifest_has(&manifest, "a.html", 2));
	g_assert_cmpuint(manifest_update(&manifest, "2025-12-29")->mails, ==, 9);
	g_assert_cmpuint(g_hash_table_size(manifest.files), ==, 1);
	g_assert_cmpuint(g_hash_table_size(manifest.updates), ==, 1);
	manifest_clear(&manifest);
}

static void test_a_name_that_could_not_be_of_a_site_is_left_out(void)
{
	static const str names[] = {
		STR_INIT(""),
		STR_INIT("."),
		STR_INIT(".."),
		STR_INIT("../a"),
		STR_INIT("a/.."),
		STR_INIT("a/../b"),
		STR_INIT("/"),
		STR_INIT("/a"),
		STR_INIT("a/b/c"),
		STR_INIT("a//b"),
		STR_INIT(".a"),
		STR_INIT(".tidings-site"),
		STR_INIT("a b"),
		STR_INIT("a\\b"),
		STR_INIT("~"),
		STR_INIT("a\tb"),
		STR_INIT("caf\xe9"),
		STR_INIT("a\r"),
		STR_INIT("index.html\0x"),
		STR_INIT("\0"),
		STR_INIT("a*"),
		STR_INIT("a..b"),
		STR_INIT("a/"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GString) text = g_string_new(HEAD "file\t" KEY "\t");
		g_autofree char *out = NULL;

		g_string_append_len(text, names[i].ptr, (gssize)names[i].len);
		g_string_append(text, "\nfile\t" KEY "\tindex.html\n");
		out = read_and_written((str){text->str, text->len});
		g_test_message("%s", names[i].ptr);
		g_assert_cmpstr(out, ==, HEAD "file\t" KEY "\tindex.html\n");
	}
}

static void test_a_line_that_is_none_is_left_out(void)
{
	static const char *const lines[] = {
		"",
		"file",
		"file\t",
		"file\ta.html",
		"file\t" KEY,
		"file\t0123456789abcde\ta.html",
		"file\t0123456789abcdef0\ta.html",
		"file\t0123456789abcdeg\ta.html",
		"file\t-123456789abcdef\ta.html",
		"file " KEY " a.html",
		"File\t" KEY "\ta.html",
		"update",
		"update\t",
		"update\t2025-12-29\ta\tb\tc\t1\t2\t3\t4\t5\t6",
		"update\t2025-12-29\ta\tb\tc\t1\t2\t3\t4\t5\t6\t",
		"update\t2025-12-29\ta\tb\tc\t1\t2\t3\t4\t5\t6\t-7",
		"update\t2025-12-29\ta\tb\tc\t1\t2\t3\t4\t5\t6\tseven",
		"update\t2025-12-29\ta\tb\tc\t1\t2\t3\t4\t5\t6\t2147483648",
		"update\t2025-12-29\ta\tb\tc\t99999999999999999999\t2\t3\t4\t5\t6\t7",
		"something\telse",
		"tidings-site\t1\t" KEY,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *text =
			g_strconcat(HEAD, lines[i], "\nfile\t" KEY "\tindex.html\n", NULL);
		g_autofree char *out = read_and_written(str_from(text));

		g_test_message("%s", lines[i]);
		g_assert_cmpstr(out, ==, HEAD "file\t" KEY "\tindex.html\n");
	}
}

static void test_of_another_version_nothing_is_read(void)
{
	static const char *const heads[] = {
		"",
		"tidings-site\t2\t" KEY "\n",
		"tidings-site\t11\t" KEY "\n",
		"tidings-site\t1\n",
		"tidings-site\t1\t0123\n",
		"tidings-site 1 " KEY "\n",
		"\ntidings-site\t1\t" KEY "\n",
		"\xef\xbb\xbftidings-site\t1\t" KEY "\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
		g_autofree char *text = g_strconcat(heads[i], "file\t" KEY "\tindex.html\n", NULL);
		g_autofree char *out = read_and_written(str_from(text));

		g_test_message("%s", heads[i]);
		g_assert_cmpstr(out, ==, "tidings-site\t1\t0000000000000000\n");
	}
}

static void test_a_text_that_was_cut_is_read_as_far_as_it_goes(void)
{
	for (size_t length = 0; length <= strlen(filled); length++) {
		/* Memory of that size, so that a sanitizer sees a read behind it. */
		g_autofree char *text = g_memdup2(filled, length);
		g_autofree char *out = read_and_written((str){text, length});
		g_autofree char *again = read_and_written(str_from(out));

		g_assert_cmpstr(again, ==, out);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/manifest/an-empty-one-is-a-head", test_an_empty_one_is_a_head);
	g_test_add_func("/manifest/it-is-written-in-order-of-names",
			test_it_is_written_in_order_of_names);
	g_test_add_func("/manifest/what-is-written-is-read-again",
			test_what_is_written_is_read_again);
	g_test_add_func("/manifest/what-is-added-again-is-replaced-and-copied",
			test_what_is_added_again_is_replaced_and_copied);
	g_test_add_func("/manifest/a-name-that-could-not-be-of-a-site-is-left-out",
			test_a_name_that_could_not_be_of_a_site_is_left_out);
	g_test_add_func("/manifest/a-line-that-is-none-is-left-out",
			test_a_line_that_is_none_is_left_out);
	g_test_add_func("/manifest/of-another-version-nothing-is-read",
			test_of_another_version_nothing_is_read);
	g_test_add_func("/manifest/a-text-that-was-cut-is-read-as-far-as-it-goes",
			test_a_text_that_was_cut_is_read_as_far_as_it_goes);
	return g_test_run();
}
