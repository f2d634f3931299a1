/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "base/limits.h"

static void test_find(void)
{
	struct lexicon *lexicon = lexicon_new();
	g_auto(written_blocks) written;

	add_text(lexicon, 3, WORD_TEXT, STR("the lamp, THE oil"));
	lexicon_add_text(lexicon, WORD_SUBJECT, STR("Lamp"));
	add_text(lexicon, 70000, WORD_ADDED, STR("the J\xc3\x96RG"));
	add_text(lexicon, 0xfffffffe, WORD_LIST, STR("the"));
	add_text(lexicon, 5, WORD_TEXT, STR("the"));
	write_lexicon(lexicon, &written);
	g_assert_cmpuint(written.blocks->len, ==, 1);
	g_assert_true(str_equal(slice_of(written.firsts, 0), STR("j\xc3\xb6rg")));
	assert_found(&written, STR("the"), "3:1 5:1 70000:20 4294967294:800");
	assert_found(&written, STR("lamp"), "3:81");
	assert_found(&written, STR("oil"), "3:1");
	assert_found(&written, STR("j\xc3\xb6rg"), "70000:20");
	assert_found(&written, STR("a"), "");
	assert_found(&written, STR("lam"), "");
	assert_found(&written, STR("lamps"), "");
	assert_found(&written, STR("zinc"), "");
	lexicon_free(lexicon);
}

static void test_prefix(void)
{
	struct lexicon *lexicon = lexicon_new();
	g_auto(written_blocks) written;
	g_autofree char *found = NULL;
	g_autofree char *all = NULL;

	add_text(lexicon, 1, WORD_TEXT, STR("lamps lamp la"));
	add_text(lexicon, 2, WORD_TEXT, STR("lamp lampoon lan"));
	write_lexicon(lexicon, &written);
	found = find_in_all(&written, STR("lamp"), true);
	g_assert_cmpstr(found, ==, "1:1 2:1 2:1 1:1");
	all = find_in_all(&written, STR(""), true);
	g_assert_cmpstr(all, ==, "1:1 1:1 2:1 2:1 1:1 2:1");
	lexicon_free(lexicon);
}

/* All sets of a few fields, again and again, in other orders. */
static void test_fields(void)
{
	struct lexicon *lexicon = lexicon_new();
	g_autoptr(GString) expected = g_string_new(NULL);
	g_auto(written_blocks) written;

	for (uint32_t mail = 0; mail < 1000; mail++) {
		unsigned fields = 1 + mail * mail % 7 * 311 % WORD_FIELDS;

		lexicon_begin_mail(lexicon, mail * mail);
		for (unsigned field = WORD_TEXT; field <= WORD_LIST; field <<= 1) {
			if (fields & field)
				lexicon_add_text(lexicon, field, STR("lamp"));
		}
		g_string_append_printf(expected, "%s%u:%x", mail ? " " : "", mail * mail, fields);
	}
	write_lexicon(lexicon, &written);
	assert_found(&written, STR("lamp"), expected->str);
	lexicon_free(lexicon);
}

static void test_blocks(void)
{
	g_auto(written_blocks) written;

	write_invented_list(2, false, &written);
	for (unsigned i = 0; i < written.blocks->len; i++) {
		str first = slice_of(written.firsts, i);
		g_autofree char *found = find_in_block(slice_of(written.blocks, i), first, false);

		g_assert_cmpstr(found, !=, "");
		g_assert_cmpuint(slice_of(written.blocks, i).len, <=, LEXICON_BLOCK_BYTES);
		g_assert_true(i == 0 || str_compare(slice_of(written.firsts, i - 1), first) < 0);
	}
}

/* Places as bytes, as src/search/lexicon_block.h describes them. */
static void test_damaged(void)
{
	static const struct {
		str block;
		const char *found; /* of "b" */
	} cases[] = {
		{STR_INIT(""), ""},
		{STR_INIT("\x00\x01"
			  "b\x02\x03\x01"),
		 "0:1"},
		{STR_INIT("\x00\x01"
			  "b\x03\x03\x01\x04"),
		 "0:1 2:1"},
		/* Fields that the word had before, the last but one twice, the last but two. */
		{STR_INIT("\x00\x01"
			  "b\x09\x03\x01\x03\x02\x01\x01\x03\x04\x02"),
		 "0:1 1:2 2:1 3:2 4:4 5:1"},
		/* What stands behind the word is not looked at. */
		{STR_INIT("\x00\x01"
			  "b\x02\x03\x01\x00\x01"
			  "c\x02\x03\x01\xff"),
		 "0:1"},
		/* It shares more than there is; it is empty; it is not in order; it comes twice. */
		{STR_INIT("\x01\x01"
			  "b\x02\x03\x01"),
		 NULL},
		{STR_INIT("\x00\x00\x02\x03\x01"), NULL},
		{STR_INIT("\x00\x02"
			  "aa\x02\x03\x01\x00\x01"
			  "a\x02\x03\x01"),
		 NULL},
		{STR_INIT("\x00\x01"
			  "a\x02\x03\x01\x00\x01"
			  "a\x02\x03\x01"),
		 NULL},
		/* It is cut off, in its head, in its bytes, in its places. */
		{STR_INIT("\x00"), NULL},
		{STR_INIT("\x00\x01"), NULL},
		{STR_INIT("\x00\x01"
			  "b"),
		 NULL},
		{STR_INIT("\x00\x01"
			  "b\x02\x03"),
		 NULL},
		{STR_INIT("\x00\x01"
			  "b\xff"),
		 NULL},
		{STR_INIT("\x00\x01"
			  "b\x01\x03"),
		 NULL},
		/* It is longer than words are. */
		{STR_INIT("\x00\x41"
			  "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
			  "\x02\x03\x01"),
		 NULL},
		/* It has no places. */
		{STR_INIT("\x00\x01"
			  "b\x00"),
		 NULL},
		/* No fields, too many of them, none before. */
		{STR_INIT("\x00\x01"
			  "b\x02\x03\x00"),
		 NULL},
		{STR_INIT("\x00\x01"
			  "b\x03\x03\x80\x20"),
		 NULL},
		{STR_INIT("\x00\x01"
			  "b\x01\x00"),
		 NULL},
		/* The last mail that there may be, and the next one. */
		{STR_INIT("\x00\x01"
			  "b\x06\xfb\xff\xff\xff\x3f\x01"),
		 "4294967294:1"},
		{STR_INIT("\x00\x01"
			  "b\x06\xff\xff\xff\xff\x3f\x01"),
		 NULL},
		{STR_INIT("\x00\x01"
			  "b\x07\xfb\xff\xff\xff\x3f\x01\x00"),
		 NULL},
		/* A number without an end. */
		{STR_INIT("\x00\x01"
			  "b\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"),
		 NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = find_in_block(cases[i].block, STR("b"), false);

		g_assert_cmpstr(found, ==, cases[i].found);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lexicon-block/a-word-is-found-with-its-mails-and-fields", test_find);
	g_test_add_func("/lexicon-block/a-prefix-finds-word-after-word", test_prefix);
	g_test_add_func("/lexicon-block/each-set-of-fields-comes-back", test_fields);
	g_test_add_func("/lexicon-block/blocks-are-in-order-and-small", test_blocks);
	g_test_add_func("/lexicon-block/a-damaged-block-is-refused", test_damaged);
	return g_test_run();
}
