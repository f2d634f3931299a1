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

static str bytes_of(GBytes *bytes)
{
	str all = {0};

	all.ptr = g_bytes_get_data(bytes, &all.len);
	return all;
}

/* Decompresses one member of a gzip stream off @rest onto @text. False with GIO's error. */
static bool decompress_member(GConverter *gunzip, str *rest, GByteArray *text, GError **error)
{
	for (;;) {
		size_t begin = text->len;
		size_t given = MIN(rest->len, (size_t)CHUNK_BYTES);
		gsize n_read;
		gsize n_written;
		GConverterResult result;

		g_byte_array_set_size(text, (unsigned)begin + CHUNK_BYTES);
		result = g_converter_convert(
			gunzip, rest->ptr, given, text->data + begin, CHUNK_BYTES,
			given == rest->len ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS,
			&n_read, &n_written, error);
		if (result == G_CONVERTER_ERROR)
			return false;
		g_byte_array_set_size(text, (unsigned)(begin + n_written));
		*rest = str_skip(*rest, n_read);
		if (result == G_CONVERTER_FINISHED)
			return true;
		if (text->len > LIMIT_MBOX_BYTES - CHUNK_BYTES) {
			g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
				    "it is larger than 2 GiB; decompress it to a file first");
			return false;
		}
	}
}

/* A file may be several compressed ones in a row; what follows the last is padding. */
static GBytes *decompress(const char *path, str rest, GError **error)
{
	g_autoptr(GConverter) gunzip =
		G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
	g_autoptr(GByteArray) text = g_byte_array_new();
	g_autoptr(GError) reason = NULL;

	while (str_starts(rest, gzip_magic)) {
		if (!decompress_member(gunzip, &rest, text, &reason)) {
			bool too_large = g_error_matches(reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE);

			g_set_error(error, TIDINGS_ERROR,
				    too_large ? TIDINGS_ERROR_READ : TIDINGS_ERROR_CORRUPT,
				    "cannot decompress '%s': %s", path, reason->message);
			return NULL;
		}
		g_converter_reset(gunzip);
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
