/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/lexicons.h"

/* Adds a segment of @n_mails mails from @first on; each holds a word of all and one of its own. */
static void add_segment(struct fixture *fixture, uint32_t first, uint32_t n_mails)
{
	struct lexicon *lexicon = lexicon_new();
	g_autoptr(lexicon_blocks) blocks = NULL;

	for (uint32_t mail = first; mail < first + n_mails; mail++) {
		g_autofree char *text = g_strdup_printf("lamp wick%05u", mail);

		lexicon_begin_mail(lexicon, mail);
		lexicon_add_text(lexicon, WORD_TEXT, str_from(text));
	}
	blocks = lexicon_blocks_make(&lexicon, 1, NULL);
	assert_done(lexicons_add(fixture->index, blocks, error));
	assert_done(lexicons_merge(fixture->index, error));
	lexicon_free(lexicon);
}

static unsigned count(struct fixture *fixture, const char *word, bool is_prefix)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct word_place));

	assert_done(lexicons_find(fixture->index, str_from(word), is_prefix, places, error));
	return places->len;
}

static void assert_all_found(struct fixture *fixture, uint32_t n_mails)
{
	g_assert_cmpuint(count(fixture, "lamp", false), ==, n_mails);
	g_assert_cmpuint(count(fixture, "wick", true), ==, n_mails);
	g_assert_cmpuint(count(fixture, "wick0000", true), ==, MIN(n_mails, 10));
	g_assert_cmpuint(count(fixture, "wick00003", false), ==, 1);
	g_assert_cmpuint(count(fixture, "wick", false), ==, 0);
	g_assert_cmpuint(count(fixture, "aaa", true), ==, 0);
	g_assert_cmpuint(count(fixture, "zzz", true), ==, 0);
}

static void test_segments(void)
{
	struct fixture fixture;

	fixture_init(&fixture);
	g_assert_cmpuint(count(&fixture, "lamp", false), ==, 0);
	/* One large one first, as of a whole archive, with words in several blocks. */
	add_segment(&fixture, 0, 5000);
	assert_all_found(&fixture, 5000);
	g_assert_cmpint(ask_number(&fixture, "SELECT n_blocks FROM segment"), >, 3);
	for (uint32_t day = 0; day < 100; day++) {
		add_segment(&fixture, 5000 + day * 3, 3);
		g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM segment"), <=,
				LEXICONS_KEPT);
	}
	assert_all_found(&fixture, 5300);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM words WHERE segment NOT IN"
					     " (SELECT id FROM segment)"),
			==, 0);
	g_assert_cmpint(ask_number(&fixture, "SELECT sum(n_blocks) FROM segment"), ==,
			ask_number(&fixture, "SELECT count(*) FROM words"));
	fixture_clear(&fixture);
}

/* What a day brings must not have the whole archive written again. */
static void test_large_one_stays(void)
{
	struct fixture fixture;

	fixture_init(&fixture);
	add_segment(&fixture, 0, 50000);
	g_assert_cmpint(ask_number(&fixture, "SELECT n_blocks FROM segment"), >, 20);
	for (uint32_t day = 0; day < 30; day++)
		add_segment(&fixture, 50000 + day * 3, 3);
	g_assert_cmpint(ask_number(&fixture, "SELECT min(id) FROM segment"), ==, 1);
	fixture_clear(&fixture);
}

static void test_damaged(void)
{
	struct fixture fixture;
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct word_place));
	g_autoptr(GError) reason = NULL;

	fixture_init(&fixture);
	add_segment(&fixture, 0, 10);
	run_sql(&fixture, "UPDATE words SET block = x'ffffffffffffffff'");
	g_assert_false(lexicons_find(fixture.index, STR("lamp"), false, places, &reason));
	g_assert_error(reason, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	fixture_clear(&fixture);
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/lexicons/words-are-found-in-all-segments", test_segments);
	g_test_add_func("/lexicons/a-large-segment-is-not-written-again", test_large_one_stays);
	g_test_add_func("/lexicons/a-damaged-block-is-an-error", test_damaged);
	return g_test_run();
}
