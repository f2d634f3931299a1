/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pack/index.h"

#include "pack/big_endian.h"

#include <string.h>

enum {
	HEADER_BYTES = 8, /* "\377tOc" and the version */
	FANOUT_ENTRIES = 256,
	FANOUT_BYTES = FANOUT_ENTRIES * 4,
	CHECKSUM_BYTES = 4, /* CRC-32 of an object's bytes in the pack */
	OFFSET_BYTES = 4,
	LARGE_OFFSET_BYTES = 8,
	TRAILER_BYTES = 2 * PACK_ID_BYTES,
	INTERPOLATED_LOOKS = 8, /* then by halves, lest ids that are no hashes cost more */
	PER_OBJECT_BYTES = PACK_ID_BYTES + CHECKSUM_BYTES + OFFSET_BYTES,
};

static const uint32_t LARGE_OFFSET = UINT32_C(1) << 31;

static uint32_t fanout_at(const struct pack_index *index, unsigned first_byte)
{
	return read_big_endian_32(index->fanout + 4 * (size_t)first_byte);
}

/* Where a look-up would leave the table. */
static bool fanout_ascends(const struct pack_index *index)
{
	for (unsigned i = 1; i < FANOUT_ENTRIES; i++) {
		if (fanout_at(index, i) < fanout_at(index, i - 1))
			return false;
	}
	return true;
}

bool pack_index_is_other(str bytes)
{
	static const str mark = STR_INIT("\377tOc");
	static const str mark_2 = STR_INIT("\377tOc\0\0\0\2");

	if (str_starts(bytes, mark))
		return bytes.len >= HEADER_BYTES && !str_starts(bytes, mark_2);
	/* Version 1 begins with its counts. */
	return bytes.len >= FANOUT_BYTES + TRAILER_BYTES;
}

bool pack_index_read(str bytes, struct pack_index *ret_index, const char **ret_fault)
{
	const unsigned char *at = (const unsigned char *)bytes.ptr;
	const size_t least = HEADER_BYTES + FANOUT_BYTES + TRAILER_BYTES;
	struct pack_index index = {0};
	size_t tables;

	if (pack_index_is_other(bytes)) {
		*ret_fault = "it is no index of version 2";
		return false;
	}
	if (bytes.len < least) {
		*ret_fault = "it is cut off";
		return false;
	}
	index.fanout = at + HEADER_BYTES;
	index.n_objects = fanout_at(&index, FANOUT_ENTRIES - 1);
	tables = bytes.len - least;
	if (tables / PER_OBJECT_BYTES < index.n_objects ||
	    (tables - (size_t)index.n_objects * PER_OBJECT_BYTES) % LARGE_OFFSET_BYTES != 0) {
		*ret_fault = "it is cut off";
		return false;
	}
	if (!fanout_ascends(&index)) {
		*ret_fault = "its counts do not ascend";
		return false;
	}
	index.ids = index.fanout + FANOUT_BYTES;
	index.offsets = index.ids + (size_t)index.n_objects * (PACK_ID_BYTES + CHECKSUM_BYTES);
	index.large_offsets = index.offsets + (size_t)index.n_objects * OFFSET_BYTES;
	index.n_large_offsets = (uint32_t)((tables - (size_t)index.n_objects * PER_OBJECT_BYTES) /
					   LARGE_OFFSET_BYTES);
	index.pack_checksum = at + bytes.len - TRAILER_BYTES;
	*ret_index = index;
	return true;
}

const unsigned char *pack_index_id(const struct pack_index *index, uint32_t number)
{
	return index->ids + (size_t)number * PACK_ID_BYTES;
}

/* The numbers from low to below high, among which an id is, and what ids there begin with. */
struct bounds {
	uint32_t low;
	uint32_t high;
	uint64_t low_key; /* no id of these begins with less */
	uint64_t high_key; /* nor with more */
};

/*
 * Ids are hashes, so that one stands nearly where its first bytes are in
 * proportion: two or three looks find it in millions, of which a search by
 * halves takes twenty, most of them into memory that no cache holds.
 */
static uint32_t guess(const struct bounds *bounds, uint64_t key, unsigned n_looks)
{
	uint32_t n = bounds->high - bounds->low;
	double share = 0.5;

	if (n_looks < INTERPOLATED_LOOKS && bounds->high_key > bounds->low_key)
		share = (double)(key - bounds->low_key) /
			(double)(bounds->high_key - bounds->low_key);
	return bounds->low + MIN((uint32_t)(share * n), n - 1);
}

bool pack_index_find(const struct pack_index *index, const unsigned char id[PACK_ID_BYTES],
		     uint32_t *ret_number)
{
	uint64_t key = read_big_endian_64(id);
	struct bounds bounds = {
		.low = id[0] > 0 ? fanout_at(index, id[0] - 1U) : 0,
		.high = fanout_at(index, id[0]),
		.low_key = (uint64_t)id[0] << 56,
		.high_key = (uint64_t)id[0] << 56 | (UINT64_MAX >> 8),
	};

	for (unsigned n_looks = 0; bounds.low < bounds.high; n_looks++) {
		uint32_t number = guess(&bounds, key, n_looks);
		const unsigned char *there = pack_index_id(index, number);
		int order = memcmp(id, there, PACK_ID_BYTES);

		if (order == 0) {
			*ret_number = number;
			return true;
		}
		if (order < 0) {
			bounds.high = number;
			bounds.high_key = MAX(key, read_big_endian_64(there));
		} else {
			bounds.low = number + 1;
			bounds.low_key = MIN(key, read_big_endian_64(there));
		}
	}
	return false;
}

bool pack_index_offset(const struct pack_index *index, uint32_t number, uint64_t *ret_offset)
{
	uint32_t offset = read_big_endian_32(index->offsets + (size_t)number * OFFSET_BYTES);

	if (!(offset & LARGE_OFFSET)) {
		*ret_offset = offset;
		return true;
	}
	offset &= ~LARGE_OFFSET;
	if (offset >= index->n_large_offsets)
		return false;
	*ret_offset =
		read_big_endian_64(index->large_offsets + (size_t)offset * LARGE_OFFSET_BYTES);
	return true;
}
