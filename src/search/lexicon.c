/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts are looked at in blocks of 64 bytes, a bit for each: where the bits
 * change, a run of bytes that may be of a word begins or ends. Of a hundred runs 96
 * are ASCII and short, and are folded, hashed and compared as two machine words.
 *
 * Nothing is kept for a pair of word and mail but eight bytes at the end of one
 * array: which mails hold a word is found when the lexicon is written.
 */
#include "search/lexicon.h"

#include "search/lexicon_internal.h"
#include "search/word_bytes.h"

enum {
	BLOCK_BYTES = 64,
	FIRST_PLACES = 1 << 16,
};

void lexicon_init(struct lexicon *lexicon)
{
	*lexicon = (struct lexicon){
		.places = g_new0(struct lexicon_place, FIRST_PLACES),
		.n_places = 1,
		.n_places_max = FIRST_PLACES,
		.mails = g_array_new(false, false, sizeof(struct lexicon_mail)),
		.mail_begin = 1,
	};
	term_table_init(&lexicon->table);
}

void lexicon_clear(struct lexicon *lexicon)
{
	term_table_clear(&lexicon->table);
	g_free(lexicon->places);
	g_clear_pointer(&lexicon->mails, g_array_unref);
	*lexicon = (struct lexicon){0};
}

static void append_place(struct lexicon *lexicon, uint32_t term, uint16_t fields)
{
	if (lexicon->n_places == lexicon->n_places_max) {
		g_assert(lexicon->n_places_max <= UINT32_MAX / 2);
		lexicon->n_places_max *= 2;
		lexicon->places =
			g_renew(struct lexicon_place, lexicon->places, lexicon->n_places_max);
	}
	lexicon->table.terms[term].place = lexicon->n_places;
	lexicon->places[lexicon->n_places++] = (struct lexicon_place){term, fields};
}

static inline void add_term(struct lexicon *lexicon, uint32_t term, enum word_field field)
{
	uint32_t place = lexicon->table.terms[term].place;

	if (place >= lexicon->mail_begin)
		lexicon->places[place].fields |= (uint16_t)field;
	else
		append_place(lexicon, term, (uint16_t)field);
}

/* A run that is not short or not ASCII: it may hold characters that are of no word. */
static void add_run_slowly(struct lexicon *lexicon, enum word_field field, str run)
{
	char buffer[LIMIT_WORD_BYTES];
	str word;

	while (lexicon->n_words_left > 0 && words_next(&run, &word)) {
		lexicon->n_words_left--;
		add_term(lexicon, term_table_number(&lexicon->table, word_fold(word, buffer)),
			 field);
	}
}

/* The first bytes at @at, in lower case, zero from @len on. */
static inline void load_heads(const char *at, const char *end, size_t len,
			      uint64_t heads[TERM_HEADS])
{
	static const unsigned char masks[2 * TERM_HEAD_BYTES] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	};
	const char *mask = (const char *)masks + TERM_HEAD_BYTES - len;
	char last[TERM_HEAD_BYTES] = {0};

	if (end - at < TERM_HEAD_BYTES) {
		memcpy(last, at, (size_t)(end - at));
		at = last;
	}
	for (unsigned i = 0; i < TERM_HEADS; i++) {
		size_t begin = i * sizeof(*heads);

		heads[i] = lower_eight(load_eight(at + begin)) & load_eight(mask + begin);
	}
}

/* Adds the words of @text[@begin, @end), a run of bytes that may be of one. */
static inline void add_run(struct lexicon *lexicon, enum word_field field, str text, size_t begin,
			   size_t end)
{
	uint64_t heads[TERM_HEADS];

	if (end - begin > TERM_HEAD_BYTES) {
		add_run_slowly(lexicon, field, str_slice(text, begin, end));
		return;
	}
	load_heads(text.ptr + begin, text.ptr + text.len, end - begin, heads);
	if ((heads[0] | heads[1]) & HIGH_BITS) {
		add_run_slowly(lexicon, field, str_slice(text, begin, end));
		return;
	}
	if (lexicon->n_words_left == 0)
		return;
	lexicon->n_words_left--;
	add_term(lexicon, term_table_number_of_heads(&lexicon->table, heads), field);
}

/* A bit for each byte of a block that may be of a word, the first byte's lowest. */
static inline uint64_t word_bits(const char *block)
{
	uint64_t bits = 0;

	for (unsigned at = 0; at < BLOCK_BYTES; at += sizeof(uint64_t))
		bits |= (uint64_t)high_bits_of(word_bytes(load_eight(block + at))) << at;
	return bits;
}

struct lexicon *lexicon_new(void)
{
	struct lexicon *lexicon = g_new(struct lexicon, 1);

	lexicon_init(lexicon);
	return lexicon;
}

void lexicon_free(struct lexicon *lexicon)
{
	if (!lexicon)
		return;
	lexicon_clear(lexicon);
	g_free(lexicon);
}

void lexicon_begin_mail(struct lexicon *lexicon, uint32_t mail)
{
	struct lexicon_mail begun = {.mail = mail, .begin = lexicon->n_places};

	g_array_append_val(lexicon->mails, begun);
	lexicon->mail_begin = lexicon->n_places;
	lexicon->n_words_left = LIMIT_MAIL_WORDS;
}

void lexicon_add_text(struct lexicon *lexicon, enum word_field field, str text)
{
	size_t begin = 0;
	bool is_in_run = false;

	for (size_t at = 0; at < text.len; at += BLOCK_BYTES) {
		char last[BLOCK_BYTES] = {0};
		uint64_t bits;
		uint64_t changes;

		if (text.len - at < BLOCK_BYTES) {
			memcpy(last, text.ptr + at, text.len - at);
			bits = word_bits(last);
		} else {
			bits = word_bits(text.ptr + at);
		}
		changes = bits ^ (bits << 1 | is_in_run);
		for (; changes; changes &= changes - 1) {
			size_t change = at + (unsigned)__builtin_ctzll(changes);

			if (is_in_run)
				add_run(lexicon, field, text, begin, change);
			begin = change;
			is_in_run = !is_in_run;
		}
	}
	if (is_in_run)
		add_run(lexicon, field, text, begin, text.len);
}

size_t lexicon_bytes(const struct lexicon *lexicon)
{
	return lexicon->n_places * sizeof(*lexicon->places) +
	       lexicon->table.n_terms * sizeof(*lexicon->table.terms) + lexicon->table.texts->len;
}
