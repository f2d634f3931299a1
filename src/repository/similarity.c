/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "repository/similarity.h"

#include <glib.h>
#include <stdlib.h>

enum {
	PIECE_BYTES_MAX = 64,
	PIECE_HASHES = 107927, /* git's number: its collisions count */
	BINARY_LOOK_BYTES = 8000, /* git looks for a NUL so far */
};

/* All pieces of one hash. */
struct piece {
	uint32_t hash;
	size_t bytes;
};

struct similarity_profile {
	size_t size;
	GArray *pieces; /* struct piece, by hash, each hash once */
};

/* A piece that is being read. */
struct piece_reader {
	uint32_t low;
	uint32_t high;
	size_t bytes;
};

static void reader_take(struct piece_reader *reader, unsigned char byte)
{
	uint32_t low = reader->low;

	reader->low = ((low << 7) ^ (reader->high >> 25)) + byte;
	reader->high = (reader->high << 7) ^ (low >> 25);
	reader->bytes++;
}

static void reader_end(struct piece_reader *reader, GArray *pieces)
{
	struct piece piece = {
		.hash = (reader->low + reader->high * 0x61) % PIECE_HASHES,
		.bytes = reader->bytes,
	};

	if (piece.bytes > 0)
		g_array_append_val(pieces, piece);
	*reader = (struct piece_reader){0};
}

static void read_pieces(str bytes, GArray *pieces)
{
	struct piece_reader reader = {0};
	size_t nul;
	bool is_text = !str_find_byte(str_slice(bytes, 0, BINARY_LOOK_BYTES), '\0', &nul);

	for (size_t i = 0; i < bytes.len; i++) {
		char byte = bytes.ptr[i];

		/* A line is the same with either end. */
		if (is_text && byte == '\r' && i + 1 < bytes.len && bytes.ptr[i + 1] == '\n')
			continue;
		reader_take(&reader, (unsigned char)byte);
		if (byte == '\n' || reader.bytes == PIECE_BYTES_MAX)
			reader_end(&reader, pieces);
	}
	reader_end(&reader, pieces);
}

static int compare_pieces(const void *a, const void *b)
{
	const struct piece *left = a;
	const struct piece *right = b;

	return (left->hash > right->hash) - (left->hash < right->hash);
}

/* @pieces are in the order of their hashes. */
static void join_equal(GArray *pieces)
{
	struct piece *all = (struct piece *)(void *)pieces->data;
	unsigned n = 0;

	for (unsigned i = 0; i < pieces->len; i++) {
		if (n > 0 && all[n - 1].hash == all[i].hash)
			all[n - 1].bytes += all[i].bytes;
		else
			all[n++] = all[i];
	}
	g_array_set_size(pieces, n);
}

struct similarity_profile *similarity_profile_new(str bytes)
{
	struct similarity_profile *profile = g_new0(struct similarity_profile, 1);

	profile->size = bytes.len;
	profile->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	read_pieces(bytes, profile->pieces);
	g_array_sort(profile->pieces, compare_pieces);
	join_equal(profile->pieces);
	return profile;
}

void similarity_profile_free(struct similarity_profile *profile)
{
	if (!profile)
		return;
	g_array_unref(profile->pieces);
	g_free(profile);
}

unsigned similarity_percent(const struct similarity_profile *a, const struct similarity_profile *b)
{
	size_t larger = MAX(a->size, b->size);
	size_t common = 0;
	unsigned k = 0;

	for (unsigned i = 0; i < a->pieces->len; i++) {
		const struct piece *piece = &g_array_index(a->pieces, struct piece, i);

		while (k < b->pieces->len &&
		       g_array_index(b->pieces, struct piece, k).hash < piece->hash)
			k++;
		if (k < b->pieces->len &&
		    g_array_index(b->pieces, struct piece, k).hash == piece->hash)
			common +=
				MIN(piece->bytes, g_array_index(b->pieces, struct piece, k).bytes);
	}
	return larger > 0 ? (unsigned)(common * 100 / larger) : 0;
}

static int sign_file(void **ret_profile, const git_diff_file *file, const char *path, void *user)
{
	(void)file;
	(void)path;
	(void)user;
	/* Both sides are trees: there are no files. */
	*ret_profile = NULL;
	return 0;
}

static int sign_buffer(void **ret_profile, const git_diff_file *file, const char *bytes, size_t len,
		       void *user)
{
	(void)file;
	(void)user;
	*ret_profile = similarity_profile_new((str){.ptr = bytes, .len = len});
	return 0;
}

static void free_profile(void *profile, void *user)
{
	(void)user;
	similarity_profile_free(profile);
}

static int compare_profiles(int *ret_percent, void *a, void *b, void *user)
{
	(void)user;
	*ret_percent = a && b ? (int)similarity_percent(a, b) : 0;
	return 0;
}

git_diff_similarity_metric similarity_metric(void)
{
	return (git_diff_similarity_metric){
		.file_signature = sign_file,
		.buffer_signature = sign_buffer,
		.free_signature = free_profile,
		.similarity = compare_profiles,
	};
}
