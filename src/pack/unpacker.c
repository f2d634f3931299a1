/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pack/unpacker.h"

#include "base/error.h"
#include "base/limits.h"
#include "pack/base_cache.h"
#include "pack/delta.h"

#include <libdeflate.h>

enum {
	DEFLATE_RATIO_MAX = 1032, /* zlib's technical notes: more bytes a byte cannot give */
};

/* Bytes that are kept for the next use, and only grow. */
struct buffer {
	char *bytes;
	size_t size;
};

/* A delta on the way from an object down to its base. */
struct link {
	uint64_t offset;
	struct pack_entry entry;
};

struct unpacker {
	struct libdeflate_decompressor *inflater;
	struct base_cache *bases;
	struct buffer delta; /* the delta at hand, inflated */
	struct buffer object; /* the last object read, unless it is a base */
	GArray *chain; /* struct link: the deltas above the base, the topmost first */
	uint32_t depth; /* how many deltas the object at hand was made of */
};

struct unpacker *unpacker_new(void)
{
	struct unpacker *unpacker = g_new0(struct unpacker, 1);

	unpacker->inflater = libdeflate_alloc_decompressor();
	if (!unpacker->inflater)
		g_error("no memory for an inflater");
	unpacker->bases = base_cache_new(PACK_BASES_BYTES);
	unpacker->chain = g_array_new(FALSE, FALSE, sizeof(struct link));
	return unpacker;
}

void unpacker_free(struct unpacker *unpacker)
{
	if (!unpacker)
		return;
	libdeflate_free_decompressor(unpacker->inflater);
	base_cache_free(unpacker->bases);
	g_free(unpacker->delta.bytes);
	g_free(unpacker->object.bytes);
	g_array_free(unpacker->chain, TRUE);
	g_free(unpacker);
}

static char *allocate(const struct pack *pack, uint64_t offset, size_t size, GError **error)
{
	char *bytes = g_try_malloc(MAX(size, 1));

	if (!bytes)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ,
			    "pack '%s': no memory for the %zu bytes of the object at offset "
			    "%" G_GUINT64_FORMAT,
			    pack->path, size, offset);
	return bytes;
}

static bool buffer_reserve(struct buffer *buffer, const struct pack *pack, uint64_t offset,
			   size_t size, GError **error)
{
	char *bytes;

	if (buffer->bytes && size <= buffer->size)
		return true;
	/* Some room to spare, lest it grow for each object. */
	size += size / 4;
	bytes = allocate(pack, offset, size, error);
	if (!bytes)
		return false;
	g_free(buffer->bytes);
	*buffer = (struct buffer){.bytes = bytes, .size = size};
	return true;
}

/* Before memory is taken for it. */
static bool check_size(const struct pack *pack, uint64_t offset, uint64_t size, GError **error)
{
	if (size <= LIMIT_OBJECT_BYTES)
		return true;
	pack_set_error(pack, offset, "the object is larger than any mail", error);
	return false;
}

static bool read_entry(const struct pack *pack, uint64_t offset, struct pack_entry *ret_entry,
		       GError **error)
{
	struct pack_entry entry;
	const char *fault;

	if (!pack_entry_read(pack->bytes, offset, &entry, &fault)) {
		pack_set_error(pack, offset, fault, error);
		return false;
	}
	if (!check_size(pack, offset, entry.size, error))
		return false;
	if (entry.size / DEFLATE_RATIO_MAX > pack->bytes.len - entry.stream) {
		pack_set_error(pack, offset, "the pack ends within the object", error);
		return false;
	}
	*ret_entry = entry;
	return true;
}

/* To @bytes, which has room for entry->size. */
static bool inflate(struct unpacker *unpacker, const struct pack *pack, const struct link *link,
		    char *bytes, GError **error)
{
	const struct pack_entry *entry = &link->entry;
	size_t size = 0;
	enum libdeflate_result result = libdeflate_zlib_decompress_ex(
		unpacker->inflater, pack->bytes.ptr + entry->stream,
		pack->bytes.len - entry->stream, bytes, entry->size, NULL, &size);

	if (result == LIBDEFLATE_SUCCESS && size == entry->size)
		return true;
	pack_set_error(pack, link->offset,
		       result == LIBDEFLATE_BAD_DATA
			       ? "the deflated bytes are damaged, or have another checksum"
			       : "its bytes are damaged, or of another size than its entry tells",
		       error);
	return false;
}

bool pack_base_of(const struct pack *pack, const struct pack_entry *entry, uint64_t *ret_base)
{
	if (entry->kind == ENTRY_DELTA_BY_ID)
		return pack_find(pack, entry->base_id, ret_base);
	*ret_base = entry->base_offset;
	return entry->kind == ENTRY_DELTA_BY_OFFSET;
}

/* Whether the chain may have so many deltas, those of which a base was made among them. */
static bool check_depth(const struct unpacker *unpacker, const struct pack *pack, size_t depth,
			GError **error)
{
	if (depth <= pack_longest_chain(pack))
		return true;
	pack_set_error(pack, g_array_index(unpacker->chain, struct link, 0).offset,
		       "the object rests on too many deltas, or on itself", error);
	return false;
}

/* Memory for an object: the cache's if it will be needed again, else the unpacker's own. */
static char *room_for(struct unpacker *unpacker, const struct pack *pack, uint64_t offset,
		      size_t size, bool is_base, GError **error)
{
	if (is_base)
		return allocate(pack, offset, size, error);
	if (!buffer_reserve(&unpacker->object, pack, offset, size, error))
		return NULL;
	return unpacker->object.bytes;
}

static struct object keep(struct unpacker *unpacker, const struct pack *pack, uint64_t offset,
			  bool is_base, struct object object)
{
	const struct base base = {
		.pack = pack,
		.offset = offset,
		.type = object.type,
		.depth = unpacker->depth,
		.bytes = (char *)object.bytes.ptr,
		.size = object.bytes.len,
	};

	if (is_base)
		base_cache_put(unpacker->bases, &base);
	return object;
}

/*
 * Goes down from @offset to what needs no other: an object that stands whole
 * in the pack, or a base that is known. The deltas above it are the chain.
 */
static enum unpack_result descend(struct unpacker *unpacker, const struct pack *pack,
				  uint64_t offset, bool is_base, struct object *ret_object,
				  GError **error)
{
	struct link link = {.offset = offset};
	char *bytes;

	g_array_set_size(unpacker->chain, 0);
	for (;;) {
		const struct base *known = base_cache_get(unpacker->bases, pack, link.offset);

		if (known) {
			if (!check_depth(unpacker, pack,
					 (size_t)known->depth + unpacker->chain->len, error))
				return UNPACK_FAILED;
			unpacker->depth = known->depth;
			*ret_object = (struct object){known->type, {known->bytes, known->size}};
			return UNPACK_OK;
		}
		if (!read_entry(pack, link.offset, &link.entry, error))
			return UNPACK_FAILED;
		if (link.entry.kind == ENTRY_OBJECT)
			break;
		g_array_append_val(unpacker->chain, link);
		if (!check_depth(unpacker, pack, unpacker->chain->len, error))
			return UNPACK_FAILED;
		if (!pack_base_of(pack, &link.entry, &link.offset))
			return UNPACK_BASE_ELSEWHERE;
	}
	unpacker->depth = 0;
	is_base = is_base || unpacker->chain->len > 0;
	bytes = room_for(unpacker, pack, link.offset, link.entry.size, is_base, error);
	if (!bytes)
		return UNPACK_FAILED;
	if (!inflate(unpacker, pack, &link, bytes, error)) {
		if (is_base)
			g_free(bytes);
		return UNPACK_FAILED;
	}
	*ret_object = keep(unpacker, pack, link.offset, is_base,
			   (struct object){link.entry.type, {bytes, link.entry.size}});
	return UNPACK_OK;
}

static bool read_delta(struct unpacker *unpacker, const struct pack *pack, const struct link *link,
		       struct delta *ret_delta, GError **error)
{
	str bytes;

	if (!buffer_reserve(&unpacker->delta, pack, link->offset, link->entry.size, error) ||
	    !inflate(unpacker, pack, link, unpacker->delta.bytes, error))
		return false;
	bytes = (str){unpacker->delta.bytes, link->entry.size};
	if (delta_read(bytes, ret_delta))
		return check_size(pack, link->offset, ret_delta->result_size, error);
	pack_set_error(pack, link->offset, "the delta is damaged", error);
	return false;
}

/* Makes @object what the delta at @link makes of it. */
static bool ascend(struct unpacker *unpacker, const struct pack *pack, const struct link *link,
		   bool is_base, struct object *object, GError **error)
{
	struct delta delta;
	char *bytes;

	if (!read_delta(unpacker, pack, link, &delta, error))
		return false;
	bytes = room_for(unpacker, pack, link->offset, delta.result_size, is_base, error);
	if (!bytes)
		return false;
	if (!delta_apply(&delta, object->bytes, bytes)) {
		pack_set_error(pack, link->offset, "the delta does not fit its base", error);
		if (is_base)
			g_free(bytes);
		return false;
	}
	object->bytes = (str){bytes, delta.result_size};
	unpacker->depth++;
	*object = keep(unpacker, pack, link->offset, is_base, *object);
	return true;
}

enum unpack_result unpacker_read(struct unpacker *unpacker, const struct pack *pack,
				 uint64_t offset, bool is_base, struct object *ret_object,
				 GError **error)
{
	struct object object;
	enum unpack_result result = descend(unpacker, pack, offset, is_base, &object, error);

	if (result != UNPACK_OK)
		return result;
	for (size_t i = unpacker->chain->len; i-- > 0;) {
		const struct link *link = &g_array_index(unpacker->chain, struct link, i);

		if (!ascend(unpacker, pack, link, is_base || i > 0, &object, error))
			return UNPACK_FAILED;
	}
	*ret_object = object;
	return UNPACK_OK;
}

struct unpacker *unpackers_get(struct unpackers *unpackers, unsigned worker)
{
	struct unpacker **unpacker = &unpackers->of_worker[worker];

	if (!*unpacker)
		*unpacker = unpacker_new();
	return *unpacker;
}

void unpackers_clear(struct unpackers *unpackers)
{
	for (unsigned i = 0; i < LIMIT_WORKERS; i++)
		g_clear_pointer(&unpackers->of_worker[i], unpacker_free);
}
