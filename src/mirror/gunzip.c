/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/gunzip.h"

#include "base/error.h"

#include <zlib.h>

enum {
	CHUNK_BYTES = 64 * 1024,
	GZIP_ALONE = 16, /* added to the bits of the window: no other format is taken */
};

static bool fail(const char *what, GError **error)
{
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH, what);
	return false;
}

bool gunzip_is_gzip(str bytes)
{
	return str_starts(bytes, STR("\x1f\x8b"));
}

/* One member, from where @stream stands. */
static bool inflate_member(z_stream *stream, size_t limit, GString *text, GError **error)
{
	unsigned char chunk[CHUNK_BYTES];
	int result;

	do {
		stream->next_out = chunk;
		stream->avail_out = sizeof(chunk);
		result = inflate(stream, Z_NO_FLUSH);
		if (result == Z_BUF_ERROR)
			return fail("the gzip is cut off", error);
		if (result != Z_OK && result != Z_STREAM_END)
			return fail("the gzip is damaged", error);
		g_string_append_len(text, (const char *)chunk,
				    (gssize)(sizeof(chunk) - stream->avail_out));
		if (text->len > limit)
			return fail("the gzip holds too much", error);
	} while (result != Z_STREAM_END);
	return true;
}

static bool inflate_all(z_stream *stream, size_t limit, GString *text, GError **error)
{
	do {
		if (inflateReset(stream) != Z_OK)
			return fail("gzip cannot be read", error);
		if (!inflate_member(stream, limit, text, error))
			return false;
	} while (stream->avail_in > 0);
	return true;
}

GString *gunzip(str bytes, size_t limit, GError **error)
{
	z_stream stream = {
		/* zlib does not write there, and has no const. */
		.next_in = (unsigned char *)(uintptr_t)bytes.ptr,
		.avail_in = (unsigned)bytes.len,
	};
	GString *text;
	bool good;

	if (bytes.len > limit || inflateInit2(&stream, MAX_WBITS + GZIP_ALONE) != Z_OK) {
		fail("gzip cannot be read", error);
		return NULL;
	}
	text = g_string_new(NULL);
	good = inflate_all(&stream, limit, text, error);
	inflateEnd(&stream);
	if (good)
		return text;
	g_string_free(text, TRUE);
	return NULL;
}
