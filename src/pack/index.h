/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index of a pack: which objects it holds, by id, and where each begins.
 *
 * Follows gitformat-pack(5), "Version 2 pack-*.idx files support packs larger
 * than 4 GiB", for SHA-1. Nothing is copied: an index is a view of bytes,
 * which must outlive it, and reading them is pure.
 */
#ifndef TIDINGS_PACK_INDEX_H
#define TIDINGS_PACK_INDEX_H

#include "base/str.h"

#include <stdint.h>

enum { PACK_ID_BYTES = 20 }; /* of SHA-1 */

struct pack_index {
	uint32_t n_objects;
	/* All in the order of ids: */
	const unsigned char *fanout; /* how many ids begin with a byte up to each of the 256 */
	const unsigned char *ids;
	const unsigned char *offsets; /* or, with the highest bit, places in large_offsets */
	const unsigned char *large_offsets;
	uint32_t n_large_offsets;
	const unsigned char *pack_checksum; /* the last PACK_ID_BYTES of the pack itself */
};

/* True for an index of another version: it has another mark, or (version 1) none. */
bool pack_index_is_other(str bytes);

/*
 * False where @bytes are no index of version 2, or not whole; @ret_fault then
 * says what is wrong, a literal. One that lost whole places of its end is not
 * found out here, but its pack_checksum is not the pack's. The index's own
 * checksum is not computed: what matters of it, each object's place, is proved
 * by reading the object.
 */
bool pack_index_read(str bytes, struct pack_index *ret_index, const char **ret_fault);

/* The number of the object @id in the order of ids. False if it is not there. */
bool pack_index_find(const struct pack_index *index, const unsigned char id[PACK_ID_BYTES],
		     uint32_t *ret_number);

/* The id of object @number, which is below n_objects. Points into the index. */
const unsigned char *pack_index_id(const struct pack_index *index, uint32_t number);

/* Where object @number begins in the pack. False where the index names a place it has not. */
bool pack_index_offset(const struct pack_index *index, uint32_t number, uint64_t *ret_offset);

#endif
