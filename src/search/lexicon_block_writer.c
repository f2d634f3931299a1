/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/lexicon_block.h"

enum { NUMBER_BYTES_MAX = 10 };

static unsigned char *put_number(unsigned char *at, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		*at++ = (unsigned char)(number | 0x80);
	*at++ = (unsigned char)number;
	return at;
}

static unsigned char *put_place(unsigned char *at, uint32_t step, unsigned fields,
				struct recent_fields *recent)
{
	unsigned index = 0;

	while (index < RECENT_FIELDS && recent->sets[index] != fields)
		index++;
	recent_fields_use(recent, index, fields);
	at = put_number(at, (uint64_t)step << RECENT_BITS | index);
	return index < RECENT_FIELDS ? at : put_number(at, fields);
}

void places_encode(const struct word_place *places, size_t n_places, GByteArray *bytes)
{
	unsigned char *at;
	uint32_t next_mail = 0;
	struct recent_fields recent = {0};

	g_assert(n_places <= UINT32_MAX / PLACE_BYTES_MAX);
	g_byte_array_set_size(bytes, (unsigned)(n_places * PLACE_BYTES_MAX));
	at = bytes->data;
	for (size_t i = 0; i < n_places;) {
		uint32_t mail = places[i].mail;
		unsigned fields = 0;

		for (; i < n_places && places[i].mail == mail; i++)
			fields |= places[i].fields;
		at = put_place(at, mail - next_mail, fields, &recent);
		next_mail = mail + 1;
	}
	g_byte_array_set_size(bytes, (unsigned)(at - bytes->data));
}

void block_writer_init(struct block_writer *writer, lexicon_block_fn take, void *user)
{
	*writer = (struct block_writer){
		.take = take,
		.user = user,
		.bytes = g_byte_array_sized_new(2 * LEXICON_BLOCK_BYTES),
	};
}

void block_writer_clear(struct block_writer *writer)
{
	g_clear_pointer(&writer->bytes, g_byte_array_unref);
}

static size_t shared_prefix(str a, str b)
{
	size_t len = 0;

	while (len < a.len && len < b.len && a.ptr[len] == b.ptr[len])
		len++;
	return len;
}

/* Writes at @at all of an entry but the places, and returns its end. */
static unsigned char *put_head(const struct block_writer *writer, unsigned char *at, str word,
			       size_t places_len)
{
	size_t shared = shared_prefix((str){writer->last, writer->last_len}, word);

	at = put_number(at, shared);
	at = put_number(at, word.len - shared);
	memcpy(at, word.ptr + shared, word.len - shared);
	return put_number(at + (word.len - shared), places_len);
}

bool block_writer_add(struct block_writer *writer, str word, str places, GError **error)
{
	unsigned char head[LIMIT_WORD_BYTES + 3 * NUMBER_BYTES_MAX];
	size_t head_len = (size_t)(put_head(writer, head, word, places.len) - head);

	/* Many places stand alone, so that who looks for a rare word does not read them. */
	if (writer->bytes->len + head_len + places.len > LEXICON_BLOCK_BYTES) {
		if (!block_writer_finish(writer, error))
			return false;
		head_len = (size_t)(put_head(writer, head, word, places.len) - head);
	}
	if (writer->bytes->len == 0) {
		memcpy(writer->first, word.ptr, word.len);
		writer->first_len = word.len;
	}
	g_byte_array_append(writer->bytes, head, (unsigned)head_len);
	g_byte_array_append(writer->bytes, (const guint8 *)places.ptr, (unsigned)places.len);
	memcpy(writer->last, word.ptr, word.len);
	writer->last_len = word.len;
	return true;
}

bool block_writer_finish(struct block_writer *writer, GError **error)
{
	struct lexicon_block block = {
		.first = {writer->first, writer->first_len},
		.bytes = {(const char *)writer->bytes->data, writer->bytes->len},
	};

	if (block.bytes.len == 0)
		return true;
	if (!writer->take(writer->user, &block, error))
		return false;
	g_byte_array_set_size(writer->bytes, 0);
	writer->last_len = 0;
	return true;
}
