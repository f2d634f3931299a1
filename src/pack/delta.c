/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pack/delta.h"

#include <string.h>

enum {
	CONTINUED = 0x80,
	COPY = 0x80, /* an instruction that copies; else its number of new bytes follows */
	OFFSET_BYTES = 4, /* of a copy; bits 0 to 3 say which of them are there */
	SIZE_BYTES = 3, /* bits 4 to 6 */
	SIZE_OF_ZERO = 0x10000, /* what a copy of size 0 means */
};

static bool read_size(str *bytes, uint64_t *ret_size)
{
	uint64_t size = 0;

	for (unsigned shift = 0; bytes->len > 0 && shift < 63; shift += 7) {
		unsigned byte = (unsigned char)bytes->ptr[0];

		*bytes = str_skip(*bytes, 1);
		size |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & CONTINUED)) {
			*ret_size = size;
			return true;
		}
	}
	return false;
}

bool delta_read(str bytes, struct delta *ret_delta)
{
	struct delta delta;

	if (!read_size(&bytes, &delta.base_size) || !read_size(&bytes, &delta.result_size))
		return false;
	delta.instructions = bytes;
	*ret_delta = delta;
	return true;
}

/* A number of which only the bytes are there whose bit in @present is set. */
static bool read_sparse(const unsigned char **at, const unsigned char *end, unsigned present,
			unsigned n_bytes, size_t *ret_value)
{
	size_t value = 0;

	for (unsigned i = 0; i < n_bytes; i++) {
		if (!(present >> i & 1))
			continue;
		if (*at == end)
			return false;
		value |= (size_t) * (*at)++ << (8 * i);
	}
	*ret_value = value;
	return true;
}

bool delta_apply(const struct delta *delta, str base, char *result)
{
	const unsigned char *at = (const unsigned char *)delta->instructions.ptr;
	const unsigned char *end = at + delta->instructions.len;
	size_t left = delta->result_size;

	if (base.len != delta->base_size)
		return false;
	while (at < end) {
		unsigned instruction = *at++;
		const char *from;
		size_t size;

		if (instruction & COPY) {
			size_t offset;

			if (!read_sparse(&at, end, instruction, OFFSET_BYTES, &offset) ||
			    !read_sparse(&at, end, instruction >> OFFSET_BYTES, SIZE_BYTES, &size))
				return false;
			if (size == 0)
				size = SIZE_OF_ZERO;
			if (offset > base.len || size > base.len - offset)
				return false;
			from = base.ptr + offset;
		} else {
			/* 0 is reserved: git takes it for damage too. */
			size = instruction;
			if (size == 0 || size > (size_t)(end - at))
				return false;
			from = (const char *)at;
			at += size;
		}
		if (size > left)
			return false;
		memcpy(result, from, size);
		result += size;
		left -= size;
	}
	return left == 0;
}
