/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "base/error.h"

/* Blocks of @written in order; fails where it was told to. */
struct walk {
	const struct written_blocks *written;
	unsigned next;
	bool fails;
};

static bool next_block(void *user, struct lexicon_block *ret_block, GError **error)
{
	struct walk *walk = user;

	if (walk->next == walk->written->blocks->len) {
		if (walk->fails)
			g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_READ, "gone");
		return false;
	}
	ret_block->first = slice_of(walk->written->firsts, walk->next);
	ret_block->bytes = slice_of(walk->written->blocks, walk->next);
	walk->next++;
	return true;
}

static bool merge(struct walk *walks, unsigned n, struct written_blocks *ret_written,
		  GError **error)
{
	struct lexicon_source sources[4];

	for (unsigned i = 0; i < n; i++)
		sources[i] = (struct lexicon_source){.next = next_block, .user = &walks[i]};
	written_init(ret_written);
	return lexicon_merge(sources, n, take_block, ret_written, error);
}

/* The mails of an invented list, in runs of ten, dealt out to lexicons that are merged. */
static void test_merge(void)
{
	g_auto(written_blocks) alone;

	write_invented_list(1, false, &alone);
	for (unsigned n = 0; n <= 4; n++) {
		struct written_blocks parts[4];
		struct walk walks[4];
		g_autoptr(GError) error = NULL;
		g_auto(written_blocks) merged;

		for (unsigned part = 0; part < n; part++) {
			struct lexicon *lexicon = lexicon_new();

			for (uint32_t mail = 0; mail < N_INVENTED_MAILS; mail++) {
				if (mail / 10 % n == n - 1 - part)
					add_invented_mail(lexicon, mail);
			}
			write_lexicon(lexicon, &parts[part]);
			walks[part] = (struct walk){.written = &parts[part]};
			lexicon_free(lexicon);
		}
		g_assert_true(merge(walks, n, &merged, &error));
		g_assert_no_error(error);
		if (n > 0)
			assert_same(&merged, &alone);
		else
			g_assert_cmpuint(merged.blocks->len, ==, 0);
		for (unsigned part = 0; part < n; part++)
			written_clear(&parts[part]);
	}
}

static void test_merge_unites(void)
{
	struct lexicon *lexicon = lexicon_new();
	g_auto(written_blocks) old;
	g_auto(written_blocks) new;
	g_auto(written_blocks) merged;
	struct walk walks[] = {{.written = &old}, {.written = &new}};

	add_text(lexicon, 1, WORD_TEXT, STR("lamp"));
	add_text(lexicon, 7, WORD_TEXT, STR("lamp oil"));
	write_lexicon(lexicon, &old);
	add_text(lexicon, 1, WORD_QUOTED, STR("lamp"));
	add_text(lexicon, 4, WORD_TEXT, STR("lamp"));
	write_lexicon(lexicon, &new);
	g_assert_true(merge(walks, 2, &merged, NULL));
	assert_found(&merged, STR("lamp"), "1:3 4:1 7:1");
	assert_found(&merged, STR("oil"), "7:1");
	lexicon_free(lexicon);
}

static void test_merge_fails(void)
{
	static const struct {
		str blocks[2];
		bool fails;
		int code;
	} cases[] = {
		{{STR_INIT("\x00\x01"
			   "b\x02\x03\x01"),
		  STR_INIT("\x00")},
		 false,
		 TIDINGS_ERROR_CORRUPT},
		{{STR_INIT("\x00\x01"
			   "b\x02\x03\x01"),
		  STR_INIT("\x00\x01"
			   "b\x02\x03\x01")},
		 false,
		 TIDINGS_ERROR_CORRUPT},
		{{STR_INIT("\x00\x01"
			   "b\x02\x03\x01"),
		  STR_INIT("\x00\x01"
			   "a\x02\x03\x01")},
		 false,
		 TIDINGS_ERROR_CORRUPT},
		{{STR_INIT("\x00\x01"
			   "b\x02\x03\x01"),
		  STR_INIT("\x00\x01"
			   "c\x02\x03\x01")},
		 true,
		 TIDINGS_ERROR_READ},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(written_blocks) source;
		g_auto(written_blocks) merged;
		g_autoptr(GError) error = NULL;
		struct walk walk = {.written = &source, .fails = cases[i].fails};

		written_init(&source);
		for (unsigned j = 0; j < 2; j++) {
			g_ptr_array_add(source.firsts, g_string_new("b"));
			g_ptr_array_add(source.blocks,
					g_string_new_len(cases[i].blocks[j].ptr,
							 (gssize)cases[i].blocks[j].len));
		}
		g_assert_false(merge(&walk, 1, &merged, &error));
		g_assert_error(error, TIDINGS_ERROR, cases[i].code);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lexicon-merge/merged-ones-are-as-if-written-as-one", test_merge);
	g_test_add_func("/lexicon-merge/a-merge-unites-the-fields-of-a-mail", test_merge_unites);
	g_test_add_func("/lexicon-merge/a-merge-fails-where-a-source-does", test_merge_fails);
	return g_test_run();
}
