/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Objects that were read lately and on which deltas rest, within a bounded
 * memory: what was not used for longest goes first. For one thread.
 */
#ifndef TIDINGS_PACK_BASE_CACHE_H
#define TIDINGS_PACK_BASE_CACHE_H

#include "pack/entry.h"
#include "pack/pack.h"

struct base_cache;

/* An object of a pack. */
struct base {
	const struct pack *pack;
	uint64_t offset;
	enum object_type type;
	uint32_t depth; /* how many deltas it was made of */
	char *bytes; /* the cache's own */
	size_t size;
	GList link; /* of the cache: in the order of use */
};

/* More are not held, however small they are. */
enum { BASE_CACHE_OBJECTS = 8192 };

/*
 * Holds at most @bytes of objects, or one object alone where that is larger.
 * Packs are known by their address: one that was read from must live as long.
 */
struct base_cache *base_cache_new(size_t bytes);
void base_cache_free(struct base_cache *cache);

/* The object at @offset of @pack, or NULL. Valid until the next base_cache_put(). */
const struct base *base_cache_get(struct base_cache *cache, const struct pack *pack,
				  uint64_t offset);

/*
 * Puts @base in, which is not there yet, and takes its bytes over, for g_free();
 * its link is set here. It stays until the next call of this function at least.
 */
void base_cache_put(struct base_cache *cache, const struct base *base);

typedef struct base_cache base_cache;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(base_cache, base_cache_free)

#endif
