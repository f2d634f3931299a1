/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/encoding.h"

#include <string.h>

enum { FINGERPRINT_HEAD_BYTES = 3 * 8 };

str encode_lines(struct arena *arena, const str *lines, unsigned n_lines)
{
	size_t room = n_lines;
	char *text;
	size_t length = 0;
	size_t at;

	for (unsigned i = 0; i < n_lines; i++)
		room += lines[i].len;
	text = arena_text(arena, room);
	for (unsigned i = 0; i < n_lines; i++) {
		if (lines[i].len == 0 || str_find_byte(lines[i], '\n', &at))
			continue;
		if (length)
			text[length++] = '\n';
		memcpy(text + length, lines[i].ptr, lines[i].len);
		length += lines[i].len;
	}
	return (str){.ptr = text, .len = length};
}

void decode_lines(struct arena *arena, str text, str **ret_lines, unsigned *ret_n_lines)
{
	unsigned n_lines = 0;
	str rest = text;
	str line;

	while (str_next_line(&rest, &line))
		n_lines++;
	*ret_lines = arena_new_array(arena, str, n_lines);
	*ret_n_lines = 0;
	for (rest = text; str_next_line(&rest, &line);)
		(*ret_lines)[(*ret_n_lines)++] = line;
}

static void put(char *bytes, uint64_t number, unsigned n_bytes)
{
	for (unsigned i = 0; i < n_bytes; i++)
		bytes[i] = (char)(number >> (8 * i));
}

static uint64_t get(const char *bytes, unsigned n_bytes)
{
	uint64_t number = 0;

	for (unsigned i = 0; i < n_bytes; i++)
		number |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
	return number;
}

str encode_numbers(struct arena *arena, const uint64_t *numbers, unsigned n_numbers)
{
	char *bytes = arena_text(arena, (size_t)n_numbers * 8);

	for (unsigned i = 0; i < n_numbers; i++)
		put(bytes + (size_t)i * 8, numbers[i], 8);
	return (str){.ptr = bytes, .len = (size_t)n_numbers * 8};
}

void decode_numbers(struct arena *arena, str bytes, uint64_t **ret_numbers, unsigned *ret_n_numbers)
{
	unsigned n = (unsigned)(bytes.len / 8);

	*ret_numbers = arena_new_array(arena, uint64_t, n);
	*ret_n_numbers = n;
	for (unsigned i = 0; i < n; i++)
		(*ret_numbers)[i] = get(bytes.ptr + (size_t)i * 8, 8);
}

str encode_fingerprint(struct arena *arena, const struct fingerprint *fingerprint)
{
	size_t length = FINGERPRINT_HEAD_BYTES + (size_t)fingerprint->n_lines * 4;
	char *bytes = arena_text(arena, length);

	put(bytes, fingerprint->message, 8);
	put(bytes + 8, fingerprint->change, 8);
	put(bytes + 16, fingerprint->blobs, 8);
	for (unsigned i = 0; i < fingerprint->n_lines; i++)
		put(bytes + FINGERPRINT_HEAD_BYTES + (size_t)i * 4, fingerprint->lines[i], 4);
	return (str){.ptr = bytes, .len = length};
}

bool decode_fingerprint(struct arena *arena, str bytes, struct fingerprint *ret_fingerprint)
{
	struct fingerprint fingerprint = {0};

	if (bytes.len < FINGERPRINT_HEAD_BYTES || bytes.len % 4 != 0)
		return false;
	fingerprint.message = get(bytes.ptr, 8);
	fingerprint.change = get(bytes.ptr + 8, 8);
	fingerprint.blobs = get(bytes.ptr + 16, 8);
	bytes = str_skip(bytes, FINGERPRINT_HEAD_BYTES);
	fingerprint.n_lines = (unsigned)(bytes.len / 4);
	fingerprint.lines = arena_new_array(arena, uint32_t, fingerprint.n_lines);
	for (unsigned i = 0; i < fingerprint.n_lines; i++)
		fingerprint.lines[i] = (uint32_t)get(bytes.ptr + (size_t)i * 4, 4);
	*ret_fingerprint = fingerprint;
	return true;
}
