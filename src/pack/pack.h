/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A pack and its index, mapped into memory. Never written to, so that any
 * number of threads may use one.
 */
#ifndef TIDINGS_PACK_PACK_H
#define TIDINGS_PACK_PACK_H

#include "pack/index.h"

#include <glib.h>

struct pack {
	char *path; /* of the .pack */
	struct pack_index index;
	str bytes; /* of the pack, its checksum left out */
	GMappedFile *pack_file;
	GMappedFile *index_file;
};

enum { PACK_KEPT_BYTES = 16 * 1024 * 1024 };

enum pack_result {
	PACK_OPENED,
	PACK_UNKNOWN, /* a version that is not read here, or a file is gone; no error is set */
	PACK_FAILED,
};

/*
 * Opens the pack whose index is the file @index_path, which ends in ".idx". That
 * the two belong together, and that neither is cut off, is told by the pack's
 * checksum, which both end with; it is compared, not computed. Errors: CORRUPT
 * with the offset, READ. The caller frees the pack.
 */
enum pack_result pack_open(const char *index_path, struct pack **ret_pack, GError **error);
void pack_free(struct pack *pack);

/* Where object @id begins. False if the pack does not have it. */
bool pack_find(const struct pack *pack, const unsigned char id[PACK_ID_BYTES],
	       uint64_t *ret_offset);

/*
 * For who reads a pack from its begin to its end in pieces: the piece from @begin
 * up to the next one's, @end, was read. Where a multiple of PACK_KEPT_BYTES lies
 * within it, all before it leaves the memory of the process; it stays in the
 * system's cache of files.
 */
void pack_pass(const struct pack *pack, uint64_t begin, uint64_t end);

/* Lets the whole index leave the memory of the process. */
void pack_release_index(const struct pack *pack);

/*
 * How many deltas an object may rest on: LIMIT_DELTA_CHAIN, and no more than there
 * are objects, as bases that are named by id may go round in a circle.
 */
uint32_t pack_longest_chain(const struct pack *pack);

/* Sets CORRUPT: what is wrong, with which pack, where. */
void pack_set_error(const struct pack *pack, uint64_t offset, const char *fault, GError **error);

typedef struct pack pack;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(pack, pack_free)

#endif
