/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/change_hash.h"

#include "base/hash.h"

#include <glib.h>
#include <stdlib.h>

enum {
	BLOB_DIGITS = 7, /* git's least abbreviation: senders abbreviate differently */
};

/* Anybody may know it: a commit that is taken for a candidate is still compared. */
static const struct hash_key key = {{UINT64_C(0x7469646e67732063), UINT64_C(0x68616e6765206f66)}};

static int compare_files(const void *a, const void *b)
{
	const struct changed_file *left = a;
	const struct changed_file *right = b;
	int order = str_compare(left->path, right->path);

	/* Zeros before any other blob. */
	return order ? order : str_compare(left->new_blob, right->new_blob);
}

struct change_hash change_hash_of(struct changed_file *files, unsigned n_files)
{
	struct change_hash hash = {0};
	bool knows_all = n_files > 0;

	if (n_files > 1)
		qsort(files, n_files, sizeof(*files), compare_files);
	for (unsigned i = 0; i < n_files; i++) {
		str blob = str_slice(files[i].new_blob, 0, BLOB_DIGITS);
		uint64_t path = hash_bytes(&key, files[i].path);

		knows_all = knows_all && blob.len == BLOB_DIGITS;
		if (i + 1 < n_files && str_equal(files[i].path, files[i + 1].path))
			continue;
		hash.paths = hash_chain(hash.paths, path);
		hash.new_blobs =
			hash_chain(hash_chain(hash.new_blobs, path), hash_bytes_nocase(&key, blob));
	}
	if (!knows_all)
		hash.new_blobs = 0;
	return hash;
}

uint64_t change_hash_of_title(str title)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < title.len; i++) {
		unsigned char byte = (unsigned char)title.ptr[i];

		if (byte >= 0x80 || g_ascii_isalnum((char)byte))
			hash = hash_chain(hash, (uint64_t)g_ascii_tolower((char)byte) + 1);
	}
	return hash;
}

struct change_hash change_hash_of_diff(struct arena *arena, const struct diff *diff)
{
	static const str no_blob = STR_INIT("0000000");
	struct changed_file *files =
		arena_new_array(arena, struct changed_file, 2 * (size_t)diff->n_files);
	unsigned n_files = 0;

	for (unsigned i = 0; i < diff->n_files; i++) {
		const struct diff_file *file = &diff->files[i];
		bool is_gone = file->change == DIFF_DELETED;

		files[n_files++] = (struct changed_file){
			.path = diff_file_path(file),
			.new_blob = is_gone ? no_blob : file->new_blob,
		};
		if (file->change == DIFF_RENAMED)
			files[n_files++] = (struct changed_file){file->old_path, no_blob};
	}
	return change_hash_of(files, n_files);
}
