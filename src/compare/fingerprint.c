/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of a patch is kept in the index. The hashes stand there for years, so
 * that neither their key nor what they are taken of may change without a new
 * version of the index.
 */
#include "compare/fingerprint.h"

#include "base/hash.h"
#include "compare/patch_text.h"

#include <glib.h>

enum {
	BLOB_DIGITS = 7, /* git's least abbreviation: senders abbreviate differently */
};

/* Anybody may know it: who makes lines that collide misleads readers of his own patch. */
static const struct hash_key key = {{UINT64_C(0x7469646e67732063), UINT64_C(0x6f6d706172652031)}};

static uint64_t hash_message(struct arena *arena, const struct compare_patch *patch)
{
	struct patch_text text = {0};
	uint64_t sum = 0;

	patch_text_add_message(arena, patch, &text);
	for (unsigned i = 0; i < text.n_lines; i++)
		sum = hash_chain(sum, hash_bytes(&key, text.lines[i]));
	return sum;
}

static str abbreviate(str blob)
{
	return str_slice(blob, 0, BLOB_DIGITS);
}

static uint64_t hash_blobs(const struct diff *diff)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < diff->n_files; i++) {
		str blob = abbreviate(diff->files[i].old_blob);

		if (blob.len == 0)
			return 0;
		sum = hash_chain(sum, hash_bytes_nocase(&key, blob));
	}
	return sum;
}

/* The contents of binary files, of which no line tells. */
static uint64_t hash_binaries(const struct diff *diff)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < diff->n_files; i++) {
		if (diff->files[i].binary)
			sum = hash_chain(
				sum, hash_bytes_nocase(&key, abbreviate(diff->files[i].new_blob)));
	}
	return sum;
}

/* True if @line is a file's header, or adds or removes something. */
static bool is_change(str line)
{
	return str_starts(line, STR("+")) || str_starts(line, STR("-")) ||
	       (str_starts(line, STR(" ## ")) && str_ends(line, STR(" ##")));
}

static void hash_diff(struct arena *arena, const struct diff *diff, struct fingerprint *fingerprint)
{
	struct patch_text text = {0};
	bool is_of_change = false;

	patch_text_add_diff(arena, diff, &text);
	fingerprint->blobs = hash_blobs(diff);
	fingerprint->change = hash_binaries(diff);
	fingerprint->n_lines = text.n_lines;
	fingerprint->lines = arena_new_array(arena, uint32_t, fingerprint->n_lines);
	for (unsigned i = 0; i < fingerprint->n_lines; i++) {
		uint64_t hash = hash_bytes(&key, text.lines[i]);

		/* That a newline is missing belongs to the line above. */
		if (!str_equal(text.lines[i], PATCH_TEXT_NO_NEWLINE))
			is_of_change = is_change(text.lines[i]);
		if (is_of_change)
			fingerprint->change = hash_chain(fingerprint->change, hash);
		fingerprint->lines[i] = (uint32_t)hash;
	}
}

uint32_t fingerprint_line(str line)
{
	return (uint32_t)hash_bytes(&key, line);
}

void fingerprint_of(struct arena *arena, const struct compare_patch *patch,
		    struct fingerprint *ret_fingerprint)
{
	*ret_fingerprint = (struct fingerprint){.message = hash_message(arena, patch)};
	if (patch->diff)
		hash_diff(arena, patch->diff, ret_fingerprint);
}

unsigned fingerprint_size(const struct fingerprint *fingerprint)
{
	uint32_t separator = (uint32_t)hash_bytes(&key, STR(""));
	unsigned size = 0;

	for (unsigned i = 0; i < fingerprint->n_lines; i++)
		size += fingerprint->lines[i] != separator;
	return size;
}
