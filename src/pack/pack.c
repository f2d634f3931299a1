/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pack/pack.h"

#include "base/error.h"
#include "base/limits.h"
#include "pack/big_endian.h"
#include "pack/entry.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ENTRY_BYTES_MIN = 9 }; /* a head, and the stream of nothing */

static str contents_of(GMappedFile *file)
{
	return (str){
		.ptr = g_mapped_file_get_contents(file),
		.len = g_mapped_file_get_length(file),
	};
}

/* A file that is gone is no error: git removes packs while others read. */
static enum pack_result map(const char *path, GMappedFile **ret_file, GError **error)
{
	/* A pipe would be waited for. */
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int number = errno;

	if (file >= 0) {
		*ret_file = g_mapped_file_new_from_fd(file, FALSE, NULL);
		number = errno;
		close(file);
		if (*ret_file)
			return PACK_OPENED;
	} else if (number == ENOENT) {
		return PACK_UNKNOWN;
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ, "cannot read '%s': %s", path,
		    g_strerror(number));
	return PACK_FAILED;
}

void pack_set_error(const struct pack *pack, uint64_t offset, const char *fault, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
		    "pack '%s' is damaged at offset %" G_GUINT64_FORMAT ": %s", pack->path, offset,
		    fault);
}

/* Whether the header is one, and of a version that is known. */
static enum pack_result check_header(const struct pack *pack, str bytes, GError **error)
{
	uint32_t version;

	if (bytes.len < PACK_HEADER_BYTES || !str_starts(bytes, STR("PACK"))) {
		pack_set_error(pack, 0, "it does not begin as a pack does, or is cut off", error);
		return PACK_FAILED;
	}
	version = read_big_endian_32((const unsigned char *)bytes.ptr + 4);
	return version == 2 || version == 3 ? PACK_OPENED : PACK_UNKNOWN;
}

/* Whether pack and index are of one make, and whole. */
static bool check_pair(struct pack *pack, str whole, GError **error)
{
	const unsigned char *header = (const unsigned char *)whole.ptr;
	uint32_t n_objects = read_big_endian_32(header + 8);

	if (n_objects != pack->index.n_objects) {
		pack_set_error(pack, 8, "its index counts other objects", error);
		return false;
	}
	if (whole.len < PACK_HEADER_BYTES + PACK_ID_BYTES ||
	    memcmp(whole.ptr + whole.len - PACK_ID_BYTES, pack->index.pack_checksum,
		   PACK_ID_BYTES) != 0) {
		pack_set_error(pack, whole.len,
			       "it does not end with the checksum that its index tells; one of "
			       "them is cut off, or they are of two packs",
			       error);
		return false;
	}
	/* Before memory is taken for so many. */
	if (n_objects > whole.len / ENTRY_BYTES_MIN) {
		pack_set_error(pack, 8, "it counts more objects than its bytes can hold", error);
		return false;
	}
	return true;
}

static enum pack_result read_pair(struct pack *pack, const char *index_path, GError **error)
{
	str whole = contents_of(pack->pack_file);
	str index = contents_of(pack->index_file);
	enum pack_result result = check_header(pack, whole, error);
	const char *fault;

	if (result != PACK_OPENED)
		return result;
	if (pack_index_is_other(index))
		return PACK_UNKNOWN;
	if (!pack_index_read(index, &pack->index, &fault)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
			    "index '%s' is damaged: %s; git index-pack makes it anew", index_path,
			    fault);
		return PACK_FAILED;
	}
	if (!check_pair(pack, whole, error))
		return PACK_FAILED;
	pack->bytes = str_slice(whole, 0, whole.len - PACK_ID_BYTES);
	return PACK_OPENED;
}

enum pack_result pack_open(const char *index_path, struct pack **ret_pack, GError **error)
{
	g_autoptr(pack) opened = g_new0(struct pack, 1);
	size_t stem = strlen(index_path) - strlen(".idx");
	enum pack_result result;

	opened->path = g_strdup_printf("%.*s.pack", (int)stem, index_path);
	result = map(opened->path, &opened->pack_file, error);
	if (result == PACK_OPENED)
		result = map(index_path, &opened->index_file, error);
	if (result == PACK_OPENED)
		result = read_pair(opened, index_path, error);
	if (result == PACK_OPENED)
		*ret_pack = g_steal_pointer(&opened);
	return result;
}

void pack_free(struct pack *pack)
{
	if (!pack)
		return;
	g_clear_pointer(&pack->pack_file, g_mapped_file_unref);
	g_clear_pointer(&pack->index_file, g_mapped_file_unref);
	g_free(pack->path);
	g_free(pack);
}

bool pack_find(const struct pack *pack, const unsigned char id[PACK_ID_BYTES], uint64_t *ret_offset)
{
	uint32_t number;

	/* An offset that the index lacks is outside of every pack: reading there tells so. */
	if (!pack_index_find(&pack->index, id, &number))
		return false;
	if (!pack_index_offset(&pack->index, number, ret_offset))
		*ret_offset = UINT64_MAX;
	return true;
}

uint32_t pack_longest_chain(const struct pack *pack)
{
	return MIN(pack->index.n_objects, (uint32_t)LIMIT_DELTA_CHAIN);
}

static void release_pages(const char *bytes, size_t begin, size_t end)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	begin -= begin % page;
	end -= end % page;
	/* Only advice: where it fails, the memory is given back later. */
	if (begin < end)
		madvise((void *)(uintptr_t)(bytes + begin), end - begin, MADV_DONTNEED);
}

void pack_pass(const struct pack *pack, uint64_t begin, uint64_t end)
{
	/* Each time stops all threads for a moment. */
	if (begin / PACK_KEPT_BYTES != end / PACK_KEPT_BYTES)
		release_pages(pack->bytes.ptr, 0, MIN(begin, pack->bytes.len));
}

void pack_release_index(const struct pack *pack)
{
	str bytes = contents_of(pack->index_file);

	release_pages(bytes.ptr, 0, bytes.len);
}
