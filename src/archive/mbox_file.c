/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An mbox file as an archive. A plain one is mapped; one compressed by gzip is
 * decompressed into memory as it is opened, up to LIMIT_MBOX_BYTES.
 */
#include "archive/archive_internal.h"
#include "archive/mbox.h"
#include "base/arena.h"
#include "base/limits.h"

#include <gio/gio.h>

enum { CHUNK_BYTES = 256 * 1024 };

static const str gzip_magic = STR_INIT("\x1f\x8b");

/* A gzip stream on its way into memory. */
struct decompression {
	const char *path; /* for errors */
	GConverter *gunzip;
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
	GConverterFlags flags =
		given.len == stream->rest.len ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS;
	unsigned begin = stream->text->len;
	/* One byte more than the limit tells that it is passed. */
	unsigned room = MIN(LIMIT_MBOX_BYTES + 1u - begin, (unsigned)CHUNK_BYTES);
	g_autoptr(GError) reason = NULL;
	GConverterResult result;
	gsize n_read;
	gsize n_written;

	g_byte_array_set_size(stream->text, begin + room);
	result = g_converter_convert(stream->gunzip, given.ptr, given.len,
				     stream->text->data + begin, room, flags, &n_read, &n_written,
				     &reason);
	if (result == G_CONVERTER_ERROR) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
			    "cannot decompress '%s': %s", stream->path, reason->message);
		return false;
	}
	g_byte_array_set_size(stream->text, begin + (unsigned)n_written);
	if (stream->text->len > LIMIT_MBOX_BYTES) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ,
			    "'%s' holds more than %d bytes; decompress it to a file first",
			    stream->path, LIMIT_MBOX_BYTES);
		return false;
	}
	stream->rest = str_skip(stream->rest, n_read);
	*ret_finished = result == G_CONVERTER_FINISHED;
	return true;
}

static bool decompress_member(struct decompression *stream, GError **error)
{
	bool finished = false;

	while (!finished) {
		if (!decompress_piece(stream, &finished, error))
			return false;
	}
	g_converter_reset(stream->gunzip);
	return true;
}

/* A file may be several compressed ones in a row; what follows the last is padding. */
static GBytes *decompress(const char *path, str rest, GError **error)
{
	g_autoptr(GConverter) gunzip =
		G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
	g_autoptr(GByteArray) text = g_byte_array_new();
	struct decompression stream = {
		.path = path,
		.gunzip = gunzip,
		.rest = rest,
		.text = text,
	};

	while (str_starts(stream.rest, gzip_magic)) {
		if (!decompress_member(&stream, error))
			return NULL;
	}
	return g_byte_array_free_to_bytes(g_steal_pointer(&text));
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
	.name_of = mbox_name_of,
};
