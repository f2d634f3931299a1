/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/term_table.h"

#include "base/hash.h"
#include "search/word_bytes.h"

enum {
	FIRST_BUCKET_BITS = 12,
	BUCKET_BITS_MAX = 31,
};

/* Numbers nobody knows: SipHash of 0, 1, 2, ... under the key of the process. */
static void draw_hash(struct term_table *table)
{
	const struct hash_key *key = hash_key_of_process();

	for (unsigned char i = 0; i <= TERM_PIECES; i++) {
		uint64_t drawn = hash_bytes(key, (str){.ptr = (const char *)&i, .len = sizeof(i)});

		if (i < TERM_PIECES)
			table->factors[i] = drawn;
		else
			table->addend = drawn;
	}
}

void term_table_init(struct term_table *table)
{
	*table = (struct term_table){
		.n_bucket_bits = FIRST_BUCKET_BITS,
		.buckets = g_new0(uint32_t, 1U << FIRST_BUCKET_BITS),
		.n_terms = 1,
		.n_terms_max = 1U << (FIRST_BUCKET_BITS - 1),
		.texts = g_byte_array_new(),
	};
	table->terms = g_new0(struct term, table->n_terms_max);
	/* So that no text stands at 0. */
	g_byte_array_append(table->texts, (const guint8 *)"", 1);
	draw_hash(table);
}

void term_table_clear(struct term_table *table)
{
	g_free(table->buckets);
	g_free(table->terms);
	g_clear_pointer(&table->texts, g_byte_array_unref);
	*table = (struct term_table){0};
}

/* Room for as many terms again; and buckets for twice as many. */
static void grow(struct term_table *table)
{
	g_assert(table->n_bucket_bits < BUCKET_BITS_MAX);
	table->n_terms_max *= 2;
	table->terms = g_renew(struct term, table->terms, table->n_terms_max);
	table->n_bucket_bits++;
	g_free(table->buckets);
	table->buckets = g_new0(uint32_t, (size_t)1 << table->n_bucket_bits);
	for (uint32_t number = table->n_terms; --number > 0;) {
		struct term *term = &table->terms[number];
		uint32_t *bucket = term_table_bucket(table, term->hash);

		term->next = *bucket;
		*bucket = number;
	}
}

uint32_t term_table_add(struct term_table *table, const uint64_t heads[TERM_HEADS], uint32_t hash,
			uint32_t text)
{
	uint32_t *link;

	if (table->n_terms == table->n_terms_max)
		grow(table);
	link = term_table_bucket(table, hash);
	while (*link)
		link = &table->terms[*link].next;
	*link = table->n_terms;
	table->terms[table->n_terms] = (struct term){
		.heads = {heads[0], heads[1]},
		.hash = hash,
		.text = text,
	};
	return table->n_terms++;
}

static str text_of(const struct term_table *table, uint32_t text)
{
	return (str){
		.ptr = (const char *)table->texts->data + text + 1,
		.len = table->texts->data[text],
	};
}

static uint32_t number_of_long(struct term_table *table, str word,
			       const uint64_t eights[TERM_PIECES / 2])
{
	uint64_t sum = table->addend;
	unsigned char len = (unsigned char)word.len;
	uint32_t text = table->texts->len;
	uint32_t hash;

	for (unsigned i = 0; i < TERM_PIECES / 2; i++)
		sum += term_table_mix(table, 2 * i, eights[i]);
	hash = (uint32_t)(sum >> 32);
	for (uint32_t number = *term_table_bucket(table, hash); number;) {
		const struct term *term = &table->terms[number];

		if (term->hash == hash && term->text && str_equal(text_of(table, term->text), word))
			return number;
		number = term->next;
	}
	g_byte_array_append(table->texts, &len, sizeof(len));
	g_byte_array_append(table->texts, (const guint8 *)word.ptr, len);
	return term_table_add(table, eights, hash, text);
}

uint32_t term_table_number(struct term_table *table, str word)
{
	char bytes[LIMIT_WORD_BYTES] = {0};
	uint64_t eights[TERM_PIECES / 2];

	memcpy(bytes, word.ptr, word.len);
	for (unsigned i = 0; i < G_N_ELEMENTS(eights); i++)
		eights[i] = load_eight(bytes + i * sizeof(*eights));
	if (word.len <= TERM_HEAD_BYTES)
		return term_table_number_of_heads(table, eights);
	return number_of_long(table, word, eights);
}

str term_table_word(const struct term_table *table, uint32_t number, char *buffer)
{
	const struct term *term = &table->terms[number];
	str word = {.ptr = buffer};

	if (term->text)
		return text_of(table, term->text);
	for (unsigned i = 0; i < TERM_HEADS; i++)
		store_eight(buffer + i * sizeof(uint64_t), term->heads[i]);
	while (word.len < TERM_HEAD_BYTES && buffer[word.len])
		word.len++;
	return word;
}
