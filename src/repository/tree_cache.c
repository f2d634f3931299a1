/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "repository/tree_cache.h"

#include <glib.h>

struct cached_tree {
	git_oid id; /* first: a pointer to an id finds the tree */
	GList link; /* of the cache: in the order of use */
	size_t len;
	char bytes[];
};

struct tree_cache {
	GHashTable *by_id; /* of struct cached_tree, which is key and value */
	GQueue used; /* the same, the last used first */
	size_t bytes;
};

enum { KEPT_TREES = 2 };

static unsigned id_hash(const void *id)
{
	unsigned hash;

	memcpy(&hash, ((const git_oid *)id)->id, sizeof(hash));
	return hash;
}

static int id_equal(const void *a, const void *b)
{
	return memcmp(a, b, GIT_OID_RAWSZ) == 0;
}

struct tree_cache *tree_cache_new(void)
{
	struct tree_cache *cache = g_new0(struct tree_cache, 1);

	cache->by_id = g_hash_table_new_full(id_hash, id_equal, g_free, NULL);
	g_queue_init(&cache->used);
	return cache;
}

void tree_cache_free(struct tree_cache *cache)
{
	if (!cache)
		return;
	g_hash_table_unref(cache->by_id);
	g_free(cache);
}

bool tree_cache_get(struct tree_cache *cache, const git_oid *id, str *ret_tree)
{
	struct cached_tree *tree = g_hash_table_lookup(cache->by_id, id);

	if (!tree)
		return false;
	g_queue_unlink(&cache->used, &tree->link);
	g_queue_push_head_link(&cache->used, &tree->link);
	*ret_tree = (str){.ptr = tree->bytes, .len = tree->len};
	return true;
}

static void drop_oldest(struct tree_cache *cache)
{
	struct cached_tree *oldest = g_queue_pop_tail_link(&cache->used)->data;

	cache->bytes -= oldest->len;
	g_hash_table_remove(cache->by_id, oldest);
}

str tree_cache_put(struct tree_cache *cache, const git_oid *id, str tree)
{
	struct cached_tree *kept = g_malloc(sizeof(*kept) + tree.len);

	kept->id = *id;
	kept->link = (GList){.data = kept};
	kept->len = tree.len;
	if (tree.len > 0)
		memcpy(kept->bytes, tree.ptr, tree.len);
	cache->bytes += tree.len;
	g_queue_push_head_link(&cache->used, &kept->link);
	g_hash_table_add(cache->by_id, kept);
	while (cache->bytes > TREE_CACHE_BYTES && cache->used.length > KEPT_TREES)
		drop_oldest(cache);
	return (str){.ptr = kept->bytes, .len = kept->len};
}
