/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "base/error.h"

static void free_string(gpointer string)
{
	g_string_free(string, true);
}

void written_init(struct written_blocks *written)
{
	*written = (struct written_blocks){
		.firsts = g_ptr_array_new_with_free_func(free_string),
		.blocks = g_ptr_array_new_with_free_func(free_string),
	};
}

void written_clear(struct written_blocks *written)
{
	g_ptr_array_unref(written->firsts);
	g_ptr_array_unref(written->blocks);
}

static GString *string_of(str s)
{
	return g_string_new_len(s.ptr, (gssize)s.len);
}

str slice_of(const GPtrArray *strings, unsigned i)
{
	const GString *string = strings->pdata[i];

	return (str){.ptr = string->str, .len = string->len};
}

bool take_block(void *user, const struct lexicon_block *block, GError **error)
{
	struct written_blocks *written = user;

	if (written->n_taken_max > 0 && written->blocks->len == written->n_taken_max) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "full");
		return false;
	}
	g_ptr_array_add(written->firsts, string_of(block->first));
	g_ptr_array_add(written->blocks, string_of(block->bytes));
	return true;
}

void write_lexicons(struct lexicon *const *lexicons, unsigned n_lexicons, const uint32_t *mails,
		    struct written_blocks *ret_written)
{
	GError *error = NULL;

	written_init(ret_written);
	g_assert_true(lexicon_write(lexicons, n_lexicons, mails, take_block, ret_written, &error));
	g_assert_no_error(error);
}

void write_lexicon(struct lexicon *lexicon, struct written_blocks *ret_written)
{
	write_lexicons(&lexicon, 1, NULL, ret_written);
}

void assert_same(const struct written_blocks *a, const struct written_blocks *b)
{
	g_assert_cmpuint(a->blocks->len, ==, b->blocks->len);
	for (unsigned i = 0; i < a->blocks->len; i++) {
		g_assert_true(str_equal(slice_of(a->firsts, i), slice_of(b->firsts, i)));
		g_assert_true(str_equal(slice_of(a->blocks, i), slice_of(b->blocks, i)));
	}
}

char *find_in_block(str block, str word, bool is_prefix)
{
	g_autofree char *exact = g_memdup2(block.ptr, block.len);
	g_autoptr(GArray) places = g_array_new(false, false, sizeof(struct word_place));
	g_autoptr(GString) text = g_string_new(NULL);

	if (!lexicon_block_find((str){exact, block.len}, word, is_prefix, places))
		return NULL;
	for (unsigned i = 0; i < places->len; i++) {
		const struct word_place *place = &g_array_index(places, struct word_place, i);

		g_string_append_printf(text, "%s%u:%x", i ? " " : "", place->mail, place->fields);
	}
	return g_strdup(text->str);
}

char *find_in_all(const struct written_blocks *written, str word, bool is_prefix)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (unsigned i = 0; i < written->blocks->len; i++) {
		g_autofree char *found =
			find_in_block(slice_of(written->blocks, i), word, is_prefix);

		g_assert_nonnull(found);
		g_assert_true(is_prefix || text->len == 0 || !*found);
		g_string_append_printf(text, "%s%s", text->len && *found ? " " : "", found);
	}
	return g_strdup(text->str);
}

void assert_found(const struct written_blocks *written, str word, const char *expected)
{
	g_autofree char *found = find_in_all(written, word, false);

	g_assert_cmpstr(found, ==, expected);
}

void add_text(struct lexicon *lexicon, uint32_t mail, enum word_field field, str text)
{
	lexicon_begin_mail(lexicon, mail);
	lexicon_add_text(lexicon, field, text);
}

void add_invented_mail(struct lexicon *lexicon, uint32_t mail)
{
	g_autoptr(GString) text = g_string_new("the lamp ");

	for (uint32_t i = 0; i < 40; i++)
		g_string_append_printf(text, "wick_%u oil%u ", mail * 31 % 97 * i, mail + i);
	g_string_append_printf(text, "a_name_that_is_longer_than_others_%u ", mail % 50);
	add_text(lexicon, mail, mail % 3 ? WORD_TEXT : WORD_ADDED, (str){text->str, text->len});
	lexicon_add_text(lexicon, WORD_FROM, mail % 5 ? STR("Ann") : STR("Bob Wick_0"));
}

void write_invented_list(unsigned n_lexicons, bool is_backwards, struct written_blocks *ret_written)
{
	struct lexicon *lexicons[5];

	for (unsigned i = 0; i < n_lexicons; i++)
		lexicons[i] = lexicon_new();
	for (uint32_t i = 0; i < N_INVENTED_MAILS; i++) {
		uint32_t mail = is_backwards ? N_INVENTED_MAILS - 1 - i : i;

		add_invented_mail(lexicons[mail * 7 % n_lexicons], mail);
	}
	write_lexicons(lexicons, n_lexicons, NULL, ret_written);
	for (unsigned i = 0; i < n_lexicons; i++)
		lexicon_free(lexicons[i]);
}
