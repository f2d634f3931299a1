/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading objects out of packs: inflating them, and applying deltas to their
 * bases. One unpacker a thread; it may read from any number of packs, which must
 * live as long as it does.
 *
 * Reading objects in the order of their offsets is fastest: git puts what rests
 * on a base behind it, so that each base is inflated once. What was a base stays
 * within PACK_BASES_BYTES; where a chain of deltas is longer than that, its
 * beginning is inflated again: a pack whose bases stand behind their deltas, as git
 * does not write them, may take time that is quadratic in its chains. No
 * recursion, whatever the chain's length.
 *
 * Each object's checksum (Adler-32, RFC 1950) is verified by libdeflate. That
 * the bytes hash to the object's id is not: that is the work of git-fsck(1).
 */
#ifndef TIDINGS_PACK_UNPACKER_H
#define TIDINGS_PACK_UNPACKER_H

#include "base/limits.h"
#include "pack/entry.h"
#include "pack/pack.h"

/* More does not fit the processor's cache: with 16 MB reading takes a tenth longer. */
enum { PACK_BASES_BYTES = 4 * 1024 * 1024 };

struct unpacker;

struct object {
	enum object_type type;
	str bytes;
};

enum unpack_result {
	UNPACK_OK,
	UNPACK_BASE_ELSEWHERE, /* it rests on a base, named by id, that its pack has not */
	UNPACK_FAILED, /* CORRUPT with pack and offset; READ where memory does not suffice */
};

struct unpacker *unpacker_new(void);
void unpacker_free(struct unpacker *unpacker);

/*
 * Reads the object at @offset of @pack. Its bytes are valid until the next call
 * with @unpacker. @is_base tells that deltas on it will be asked for soon. An
 * object of more than LIMIT_OBJECT_BYTES, and a chain of more than
 * LIMIT_DELTA_CHAIN deltas, count as damage.
 */
enum unpack_result unpacker_read(struct unpacker *unpacker, const struct pack *pack,
				 uint64_t offset, bool is_base, struct object *ret_object,
				 GError **error);

/*
 * Where the base of the delta @entry of @pack is. False where it is no delta, or
 * its base is not in the pack.
 */
bool pack_base_of(const struct pack *pack, const struct pack_entry *entry, uint64_t *ret_base);

/* An unpacker for each worker of workers_run(). Zeroed at the beginning. */
struct unpackers {
	struct unpacker *of_worker[LIMIT_WORKERS]; /* NULL where none was needed yet */
};

/* That of @worker, made at the first call. Each worker asks for its own alone. */
struct unpacker *unpackers_get(struct unpackers *unpackers, unsigned worker);
void unpackers_clear(struct unpackers *unpackers);

typedef struct unpacker unpacker;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(unpacker, unpacker_free)

#endif
