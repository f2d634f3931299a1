/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands at an offset of a pack: the type and size of an object, or of a
 * delta and where its base is. gitformat-pack(5), "pack-*.pack files have the
 * following format". Pure functions of the pack's bytes.
 */
#ifndef TIDINGS_PACK_ENTRY_H
#define TIDINGS_PACK_ENTRY_H

#include "base/str.h"

#include <stdint.h>

enum { PACK_HEADER_BYTES = 12 }; /* "PACK", version, number of objects */

enum object_type {
	OBJECT_COMMIT = 1, /* the numbers are the format's */
	OBJECT_TREE = 2,
	OBJECT_BLOB = 3,
	OBJECT_TAG = 4,
};

enum entry_kind {
	ENTRY_OBJECT,
	ENTRY_DELTA_BY_OFFSET,
	ENTRY_DELTA_BY_ID,
};

struct pack_entry {
	enum entry_kind kind;
	enum object_type type; /* of an object; that of a delta is its base's */
	uint64_t size; /* of the object or the delta, inflated: what the entry says */
	uint64_t base_offset; /* of a delta by offset: before the entry */
	const unsigned char *base_id; /* of a delta by id: PACK_ID_BYTES in the pack */
	uint64_t stream; /* offset of the deflated bytes */
};

/*
 * Reads the head of the entry at @offset of @pack, which ends where the pack's
 * checksum begins. False with a literal in @ret_fault where none can stand there,
 * or where a size needs more than 60 bits.
 */
bool pack_entry_read(str pack, uint64_t offset, struct pack_entry *ret_entry,
		     const char **ret_fault);

#endif
