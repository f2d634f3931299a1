/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An mbox file as an archive. A plain one is mapped; one compressed by gzip is
 * decompressed into memory as it is opened, up to LIMIT_MBOX_BYTES.
 */
#include "archive/archive_internal.h"
#include "archive/mbox.h"
#include "base/arena.h"
#include "base/limits.h"

#include <zlib.h>

enum { CHUNK_BYTES = 256 * 1024 };

static const str gzip_magic = STR_INIT("\x1f\x8b");

/* A gzip file (RFC 1952) on its way into memory. */
struct decompression {
	const char *path; /* for errors */
	z_stream inflation;
	str rest; /* still to be read */
	GByteArray *text;
};

static str bytes_of(GBytes *bytes)
{
	str all = {0};

	all.ptr = g_bytes_get_data(bytes, &all.len);
	return all;
}

/* Reads and writes a piece of a member. READ past LIMIT_MBOX_BYTES, else CORRUPT. */
static bool decompress_piece(struct decompression *stream, bool *ret_finished, GError **error)
{
	str given = str_slice(stream->rest, 0, CHUNK_BYTES);
	unsigned begin = stream->text->len;
	/* One byte more than the limit tells that it is passed. */
	unsigned room = MIN(LIMIT_MBOX_BYTES + 1u - begin, (unsigned)CHUNK_BYTES);
	int result;

	g_byte_array_set_size(stream->text, begin + room);
	stream->inflation.next_in = (z_const Bytef *)given.ptr;
	stream->inflation.avail_in = (uInt)given.len;
	stream->inflation.next_out = stream->text->data + begin;
	stream->inflation.avail_out = room;
	result = inflate(&stream->inflation, Z_NO_FLUSH);
	if (result != Z_OK && result != Z_STREAM_END) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
			    "cannot decompress '%s': %s", stream->path,
			    result == Z_BUF_ERROR ? "it ends too early" : zError(result));
		return false;
	}
	g_byte_array_set_size(stream->text, begin + room - stream->inflation.avail_out);
	if (stream->text->len > LIMIT_MBOX_BYTES) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ,
			    "'%s' holds more than %d bytes; decompress it to a file first",
			    stream->path, LIMIT_MBOX_BYTES);
		return false;
	}
	stream->rest = str_skip(stream->rest, given.len - stream->inflation.avail_in);
	*ret_finished = result == Z_STREAM_END;
	return true;
}

static bool decompress_member(struct decompression *stream, GError **error)
{
	bool finished = false;

	while (!finished) {
		if (!decompress_piece(stream, &finished, error))
			return false;
	}
	return inflateReset(&stream->inflation) == Z_OK;
}

/* A file may be several compressed ones in a row; what follows the last is padding. */
static bool decompress_members(struct decompression *stream, GError **error)
{
	while (str_starts(stream->rest, gzip_magic)) {
		if (!decompress_member(stream, error))
			return false;
	}
	return true;
}

static GBytes *decompress(const char *path, str rest, GError **error)
{
	enum { GZIP_WINDOW = MAX_WBITS + 16 }; /* zlib.h: a gzip header is wanted */
	g_autoptr(GByteArray) text = g_byte_array_new();
	struct decompression stream = {.path = path, .rest = rest, .text = text};
	bool done;

	if (inflateInit2(&stream.inflation, GZIP_WINDOW) != Z_OK)
		g_error("zlib has no memory");
	done = decompress_members(&stream, error);
	inflateEnd(&stream.inflation);
	return done ? g_byte_array_free_to_bytes(g_steal_pointer(&text)) : NULL;
}

enum probe_result mbox_probe(struct archive *archive, GError **error)
{
	g_autoptr(GMappedFile) file = map_file(archive->path, error);
	g_autoptr(GBytes) bytes = NULL;
	str text;

	if (!file)
		return PROBE_FAILED;
	bytes = g_mapped_file_get_bytes(file);
	if (str_starts(bytes_of(bytes), gzip_magic)) {
		GBytes *plain = decompress(archive->path, bytes_of(bytes), error);

		if (!plain)
			return PROBE_FAILED;
		g_bytes_unref(bytes);
		bytes = plain;
	}
	text = bytes_of(bytes);
	if (text.len > 0 && !str_starts(text, STR("From ")))
		return PROBE_OTHER;
	archive->kind = &mbox_operations;
	archive->mbox = g_steal_pointer(&bytes);
	return PROBE_OPENED;
}

static bool mbox_list_points(const struct archive *archive, GArray *points, GError **error)
{
	g_autoptr(GChecksum) state = g_checksum_new(G_CHECKSUM_SHA1);

	if (!add_file_state(state, archive->path, error))
		return false;
	append_state_point(points, state);
	return true;
}

static bool mbox_select(struct archive *archive, const struct selection_request *request,
			struct gathering *gathering, GError **error)
{
	str all = bytes_of(archive->mbox);
	str rest = all;
	str mail;

	if (!refuse_range(archive, request, error))
		return false;
	while (mbox_next(&rest, &mail)) {
		struct arrival arrival = {
			.offset = (uint64_t)(mail.ptr - all.ptr),
			.length = mail.len,
			.arrived_at = ARRIVED_UNKNOWN,
		};

		g_array_append_val(gathering->arrivals, arrival);
	}
	return true;
}

static void release_arena(void *held)
{
	struct arena *arena = held;

	arena_clear(arena);
	g_free(arena);
}

static enum read_result mbox_read(struct archive *archive, const struct arrival *arrival,
				  struct raw_mail *ret_raw, GError **error)
{
	struct arena *arena = g_new(struct arena, 1);
	str mail = str_slice(bytes_of(archive->mbox), arrival->offset,
			     arrival->offset + arrival->length);

	(void)error;
	arena_init(arena);
	mail = mbox_unquote(arena, str_slice(mail, 0, LIMIT_MAIL_BYTES), archive->quoting);
	*ret_raw = raw_mail_over(mail, release_arena, arena);
	return READ_OK;
}

static char *mbox_name_of(const struct archive *archive, const struct arrival *arrival)
{
	(void)archive;
	return g_strdup_printf("offset %" G_GUINT64_FORMAT, arrival->offset);
}

const struct kind_operations mbox_operations = {
	.kind = ARCHIVE_MBOX,
	.select = mbox_select,
	.read = mbox_read,
	.read_all = files_read_all,
	.list_points = mbox_list_points,
	.name_of = mbox_name_of,
};
