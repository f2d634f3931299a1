/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lexicons lie mail after mail, and are written word after word. The words of
 * all become those of the first; then the mails are gone through in the order of
 * their new numbers, and each place is put behind the others of its word, where counting
 * has left room: so the places of a word are in order, and nothing but the words
 * was sorted.
 */
#include "search/lexicon_block.h"
#include "search/lexicon_internal.h"

/* Where the places of a mail are, and its new number. */
struct mail_places {
	uint32_t mail;
	const struct lexicon_place *places;
	uint32_t n_places;
};

/* The places of the word @number are those from ends[number - 1] to ends[number]. */
struct word_lists {
	struct word_place *places;
	size_t *ends;
};

/* Adds the words of @lexicon to @table, and names them in its places by their numbers there. */
static void unite_words(struct lexicon *lexicon, struct term_table *table)
{
	g_autofree uint32_t *numbers = g_new(uint32_t, lexicon->table.n_terms);
	char buffer[TERM_HEAD_BYTES];

	for (uint32_t number = 1; number < lexicon->table.n_terms; number++)
		numbers[number] =
			term_table_number(table, term_table_word(&lexicon->table, number, buffer));
	for (uint32_t i = 1; i < lexicon->n_places; i++)
		lexicon->places[i].term = numbers[lexicon->places[i].term];
}

static void collect_mails(const struct lexicon *lexicon, const uint32_t *mails, GArray *found)
{
	uint32_t end = lexicon->n_places;

	for (unsigned i = lexicon->mails->len; i-- > 0;) {
		const struct lexicon_mail *mail =
			&g_array_index(lexicon->mails, struct lexicon_mail, i);
		struct mail_places places = {
			.mail = mails ? mails[mail->mail] : mail->mail,
			.places = lexicon->places + mail->begin,
			.n_places = end - mail->begin,
		};

		end = mail->begin;
		if (places.mail != UINT32_MAX)
			g_array_append_val(found, places);
	}
}

static int compare_mails(const void *a, const void *b)
{
	const struct mail_places *mail_a = a;
	const struct mail_places *mail_b = b;

	return (mail_a->mail > mail_b->mail) - (mail_a->mail < mail_b->mail);
}

/* Counting first: where the places of each word end, is where those of the next begin. */
static void sort_by_word(const GArray *mails, size_t n_terms, struct word_lists *lists)
{
	size_t *begins = g_new0(size_t, n_terms + 1);
	size_t begin = 0;

	for (unsigned i = 0; i < mails->len; i++) {
		const struct mail_places *mail = &g_array_index(mails, struct mail_places, i);

		for (uint32_t j = 0; j < mail->n_places; j++)
			begins[mail->places[j].term]++;
	}
	for (size_t term = 0; term < n_terms; term++) {
		size_t count = begins[term];

		begins[term] = begin;
		begin += count;
	}
	lists->places = g_new(struct word_place, begin + 1);
	for (unsigned i = 0; i < mails->len; i++) {
		const struct mail_places *mail = &g_array_index(mails, struct mail_places, i);

		for (uint32_t j = 0; j < mail->n_places; j++)
			lists->places[begins[mail->places[j].term]++] = (struct word_place){
				.mail = mail->mail,
				.fields = mail->places[j].fields,
			};
	}
	lists->ends = begins;
}

static bool write_words(const struct term_table *table, const struct word_lists *lists,
			struct block_writer *writer, GError **error)
{
	g_autofree uint32_t *order = term_table_order(table);
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	char buffer[TERM_HEAD_BYTES];

	for (uint32_t i = 0; i + 1 < table->n_terms; i++) {
		size_t begin = lists->ends[order[i] - 1];
		size_t end = lists->ends[order[i]];

		if (begin == end)
			continue;
		places_encode(lists->places + begin, end - begin, bytes);
		if (!block_writer_add(writer, term_table_word(table, order[i], buffer),
				      (str){(const char *)bytes->data, bytes->len}, error))
			return false;
	}
	return block_writer_finish(writer, error);
}

bool lexicon_write(struct lexicon *const *lexicons, unsigned n_lexicons, const uint32_t *mails,
		   lexicon_block_fn take, void *user, GError **error)
{
	g_autoptr(GArray) found = g_array_new(false, false, sizeof(struct mail_places));
	struct word_lists lists;
	struct block_writer writer;
	bool is_written;

	if (n_lexicons == 0)
		return true;
	for (unsigned i = 0; i < n_lexicons; i++) {
		if (i > 0)
			unite_words(lexicons[i], &lexicons[0]->table);
		collect_mails(lexicons[i], mails, found);
	}
	g_array_sort(found, compare_mails);
	sort_by_word(found, lexicons[0]->table.n_terms, &lists);
	block_writer_init(&writer, take, user);
	is_written = write_words(&lexicons[0]->table, &lists, &writer, error);
	block_writer_clear(&writer);
	g_free(lists.places);
	g_free(lists.ends);
	for (unsigned i = 0; i < n_lexicons; i++) {
		lexicon_clear(lexicons[i]);
		lexicon_init(lexicons[i]);
	}
	return is_written;
}
