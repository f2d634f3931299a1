/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/index_words.h"

static const char patch[] = "From: =?utf-8?q?J=C3=B6rg?= Sender <joerg@example.com>\n"
			    "To: lamps@example.org\n"
			    "Cc: Kim Keeper <kim@example.com>\n"
			    "List-Id: <talk.example.net>\n"
			    "Subject: [PATCH] brass: Polish it\n"
			    "Content-Type: text/plain; charset=UTF-8\n"
			    "\n"
			    "From: Ann Author <ann@example.org>\n"
			    "\n"
			    "plainword said.\n"
			    "> quotedword\n"
			    "---\n"
			    " shade/oil.c | 2 +-\n"
			    " 1 file changed, 1 insertion(+), 1 deletion(-)\n"
			    "\n"
			    "diff --git a/shade/oil.c b/shade/oil.c\n"
			    "index 1234567..89abcde 100644\n"
			    "--- a/shade/oil.c\n"
			    "+++ b/shade/oil.c\n"
			    "@@ -1,3 +1,3 @@ int headingword(void)\n"
			    " contextword\n"
			    "-removedword both\n"
			    "+addedword both\n"
			    "-- \n"
			    "2.43.0\n";

static const char talk[] = "From: Bo <bo@example.net>\n"
			   "Subject: Re: brass\n"
			   "\n"
			   "> quotedword\n"
			   "> both\n"
			   "said both\n"
			   "+addedword is none here\n";

struct expected {
	const char *word;
	unsigned fields; /* 0: it is not indexed */
};

static const struct expected of_patch[] = {
	{"polish", WORD_SUBJECT},
	{"brass", WORD_SUBJECT},
	{"jörg", WORD_FROM},
	{"joerg", WORD_FROM},
	{"ann", WORD_FROM | WORD_TEXT},
	{"lamps", WORD_TO},
	{"kim", WORD_CC},
	{"talk", WORD_LIST},
	{"plainword", WORD_TEXT},
	{"said", WORD_TEXT},
	{"quotedword", WORD_QUOTED},
	{"headingword", WORD_HUNK},
	{"contextword", WORD_CONTEXT},
	{"removedword", WORD_REMOVED},
	{"addedword", WORD_ADDED},
	{"both", WORD_REMOVED | WORD_ADDED},
	/* Also in the diffstat. */
	{"oil", WORD_FILE | WORD_TEXT},
	/* Blobs have tables of their own. */
	{"89abcde", 0},
	{"100644", 0},
	{"diff", 0},
};

static const struct expected of_talk[] = {
	{"brass", WORD_SUBJECT},	   {"quotedword", WORD_QUOTED}, {"said", WORD_TEXT},
	{"both", WORD_QUOTED | WORD_TEXT}, {"addedword", WORD_TEXT},
};

/* What all blocks hold, appended one to the other as places of one word. */
struct search {
	str word;
	GArray *places;
};

static bool take_block(void *user, const struct lexicon_block *block, GError **error)
{
	struct search *search = user;

	(void)error;
	g_assert_true(lexicon_block_find(block->bytes, search->word, false, search->places));
	return true;
}

static void assert_words(const char *mail, const struct expected *expected, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct lexicon *lexicon = lexicon_new();
		g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct word_place));
		struct search search = {.word = str_from(expected[i].word), .places = places};
		g_auto(arena) arena = {0};
		struct reading reading;
		unsigned fields;

		arena_init(&arena);
		reading_of(&arena, str_from(mail), &reading);
		lexicon_begin_mail(lexicon, 7);
		index_words_of_mail(lexicon, &arena, &reading);
		g_assert_true(lexicon_write(&lexicon, 1, NULL, take_block, &search, NULL));
		fields = places->len ? g_array_index(places, struct word_place, 0).fields : 0;
		if (fields != expected[i].fields)
			g_error("%s: %#x, not %#x", expected[i].word, fields, expected[i].fields);
		lexicon_free(lexicon);
	}
}

static void test_patch(void)
{
	assert_words(patch, of_patch, G_N_ELEMENTS(of_patch));
}

static void test_talk(void)
{
	assert_words(talk, of_talk, G_N_ELEMENTS(of_talk));
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/index-words/each-word-of-a-patch-has-its-field", test_patch);
	g_test_add_func("/index-words/a-mail-without-a-diff-is-text", test_talk);
	return g_test_run();
}
