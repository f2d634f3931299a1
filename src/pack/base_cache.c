/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pack/base_cache.h"

struct base_cache {
	GHashTable *by_place; /* of struct base, which is key and value */
	GQueue used; /* the same, the last used first */
	size_t bytes;
	size_t bytes_max;
};

static guint place_hash(gconstpointer base)
{
	uint64_t offset = ((const struct base *)base)->offset;

	/* Offsets are near to each other: the multiplication spreads them. */
	return (guint)((offset * UINT64_C(0x9e3779b97f4a7c15)) >> 32);
}

static gboolean place_equal(gconstpointer a, gconstpointer b)
{
	const struct base *left = a;
	const struct base *right = b;

	return left->offset == right->offset && left->pack == right->pack;
}

static void base_free(gpointer base)
{
	g_free(((struct base *)base)->bytes);
	g_free(base);
}

struct base_cache *base_cache_new(size_t bytes)
{
	struct base_cache *cache = g_new0(struct base_cache, 1);

	cache->by_place = g_hash_table_new_full(place_hash, place_equal, base_free, NULL);
	g_queue_init(&cache->used);
	cache->bytes_max = bytes;
	return cache;
}

void base_cache_free(struct base_cache *cache)
{
	if (!cache)
		return;
	g_hash_table_unref(cache->by_place);
	g_free(cache);
}

const struct base *base_cache_get(struct base_cache *cache, const struct pack *pack,
				  uint64_t offset)
{
	const struct base place = {.pack = pack, .offset = offset};
	struct base *base = g_hash_table_lookup(cache->by_place, &place);

	if (base && cache->used.head != &base->link) {
		g_queue_unlink(&cache->used, &base->link);
		g_queue_push_head_link(&cache->used, &base->link);
	}
	return base;
}

static void drop_oldest(struct base_cache *cache)
{
	struct base *oldest = g_queue_pop_tail_link(&cache->used)->data;

	cache->bytes -= oldest->size;
	g_hash_table_remove(cache->by_place, oldest);
}

void base_cache_put(struct base_cache *cache, const struct base *base)
{
	struct base *kept = g_memdup2(base, sizeof(*base));

	kept->link = (GList){.data = kept};
	while (cache->used.length == BASE_CACHE_OBJECTS ||
	       (cache->used.length > 0 && cache->bytes + kept->size > cache->bytes_max))
		drop_oldest(cache);
	cache->bytes += kept->size;
	g_queue_push_head_link(&cache->used, &kept->link);
	g_hash_table_add(cache->by_place, kept);
}
