/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "base/error.h"
#include "base/limits.h"

/* A text with words of all lengths, at all distances from the blocks of 64 bytes. */
static GString *make_text(uint32_t seed)
{
	static const char *const pieces[] = {
		"Lamp",		"_",	" ",	    "-", "\n", "0123456789", "\xc3\x96",
		"\xe2\x80\x9c", "\xf6", "\xcc\x81", "x",
	};
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < 400; i++) {
		seed = seed * 1103515245 + 12345;
		g_string_append(text, pieces[(seed >> 16) % G_N_ELEMENTS(pieces)]);
		if (i % 100 == 99)
			g_string_append(text,
					"\nabcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					"_0123456789_lamp ");
	}
	return text;
}

static void test_same_words(void)
{
	for (uint32_t seed = 0; seed < 200; seed++) {
		struct lexicon *whole = lexicon_new();
		struct lexicon *words = lexicon_new();
		g_autoptr(GString) text = make_text(seed);
		g_autofree char *exact = g_memdup2(text->str, text->len);
		str rest = {.ptr = exact, .len = text->len};
		g_auto(written_blocks) written_whole;
		g_auto(written_blocks) written_words;
		str word;

		add_text(whole, 1, WORD_TEXT, rest);
		lexicon_begin_mail(words, 1);
		while (words_next(&rest, &word)) {
			char buffer[LIMIT_WORD_BYTES];

			lexicon_add_text(words, WORD_TEXT, word_fold(word, buffer));
		}
		write_lexicon(whole, &written_whole);
		write_lexicon(words, &written_words);
		assert_same(&written_whole, &written_words);
		lexicon_free(whole);
		lexicon_free(words);
	}
}

static void test_long_words(void)
{
	struct lexicon *lexicon = lexicon_new();
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(written_blocks) written;

	for (unsigned len = 14; len <= LIMIT_WORD_BYTES + 2; len++) {
		g_string_truncate(text, 0);
		for (unsigned i = 0; i < len; i++)
			g_string_append_c(text, 'a');
		add_text(lexicon, len, WORD_TEXT, (str){text->str, text->len});
	}
	write_lexicon(lexicon, &written);
	for (unsigned len = 14; len < LIMIT_WORD_BYTES; len++) {
		g_autofree char *expected = g_strdup_printf("%u:1", len);

		assert_found(&written, (str){text->str, len}, expected);
	}
	assert_found(&written, (str){text->str, LIMIT_WORD_BYTES}, "64:1 65:1 66:1");
	lexicon_free(lexicon);
}

/* Whether two words meet in a bucket is chance: so there are many, many times. */
static void test_alike_words(void)
{
	for (unsigned round = 0; round < 20; round++) {
		struct lexicon *lexicon = lexicon_new();
		g_autoptr(GString) text = g_string_new(NULL);
		g_auto(written_blocks) written;

		for (unsigned i = 0; i < 1500; i++)
			g_string_append_printf(text, "sixteen_bytes_%02u%u eight_by%u ", round,
					       round * 1500 + i, round * 1500 + i);
		add_text(lexicon, 1, WORD_TEXT, (str){text->str, text->len});
		g_string_printf(text, "sixteen_bytes_%02u eight_by", round);
		add_text(lexicon, 2, WORD_TEXT, (str){text->str, text->len});
		write_lexicon(lexicon, &written);
		assert_found(&written, (str){text->str, 16}, "2:1");
		assert_found(&written, STR("eight_by"), "2:1");
		lexicon_free(lexicon);
	}
}

static void test_too_many_words(void)
{
	struct lexicon *lexicon = lexicon_new();
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(written_blocks) written;

	for (unsigned i = 0; i < LIMIT_MAIL_WORDS - 1; i++)
		g_string_append(text, "x ");
	add_text(lexicon, 1, WORD_TEXT, (str){text->str, text->len});
	lexicon_add_text(lexicon, WORD_TEXT, STR("last more j\xc3\xb6rg"));
	add_text(lexicon, 2, WORD_TEXT, STR("more"));
	write_lexicon(lexicon, &written);
	assert_found(&written, STR("last"), "1:1");
	assert_found(&written, STR("more"), "2:1");
	assert_found(&written, STR("j\xc3\xb6rg"), "");
	lexicon_free(lexicon);
}

static void test_no_mail(void)
{
	struct lexicon *lexicon = lexicon_new();
	g_auto(written_blocks) written;
	g_auto(written_blocks) none;

	lexicon_add_text(lexicon, WORD_TEXT, STR("lamp"));
	write_lexicon(lexicon, &written);
	g_assert_cmpuint(written.blocks->len, ==, 0);
	write_lexicons(NULL, 0, NULL, &none);
	g_assert_cmpuint(none.blocks->len, ==, 0);
	lexicon_free(lexicon);
	lexicon_free(NULL);
}

static void test_same_bytes(void)
{
	g_auto(written_blocks) alone;

	write_invented_list(1, false, &alone);
	g_assert_cmpuint(alone.blocks->len, >, 5);
	for (unsigned n = 1; n <= 5; n++) {
		g_auto(written_blocks) dealt;

		write_invented_list(n, n % 2, &dealt);
		assert_same(&alone, &dealt);
	}
}

static void test_numbers(void)
{
	const uint32_t mails[] = {9, UINT32_MAX, 4, 0};
	struct lexicon *lexicons[] = {lexicon_new(), lexicon_new()};
	g_auto(written_blocks) written;
	g_auto(written_blocks) again;

	add_text(lexicons[0], 0, WORD_TEXT, STR("lamp oil"));
	add_text(lexicons[1], 1, WORD_TEXT, STR("lamp wick"));
	add_text(lexicons[1], 2, WORD_QUOTED, STR("lamp"));
	add_text(lexicons[0], 3, WORD_FROM, STR("oil"));
	write_lexicons(lexicons, 2, mails, &written);
	assert_found(&written, STR("lamp"), "4:2 9:1");
	assert_found(&written, STR("oil"), "0:100 9:1");
	assert_found(&written, STR("wick"), "");

	add_text(lexicons[1], 1, WORD_TEXT, STR("wick"));
	write_lexicons(lexicons, 2, NULL, &again);
	assert_found(&again, STR("wick"), "1:1");
	assert_found(&again, STR("lamp"), "");
	for (unsigned i = 0; i < G_N_ELEMENTS(lexicons); i++)
		lexicon_free(lexicons[i]);
}

static void test_refused(void)
{
	struct lexicon *lexicon = lexicon_new();
	g_autoptr(GError) error = NULL;
	g_auto(written_blocks) written;

	for (uint32_t mail = 0; mail < N_INVENTED_MAILS; mail++)
		add_invented_mail(lexicon, mail);
	written_init(&written);
	written.n_taken_max = 2;
	g_assert_false(lexicon_write(&lexicon, 1, NULL, take_block, &written, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE);
	g_assert_cmpuint(written.blocks->len, ==, 2);
	lexicon_free(lexicon);
}

static void test_bytes(void)
{
	struct lexicon *lexicon = lexicon_new();
	size_t empty = lexicon_bytes(lexicon);
	size_t one;
	g_auto(written_blocks) written;

	add_text(lexicon, 1, WORD_TEXT, STR("lamp"));
	one = lexicon_bytes(lexicon);
	g_assert_cmpuint(one, >, empty);
	lexicon_add_text(lexicon, WORD_TEXT, STR("lamp lamp"));
	g_assert_cmpuint(lexicon_bytes(lexicon), ==, one);
	write_lexicon(lexicon, &written);
	g_assert_cmpuint(lexicon_bytes(lexicon), ==, empty);
	lexicon_free(lexicon);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lexicon/a-text-has-the-words-that-words-next-takes", test_same_words);
	g_test_add_func("/lexicon/words-of-all-lengths-are-told-apart", test_long_words);
	g_test_add_func("/lexicon/words-that-begin-alike-are-told-apart", test_alike_words);
	g_test_add_func("/lexicon/a-mail-has-no-more-words-than-the-limit", test_too_many_words);
	g_test_add_func("/lexicon/without-a-mail-there-is-no-word", test_no_mail);
	g_test_add_func("/lexicon/which-one-held-a-mail-does-not-show", test_same_bytes);
	g_test_add_func("/lexicon/mails-get-other-numbers-or-are-left-out", test_numbers);
	g_test_add_func("/lexicon/who-takes-blocks-may-end-the-writing", test_refused);
	g_test_add_func("/lexicon/it-tells-how-much-memory-it-takes", test_bytes);
	return g_test_run();
}
