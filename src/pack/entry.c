/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pack/entry.h"

#include "pack/index.h"

enum {
	TYPE_DELTA_BY_OFFSET = 6,
	TYPE_DELTA_BY_ID = 7,
	CONTINUED = 0x80, /* another byte of the number follows */
	LOW_BITS = 0x7f,
	FIRST_SIZE_BITS = 4, /* of the size in the first byte, behind the type */
	SIZE_BITS_MAX = 57, /* a further 7 bits still fit 64 */
};

/* The bytes of a pack, gone through from an offset on. */
struct cursor {
	str pack;
	uint64_t at;
};

static bool next_byte(struct cursor *cursor, unsigned *ret_byte)
{
	if (cursor->at >= cursor->pack.len)
		return false;
	*ret_byte = (unsigned char)cursor->pack.ptr[cursor->at++];
	return true;
}

/* The lowest bits come first. */
static bool read_type_and_size(struct cursor *cursor, unsigned *ret_type, uint64_t *ret_size)
{
	unsigned shift = FIRST_SIZE_BITS;
	unsigned byte;

	if (!next_byte(cursor, &byte))
		return false;
	*ret_type = (byte >> FIRST_SIZE_BITS) & 7;
	*ret_size = byte & 15;
	while (byte & CONTINUED) {
		if (shift > SIZE_BITS_MAX || !next_byte(cursor, &byte))
			return false;
		*ret_size |= (uint64_t)(byte & LOW_BITS) << shift;
		shift += 7;
	}
	return true;
}

/* The highest bits come first, and each further byte adds one, so that no number has two forms. */
static bool read_distance(struct cursor *cursor, uint64_t *ret_distance)
{
	uint64_t distance;
	unsigned byte;

	if (!next_byte(cursor, &byte))
		return false;
	distance = byte & LOW_BITS;
	while (byte & CONTINUED) {
		if (distance >= UINT64_MAX >> 8 || !next_byte(cursor, &byte))
			return false;
		distance = ((distance + 1) << 7) | (byte & LOW_BITS);
	}
	*ret_distance = distance;
	return true;
}

static bool read_base_offset(struct cursor *cursor, uint64_t offset, struct pack_entry *entry)
{
	uint64_t distance;

	if (!read_distance(cursor, &distance))
		return false;
	if (distance == 0 || distance > offset - PACK_HEADER_BYTES)
		return false;
	entry->kind = ENTRY_DELTA_BY_OFFSET;
	entry->base_offset = offset - distance;
	return true;
}

static bool read_base_id(struct cursor *cursor, struct pack_entry *entry)
{
	if (cursor->pack.len - cursor->at < PACK_ID_BYTES)
		return false;
	entry->kind = ENTRY_DELTA_BY_ID;
	entry->base_id = (const unsigned char *)cursor->pack.ptr + cursor->at;
	cursor->at += PACK_ID_BYTES;
	return true;
}

bool pack_entry_read(str pack, uint64_t offset, struct pack_entry *ret_entry,
		     const char **ret_fault)
{
	struct cursor cursor = {.pack = pack, .at = offset};
	struct pack_entry entry = {0};
	unsigned type;

	if (offset < PACK_HEADER_BYTES || offset >= pack.len) {
		*ret_fault = "the offset lies outside of the pack";
		return false;
	}
	if (!read_type_and_size(&cursor, &type, &entry.size)) {
		*ret_fault = "the head of the entry is damaged";
		return false;
	}
	switch (type) {
	case OBJECT_COMMIT:
	case OBJECT_TREE:
	case OBJECT_BLOB:
	case OBJECT_TAG:
		entry.kind = ENTRY_OBJECT;
		entry.type = (enum object_type)type;
		break;
	case TYPE_DELTA_BY_OFFSET:
		if (!read_base_offset(&cursor, offset, &entry)) {
			*ret_fault = "the delta's base lies outside of the pack";
			return false;
		}
		break;
	case TYPE_DELTA_BY_ID:
		if (!read_base_id(&cursor, &entry)) {
			*ret_fault = "the head of the entry is cut off";
			return false;
		}
		break;
	default:
		*ret_fault = "the entry has a type that git does not have";
		return false;
	}
	entry.stream = cursor.at;
	*ret_entry = entry;
	return true;
}
