/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A pack and its index. The first byte chooses: bytes as they are, which prove
 * the heads and the index; or instructions from which a pack is made, so that
 * the streams in it can be inflated and what they hold is strange.
 *
 * However an object is read, first or last, kept as a base or not, it is the
 * same object, or none of the ways reads it.
 */
#include "fuzz.h"
#include "pack/unpacker.h"

#include <libdeflate.h>
#include <string.h>

enum {
	ENTRIES_MAX = 64,
	LARGE_BYTES = 32 * 1024, /* of an object after which a pack is read no further */
	FIRST_BYTES = 40, /* offsets of a raw pack that are tried */
};

/* The pack of one input. */
struct made {
	GByteArray *bytes;
	uint64_t offsets[ENTRIES_MAX];
	unsigned n_entries;
};

static bool take_byte(str *input, unsigned *ret_byte)
{
	if (input->len == 0)
		return false;
	*ret_byte = (unsigned char)input->ptr[0];
	*input = str_skip(*input, 1);
	return true;
}

static void append_byte(GByteArray *bytes, unsigned byte)
{
	unsigned char value = (unsigned char)byte;

	g_byte_array_append(bytes, &value, 1);
}

static void append_head(GByteArray *bytes, unsigned type, size_t size)
{
	unsigned byte = (type & 7) << 4 | (unsigned)(size & 15);

	for (size >>= 4; size > 0; size >>= 7) {
		append_byte(bytes, byte | 0x80);
		byte = (unsigned)(size & 0x7f);
	}
	append_byte(bytes, byte);
}

static void append_distance(GByteArray *bytes, uint64_t distance)
{
	unsigned char reversed[16];
	unsigned n = 0;

	reversed[n++] = distance & 0x7f;
	while (distance >>= 7)
		reversed[n++] = (unsigned char)(0x80 | (--distance & 0x7f));
	while (n > 0)
		append_byte(bytes, reversed[--n]);
}

static void append_number(GByteArray *bytes, uint32_t number)
{
	uint32_t big_endian = GUINT32_TO_BE(number);

	g_byte_array_append(bytes, (const unsigned char *)&big_endian, 4);
}

/* A stream of one block that is stored, not deflated: to inflate is not what is tested. */
static void append_stream(GByteArray *bytes, str content)
{
	uint32_t checksum = libdeflate_adler32(1, content.ptr ? content.ptr : "", content.len);

	g_byte_array_append(bytes, (const unsigned char *)"\x78\x01\x01", 3);
	append_byte(bytes, (unsigned)content.len & 0xff);
	append_byte(bytes, (unsigned)content.len >> 8);
	append_byte(bytes, ~(unsigned)content.len & 0xff);
	append_byte(bytes, ~(unsigned)content.len >> 8 & 0xff);
	g_byte_array_append(bytes, (const unsigned char *)content.ptr, (unsigned)content.len);
	append_number(bytes, checksum);
}

/* An id tells which entry it is of, as the index made below has it. */
static void append_id(GByteArray *bytes, unsigned entry)
{
	unsigned char id[PACK_ID_BYTES] = {(unsigned char)entry};

	g_byte_array_append(bytes, id, sizeof(id));
}

/* One entry: its type, which earlier or later one it rests on, its size, a lie about that. */
static bool make_entry(struct made *made, str *input)
{
	unsigned type;
	unsigned base;
	unsigned size;
	unsigned lie;
	str content;

	if (made->n_entries == ENTRIES_MAX || !take_byte(input, &type) ||
	    !take_byte(input, &base) || !take_byte(input, &size) || !take_byte(input, &lie))
		return false;
	content = str_slice(*input, 0, size);
	*input = str_skip(*input, size);
	made->offsets[made->n_entries] = made->bytes->len;
	append_head(made->bytes, type, content.len + (lie > 250 ? lie - 250 : 0));
	if ((type & 7) == 6)
		append_distance(made->bytes,
				made->bytes->len - 1 - made->offsets[base % (made->n_entries + 1)]);
	if ((type & 7) == 7)
		append_id(made->bytes, base % ENTRIES_MAX);
	append_stream(made->bytes, content);
	made->n_entries++;
	return true;
}

/* An index of version 2: entry N has the id that begins with the byte N. */
static GByteArray *make_index(const struct made *made)
{
	GByteArray *index = g_byte_array_new();
	unsigned char trailer[2 * PACK_ID_BYTES] = {0};

	g_byte_array_append(index, (const unsigned char *)"\377tOc\0\0\0\2", 8);
	for (unsigned i = 0; i < 256; i++)
		append_number(index, MIN(i + 1, made->n_entries));
	for (unsigned i = 0; i < made->n_entries; i++)
		append_id(index, i);
	for (unsigned i = 0; i < made->n_entries; i++)
		append_number(index, 0);
	for (unsigned i = 0; i < made->n_entries; i++)
		append_number(index, (uint32_t)made->offsets[i]);
	g_byte_array_append(index, trailer, sizeof(trailer));
	return index;
}

/* What reading gave, copied; NULL where it failed. */
static GBytes *read_object(struct unpacker *unpacker, const struct pack *pack, uint64_t offset,
			   bool is_base, enum object_type *ret_type)
{
	struct object object;
	g_autoptr(GError) error = NULL;
	enum unpack_result result = unpacker_read(unpacker, pack, offset, is_base, &object, &error);

	g_assert_true((result == UNPACK_FAILED) == (error != NULL));
	if (result != UNPACK_OK)
		return NULL;
	*ret_type = object.type;
	return g_bytes_new(object.bytes.ptr, object.bytes.len);
}

static void assert_same(GBytes *a, GBytes *b)
{
	g_assert_true((a == NULL) == (b == NULL));
	g_assert_true(a == NULL || g_bytes_equal(a, b));
	g_bytes_unref(a);
	g_bytes_unref(b);
}

static void read_all(const struct pack *pack, const uint64_t *offsets, unsigned n)
{
	g_autoptr(unpacker) forward = unpacker_new();
	g_autoptr(unpacker) backward = unpacker_new();
	GBytes *objects[ENTRIES_MAX];
	enum object_type types[ENTRIES_MAX] = {0};

	for (unsigned i = 0; i < n; i++) {
		objects[i] = read_object(forward, pack, offsets[i], i % 2, &types[i]);
		/* Deltas on deltas multiply: what comes now would only be slow. */
		if (objects[i] && g_bytes_get_size(objects[i]) > LARGE_BYTES)
			n = i + 1;
	}
	for (unsigned i = n; i-- > 0;) {
		enum object_type type = 0;

		assert_same(objects[i], read_object(backward, pack, offsets[i], i % 3, &type));
		g_assert_true(type == types[i]);
	}
}

static void check_made(str input)
{
	struct made made = {.bytes = g_byte_array_new()};
	struct pack pack = {.path = (char *)"made.pack"};
	g_autoptr(GByteArray) index = NULL;
	const char *fault;

	g_byte_array_append(made.bytes, (const unsigned char *)"PACK\0\0\0\2\0\0\0\0", 12);
	while (make_entry(&made, &input))
		;
	index = make_index(&made);
	g_assert_true(pack_index_read((str){(char *)index->data, index->len}, &pack.index, &fault));
	pack.bytes = (str){(char *)made.bytes->data, made.bytes->len};
	for (unsigned i = 0; i < made.n_entries; i++) {
		unsigned char id[PACK_ID_BYTES] = {(unsigned char)i};
		uint64_t offset;

		g_assert_true(pack_find(&pack, id, &offset) && offset == made.offsets[i]);
	}
	read_all(&pack, made.offsets, made.n_entries);
	g_byte_array_unref(made.bytes);
}

static void check_index(str bytes)
{
	struct pack_index index;
	const char *fault;

	if (!pack_index_read(bytes, &index, &fault))
		return;
	for (uint32_t i = 0; i < MIN(index.n_objects, 256U); i++) {
		uint64_t offset;
		uint32_t number;

		pack_index_offset(&index, i, &offset);
		if (pack_index_find(&index, pack_index_id(&index, i), &number))
			g_assert_true(memcmp(pack_index_id(&index, number),
					     pack_index_id(&index, i), PACK_ID_BYTES) == 0);
	}
}

static void check_raw(str bytes)
{
	struct pack pack = {.path = (char *)"raw.pack", .bytes = bytes};
	unsigned char fanout[256 * 4] = {0};
	uint64_t offsets[FIRST_BYTES];
	unsigned n = 0;

	pack.index.fanout = fanout;
	pack.index.n_objects = FIRST_BYTES;
	for (uint64_t at = 0; at < MIN(bytes.len + 1, (size_t)FIRST_BYTES); at++)
		offsets[n++] = at;
	read_all(&pack, offsets, n);
	check_index(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str input = {.ptr = (const char *)data, .len = size};
	unsigned choice;

	if (!take_byte(&input, &choice))
		return 0;
	if (choice % 4 == 0)
		check_raw(input);
	else
		check_made(input);
	return 0;
}
